using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Publish;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.WhatIf;

/// <summary>
/// Replays a policy over the registrations of the past twelve months (REG-9), from the facts that were stored with each assessment: nothing
/// is looked up anew, so the answer is the same tomorrow.
/// </summary>
public sealed class ReplayDraft(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world)
{
    /// <summary>So many registrations at most, the newest; a year of a large program.</summary>
    public const int Most = 20_000;

    private const int AtOnce = 500;

    /// <param name="policy">What is tried out.</param>
    public async Task<Result<WhatIfReport>> Run(Policy policy, CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        // Two rules of one name, no business day: what cannot run cannot be replayed.
        if (PolicyFaults.In(policy) is { } wrong)
            return wrong;
        var since = clock.GetUtcNow().AddYears(-1);
        var zone = (await world.Workspace(ct)).TimeZone;
        var rows = await db.Set<PolicyVersion>().AsNoTracking().ToListAsync(ct);
        var versions = rows.ToDictionary(r => r.Number, r => r.Read());
        var tally = new WhatIfTally(
            policy,
            (rows.Count == 0 ? PolicyTimeline.First : versions.Keys.Max()) + 1,
            number => versions.GetValueOrDefault(number, Policy.Default)
        );

        var year = db.Set<Registration>().Where(r => r.SubmittedAt >= since);
        var all = await year.CountAsync(ct);
        var ids = await year.OrderByDescending(r => r.SubmittedAt).Take(Most).Select(r => r.Id).ToListAsync(ct);
        foreach (var some in ids.Chunk(AtOnce))
        foreach (var claim in await Load(some, zone, ct))
            tally.Add(claim);
        return tally.Report() with { LeftOut = all - ids.Count };
    }

    private async Task<IReadOnlyList<PastClaim>> Load(RegistrationId[] ids, string zone, CancellationToken ct)
    {
        var registrations = await db.Set<Registration>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct);
        var traces = await db.Set<AssessmentTrace>()
            .AsNoTracking()
            .Where(t => ids.Contains(t.RegistrationId))
            .OrderBy(t => t.At)
            .ThenBy(t => t.Id)
            .ToListAsync(ct);
        var byRegistration = traces.ToLookup(t => t.RegistrationId);
        return
        [
            .. registrations
                .OrderByDescending(r => r.SubmittedAt)
                .Select(r => new PastClaim(
                    r.Number,
                    r.Company,
                    r.PartnerId,
                    r.Amount,
                    r.State,
                    [.. byRegistration[r.Id].Select(t => Past(r, t, zone))]
                )),
        ];
    }

    private static PastAssessment Past(Registration r, AssessmentTrace trace, string zone)
    {
        var stored = trace.Read();
        var met = r.NextStepAt <= trace.At ? r.NextStepAt : null;
        return new(trace.Act, trace.PolicyVersion, stored, stored.Moment ?? new(trace.At, r.ClaimedAt, r.ReviewFrom, met, zone));
    }
}
