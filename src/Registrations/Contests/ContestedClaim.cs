using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Contests;

/// <summary>A claim as whoever rules between claims sees it. For staff and rules; never for outsiders as it is.</summary>
/// <param name="ClaimedAt">What the hierarchy compares.</param>
/// <param name="FirstMeetingAt">By which a lead is qualified.</param>
/// <param name="ProtectedUntil">The first instant that is no longer protected; null when it never was.</param>
/// <param name="Opportunity">The opportunity it is bound to.</param>
/// <param name="Keys">Strong keys of the company: <c>domain:aldermere.example</c>, <c>name:aldermerefoods</c>.</param>
public sealed record ContestedClaim(
    RegistrationId Id,
    string Number,
    PartnerId Partner,
    string Company,
    string? Domain,
    RegistrationKind Kind,
    RegistrationState State,
    ProtectionState Protection,
    DateTimeOffset ClaimedAt,
    DateTimeOffset? FirstMeetingAt,
    DateTimeOffset? ProtectedFrom,
    DateTimeOffset? ProtectedUntil,
    Guid? Opportunity,
    PersonId? Submitter,
    IReadOnlyList<string> Keys
)
{
    /// <summary>What a person's word about its company is kept under.</summary>
    public string Mark { get; init; } = "";

    /// <summary>Value a year, as the claim says.</summary>
    public Money? Amount { get; init; }
    public DateOnly? CloseDate { get; init; }

    /// <summary>Basis points.</summary>
    public int? DiscountAsked { get; init; }

    /// <summary>The most of the band that was granted, in basis points.</summary>
    public int? BandTo { get; init; }

    /// <summary>The first instant at which its prices are held no more; null: none are, or were.</summary>
    public DateTimeOffset? PricesUntil { get; init; }

    /// <summary>Neither refused, ended nor lapsed.</summary>
    public bool Stands => State.Stands(Protection);

    /// <summary>Neither refused nor ended; its protection may be over.</summary>
    public bool IsOpen => State.IsOpen();

    public bool Undecided => State.IsUndecided();

    public bool Protects => State.IsApproved() && Protection.Protects();

    /// <summary>It has not ended itself, and its protection has, by its time or before.</summary>
    public bool Lapsed => IsOpen && Protection is ProtectionState.Expired or ProtectionState.Released;

    /// <summary>As <see cref="Qualification.At"/> says; null: not qualified.</summary>
    public DateTimeOffset? QualifiedAt => Qualification.At(Kind, ClaimedAt, FirstMeetingAt);
}

/// <summary>By what claims are ruled now: the published hierarchy, the workspace's calendar, how an appeal is made.</summary>
public sealed record ContestTerms(int Policy, ConflictRules Rules, AppealRules Appeals, BusinessCalendar Calendar);
