using Entente.Platform.Values;

namespace Entente.Partners;

/// <summary>A named set of partners or of people.</summary>
public readonly record struct SegmentId(Guid Value) : ITypedId<SegmentId>
{
    public static SegmentId From(Guid value) => new(value);

    public SubjectRef Subject => new("segment", Value);
}

/// <summary>What a segment holds.</summary>
public enum SegmentOf
{
    Partners,
    People,
}

/// <summary>By what a segment is drawn.</summary>
public enum SegmentFacet
{
    /// <summary>Of the partner, by their stable names.</summary>
    Type,
    Tier,
    Region,

    /// <summary>A country (ISO 3166-1 alpha-2) of one of the partner's territories.</summary>
    Country,
    Status,

    /// <summary>The partner manager, by id.</summary>
    Manager,

    /// <summary>A program that the partner takes part in, by name.</summary>
    Program,

    /// <summary>How one of the partner's open deals is sold.</summary>
    Motion,

    /// <summary>A valid certificate that somebody of the partner holds; of people: that they hold.</summary>
    Certificate,

    /// <summary>What a person does for the partner.</summary>
    Role,

    /// <summary>Somebody of the partner did something within so many days; of people: they did.</summary>
    Active,

    /// <summary>At least so many registrations within so many days.</summary>
    Registered,

    /// <summary>At least so much won within so many days.</summary>
    Won,

    /// <summary>A field of the partner's company in the CRM.</summary>
    Field,
}

/// <summary>One thing that a room knows of a partner or of a person there.</summary>
/// <param name="Text">A value: <c>reseller</c>, the name of a certificate, what stands in a field.</param>
/// <param name="At">When it happened, for what is counted within days.</param>
public sealed record SegmentFact(PartnerId Partner, SegmentFacet Facet, string Text = "", DateTimeOffset? At = null, Money? Amount = null)
{
    /// <summary>Whose it is; null: the partner's.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Whose it is where only a name is known.</summary>
    public string? Who { get; init; }

    /// <summary>Of which field.</summary>
    public string Field { get; init; } = "";
}

/// <summary>
/// What a room knows of partners that segments are drawn by. The same whoever asks: the filters that hang on who looks are lifted, and it says nothing of
/// partners that it was not asked for.
/// </summary>
public interface ISegmentFacts
{
    IReadOnlyCollection<SegmentFacet> Facets { get; }

    /// <param name="facets">Those of its own that are asked about.</param>
    /// <param name="since">Nothing earlier is asked about.</param>
    Task<IReadOnlyList<SegmentFact>> Of(
        IReadOnlyCollection<PartnerId> partners,
        IReadOnlySet<SegmentFacet> facets,
        DateTimeOffset since,
        DateTimeOffset now,
        CancellationToken ct
    );

    /// <summary>What can be chosen of a facet of its own now; empty where it is typed.</summary>
    Task<IReadOnlyList<(string Value, string Words)>> Choices(SegmentFacet facet, CancellationToken ct);
}

/// <summary>What aims at segments says which it uses: such a segment cannot be removed.</summary>
public interface ISegmentUse
{
    Task<IReadOnlyList<SegmentUse>> Of(SegmentId segment, CancellationToken ct);
}

/// <param name="Words">What uses it: <c>the announcement “Prices from June”</c>.</param>
/// <param name="Path">Behind <c>/w/{slug}/</c>; null where there is no page of it.</param>
public sealed record SegmentUse(string Words, string? Path);

/// <summary>A segment as others may name it.</summary>
/// <param name="Dynamic">Drawn by conditions; else kept by hand.</param>
/// <param name="Words">Who is in it, in one sentence.</param>
public sealed record SegmentCard(SegmentId Id, string Name, SegmentOf Of, bool Dynamic, string Words);

/// <summary>Whether somebody is in a segment, and why, in a sentence for staff.</summary>
public sealed record SegmentAnswer(bool In, string Why);
