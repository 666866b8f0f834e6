using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Verdicts;

/// <summary>Two accounts were merged in the CRM: what people said of the one that is gone holds for the one that stands for both.</summary>
internal sealed class FollowMerges(EntenteDb db, CrmApi crm, TimeProvider clock) : IHandle<CrmMerged>
{
    public async Task Handle(CrmMerged what, Telling telling, CancellationToken ct)
    {
        if (what.Kind != CrmObject.Account || await crm.MergedAccount(what.Connection, what.OldId, ct) is not { } merged)
            return;
        var (old, into) = (CompanyMark.Of(merged.Old), CompanyMark.Of(merged.Survivor));
        var now = clock.GetUtcNow();
        var known = await db.Set<CompanyVerdict>()
            .Where(v => v.RevokedAt == null && (v.LeftMark == old || v.RightMark == old || v.LeftMark == into || v.RightMark == into))
            .OrderBy(v => v.Id)
            .ToListAsync(ct);
        var taken = known.Where(v => v.LeftMark == into || v.RightMark == into).Select(v => Other(v, into)).ToHashSet();
        foreach (var verdict in known.Where(v => v.LeftMark == old || v.RightMark == old))
        {
            verdict.TakeBack(null, now);
            // What was said of the survivor itself stays.
            if (Other(verdict, old) is var other && other != into && taken.Add(other))
                db.Add(CompanyVerdict.Say(into, other, verdict.Same, verdict.SaidBy, verdict.Why, now));
        }
    }

    private static string Other(CompanyVerdict verdict, string one) => verdict.LeftMark == one ? verdict.RightMark : verdict.LeftMark;
}
