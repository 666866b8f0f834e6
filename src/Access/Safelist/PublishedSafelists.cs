using System.Collections.Concurrent;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Safelist;

/// <summary>
/// The safelist in force of each workspace, kept on this node with what it comes to for each audience. Whether there is a newer one is asked at
/// most every half second, so that a version counts on every node within a second; on the node that published it, at once.
/// </summary>
public sealed class PublishedSafelists(TimeProvider clock)
{
    /// <summary>How long an answer is good without asking again.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<WorkspaceId, Kept> known = new();

    internal async ValueTask<SafelistInForce> Get(EntenteDb db, IReadOnlyList<IReadOnlyList<CatalogField>> catalogue, CancellationToken ct)
    {
        var found = known.GetValueOrDefault(db.Workspace);
        var asked = clock.GetTimestamp();
        if (found is not null && found.Safelist.Reads(catalogue) && clock.GetElapsedTime(found.Asked, asked) < Good)
            return found.Safelist;
        var newest = await db.Set<SafelistVersion>().MaxAsync(v => (int?)v.Number, ct) ?? SafelistInForce.First;
        var safelist =
            found is not null && found.Safelist.Number == newest && found.Safelist.Reads(catalogue)
                ? found.Safelist
                : await Load(db, newest, catalogue, ct);
        known[db.Workspace] = new(safelist, asked);
        return safelist;
    }

    /// <summary>After a version was published here.</summary>
    internal void Forget(WorkspaceId workspace) => known.TryRemove(workspace, out _);

    private static async Task<SafelistInForce> Load(
        EntenteDb db,
        int number,
        IReadOnlyList<IReadOnlyList<CatalogField>> catalogue,
        CancellationToken ct
    )
    {
        var version = await db.Set<SafelistVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.Number == number, ct);
        return new(number, catalogue, version?.Read() ?? SafelistRules.Start(catalogue.SelectMany(f => f)));
    }

    private sealed record Kept(SafelistInForce Safelist, long Asked);
}

/// <summary>What partners see now: the published rules over the catalogue.</summary>
internal sealed class SafelistInForce(int number, IReadOnlyList<IReadOnlyList<CatalogField>> catalogue, IReadOnlyList<FieldRule> rules)
{
    /// <summary>The version that every workspace starts with.</summary>
    public const int First = 1;

    private readonly ConcurrentDictionary<Audience, Projection> made = new();

    public int Number => number;

    public IReadOnlyList<FieldRule> Rules => rules;

    public IReadOnlyList<CatalogField> Catalogue { get; } = [.. catalogue.SelectMany(f => f)];

    /// <summary>Whether it was made of these: a catalogue gives the same list while it has not changed.</summary>
    public bool Reads(IReadOnlyList<IReadOnlyList<CatalogField>> other) =>
        catalogue.Count == other.Count && catalogue.Zip(other).All(c => ReferenceEquals(c.First, c.Second));

    public Projection For(Audience looker) => made.GetOrAdd(looker, who => FieldRules.For(Catalogue, rules, who));

    public FieldRuling Explain(string objectName, string field, Audience looker) =>
        Catalogue
            .Where(f => f.Object == objectName && f.Name == field)
            .Select(f => FieldRules.Explain(f, rules, looker))
            .MinBy(r => r.Visibility)
        ?? FieldRules.Explain(null, rules, looker);
}
