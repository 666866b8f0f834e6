using Entente.Platform.Values;

namespace Entente.Partners.Segments.Rules;

/// <summary>One question to a partner or a person.</summary>
/// <param name="Values">Any of these; empty for what is counted within days.</param>
/// <param name="Not">The other way round.</param>
/// <param name="Days">Within so many days, for what is counted.</param>
/// <param name="Least">At least so many.</param>
/// <param name="Amount">At least so much.</param>
/// <param name="Field">Of a field of the CRM: its name there.</param>
public sealed record SegmentCondition(
    SegmentFacet Facet,
    IReadOnlyList<string> Values,
    bool Not = false,
    int Days = 0,
    int Least = 1,
    Money? Amount = null,
    string Field = ""
);

/// <summary>All of the conditions hold, or any. Without conditions: everybody.</summary>
public sealed record SegmentRule(bool Any, IReadOnlyList<SegmentCondition> Conditions)
{
    public static SegmentRule Everybody { get; } = new(false, []);
}

/// <summary>A segment as it is written.</summary>
/// <param name="Rule">Null: it is a list that is kept by hand.</param>
public sealed record SegmentSheet(string Name, string Note, SegmentOf Of, SegmentRule? Rule);

/// <summary>A partner, or a person there, by what segments distinguish.</summary>
/// <param name="Person">Null: the partner is asked about.</param>
/// <param name="Role">Of the person; empty for a partner.</param>
/// <param name="Manager">Of the partner, by id and by name.</param>
public sealed record SegmentSubject(
    PartnerId Partner,
    string Name,
    PersonId? Person,
    string Role,
    PartnerType Type,
    PartnerTier Tier,
    string Region,
    PartnerStatus Status,
    (PersonId Id, string Name)? Manager,
    IReadOnlyList<string> Programs,
    IReadOnlyList<SegmentFact> Facts
);
