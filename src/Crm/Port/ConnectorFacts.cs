using Entente.Crm.Mapping;

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

    /// <summary>What the admin mapped differently.</summary>
    public CrmMapping Mapping { get; init; } = CrmMapping.None;

    public IReadOnlyList<string> Extra(CrmObject kind) => ExtraFields.GetValueOrDefault(kind) ?? [];
}

/// <summary>One field on both sides: its neutral key and type, the CRM's name and type.</summary>
/// <param name="Crm">What the CRM's field holds: decides the wire format.</param>
/// <param name="Writable">False: the CRM refuses it in a write.</param>
internal sealed record FieldMap(string Key, string Native, CrmFieldType Crm = CrmFieldType.Text, bool Writable = true)
{
    /// <summary>What Entente holds under the key; a value is converted on its way.</summary>
    public CrmFieldType Entente { get; init; } = Crm;

    /// <summary>False: what stands in the CRM is not read.</summary>
    public bool Readable { get; init; } = true;

    /// <summary>Entente's values and the CRM's for a choice; a value that is not listed travels as it is.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = NoValues;

    private static readonly Dictionary<string, string> NoValues = [];
}
