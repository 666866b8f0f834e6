using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>Against hoarding (REG-6, REG-11): what lapsed cannot be claimed anew at once, and nobody holds more than its record allows.</summary>
internal static class HoldingChecks
{
    /// <summary>The first day on which the partner may claim the company again; null: now.</summary>
    public static DateOnly? AgainFrom(ClaimFacts facts, Terms terms, DateTimeOffset now) =>
        facts
            .Registrations.Where(r => r.PartnerId == facts.Partner.Id && r.Lapsed)
            .Select(r => From(r.EndedAt!.Value, terms))
            .Where(day => terms.Calendar.StartOf(day) > now)
            .Select(day => (DateOnly?)day)
            .Max();

    /// <summary>The first day after the end of a protection on which the same partner may claim the company again.</summary>
    public static DateOnly From(DateTimeOffset endedAt, Terms terms) =>
        terms.Calendar.DateAt(endedAt).AddDays(terms.Policy.Silence.ReclaimDays + 1);

    public static Finding Lapsed(ClaimFacts facts, Terms terms, DateTimeOffset now) =>
        AgainFrom(facts, terms, now) is { } from
            ? Own(
                FindingCodes.Lapsed,
                Severity.Block,
                "Its protection lapsed lately",
                $"{facts.Partner.Name} held this company and let it lapse; it may claim it again from {Words.Day(from)}.",
                LapsedText(from),
                [new("Again from", Words.Day(from))]
            )
            : Own(FindingCodes.Lapsed, Severity.Info, "Lapsed protection", "None of this partner’s on this company, lately.", null, []);

    public static Finding Quota(ClaimFacts facts, QuotaRules rules)
    {
        if (facts.Holding is not { } holding)
            return Own(FindingCodes.Quota, Severity.Info, "Open registrations", "Not counted here.", null, []);
        var quota = Hoarding.Quota(holding, rules);
        FindingFact[] shown = [new("Open", $"{holding.Open}"), new("Quota", $"{quota}")];
        return Hoarding.IsFull(holding, rules)
            ? Own(
                FindingCodes.Quota,
                Severity.Block,
                "Too many open registrations",
                $"{facts.Partner.Name} holds {holding.Open} open registrations; its quota is {quota}.",
                QuotaText(holding.Open, quota),
                shown
            )
            : Own(FindingCodes.Quota, Severity.Info, "Open registrations", $"{holding.Open} of {quota}.", null, shown);
    }

    /// <summary>Somebody else showed that the customer wants them. For staff; the partner reads the sentence it reads of any earlier claim.</summary>
    public static Finding Challenge(ClaimFacts facts)
    {
        var by = facts.Registrations.Where(r => r.PartnerId != facts.Partner.Id && r.Stands && r.Confirmed).ToList();
        return by is [var first, ..]
            ? new(
                FindingCodes.Challenge,
                Severity.Warn,
                "The customer confirms somebody else",
                $"{first.PartnerName} shows with {first.Number} that the customer confirms the contact. Neither partner knows of the other.",
                null,
                Own: false,
                [.. by.Select(r => new FindingFact(r.Number, r.PartnerName))]
            )
            : new(FindingCodes.Challenge, Severity.Info, "Challenge", "Nobody else shows that the customer wants them.", null, false, []);
    }

    /// <summary>
    /// What the claimant must wait for: it follows from its own claims and published rules. Beyond its quota a claim is received, so that its
    /// date counts; but then a rule speaks against it.
    /// </summary>
    public static Problem? Fault(ClaimFacts facts, Terms terms, DateTimeOffset now) =>
        AgainFrom(facts, terms, now) is { } from ? Problem.Invalid("registration.lapsed", "company", LapsedText(from)) : null;

    private static string LapsedText(DateOnly from) =>
        $"Your protection of this company ended lately. You may register it again from {Words.Day(from)}.";

    private static string QuotaText(int open, int quota) =>
        $"You have {open} open registrations; your quota is {quota}. One more is only accepted as an exception; the quota grows with what you win.";

    private static Finding Own(string code, Severity severity, string title, string staff, string? partner, FindingFact[] facts) =>
        new(code, severity, title, staff, partner, Own: true, facts);
}
