using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Pipeline;
using Entente.Pipeline.Credits;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Conflicts.Decide;

/// <param name="Version">Of the case on the page that was looked at.</param>
/// <param name="How">A <c>Settlement</c> by its name.</param>
/// <param name="Leader">Of a reassignment: the side's key.</param>
/// <param name="Rationale">For staff.</param>
/// <param name="Sides">What is said of, and to, each side, by its key.</param>
public sealed record DecideInput(
    string Number,
    int Version,
    string? How,
    string? Leader,
    string? Rationale,
    IReadOnlyDictionary<string, SideInput> Sides
);

/// <param name="Words">To this side, besides the letter's own.</param>
/// <param name="Part">Of a split: the product or segment.</param>
/// <param name="Role">Of shared roles: a <see cref="DealRole"/> by its name.</param>
/// <param name="Share">Per cent as typed, <c>33.5</c>.</param>
public sealed record SideInput(string? Words, string? Part, string? Role, string? Share);

/// <summary>A letter as the page shows it before it is sent.</summary>
public sealed record LetterView(string Key, string To, string Subject, string Verdict, IReadOnlyList<string> Paragraphs);

/// <summary>
/// Settles a conflict: the way, who leads, why; a letter to each partner, which says only what that one may know. Decided on the facts of this
/// moment: a side that has gone meanwhile cannot lead. Of two who decide at once, one does.
/// </summary>
public sealed class DecideCase
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly Weighing weighing;
    private readonly LetterMails mails;
    private readonly CreditApi credit;

    internal DecideCase(EntenteDb db, Actor actor, TimeProvider clock, Weighing weighing, LetterMails mails, CreditApi credit) =>
        (this.db, this.actor, this.clock, this.weighing, this.mails, this.credit) = (db, actor, clock, weighing, mails, credit);

    public async Task<Result> Run(DecideInput input, CancellationToken ct)
    {
        await using var desk = await CaseDesk.Take(db, input.Number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var (one, now) = (desk.Case, clock.GetUtcNow());
        var drafted = await Draft(one, input, now, ct);
        if (!drafted.Ok)
            return drafted.Problem;
        var (proposal, leader, letters, weighed) = drafted.Value;
        one.Decide(proposal, leader, TypedText.Lines(input.Rationale), weighed.Ruling, letters, actor.Person, weighed.Terms, now);
        if (proposal.How is Settlement.Shared)
            await Settle(weighed.Parties, proposal.Shares, now, ct);
        foreach (var letter in one.Letters.Where(l => l.Decision == one.DecisionNo))
            await mails.Send(one, letter, ct);
        await desk.Save(ct);
        return Result.Done;
    }

    // In force on the first deal of those that take part.
    private async Task Settle(
        IReadOnlyList<Party> parties,
        IReadOnlyDictionary<string, RoleShare> shares,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var deal = parties.OrderBy(p => p.Partner is null).Select(p => p.Deal).FirstOrDefault(d => d is not null);
        if (deal is not { } opportunity)
            return;
        var given = parties
            .Where(p => p.Partner is not null && shares.ContainsKey(p.Key))
            .GroupBy(p => p.Partner!.Value)
            .ToDictionary(g => g.Key, g => shares[g.First().Key]);
        await credit.Settle(new(opportunity), given, actor.Person, now, ct);
    }

    /// <summary>The letters as they would be sent; nothing is saved.</summary>
    public async Task<Result<IReadOnlyList<LetterView>>> Preview(DecideInput input, CancellationToken ct)
    {
        await using var desk = await CaseDesk.Take(db, input.Number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var drafted = await Draft(desk.Case, input, clock.GetUtcNow(), ct);
        if (!drafted.Ok)
            return drafted.Problem;
        return (LetterView[])
            [
                .. drafted.Value.Letters.Select(l => new LetterView(
                    l.To.Key,
                    l.To.Name,
                    l.Letter.Subject,
                    l.Letter.Verdict,
                    l.Letter.Paragraphs
                )),
            ];
    }

    private async Task<Result<Drafted>> Draft(ConflictCase one, DecideInput input, DateTimeOffset now, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        if (one.Status is CaseStatus.Risk)
            return Refusals.NotTakenUp(one);
        if (one.Version != input.Version)
            return Refusals.Stale(one);
        if (one.Status is not CaseStatus.Active)
            return Refusals.NotNow(one);
        if (!Enum.TryParse<Settlement>(input.How, out var how) || !Enum.IsDefined(how))
            return Refusals.NoWay;
        var weighed = await weighing.Of(one, now, ct);
        if (weighed.Gone.FirstOrDefault(s => s.Key == input.Leader) is { } gone && how is Settlement.Reassign)
            return Refusals.ClaimGone(gone.Name);
        if (weighed.Parties.Count < 2)
            return weighed.Gone is [var left, ..] ? Refusals.ClaimGone(left.Name) : Refusals.NobodyLeft(one);
        var read = Proposals.Read(how, input, weighed.Parties);
        if (!read.Ok)
            return read.Problem;
        var checkd = Settlements.Check(read.Value, weighed.Parties, weighed.Ruling);
        if (!checkd.Ok)
            return checkd.Problem;
        if (TypedText.Lines(input.Rationale).Length is 0 or > Refusals.LongestText)
            return Refusals.NoRationale;
        var until = weighed.Terms.Calendar.LastDayOfWindow(now, weighed.Terms.Appeals.WindowDays);
        var letters = Proposals.Letters(one, read.Value, checkd.Value, input, weighed, until);
        return letters.Ok ? new Drafted(read.Value, checkd.Value, letters.Value, weighed) : letters.Problem;
    }

    private sealed record Drafted(Proposal Proposal, string? Leader, IReadOnlyList<(Party To, Letter Letter)> Letters, Weighed Weighed);
}
