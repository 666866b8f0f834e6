using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Partners.Segments;

/// <summary>On a partner's page: the segments it is in.</summary>
internal sealed class PartnerSegmentsSection(SegmentDesk desk, Actor actor, Workspaces workspaces) : IPartnerSection
{
    public async ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPartners) || await desk.OfPartner(partner, ct) is not { Count: > 0 } all)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        List<SegmentOfPartner> inside = [.. all.Where(s => s.Answer.In)];
        return new(
            350,
            "segments",
            "Segments",
            Ui.Format.Number(inside.Count),
            [],
            content =>
            {
                content.OpenComponent<PartnerSegmentsLine>(0);
                content.AddComponentParameter(1, nameof(PartnerSegmentsLine.In), (IReadOnlyList<SegmentOfPartner>)inside);
                content.AddComponentParameter(2, nameof(PartnerSegmentsLine.Slug), slug);
                content.AddComponentParameter(3, nameof(PartnerSegmentsLine.Href), PartnerLooks.PartnerHref(slug, partner) + "/segments");
                content.CloseComponent();
            }
        );
    }
}
