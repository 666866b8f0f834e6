using Entente.Platform.Matching;
using Entente.Platform.Values;

namespace Entente.Registrations.Rules;

/// <summary>Rules about the claim's own input and the claimant: the partner may hear these at once.</summary>
internal static class OwnChecks
{
    public static Finding Complete(Claim claim, Policy policy)
    {
        var required = policy.Required(claim.Kind);
        var missing = required.Where(f => !claim.Has(f)).Select(Label).ToList();
        FindingFact[] facts = [new("Required", $"{required.Count}"), new("Filled in", $"{required.Count - missing.Count}")];
        return missing.Count == 0
            ? Own(FindingCodes.Complete, Severity.Info, "Complete", $"{required.Count} of {required.Count} required fields.", null, facts)
            : Own(
                FindingCodes.Complete,
                Severity.Warn,
                "Required fields are missing",
                $"Missing: {string.Join(", ", missing)}.",
                $"Still needed: {string.Join(", ", missing)}.",
                facts
            );
    }

    public static Finding Consent(Claim claim) =>
        claim.Consent
            ? Own(FindingCodes.Consent, Severity.Info, "Consent", "The contact agreed to be approached.", null, [])
            : Own(
                FindingCodes.Consent,
                Severity.Block,
                "No consent",
                "The contact has not agreed to be approached.",
                "Ask the contact first: we cannot protect a deal without their consent.",
                []
            );

    /// <summary>An address at another company than the one claimed is often a slip.</summary>
    public static Finding Contact(Claim claim)
    {
        var (site, mail) = (Domain.OfCompany(claim.Domain, claim.Sites), Domain.Of(claim.ContactEmail));
        if (claim.ContactEmail is null)
            return Own(FindingCodes.Contact, Severity.Info, "Contact", "No address was given.", null, []);
        if (Domain.IsAnybodysMail(claim.ContactEmail, claim.Sites))
            return Own(
                FindingCodes.Contact,
                Severity.Warn,
                "Contact uses a private address",
                $"{claim.ContactEmail} is at a mail service, so it does not show where the contact works.",
                "A work address of the contact helps us decide sooner.",
                [new("Address", claim.ContactEmail)]
            );
        if (site is { } company && mail is { } worksAt && company != worksAt)
            return Own(
                FindingCodes.Contact,
                Severity.Warn,
                "Contact works elsewhere",
                $"The contact’s address is at {worksAt.Value}, the website is {company.Value}.",
                "The contact’s address is not at the customer’s website.",
                [new("Website", company.Value), new("Address", claim.ContactEmail)]
            );
        return Own(FindingCodes.Contact, Severity.Info, "Contact", $"{claim.ContactEmail} fits the company.", null, []);
    }

    /// <summary>To a partner that is suspended, or leaves.</summary>
    public const string MayNotRegister = "Your company cannot register deals at the moment. Your partner manager can tell you more.";

    public static Finding PartnerStatus(ClaimantFacts partner) =>
        partner.Active
            ? Own(FindingCodes.PartnerStatus, Severity.Info, "Partner", $"{partner.Name} is {partner.Status}.", null, [])
            : Own(
                FindingCodes.PartnerStatus,
                Severity.Block,
                "Partner may not register",
                $"{partner.Name} is {partner.Status}.",
                MayNotRegister,
                [new("Status", partner.Status)]
            );

    public static Finding Territory(Claim claim, ClaimantFacts partner, Policy policy)
    {
        if (!policy.TerritoryMatters)
            return Own(FindingCodes.Territory, Severity.Info, "Territory", "The policy sets no territories.", null, []);
        if (partner.Territory.Count == 0)
            return Own(FindingCodes.Territory, Severity.Info, "Territory", $"{partner.Name} may sell everywhere.", null, []);
        var territory = string.Join(", ", partner.Territory);
        return partner.Inside switch
        {
            true => Own(FindingCodes.Territory, Severity.Info, "Territory", $"{claim.Country} lies in {territory}.", null, []),
            null => Own(
                FindingCodes.Territory,
                Severity.Info,
                "Territory",
                $"No country was given; the territory is {territory}.",
                null,
                []
            ),
            false => Own(
                FindingCodes.Territory,
                Severity.Warn,
                "Outside the territory",
                $"{claim.Country} is not in the territory of {partner.Name}: {territory}.",
                $"{claim.Country} lies outside your territory: {territory}.",
                [new("Country", claim.Country ?? ""), new("Territory", territory)]
            ),
        };
    }

    /// <summary>Nothing where no discount is asked for. Asking for more than the published band lets a person look.</summary>
    public static IEnumerable<Finding> Discount(Claim claim, PriceTerms prices)
    {
        if (claim.Discount is not { } asked)
            yield break;
        FindingFact[] facts = prices.Band is { } band
            ? [new("Asked", PercentText.Words(asked)), new("Band", band.Words())]
            : [new("Asked", PercentText.Words(asked))];
        yield return prices.Band is { } most && asked > most.To
            ? Own(
                FindingCodes.Discount,
                Severity.Warn,
                "More discount than the band",
                $"{PercentText.Words(asked)} is asked for; the band is {most.Words()}.",
                $"You ask for a discount of {PercentText.Words(asked)}; the program grants {most.Words()}.",
                facts
            )
            : Own(
                FindingCodes.Discount,
                Severity.Info,
                "Discount",
                prices.Band is null
                    ? $"{PercentText.Words(asked)} is asked for; the policy sets no band."
                    : $"{PercentText.Words(asked)} is within the band, {prices.Band.Words()}.",
                null,
                facts
            );
    }

    public static Finding OwnRegistration(ClaimFacts facts)
    {
        var own = facts.Registrations.Where(r => r.PartnerId == facts.Partner.Id && r.Stands).OrderBy(r => r.SubmittedAt).ToList();
        return own is [var first, ..]
            ? Own(
                FindingCodes.OwnRegistration,
                Severity.Warn,
                "The partner holds this company already",
                $"{facts.Partner.Name} registered {first.Company} as {first.Number} ({first.State.Words().ToLowerInvariant()}).",
                $"You registered this company already: {first.Number}.",
                [.. own.Select(r => new FindingFact(r.Number, r.State.Words()))]
            )
            : Own(FindingCodes.OwnRegistration, Severity.Info, "Own registrations", "No other live one of this partner.", null, []);
    }

    /// <summary>What the claimant must mend before the claim is received: required fields, consent, a claim of theirs that waits.</summary>
    public static Problem? Fault(ClaimFacts facts, ClaimTerms terms)
    {
        if (!facts.Partner.Active)
            return Refusals.PartnerInactive;
        if (terms is { EligibleAtDoor: true, Eligibility: { MayRegister: false, Reason: var reason } })
            return Problem.Forbidden("registration.not_eligible", PolicyChecks.NotEligible(reason));
        if (Lacking(facts.Claim, terms.Values) is { Count: > 0 } missing)
            return Refusals.Unfit(missing);
        var waiting = facts.Registrations.FirstOrDefault(r => r.PartnerId == facts.Partner.Id && r.State.IsUndecided());
        return waiting is null
            ? null
            : Problem.Invalid(
                "registration.already_yours",
                "company",
                $"You registered this company already as {waiting.Number}; it is being decided."
            );
    }

    /// <summary>What the policy demands and the claim lacks, by input; needs nothing but the claim itself.</summary>
    public static IReadOnlyDictionary<string, string> Lacking(Claim claim, Policy policy)
    {
        var wrong = policy
            .Required(claim.Kind)
            .Where(f => !claim.Has(f))
            .ToDictionary(FieldName, f => $"{Capital(Label(f))} is needed for {claim.Kind.Some()}.");
        if (claim.Kind.KnowsIncumbent() && claim.Incumbent is null)
            wrong["incumbent"] = $"Say who serves this customer today: {claim.Kind.Some()} needs it.";
        if (claim.SecondRole is null && claim.SecondPartner is not null)
            wrong["secondRole"] = "Say what part the second partner has.";
        if (!claim.Consent)
            wrong["consent"] = "Tick this, or ask the contact first. We cannot protect a deal without it.";
        return wrong;
    }

    /// <summary>The name an input has in problems and forms.</summary>
    public static string FieldName(ClaimField field) => char.ToLowerInvariant(field.ToString()[0]) + field.ToString()[1..];

    /// <summary>As in a sentence: <c>the contact’s e-mail</c>.</summary>
    public static string Label(ClaimField field) =>
        field switch
        {
            ClaimField.Domain => "the website",
            ClaimField.Country => "the country",
            ClaimField.ContactName => "the contact’s name",
            ClaimField.ContactEmail => "the contact’s e-mail",
            ClaimField.ContactRole => "the contact’s role",
            ClaimField.Problem => "what they need",
            ClaimField.Stage => "the stage",
            ClaimField.Amount => "the value",
            ClaimField.CloseDate => "the expected close",
            ClaimField.Product => "the product",
            ClaimField.Discount => "the discount asked for",
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static Finding Own(string code, Severity severity, string title, string staff, string? partner, FindingFact[] facts) =>
        new(code, severity, title, staff, partner, Own: true, facts);
}
