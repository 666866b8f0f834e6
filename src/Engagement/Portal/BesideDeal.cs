using Entente.Access.Safelist;
using Entente.Pipeline;
using Entente.Platform.Tenancy;
using Entente.Registrations;
using Microsoft.AspNetCore.Components;

namespace Entente.Engagement.Portal;

/// <summary>In the deal room: announcements for deals that are sold so, in such a stage. What the safelist hides of the stage chooses nothing.</summary>
internal sealed class BesideDeal(
    NewsQuery query,
    ReadNews read,
    RegistrationsApi registrations,
    PipelineApi pipeline,
    Fields fields,
    Actor actor,
    Workspaces workspaces
) : IClaimBeside
{
    public ValueTask<RenderFragment?> ForStaff(RegistrationId claim, string slug, CancellationToken ct) =>
        ValueTask.FromResult<RenderFragment?>(null);

    public async ValueTask<RenderFragment?> ForPartner(RegistrationId claim, string here, CancellationToken ct)
    {
        if (
            actor is not { Kind: ActorKind.Partner, Person: not null, Channel: not Channel.Link }
            || await registrations.Get(claim, ct) is not { Opportunity: { } id }
            || await pipeline.Get(new(id), ct) is not { } deal
        )
            return null;
        var shown = (await fields.For(actor, ct)).In(deal.Stage.Outward).Shows(SafeObjects.Opportunity, "stage");
        var motion = deal.Partners.FirstOrDefault(p => p.Partner == actor.Partner)?.Motion ?? "";
        var lines = await query.OnDeal(motion, shown ? deal.Stage.Means.ToString() : null, ct);
        if (lines.Count == 0)
            return null;
        await read.Shown([.. lines.Select(l => l.Id)], ct);
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/portal/news";
        return content =>
        {
            content.OpenComponent<NewsOnDeal>(0);
            content.AddComponentParameter(1, nameof(NewsOnDeal.Lines), lines);
            content.AddComponentParameter(2, nameof(NewsOnDeal.Root), root);
            content.CloseComponent();
        };
    }
}
