using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Threads;
using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Talk;

/// <summary>
/// A deal is talked about by staff who read the pipeline and, one by one, by the partners with a part in it: each reads what is shared with it alone.
/// What a partner registered is talked about on its registration; here is what belongs to no registration.
/// </summary>
internal sealed class DealThreads(EntenteDb db, PipelineApi pipeline, PartnersApi partners, Workspaces workspaces) : IThreadHost
{
    public string Kind => PipelineApi.SubjectKind;

    // The filters of whoever looks hold here: a partner's people find their own part alone, staff with a scope those of partners in it.
    public async Task<ThreadPlace?> Place(Guid id, Actor actor, CancellationToken ct)
    {
        if (actor.OwnOnly || await pipeline.Get(new(id), ct) is not { Gone: false } deal)
            return null;
        var cards = await partners.Cards([.. deal.Partners.Select(p => p.Partner)], ct);
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}";
        return new(
            new(Kind, id),
            "Deal",
            deal.Name,
            "name",
            SafeObjects.Opportunity,
            [
                .. deal
                    .Partners.Select(p => cards.GetValueOrDefault(p.Partner))
                    .OfType<PartnerCard>()
                    .DistinctBy(p => p.Id)
                    .Select(p => new ThreadSide(p.Id, p.Name, null, p.Manager)),
            ],
            Permissions.ReadPipeline,
            $"{root}/messages/{Kind}/{id:N}"
        )
        {
            InWords = "the deal",
            Records = "deals",
            StaffBack = $"{root}/pipeline/{id:D}",
            PartnerPath = $"{root}/portal/messages/{Kind}/{id:N}",
            Parties = await db.Set<DealParts>()
                .Where(p => p.Deal == new OpportunityId(id))
                .Select(p => p.Concerns)
                .Distinct()
                .ToListAsync(ct),
        };
    }
}
