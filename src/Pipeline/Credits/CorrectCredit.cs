using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <summary>Corrects the credit of a closed deal: one person asks and says why, another one approves. What it was stays on record.</summary>
public sealed class CorrectCredit(EntenteDb db, Actor actor, TimeProvider clock)
{
    public async Task<Result> Ask(OpportunityId deal, IReadOnlyDictionary<PartnerId, ShareInput> input, string? why, CancellationToken ct)
    {
        if (Refusals.MayNotSettle(actor) is { } forbidden)
            return forbidden;
        var given = ShareInput.Read(input);
        if (!given.Ok)
            return given.Problem;
        if (TypedText.Lines(why) is not { Length: > 0 and <= CorrectionRules.LongestWhy } words)
            return Refusals.NoWhy;
        await using var held = await db.Hold([ShareDesk.Lock(deal)], ct);
        if (await db.Set<DealShares>().AsNoTracking().SingleOrDefaultAsync(d => d.OpportunityId == deal, ct) is not { } sheet)
            return Refusals.NoDeal;
        if (sheet.LockedAt is null)
            return Refusals.NotClosed;
        var before = Standing(await Rows(deal, ct));
        if (CorrectionRules.Fault(before, given.Value) is { } fault)
            return fault;
        if (await db.Set<CreditCorrection>().AnyAsync(c => c.OpportunityId == deal && c.State == CorrectionState.Waiting, ct))
            return Refusals.CorrectionWaits;
        // Whoever is not named keeps what it has.
        var after = before.ToDictionary(b => b.Key, b => given.Value.TryGetValue(b.Key, out var to) ? to : b.Value);
        if (Shares.Fault([.. after.Values]) is { } above)
            return above;
        db.Add(CreditCorrection.Ask(deal, before, after, words, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return Result.Done;
    }

    public async Task<Result> Decide(OpportunityId deal, bool approve, CancellationToken ct)
    {
        if (Refusals.MayNotSettle(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([ShareDesk.Lock(deal)], ct);
        var asked = await db.Set<CreditCorrection>()
            .SingleOrDefaultAsync(c => c.OpportunityId == deal && c.State == CorrectionState.Waiting, ct);
        if (asked is null)
            return Refusals.NoCorrection;
        if (!CorrectionRules.MayDecide(asked.AskedBy, actor.Person))
            return Refusals.OwnCorrection;
        var rows = await Rows(deal, ct);
        if (approve)
        {
            var (now, before) = (Standing(rows), asked.Before);
            if (now.Count != before.Count || now.Any(n => !before.TryGetValue(n.Key, out var was) || was != n.Value))
                return Refusals.CorrectionStale;
            foreach (var (partner, share) in asked.After)
                rows.Find(r => r.PartnerId == partner)!.Correct(share);
        }
        asked.Decide(approve, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }

    private Task<List<PartnerCredit>> Rows(OpportunityId deal, CancellationToken ct) =>
        db.Set<PartnerCredit>().Where(c => c.OpportunityId == deal).ToListAsync(ct);

    private static Dictionary<PartnerId, RoleShare> Standing(List<PartnerCredit> rows) =>
        rows.ToDictionary(r => r.PartnerId, r => new RoleShare(r.Role, r.Points));
}
