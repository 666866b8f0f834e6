namespace Entente.Registrations.Rules;

/// <summary>How much a finding weighs: <c>Info</c> passes, <c>Warn</c> wants a look, <c>Block</c> wants a ruling.</summary>
public enum Severity
{
    Info,
    Warn,
    Block,
}

/// <summary>The rules of an assessment: public names, stable, in the order they are shown.</summary>
public static class FindingCodes
{
    public const string Complete = "claim.complete";
    public const string Proof = "claim.proof";
    public const string Consent = "claim.consent";
    public const string Contact = "claim.contact";
    public const string PartnerStatus = "partner.status";
    public const string Eligibility = "partner.eligibility";
    public const string Gate = "partner.gate";
    public const string Territory = "partner.territory";
    public const string NamedAccount = "account.named";
    public const string Company = "company.known";
    public const string Customer = "company.customer";
    public const string Opportunity = "opportunity.open";
    public const string Attribution = "opportunity.partner";
    public const string Registration = "registration.live";
    public const string OwnRegistration = "registration.own";
    public const string Lapsed = "registration.lapsed";
    public const string Quota = "partner.quota";
    public const string OwnPlaces = "partner.places";
    public const string AllPlaces = "program.places";
    public const string Challenge = "registration.challenge";
    public const string Discount = "claim.discount";

    public static IReadOnlyList<string> All { get; } =
    [
        Complete,
        Proof,
        Consent,
        Contact,
        PartnerStatus,
        Eligibility,
        Gate,
        Territory,
        NamedAccount,
        Company,
        Customer,
        Opportunity,
        Attribution,
        Registration,
        OwnRegistration,
        Lapsed,
        Quota,
        OwnPlaces,
        AllPlaces,
        Challenge,
        Discount,
    ];
}

/// <summary>
/// What one rule found. <paramref name="PartnerText"/> never names another partner nor anything of the vendor's data that is
/// not public; null when there is nothing to tell.
/// </summary>
/// <param name="Own">Whether it follows from the claim's own input and published rules alone: only such may be told before the decision.</param>
/// <param name="Facts">What it rests on, label and value; for staff.</param>
public sealed record Finding(
    string Code,
    Severity Severity,
    string Title,
    string StaffText,
    string? PartnerText,
    bool Own,
    IReadOnlyList<FindingFact> Facts
);

/// <summary>One fact behind a finding.</summary>
public sealed record FindingFact(string Label, string Value);

/// <summary>What the rules would do; a person decides.</summary>
public enum Suggestion
{
    Approve,

    /// <summary>Somebody must compare first.</summary>
    Compare,
    AskInfo,
    Decline,
}
