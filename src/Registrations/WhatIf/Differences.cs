using Entente.Registrations.Rules;

namespace Entente.Registrations.WhatIf;

/// <summary>What kind of thing would differ.</summary>
public enum DifferenceKind
{
    Decision,
    Ruling,
    Date,
}

/// <summary>For whom it is better: the partner who claimed.</summary>
public enum Favour
{
    Neither,
    Gains,
    Loses,
}

/// <summary>One thing that would have been otherwise.</summary>
public sealed record Difference(DifferenceKind Kind, string Was, string Is, Favour Favour);

/// <summary>Compares what was made of a claim with what another policy would have made of it. Pure.</summary>
internal static class Differences
{
    /// <summary>At its submission: whether it is received, what is decided without a person, when a decision is due, who leads.</summary>
    public static IEnumerable<Difference> AtSubmission(ClaimVerdict was, ClaimVerdict now, RegistrationState became, string zone)
    {
        if (now.Fault is not null || was.Fault is not null)
        {
            if (now.Fault != was.Fault)
                yield return now.Fault is { } fault
                    ? new(DifferenceKind.Decision, "Received", $"Not received: {Fault(fault)}", Favour.Loses)
                    : new(DifferenceKind.Decision, "Not received", "Received", Favour.Gains);
            yield break;
        }
        if (was.Automatic != now.Automatic)
            yield return new(DifferenceKind.Decision, Decided(was, became), Decided(now, became), Better(was.Automatic, now.Automatic));
        else if (was.Suggestion != now.Suggestion)
            yield return new(
                DifferenceKind.Decision,
                $"Suggested: {Suggested(was.Suggestion)}",
                $"Suggested: {Suggested(now.Suggestion)}",
                Suggestion.Approve == now.Suggestion ? Favour.Gains
                    : Suggestion.Approve == was.Suggestion ? Favour.Loses
                    : Favour.Neither
            );
        foreach (var difference in Ruling(was, now))
            yield return difference;
        if (was.Due != now.Due && was.Due is { } then && now.Due is { } due)
            yield return new(
                DifferenceKind.Date,
                $"Decision due {Words.Moment(then, zone)}",
                $"Decision due {Words.Moment(due, zone)}",
                due < then ? Favour.Gains : Favour.Loses
            );
    }

    /// <summary>At its approval: the window and its condition.</summary>
    public static IEnumerable<Difference> AtApproval(ClaimVerdict was, ClaimVerdict now, string zone)
    {
        if (was.Closed != now.Closed)
            yield return new(DifferenceKind.Decision, Place(was), Place(now), now.Closed ? Favour.Loses : Favour.Gains);
        if (was.WindowEnd != now.WindowEnd)
            yield return new(
                DifferenceKind.Date,
                $"Protected until {ClaimWords.LastDay(was.WindowEnd, zone)}",
                $"Protected until {ClaimWords.LastDay(now.WindowEnd, zone)}",
                now.WindowEnd > was.WindowEnd ? Favour.Gains : Favour.Loses
            );
        if (was.HoldBy != now.HoldBy)
            yield return new(
                DifferenceKind.Date,
                $"First meeting by {ClaimWords.LastDay(was.HoldBy, zone)}",
                $"First meeting by {ClaimWords.LastDay(now.HoldBy, zone)}",
                now.HoldBy > was.HoldBy ? Favour.Gains : Favour.Loses
            );
        if (was.EvidenceBy != now.EvidenceBy || was.EvidenceTakes != now.EvidenceTakes)
            yield return new(DifferenceKind.Date, Evidence(was, zone), Evidence(now, zone), Looser(was, now));
        if (was.Band != now.Band)
            yield return new(
                DifferenceKind.Decision,
                Discount(was.Band),
                Discount(now.Band),
                (now.Band?.To ?? 0).CompareTo(was.Band?.To ?? 0) switch
                {
                    > 0 => Favour.Gains,
                    < 0 => Favour.Loses,
                    _ => Favour.Neither,
                }
            );
        if (was.PricesUntil != now.PricesUntil)
            yield return new(
                DifferenceKind.Date,
                Held(was.PricesUntil, zone),
                Held(now.PricesUntil, zone),
                (now.PricesUntil ?? DateTimeOffset.MinValue) > (was.PricesUntil ?? DateTimeOffset.MinValue) ? Favour.Gains : Favour.Loses
            );
    }

    private static string Evidence(ClaimVerdict verdict, string zone) =>
        verdict.EvidenceBy is not { } by ? "Loses nothing without evidence"
        : verdict.EvidenceTakes == 0 ? $"Evidence by {ClaimWords.LastDay(by, zone)}, else released"
        : $"Evidence by {ClaimWords.LastDay(by, zone)}, else it ends {RuleValues.Days(verdict.EvidenceTakes)} sooner";

    // More time, then less to lose.
    private static Favour Looser(ClaimVerdict was, ClaimVerdict now)
    {
        static (DateTimeOffset, int) Rank(ClaimVerdict v) =>
            (v.EvidenceBy ?? DateTimeOffset.MaxValue, v.EvidenceTakes == 0 ? int.MinValue : -v.EvidenceTakes);
        return Rank(now).CompareTo(Rank(was)) > 0 ? Favour.Gains : Favour.Loses;
    }

    private static string Place(ClaimVerdict verdict) => verdict.Closed ? "No place left: nobody could approve it" : "A place was free";

    private static string Discount(DiscountBand? band) => band is null ? "No discount band" : RuleValues.Discounts(band);

    private static string Held(DateTimeOffset? until, string zone) =>
        until is { } end ? $"Prices held until {ClaimWords.LastDay(end, zone)}" : "No prices held";

    /// <summary>Who leads, and by which step.</summary>
    public static IEnumerable<Difference> Ruling(ClaimVerdict was, ClaimVerdict now)
    {
        if (was.Leader != now.Leader || was.RuledBy != now.RuledBy)
            yield return new(
                DifferenceKind.Ruling,
                Ruled(was),
                Ruled(now),
                (was.ClaimantLeads, now.ClaimantLeads) switch
                {
                    (false, true) => Favour.Gains,
                    (true, false) => Favour.Loses,
                    _ => Favour.Neither,
                }
            );
    }

    private static string Ruled(ClaimVerdict verdict) =>
        verdict.Leader is { } leader ? $"Favours {leader}: {RuleValues.Lower(verdict.RuledBy!)}" : "Nothing separates the two";

    // Whoever decided then, a person's word stands beside it: the policy does not know what a person would say today.
    private static string Decided(ClaimVerdict verdict, RegistrationState became) =>
        verdict.Automatic switch
        {
            AutomaticOutcome.Approve => "Approved without a person",
            AutomaticOutcome.Decline => "Declined without a person",
            AutomaticOutcome.Reject => "Rejected without a person",
            _ => became.IsUndecided() ? "A person decides" : $"A person decides ({RuleValues.Lower(became.Words())})",
        };

    private static Favour Better(AutomaticOutcome was, AutomaticOutcome now) =>
        Rank(now).CompareTo(Rank(was)) switch
        {
            > 0 => Favour.Gains,
            < 0 => Favour.Loses,
            _ => Favour.Neither,
        };

    private static int Rank(AutomaticOutcome outcome) =>
        outcome switch
        {
            AutomaticOutcome.Approve => 3,
            AutomaticOutcome.None => 2,
            AutomaticOutcome.Reject => 1,
            _ => 0,
        };

    private static string Suggested(Suggestion suggestion) =>
        suggestion switch
        {
            Suggestion.Approve => "approve",
            Suggestion.AskInfo => "ask for information",
            Suggestion.Decline => "decline",
            _ => "compare first",
        };

    private static string Fault(string code) =>
        code switch
        {
            "registration.not_eligible" => "not eligible",
            "registration.invalid" => "a required field is missing",
            "registration.no_proof" => "proof is missing",
            _ => "refused at the door",
        };
}
