using System.Text.Json.Serialization;

namespace Entente.Sandbox.Store;

internal enum FieldType
{
    Text,
    LongText,
    Html,
    Number,
    Currency,
    Bool,
    Date,
    DateTime,
    Choice,
    MultiChoice,
    Phone,
    Email,
    Url,
    Owner,
}

/// <summary>Where a value comes from: stored with the record, or told by the record itself.</summary>
internal enum FieldSource
{
    Stored,
    Id,
    Created,
    Modified,
    StageProbability,
    StageClosed,
    StageWon,

    /// <summary>Ids of the records that were merged into this one.</summary>
    MergedIds,

    /// <summary>How, and by whom, the record was made.</summary>
    MadeThrough,
    MadeBy,

    /// <summary>Of a deal: home currency for one unit of its own, and its amount in home currency.</summary>
    ExchangeRate,
    HomeAmount,
}

internal sealed record FieldOption(string Value, string Label, int Order, bool Hidden = false, string Description = "");

/// <summary>
/// One datum of one kind of record, visible under <see cref="HubSpotName"/> on one protocol and <see cref="SalesforceName"/> on
/// the other; null hides it there. <see cref="Slot"/> is its number in stored rows and never changes.
/// </summary>
internal sealed record Field
{
    public const int FirstCustomSlot = 1000;

    public required Kind Kind { get; init; }
    public required int Slot { get; init; }

    /// <summary>Canonical name: HubSpot's spelling (lower case), also for data only Salesforce shows.</summary>
    public required string Name { get; init; }
    public required string? HubSpotName { get; init; }
    public required string? SalesforceName { get; init; }
    public required string Label { get; init; }
    public required FieldType Type { get; init; }
    public FieldSource Source { get; init; }
    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Values are unique among living records of the kind (case-insensitively).</summary>
    public bool Unique { get; init; }
    public bool ReadOnly { get; init; }
    public string Group { get; init; } = "";

    /// <summary>HubSpot's form control name (`text`, `select`, `date`, …).</summary>
    public string Control { get; init; } = "text";
    public string Description { get; init; } = "";
    public int Length { get; init; } = 255;
    public bool FormField { get; init; } = true;
    public bool Archived { get; init; }

    /// <summary>No record of the kind may be made without it, or lose it.</summary>
    public bool Required { get; init; }

    /// <summary>Shown by describing calls, left out of forms.</summary>
    public bool Hidden { get; init; }
    public int DisplayOrder { get; init; } = -1;

    /// <summary>What values must satisfy beyond their type.</summary>
    public IReadOnlyList<FieldRule> Rules { get; init; } = [];
    public long CreatedMs { get; init; }
    public long ModifiedMs { get; init; }

    [JsonIgnore]
    public bool Custom => Slot >= FirstCustomSlot;

    [JsonIgnore]
    public bool Stored => Source == FieldSource.Stored;

    /// <summary>`entente_protection_end` → `Entente_Protection_End__c`.</summary>
    public static string SalesforceNameFor(string hubSpotName) =>
        string.Join('_', hubSpotName.Split('_').Select(w => w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..])) + "__c";

    /// <summary>`Entente_Protection_End__c` → `entente_protection_end`.</summary>
    public static string HubSpotNameFor(string salesforceName) =>
        (salesforceName.EndsWith("__c", StringComparison.OrdinalIgnoreCase) ? salesforceName[..^3] : salesforceName).ToLowerInvariant();
}

/// <param name="Type">HubSpot's name of the rule: `REGEX`, `MIN_LENGTH`, `MAX_NUMBER`, …</param>
internal sealed record FieldRule(string Type, IReadOnlyList<string> Arguments);

/// <summary>A value to write; null or empty clears it. The value is canonical text, see <see cref="Canonical"/>.</summary>
internal readonly record struct Assignment(Field Field, string? Value);
