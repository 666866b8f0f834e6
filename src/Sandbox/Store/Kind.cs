namespace Entente.Sandbox.Store;

/// <summary>What a record is. The number is part of every id (see <see cref="RecordIds"/>) and of the journal: never renumber.</summary>
internal enum Kind : byte
{
    /// <summary>HubSpot company, Salesforce Account.</summary>
    Company = 1,

    /// <summary>HubSpot and Salesforce contact.</summary>
    Contact = 2,

    /// <summary>HubSpot deal, Salesforce Opportunity.</summary>
    Deal = 3,

    /// <summary>HubSpot note, Salesforce Task (a completed one).</summary>
    Note = 4,

    /// <summary>HubSpot owner, Salesforce User.</summary>
    Owner = 5,

    /// <summary>An association; between deal and contact it is Salesforce's OpportunityContactRole.</summary>
    Link = 6,
}

/// <summary>
/// Numeric ids: the kind times ten thousand millions plus a dense number from 1. So an id tells its kind, ids of different
/// kinds never collide, and a record is found by its number without an index.
/// </summary>
internal static class RecordIds
{
    private const long Step = 10_000_000_000;

    public static long Of(Kind kind, long number) => ((long)kind * Step) + number;

    public static Kind KindOf(long id) => (Kind)(id / Step);

    public static long NumberOf(long id) => id % Step;

    /// <summary>Reads a decimal id of the given kind; false for anything else.</summary>
    public static bool TryParse(Kind kind, string? text, out long id) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out id)
        && KindOf(id) == kind;
}
