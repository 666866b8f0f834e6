using Entente.Access;
using Entente.Partners;
using Entente.Registrations.Rules;

namespace Entente.Demo.Plan;

/// <summary>A person of the vendor. <paramref name="Sells"/>: also an owner of deals in the CRM.</summary>
internal sealed record StaffPlan(string Name, string Email, StaffRole Role, bool Sells = false);

internal sealed record PersonPlan(string Name, string Email, PartnerRole Role);

/// <summary>A partner. The first of its people is its admin.</summary>
/// <param name="Key">How the plan calls it.</param>
/// <param name="Tier">On joining; later changes are acts.</param>
/// <param name="SinceMonths">How many months before now it became a partner, for those who were there on the first day.</param>
/// <param name="JoinsOnDay">Days after the story's first day; 0 for those who were there.</param>
/// <param name="Weight">How often it registers, beside the others.</param>
internal sealed record PartnerPlan(
    string Key,
    string Name,
    PartnerType Type,
    PartnerTier Tier,
    Market Market,
    string Region,
    string Domain,
    string Manager,
    int SinceMonths,
    int JoinsOnDay,
    int Weight,
    IReadOnlyList<PersonPlan> People
);

/// <summary>Where companies are, and with which words they are named.</summary>
internal enum Market
{
    Britain,
    Nordics,
    German,
    Benelux,
    France,

    /// <summary>All of them.</summary>
    Europe,
}

/// <summary>A company, with the person who is spoken to there.</summary>
/// <param name="Name">As people write it: <c>Aldermere Foods</c>.</param>
/// <param name="LegalName">As the CRM has it: <c>Aldermere Foods Ltd</c>.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
internal sealed record CompanyPlan(
    string Name,
    string LegalName,
    string Domain,
    string City,
    string Country,
    string Industry,
    Market Market,
    string Contact,
    string ContactEmail,
    string ContactRole
);

/// <summary>A company that the CRM knows from the first day.</summary>
internal sealed record AccountPlan(CompanyPlan Company, bool IsCustomer);

/// <summary>A territory that partners are bound to.</summary>
internal sealed record TerritoryPlan(string Name, IReadOnlyList<string> Countries);

/// <summary>What a partner registers.</summary>
/// <param name="Amount">Whole euros a year.</param>
internal sealed record ClaimPlan(
    RegistrationKind Kind,
    CompanyPlan Company,
    int Amount,
    string Product,
    string Problem,
    StageGuess Stage,
    DateOnly CloseDate
);

/// <summary>The five open steps of a deal in the CRM, and its two ends.</summary>
internal enum DealStage
{
    Appointment,
    Qualified,
    Presentation,
    Decision,
    Contract,
    Won,
    Lost,
}
