using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Rules;

namespace Entente.Tests.Crm;

/// <summary>A record as both sides must hold it in the end. Knows nothing of how the sync works.</summary>
/// <param name="EntenteId">Who made it: our id of a record that Entente makes, the rep's own key otherwise.</param>
internal sealed class ModelRecord(CrmObject kind, string ententeId, bool ours)
{
    private readonly HashSet<string> decided = [];

    public CrmObject Kind => kind;

    public string EntenteId => ententeId;

    /// <summary>Made by Entente.</summary>
    public bool IsOurs => ours;

    /// <summary>Null until the CRM holds it.</summary>
    public string? CrmId { get; set; }

    public bool Deleted { get; set; }

    public Dictionary<string, string?> Fields { get; } = [];

    /// <summary>When somebody last put something else into a field that Entente has decided.</summary>
    public List<DateTimeOffset> Meddled { get; } = [];

    public bool IsDecided(string field) => decided.Contains(field);

    /// <summary>A rep sets a field: what Entente has decided is set back, everything else stands.</summary>
    public void RepSets(string field, string? value)
    {
        if (!decided.Contains(field))
            Fields[field] = value;
    }

    /// <summary>Entente decides a value: it stands where Entente owns the field; elsewhere only what it made the record with.</summary>
    public void EntenteSets(string field, string? value)
    {
        if (FieldRules.Default(kind, field) != FieldOwner.Entente)
            return;
        decided.Add(field);
        Fields[field] = value;
    }

    public void MadeWith(IReadOnlyDictionary<string, string?> fields)
    {
        foreach (var (field, value) in fields)
        {
            Fields[field] = value;
            if (ours && FieldRules.Default(kind, field) == FieldOwner.Entente)
                decided.Add(field);
        }
    }
}
