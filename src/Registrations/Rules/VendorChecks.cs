using System.Globalization;
using Entente.Partners;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Registrations.Rules;

/// <summary>
/// Rules about what the vendor's own data shows. Their partner texts name nobody and are told only with the decision;
/// one sentence per rule, whatever was found, so that it cannot be used to look things up.
/// </summary>
internal static class VendorChecks
{
    // One sentence, whatever it was that is in the CRM.
    private const string SomebodyWorksOnIt = "We already talk to this company and had to decide who leads.";

    /// <summary>For whoever reviews: the page shows the ruling below its findings.</summary>
    public const string RulingBelow = "The ruling below says who leads.";

    public static Finding NamedAccount(ClaimantFacts partner)
    {
        FindingFact[] facts = partner.NamedBecause is { } why ? [new("Because", why)] : [];
        return partner.Named switch
        {
            AccountStanding.Free => Vendor(FindingCodes.NamedAccount, Severity.Info, "Named accounts", "Not on the list.", null, facts),
            AccountStanding.Ours => Vendor(
                FindingCodes.NamedAccount,
                Severity.Info,
                "Named accounts",
                $"Named to {partner.Name}.",
                null,
                facts
            ),
            var standing => Vendor(
                FindingCodes.NamedAccount,
                Severity.Block,
                "Named account",
                standing switch
                {
                    AccountStanding.OtherPartners => "Named to another partner.",
                    AccountStanding.KeptDirect => "Kept by direct sales.",
                    _ => "Nobody may register it.",
                },
                "This company is on our list of accounts that cannot be registered.",
                facts
            ),
        };
    }

    public static Finding Company(ClaimFacts facts)
    {
        var ranked = KnownCompany.Ranked(facts.Candidates);
        FindingFact[] shown = [.. ranked.Take(5).Select(c => new FindingFact(c.Name, Compared(c)))];
        if (IsUnknown(facts))
            return Vendor(
                FindingCodes.Company,
                Severity.Warn,
                "Names not compared yet",
                "The names in the CRM are still being read: no account shares a domain or name with the claim, and one may be spelt otherwise. Look again in a moment.",
                null,
                shown
            );
        if (ranked is not [var best, ..])
            return Vendor(FindingCodes.Company, Severity.Info, "Company", "No account in the CRM is like it.", null, []);
        if (best.Certain)
            return Vendor(FindingCodes.Company, Severity.Info, "Company", $"It is {best.Name} in the CRM ({Reason(best)}).", null, shown);
        return best.Judged switch
        {
            PairVerdict.Different => Vendor(
                FindingCodes.Company,
                Severity.Info,
                "Company",
                best.Said is null
                    ? $"The account most like it, {best.Name}, is another company ({Reason(best)})."
                    : $"It is not {best.Name} ({Reason(best)}).",
                null,
                shown
            ),
            var outcome => Vendor(
                FindingCodes.Company,
                Severity.Warn,
                outcome is PairVerdict.Same ? "Company is very likely in the CRM" : "Company may already exist",
                $"{best.Name} is the same company with a likelihood of {best.Percent} % ({Reason(best)}). Say whether it is.",
                "A similar company is in our records, so a person compared the two.",
                shown
            ),
        };
    }

    /// <summary>Nobody can say yet whether the company is in the CRM: no strong key tells, and the names were not looked through.</summary>
    public static bool IsUnknown(ClaimFacts facts) => facts.NamesUnread && !facts.Candidates.Any(c => c.Certain);

    public static Finding Customer(ClaimFacts facts) =>
        KnownCompany.Ranked(facts.Candidates).FirstOrDefault(c => c is { IsCustomer: true, Certain: true }) is { } customer
            ? Vendor(
                FindingCodes.Customer,
                Severity.Warn,
                "Already a customer",
                $"{customer.Name} is a customer.",
                "This company already works with us.",
                [new("Account", customer.Name)]
            )
            : Vendor(FindingCodes.Customer, Severity.Info, "Customer", "Not a customer.", null, []);

    public static Finding Opportunity(ClaimFacts facts, DateTimeOffset now)
    {
        var others = Others(facts);
        var certain = facts.Candidates.Where(c => c.Certain).Select(c => c.AccountId).ToHashSet();
        var open = facts
            .Opportunities.Where(o => o.PartnerId != facts.Partner.Id && !others.Contains(o.AccountId))
            .OrderByDescending(o => certain.Contains(o.AccountId))
            .ThenBy(o => o.CreatedAt)
            .ThenBy(o => o.Id)
            .ToList();
        var leads = facts.Leads.Select(l => new FindingFact($"Lead {l.Name}", Described(l, now))).ToList();
        if (open is not [var first, ..])
            return leads.Count > 0
                ? Vendor(
                    FindingCodes.Opportunity,
                    Severity.Warn,
                    "Open lead of this company",
                    $"Direct sales work on it as a lead: {facts.Leads[0].Name}, {Described(facts.Leads[0], now)}.",
                    SomebodyWorksOnIt,
                    [.. leads]
                )
                : Vendor(FindingCodes.Opportunity, Severity.Info, "Opportunity", "No open opportunity and no open lead.", null, []);
        return Vendor(
            FindingCodes.Opportunity,
            certain.Contains(first.AccountId) ? Severity.Block : Severity.Warn,
            "Open opportunity on the account",
            $"{(first.PartnerId is null ? "Direct sales hold" : "Another partner holds")} {first.Name}: {Described(first, now)}. {RulingBelow}",
            SomebodyWorksOnIt,
            [.. open.Select(o => new FindingFact(o.Name, Described(o, now))), .. leads]
        );
    }

    /// <summary>Attribution that the CRM itself keeps, from before Entente or beside it.</summary>
    public static Finding Attribution(ClaimFacts facts)
    {
        var others = Others(facts);
        var all = facts
            .Opportunities.Where(o => !others.Contains(o.AccountId))
            .OrderBy(o => o.CreatedAt)
            .ThenBy(o => o.Id)
            .SelectMany(o => o.Attributed.Select(a => (Deal: o, By: a)))
            .ToList();
        var found = all.Select(a => new FindingFact(a.Deal.Name, a.By.Role is { } role ? $"{a.By.Name}, {role}" : a.By.Name)).ToArray();
        if (all.Find(a => !a.By.Own) is { By: { } other } taken)
            return Vendor(
                FindingCodes.Attribution,
                Severity.Warn,
                "A partner is already on this opportunity",
                $"{other.Name} is already on {taken.Deal.Name} in the CRM{(other.Role is { } part ? $" ({part})" : "")}.",
                SomebodyWorksOnIt,
                found
            );
        return Vendor(
            FindingCodes.Attribution,
            Severity.Info,
            "Partners in the CRM",
            all.Count > 0
                ? $"{facts.Partner.Name} itself is on {all[0].Deal.Name} in the CRM."
                : "No partner stands on an open opportunity there.",
            null,
            found
        );
    }

    public static Finding Registration(ClaimFacts facts, Overlap overlap)
    {
        var rivals = facts
            .Registrations.Where(r => r.PartnerId != facts.Partner.Id && r.Stands)
            .OrderByDescending(r => r.Protection.Protects())
            .ThenBy(r => r.SubmittedAt)
            .ToList();
        if (rivals is not [var first, ..])
            return Vendor(
                FindingCodes.Registration,
                Severity.Info,
                "Registration",
                "No other live registration of this company.",
                null,
                []
            );
        var found = rivals.Select(r => new FindingFact(r.Number, $"{r.PartnerName}, {r.State.Words().ToLowerInvariant()}"));
        return first.Protection.Protects()
            ? Vendor(
                FindingCodes.Registration,
                Severity.Block,
                "Protected for another partner",
                $"{first.PartnerName} holds {first.Company} by {first.Number}{Until(first)}.",
                "This company is protected by an earlier registration.",
                [.. found]
            )
            : Vendor(
                FindingCodes.Registration,
                overlap is Overlap.Share ? Severity.Info : Severity.Warn,
                "Another partner claims this company",
                $"{first.PartnerName} registered {first.Company} as {first.Number} on {Day(first.SubmittedAt)}. {Consequence(overlap)}",
                "An earlier registration of this company had to be decided first.",
                [.. found]
            );
    }

    /// <summary>An open direct opportunity touched within so many days counts as registered (CON-3).</summary>
    public static bool CountsAsRegistered(OpportunityFact opportunity, ConflictRules rules, DateTimeOffset now) =>
        opportunity.LastActivityAt is { } touched && now - touched <= TimeSpan.FromDays(rules.ActiveDays);

    private static string Consequence(Overlap overlap) =>
        overlap is Overlap.Share ? "The policy lets several stand side by side." : RulingBelow;

    private static string Described(OpportunityFact o, DateTimeOffset now)
    {
        var parts = new List<string> { o.Stage };
        if (o.Amount is { } amount)
            parts.Add(Format.Money(amount));
        if (o.Owner is { } owner)
            parts.Add($"owner {owner}");
        parts.Add(o.LastActivityAt is { } touched ? $"last touched {(int)(now - touched).TotalDays} days ago" : "never touched");
        return string.Join(", ", parts);
    }

    private static string Described(LeadFact lead, DateTimeOffset now)
    {
        var parts = new List<string>();
        if (lead.Status is { } status)
            parts.Add(status);
        if (lead.Owner is { } owner)
            parts.Add($"owner {owner}");
        parts.Add($"{(int)Math.Max(0, (now - lead.CreatedAt).TotalDays)} days old");
        return string.Join(", ", parts);
    }

    // Accounts that are another company: what happens there says nothing about this one.
    private static HashSet<Guid> Others(ClaimFacts facts) =>
        [.. facts.Candidates.Where(c => c.Judged is PairVerdict.Different).Select(c => c.AccountId)];

    private static string Compared(CandidateFact candidate) =>
        $"{OutcomeWords(candidate.Judged)}, {candidate.Percent} %: {candidate.Because ?? string.Join("; ", candidate.Reasons)}"
        + (candidate.Said is null ? "" : $" {Said(candidate.Said)}.");

    private static string OutcomeWords(PairVerdict outcome) =>
        outcome switch
        {
            PairVerdict.Same => "the same",
            PairVerdict.Different => "different",
            _ => "to be asked",
        };

    private static string Reason(CandidateFact candidate) =>
        candidate.Said is { } said ? Said(said)
        : candidate is { Certain: false, Because: { } because } ? RuleValues.Lower(because).TrimEnd('.')
        : candidate.Reasons.Count > 0 ? candidate.Reasons[0]
        : "name";

    private static string Said(SaidFact said) =>
        said.At is { } at ? $"said by {said.Name ?? "a person"} on {Day(at)}" : "it follows from what was said of other accounts";

    private static string Until(RivalFact rival) => rival.ProtectedUntil is { } end ? $" until {Day(end.AddTicks(-1))}" : "";

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static Finding Vendor(string code, Severity severity, string title, string staff, string? partner, FindingFact[] facts) =>
        new(code, severity, title, staff, partner, Own: false, facts);
}
