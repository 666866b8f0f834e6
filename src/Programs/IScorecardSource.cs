using Entente.Platform.Values;

namespace Entente.Programs;

/// <summary>
/// Contributed by rooms that know what partners did: records by which tier plans measure. It answers for whoever acts: the filters hold, and what it
/// tells an outsider of a record has passed the safelist.
/// </summary>
public interface IScorecardSource
{
    IReadOnlyList<ScoreFact> Facts { get; }

    /// <summary>Every record of these facts, in one question however many partners there are.</summary>
    Task<IReadOnlyList<ScoreRecord>> Read(ScoreQuery query, CancellationToken ct);

    /// <summary>How records are called for the actor, and where they open; those it may not know are missing.</summary>
    Task<IReadOnlyDictionary<SubjectRef, ScoreLabel>> Labels(
        PartnerId partner,
        IReadOnlyCollection<SubjectRef> records,
        CancellationToken ct
    );
}

/// <summary>Something that is measured.</summary>
/// <param name="Key">Stable: plans are written with it.</param>
/// <param name="Words">As it stands in a list: <c>Revenue of deals won with a resale</c>.</param>
/// <param name="Money">Its records have amounts: they can be added up.</param>
/// <param name="Customers">Its records name customers: they can be told apart.</param>
/// <param name="Shares">Some of its records are good and some are not: it has a share.</param>
/// <param name="Standing">It is counted as it stands now; a window says nothing, and the past cannot be asked.</param>
public sealed record ScoreFact(string Key, string Words, bool Money, bool Customers, bool Shares, bool Standing = false);

/// <param name="Facts">Only these keys.</param>
/// <param name="Partners">Null: all.</param>
/// <param name="From">The first day, in <paramref name="Zone"/>.</param>
/// <param name="Until">The last day, included.</param>
public sealed record ScoreQuery(
    IReadOnlySet<string> Facts,
    IReadOnlyCollection<PartnerId>? Partners,
    DateOnly From,
    DateOnly Until,
    TimeZoneInfo Zone
)
{
    public DateTimeOffset Begins => Start(From);

    /// <summary>The first instant that does not count any more.</summary>
    public DateTimeOffset Ends => Start(Until.AddDays(1));

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    private DateTimeOffset Start(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}

/// <summary>One record that counts.</summary>
/// <param name="Day">When it counted, in the workspace's zone.</param>
/// <param name="Customer">What tells customers apart; null: not known.</param>
public sealed record ScoreRecord(string Fact, PartnerId Partner, DateOnly Day, SubjectRef Subject)
{
    public Money? Amount { get; init; }
    public string? Customer { get; init; }

    /// <summary>Whether it is one of the good ones of a share.</summary>
    public bool Good { get; init; } = true;

    /// <summary>The first day on which it does not count any more; null: none.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>In hundredths, of a field of the CRM.</summary>
    public long? Number { get; init; }
}

/// <param name="Amount">Null: there is none, or the reader may not see it.</param>
/// <param name="HidesAmount">There is one that the reader may not see: sums that hold it are not told in figures either.</param>
public sealed record ScoreLabel(string Title, string? Href, Money? Amount, bool HidesAmount = false);
