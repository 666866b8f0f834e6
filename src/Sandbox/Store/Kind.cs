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

    // What only HubSpot's side shows.
    Lead = 7,
    Task = 8,
    Email = 9,
    Meeting = 10,
    Call = 11,
    Ticket = 12,
    Product = 13,
    LineItem = 14,

    /// <summary>The first of the account's own object types; the others follow.</summary>
    FirstCustom = 64,
}

/// <summary>Which kinds are records.</summary>
internal static class Kinds
{
    /// <summary>How many object types of its own an account may define.</summary>
    public const int MostCustom = 16;

    public static IReadOnlyList<Kind> Custom { get; } = [.. Enumerable.Range((int)Kind.FirstCustom, MostCustom).Select(n => (Kind)n)];

    /// <summary>Every kind of record, the reserved custom ones included.</summary>
    public static IReadOnlyList<Kind> All { get; } =
    [
        Kind.Company,
        Kind.Contact,
        Kind.Deal,
        Kind.Note,
        Kind.Lead,
        Kind.Task,
        Kind.Email,
        Kind.Meeting,
        Kind.Call,
        Kind.Ticket,
        Kind.Product,
        Kind.LineItem,
        .. Custom,
    ];

    private static readonly bool[] Records = [.. Enumerable.Range(0, 256).Select(n => All.Contains((Kind)n))];

    /// <summary>A kind that has a table; anything may be asked.</summary>
    public static bool IsRecord(Kind kind) => Records[(byte)kind];

    public static bool IsCustom(Kind kind) => kind >= Kind.FirstCustom && IsRecord(kind);

    /// <summary>What a timeline is made of.</summary>
    public static bool IsActivity(Kind kind) => kind is Kind.Note or Kind.Task or Kind.Email or Kind.Meeting or Kind.Call;

    /// <summary>The fields that hold a record's pipeline and stage; null for kinds that have none.</summary>
    public static (string Pipeline, string Stage)? PipelineFields(Kind kind) =>
        kind == Kind.Deal ? ("pipeline", "dealstage")
        : kind is Kind.Lead or Kind.Ticket || IsCustom(kind) ? ("hs_pipeline", "hs_pipeline_stage")
        : null;
}

/// <summary>
/// Numeric ids: the kind times ten thousand millions plus a dense number from 1. So an id tells its kind, ids of different
/// kinds never collide, and a record is found by its number without an index.
/// </summary>
internal static class RecordIds
{
    private const long Step = 10_000_000_000;

    public static long Of(Kind kind, long number) => ((long)kind * Step) + number;

    /// <summary>The kind an id tells; for a number too large to be an id, kind 0.</summary>
    public static Kind KindOf(long id) => id / Step is > 0 and < 256 and var kind ? (Kind)kind : default;

    public static long NumberOf(long id) => id % Step;

    /// <summary>Reads a decimal id of the given kind; false for anything else.</summary>
    public static bool TryParse(Kind kind, string? text, out long id) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out id)
        && KindOf(id) == kind;
}
