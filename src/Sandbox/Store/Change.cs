namespace Entente.Sandbox.Store;

internal enum Door
{
    HubSpotApi,
    SalesforceApi,

    /// <summary>A person on the sandbox's own page.</summary>
    Page,
    Admin,

    /// <summary>A file of HubSpot's imports; the app is the import's number.</summary>
    Import,
}

/// <summary>Who wrote: through which door, as which app (HubSpot app id, Salesforce client name) or user.</summary>
internal sealed record Origin(Door Door, string? App = null, string? User = null)
{
    public static readonly Origin Admin = new(Door.Admin);

    /// <summary>Who it was as HubSpot writes it: the app's id, or `userId:9001`.</summary>
    public string? SourceId => Door == Door.Page ? $"userId:{User}" : App;

    /// <summary>What HubSpot calls the way it came: of a change, of a value of the past, of a record that was made.</summary>
    public string HubSpotSource =>
        Door switch
        {
            Door.Page => "CRM_UI",
            Door.Import => "IMPORT",
            _ => "INTEGRATION",
        };
}

internal enum ChangeType
{
    Created,
    FieldChanged,
    Archived,
    Restored,
    Linked,
    Unlinked,

    /// <summary>Two records became a third.</summary>
    Merged,

    /// <summary>Removed for good, with all that was known of it.</summary>
    Erased,
}

/// <summary>One thing that happened to one record.</summary>
/// <param name="Sequence">Rises by one with every change since the program started.</param>
/// <param name="Field">Set when <paramref name="Type"/> is FieldChanged.</param>
/// <param name="Value">The new canonical value, null when cleared.</param>
/// <param name="Link">Set when the type is Linked or Unlinked; <paramref name="Id"/> is then the link's From end.</param>
internal sealed record Change(
    long Sequence,
    Kind Kind,
    long Id,
    ChangeType Type,
    DateTimeOffset When,
    Origin Origin,
    Field? Field = null,
    string? Value = null,
    Link? Link = null
)
{
    /// <summary>Of a merge: the records that are gone, the one that was kept first.</summary>
    public IReadOnlyList<long> Gone { get; init; } = [];

    /// <summary>Of a merge: how many values came from the second record.</summary>
    public int Moved { get; init; }
}
