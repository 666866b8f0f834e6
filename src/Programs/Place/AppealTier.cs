using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Mails;
using Entente.Programs.Model;
using Entente.Programs.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Place;

/// <summary>A partner says that it belongs at the next tier, and why; staff other than whoever placed it answer, with thresholds and dates.</summary>
internal sealed class AppealTier(EntenteDb db, Actor actor, TimeProvider clock, TierDesk desk, PartnersApi partners, TierMails mails)
{
    /// <summary>How long staff have to answer.</summary>
    private static readonly TimeSpan Given = TimeSpan.FromDays(14);

    public async Task<Result> Appeal(string? words, CancellationToken ct)
    {
        if (actor.Partner is not { } partner || !PartnerRights.May(actor, PartnerRights.Appeal))
            return Refusals.MayNotAppeal;
        if (Refusals.Words("words", words, out var text) is { } wrong)
            return wrong;
        await using var taken = await desk.Take(partner, ct);
        if (taken is null)
            return Refusals.NoPartner;
        if (taken.Plan is null)
            return Refusals.NoPlan;
        if (TierPlan.Above(taken.Partner.Tier) is not { } wanted)
            return Refusals.AtTop;
        if (await db.Set<TierAppeal>().AnyAsync(a => a.PartnerId == partner && a.AnsweredAt == null, ct))
            return Refusals.AppealOpen;
        var now = clock.GetUtcNow();
        db.Add(TierAppeal.Of(partner, wanted, taken.Partner.Tier, await Decided(partner, ct), text, actor.Person, now, now + Given));
        await taken.Held.Save(ct);
        return Result.Done;
    }

    public async Task<Result> Answer(PartnerId partner, Guid appeal, bool? upheld, string? words, CancellationToken ct)
    {
        if (Refusals.MayNotPlace(actor) is { } forbidden)
            return forbidden;
        var chosen = upheld is null ? Refusals.NoAnswer : null;
        if (Faults.Of(chosen, Refusals.Words("reply", words, out var text)) is { } wrong)
            return wrong;
        await using var taken = await desk.Take(partner, ct);
        if (taken is null)
            return Refusals.NoPartner;
        var id = new TierAppealId(appeal);
        if (
            await db.Set<TierAppeal>().SingleOrDefaultAsync(a => a.Id == id && a.PartnerId == partner && a.AnsweredAt == null, ct)
            is not { } asked
        )
            return Refusals.NoAppeal;
        if (asked.AgainstBy is { } first && first == actor.Person)
            return Refusals.DecidedFirst;
        var now = clock.GetUtcNow();
        if (upheld is true && taken.Partner.Tier < asked.Wanted)
        {
            var reason = text.Length <= Refusals.LongestReason ? text : text[..Refusals.LongestReason];
            var placed = await partners.Place(partner, taken.Partner.Tier, asked.Wanted, reason, actor.Person, now, ct);
            if (!placed.Ok)
                return placed;
        }
        // The thresholds and the day they were counted on stand in every answer, whatever its writer adds.
        var scored = await desk.Score(taken, now, ct);
        List<string> lines =
        [
            text,
            $"Counted on {TierWords.Day(taken.Workspace.DayOf(now))}:",
            .. scored is null ? [] : TierWords.Numbers(scored, asked.Wanted),
        ];
        asked.Answer(upheld!.Value, string.Join('\n', lines), actor.Person, now);
        await mails.Answered(asked, taken.Partner, ct);
        await taken.Held.Save(ct);
        return Result.Done;
    }

    // Whoever placed it last, or refused its last rise: the later of the two.
    private async Task<PersonId?> Decided(PartnerId partner, CancellationToken ct)
    {
        var placed = (await partners.Placements(partner, ct)).FirstOrDefault();
        var refused = await db.Set<TierProposal>()
            .AsNoTracking()
            .Where(p => p.PartnerId == partner && p.State == ProposalState.Declined)
            .OrderByDescending(p => p.DecidedAt)
            .FirstOrDefaultAsync(ct);
        return refused is not null && (placed is null || refused.DecidedAt >= placed.At) ? refused.DecidedBy : placed?.By;
    }
}
