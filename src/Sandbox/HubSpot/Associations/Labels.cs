using System.Text.Json;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Associations;

/// <summary>A label of the account's own between two types of object.</summary>
/// <param name="There">Its number seen from the first type.</param>
/// <param name="Back">Its number seen from the second; the same between records of one type without another word for the way back.</param>
internal sealed record LabelDefinition(Kind From, Kind To, int There, int Back, string Name, string Label, string? InverseLabel);

/// <summary>The labels an account has made; kept with the store.</summary>
internal sealed class Labels(CrmStore store)
{
    private const string Key = "hubspot.labels";
    private const int First = 31;
    public const int MostOfOnePair = 10;

    private (string? Json, List<LabelDefinition> All) read = (null, []);

    public List<LabelDefinition> All()
    {
        var json = store.Setting(Key);
        var seen = read;
        if (!ReferenceEquals(json, seen.Json))
            read = seen = (json, json is null ? [] : JsonSerializer.Deserialize<List<LabelDefinition>>(json)!);
        return seen.All;
    }

    /// <summary>Labels between two types as seen from the first: number and word.</summary>
    public IEnumerable<(int TypeId, string Word)> Between(Kind from, Kind to)
    {
        foreach (var d in All())
        {
            if ((d.From, d.To) == (from, to))
                yield return (d.There, d.Label);
            if ((d.To, d.From) == (from, to) && d.Back != d.There)
                yield return (d.Back, d.InverseLabel ?? d.Label);
        }
    }

    /// <summary>The same label seen from the other end.</summary>
    public int Inverse(int label) =>
        DefaultTypes.Inverse(label)
        ?? All()
            .Select(d =>
                d.There == label ? d.Back
                : d.Back == label ? d.There
                : (int?)null
            )
            .FirstOrDefault(id => id is not null)
        ?? label;

    /// <summary>Labels of a link as seen from one of its ends; those whose definition is gone are gone with it.</summary>
    public IEnumerable<(int TypeId, string Category, string Word)> Of(Link link, long end)
    {
        if (link.Labels.Count == 0)
            yield break;
        var words = Between(RecordIds.KindOf(end), RecordIds.KindOf(link.OtherEnd(end))).ToDictionary(x => x.TypeId, x => x.Word);
        foreach (var label in link.Labels.Select(l => link.From == end ? l : Inverse(l)))
        {
            if (DefaultTypes.Inverse(label) is not null)
                yield return (label, "HUBSPOT_DEFINED", label == DefaultTypes.Parent ? "Parent Company" : "Child Company");
            else if (words.TryGetValue(label, out var word))
                yield return (label, "USER_DEFINED", word);
        }
    }

    public (LabelDefinition? Made, HubSpotError? Error) Create(Kind from, Kind to, string name, string label, string? inverse)
    {
        var all = All();
        if (Mistaken(name, label) is { } mistake)
            return (null, mistake);
        var pair = all.Where(d => Same(d, from, to)).ToList();
        if (pair.Exists(d => d.Name == name))
            return (null, HubSpotError.Conflict($"An association label named '{name}' already exists between these object types."));
        if (pair.Count >= MostOfOnePair)
            return (null, HubSpotError.Invalid($"At most {MostOfOnePair} labels are possible between two object types."));
        var next = Math.Max(First, all.Select(d => Math.Max(d.There, d.Back)).DefaultIfEmpty(First - 1).Max() + 1);
        var made = new LabelDefinition(from, to, next, from == to && inverse is null ? next : next + 1, name, label, inverse);
        Keep([.. all, made]);
        return (made, null);
    }

    /// <summary>False when there is no such label.</summary>
    public bool Update(Kind from, Kind to, int typeId, string label, string? inverse)
    {
        var all = All();
        if (all.Find(d => Same(d, from, to) && (d.There == typeId || d.Back == typeId)) is not { } known)
            return false;
        var (there, back) = known.There == typeId ? (label, inverse ?? known.InverseLabel) : (inverse ?? known.Label, label);
        Keep([.. all.Select(d => d == known ? d with { Label = there, InverseLabel = back } : d)]);
        return true;
    }

    public void Remove(Kind from, Kind to, int typeId) =>
        Keep([.. All().Where(d => !(Same(d, from, to) && (d.There == typeId || d.Back == typeId)))]);

    private void Keep(List<LabelDefinition> all) => store.Write(Origin.Admin, tx => tx.Setting(Key, JsonSerializer.Serialize(all)));

    private static bool Same(LabelDefinition d, Kind from, Kind to) => (d.From, d.To) == (from, to) || (d.To, d.From) == (from, to);

    private static HubSpotError? Mistaken(string name, string label) =>
        string.IsNullOrWhiteSpace(label) ? HubSpotError.Invalid("A label needs a label.")
        : name.Length == 0 || char.IsAsciiDigit(name[0]) || name.Contains('-', StringComparison.Ordinal)
            ? HubSpotError.Invalid($"The name '{name}' must not be empty, start with a digit or hold a hyphen.")
        : null;
}
