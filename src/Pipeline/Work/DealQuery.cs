using Entente.Access;
using Entente.Crm;
using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Motions;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Work;

/// <summary>What somebody showed for a criterion.</summary>
public sealed record ShownEvidence(string Criterion, string Words, string? By, DateTimeOffset At, DateTimeOffset? TakenBackAt);

/// <summary>One deal as staff see it.</summary>
/// <param name="Work">Null: it has no motion, or is lost.</param>
/// <param name="Evidence">All that was shown, taken back too, the newest first.</param>
/// <param name="Unsent">A write to the CRM that waits or failed, in plain words; null: none.</param>
public sealed record DealView(
    OpportunityCard Deal,
    string? Account,
    DealStanding? Work,
    NextStage? Next,
    string? NoteBy,
    IReadOnlyDictionary<Platform.Values.PartnerId, PartnerCard> Partners,
    IReadOnlyList<ShownEvidence> Evidence,
    ProtectionBadge? Protection,
    string? Unsent,
    bool MayWork
);

/// <summary>Reads one deal for staff.</summary>
public sealed class DealQuery(
    EntenteDb db,
    Actor actor,
    PipelineApi pipeline,
    Standings standings,
    PartnersApi partners,
    AccessApi access,
    CrmApi crm,
    IEnumerable<IProtectionBadges> protections
)
{
    public async Task<DealView?> Load(OpportunityId id, CancellationToken ct)
    {
        if (await pipeline.Get(id, ct) is not { Gone: false } deal)
            return null;
        var work = await standings.Of(deal, ct);
        var shown = await db.Set<CriterionEvidence>()
            .AsNoTracking()
            .Where(e => e.OpportunityId == id)
            .OrderByDescending(e => e.Id)
            .ToListAsync(ct);
        var people = await access.People(
            [.. shown.Select(e => e.By).Append(work?.NoteBy).OfType<Platform.Values.PersonId>().Distinct()],
            ct
        );
        return new(
            deal,
            deal.Account is { } account ? (await crm.Accounts([account], ct)).SingleOrDefault()?.Name : null,
            work,
            work is null ? null : NextStage.Of(work.Standing, deal.State),
            work?.NoteBy is { } by ? people.GetValueOrDefault(by)?.Name : null,
            await partners.Cards([.. deal.Partners.Select(p => p.Partner)], ct),
            [
                .. shown.Select(e => new ShownEvidence(
                    e.Criterion,
                    e.Words,
                    e.By is { } who ? people.GetValueOrDefault(who)?.Name : null,
                    e.At,
                    e.TakenBackAt
                )),
            ],
            (await protections.Of([id], ct)).GetValueOrDefault(id),
            await Unsent(deal, ct),
            actor.May(Permissions.WorkPipeline)
        );
    }

    private async Task<string?> Unsent(OpportunityCard deal, CancellationToken ct)
    {
        var open = (await crm.Writes(new(PipelineApi.SubjectKind, deal.Id.Value), ct)).LastOrDefault(w =>
            w.Standing is CrmWriteStanding.Waiting or CrmWriteStanding.Failed
        );
        return open is null ? null
            : open.Trouble is { } trouble ? $"The CRM did not take the last change: {trouble}"
            : "A change is on its way to the CRM.";
    }
}
