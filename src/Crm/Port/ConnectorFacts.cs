namespace Entente.Crm.Port;

/// <summary>What a connector must know about its account to read values rightly; found by <see cref="ICrmConnector.Check"/>.</summary>
/// <param name="Zone">The account's time zone: a close date is a day there.</param>
/// <param name="Currency">Used for deals that carry none of their own.</param>
/// <param name="ExtraFields">The CRM's own names of further fields to mirror, per object.</param>
internal sealed record ConnectorFacts(
    string AccountId,
    TimeZoneInfo Zone,
    string Currency,
    bool MultiCurrency,
    string Url,
    IReadOnlyDictionary<CrmObject, IReadOnlyList<string>> ExtraFields
)
{
    /// <summary>Before the first check: UTC, euro, nothing more to mirror.</summary>
    public static ConnectorFacts Unknown { get; } =
        new("", TimeZoneInfo.Utc, "EUR", false, "", new Dictionary<CrmObject, IReadOnlyList<string>>());

    public IReadOnlyList<string> Extra(CrmObject kind) => ExtraFields.GetValueOrDefault(kind) ?? [];
}

/// <summary>How a value travels on the wire.</summary>
internal enum WireType
{
    Text,
    Number,
    Flag,
    Instant,
    Date,

    /// <summary>A day in the account's zone that the wire carries as an instant (HubSpot's <c>closedate</c>).</summary>
    DayAsInstant,
}

/// <summary>One standard field: its neutral key and the CRM's name.</summary>
internal sealed record FieldMap(string Key, string Native, WireType Type = WireType.Text, bool Writable = true);
