using System.Collections.Frozen;

namespace Entente.Sandbox.Store;

/// <summary>The fields of one kind at one instant; a change of the schema makes a new one.</summary>
internal sealed class Schema
{
    private readonly FrozenDictionary<int, Field> bySlot;
    private readonly FrozenDictionary<string, Field> byHubSpotName;
    private readonly FrozenDictionary<string, Field> bySalesforceName;
    private readonly FrozenDictionary<string, Field> byName;

    public Schema(IEnumerable<Field> fields)
    {
        All = [.. fields.OrderBy(f => f.Slot)];
        bySlot = All.ToFrozenDictionary(f => f.Slot);
        var living = All.Where(f => !f.Archived).ToList();
        Required = [.. living.Where(f => f.Required)];
        byName = living.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
        byHubSpotName = living
            .Where(f => f.HubSpotName is not null)
            .ToFrozenDictionary(f => f.HubSpotName!, StringComparer.OrdinalIgnoreCase);
        bySalesforceName = living
            .Where(f => f.SalesforceName is not null)
            .ToFrozenDictionary(f => f.SalesforceName!, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Every field by slot, archived ones included.</summary>
    public IReadOnlyList<Field> All { get; }

    public IEnumerable<Field> Living => All.Where(f => !f.Archived);

    /// <summary>Living fields that must not be empty; hardly ever any.</summary>
    public IReadOnlyList<Field> Required { get; }

    /// <summary>A living field by HubSpot's name.</summary>
    public Field? HubSpot(string name) => byHubSpotName.GetValueOrDefault(name);

    /// <summary>A living field by Salesforce's name, in any case.</summary>
    public Field? Salesforce(string name) => bySalesforceName.GetValueOrDefault(name);

    /// <summary>A living field by canonical name; throws when the sandbox's own code misspells one.</summary>
    public Field this[string name] => byName.GetValueOrDefault(name) ?? throw new ArgumentException($"No field {name}.", nameof(name));

    public Field? Slot(int slot) => bySlot.GetValueOrDefault(slot);
}
