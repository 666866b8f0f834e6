using Entente.Platform.Values;

namespace Entente.Ui.Forms;

/// <summary>What the fields of one form share: the refusal, and where each refused field stands.</summary>
public sealed class FormState(Problem? problem, Action changed)
{
    private readonly List<Refused> refused = [];

    public Problem? Problem => problem;

    /// <summary>Refused fields of this page, in the order in which the problem names them.</summary>
    public IReadOnlyList<Refused> Fields => refused;

    /// <summary>Messages whose field is not on this page.</summary>
    public IEnumerable<string> Unplaced =>
        problem?.Fields is { } all ? all.Where(f => refused.TrueForAll(r => !Same(r.Name, f.Key))).Select(f => f.Value) : [];

    /// <summary>The message for an input, found by its whole name (<c>Input.Company</c>) or by the last part of it, in any case.</summary>
    public string? ErrorOf(string name)
    {
        if (problem?.Fields is not { } fields)
            return null;

        foreach (var (key, message) in fields)
            if (Same(name, key))
                return message;

        return null;
    }

    internal void Place(string name, string label, string id)
    {
        if (refused.Exists(r => r.Id == id))
            return;

        refused.Add(new(name, label, id));
        refused.Sort((a, b) => Place(a.Name).CompareTo(Place(b.Name)));
        changed();
    }

    // Fields deep in cards come to life later than those above them in the tree: the page's order is not the order of arrival.
    private int Place(string name) => problem?.Fields?.Keys.TakeWhile(key => !Same(name, key)).Count() ?? 0;

    private static bool Same(string name, string key) =>
        string.Equals(name, key, StringComparison.OrdinalIgnoreCase)
        || string.Equals(name[(name.LastIndexOf('.') + 1)..], key, StringComparison.OrdinalIgnoreCase);

    public sealed record Refused(string Name, string Label, string Id);
}
