namespace Entente.Crm.Port;

/// <summary>Which protocol a connection speaks.</summary>
public enum CrmKind
{
    HubSpot,
    Salesforce,
}

/// <summary>What Entente reads and writes in a CRM, by its neutral name.</summary>
public enum CrmObject
{
    /// <summary>HubSpot company, Salesforce Account.</summary>
    Account,

    /// <summary>A person at an account.</summary>
    Contact,

    /// <summary>HubSpot deal, Salesforce Opportunity.</summary>
    Deal,

    /// <summary>An entry on the timeline: HubSpot note, Salesforce completed Task. Written, never mirrored.</summary>
    Note,

    /// <summary>A person or company not yet qualified. Not every account has the object: HubSpot sells it with some editions only.</summary>
    Lead,

    /// <summary>Something to do, on the timeline: HubSpot task, Salesforce open Task. Written, never mirrored.</summary>
    Task,

    /// <summary>A mail on the timeline: HubSpot email, Salesforce completed Task of the subtype Email. Written, never mirrored.</summary>
    Email,

    /// <summary>Only on the timeline, and only read: HubSpot meeting, Salesforce Event.</summary>
    Meeting,

    /// <summary>
    /// Only what a deal's link points to: an account in its part as a partner, the role being HubSpot's association label or that of
    /// Salesforce's OpportunityPartner. The attribution that existed before Entente.
    /// </summary>
    Partner,
}

/// <summary>
/// One record as the CRM holds it now. Keys of <paramref name="Fields"/> are those of <see cref="CrmFields"/> and
/// <see cref="EntenteFields"/>, or a CRM's own field name behind <see cref="CrmFields.RawPrefix"/>; values are canonical
/// (<see cref="Canonical"/>), null when empty.
/// </summary>
/// <param name="Id">The CRM's id; for Salesforce always the 18-character form.</param>
/// <param name="ModifiedAt">The CRM's own change stamp, UTC.</param>
/// <param name="Deleted">In the recycle bin. Such a record may come without fields.</param>
/// <param name="Links">What the record is associated with, seen from this record.</param>
/// <param name="Absorbed">Ids of records that were merged into this one and now mean this one.</param>
/// <param name="MergedInto">For a deleted record: the survivor it was merged into, when the CRM tells.</param>
public sealed record CrmRecord(
    CrmObject Kind,
    string Id,
    IReadOnlyDictionary<string, string?> Fields,
    DateTimeOffset ModifiedAt,
    bool Deleted,
    IReadOnlyList<CrmLink> Links,
    IReadOnlyList<string> Absorbed,
    string? MergedInto = null
)
{
    /// <summary>The field's canonical value, or null when it is empty or was not read.</summary>
    public string? this[string field] => Fields.GetValueOrDefault(field);
}

/// <summary>An association. <paramref name="Role"/> is the label or contact role, when there is one.</summary>
public sealed record CrmLink(CrmObject To, string Id, string? Role = null, bool Primary = false);

/// <summary>One page of a walk. Store <paramref name="Cursor"/> in the commit that applies the records.</summary>
/// <param name="Cursor">Where to go on; opaque, belongs to the connector that made it.</param>
/// <param name="More">False when the walk has arrived: the next call begins the next walk.</param>
/// <param name="Total">How many records the whole walk is expected to yield, when the CRM says.</param>
/// <param name="Wait">The CRM is still preparing what comes next: ask again after this. Null: at once.</param>
public sealed record CrmPage(IReadOnlyList<CrmRecord> Records, string Cursor, bool More, long? Total = null, TimeSpan? Wait = null);

/// <summary>A record's id and the CRM's change stamp, UTC: all that a reconcile compares.</summary>
public readonly record struct CrmStamp(string Id, DateTimeOffset ModifiedAt);

/// <summary>One page of the list of everything that lives. <paramref name="Now"/>: the CRM's time when it was asked.</summary>
public sealed record CrmStamps(IReadOnlyList<CrmStamp> Items, string Cursor, bool More, DateTimeOffset Now);

/// <summary>What some records are linked with. <paramref name="Calls"/>: what it cost.</summary>
public sealed record CrmLinkPage(IReadOnlyList<(string Id, IReadOnlyList<CrmLink> Links)> Items, string Cursor, bool More, int Calls)
{
    /// <summary>There is nothing to walk.</summary>
    public static CrmLinkPage None { get; } = new([], "", false, 0);
}

/// <summary>Records asked for by id. <paramref name="Gone"/>: asked for and neither found nor in the recycle bin.</summary>
public sealed record CrmFetched(IReadOnlyList<CrmRecord> Records, IReadOnlyList<string> Gone);

/// <summary>A record that left: deleted, or merged into <paramref name="MergedInto"/>.</summary>
public sealed record CrmDeletion(string Id, DateTimeOffset At, string? MergedInto = null);

/// <summary>Deletions since the cursor. <paramref name="Incomplete"/>: the CRM no longer knows all of them, reconcile by ids.</summary>
public sealed record CrmDeletions(IReadOnlyList<CrmDeletion> Items, string Cursor, bool More, bool Incomplete = false);
