using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Portal.Views;

/// <param name="Query">The filters as they stand in the address, without the question mark.</param>
/// <param name="Owner">Whose it is, of one that somebody else shares; null: the reader's own.</param>
/// <param name="First">The list opens with it.</param>
public sealed record SavedViewLink(SavedViewId Id, string Name, string Query, bool Shared, bool First, string? Owner)
{
    public bool Mine => Owner is null;
}

/// <summary>What may be done with a view of one's own.</summary>
public enum SavedViewAct
{
    Up,
    Down,
    Share,
    Keep,

    /// <summary>The list opens with it.</summary>
    First,
    NotFirst,
    Remove,
}

/// <summary>Views of lists that people keep. Staff only; everybody changes their own.</summary>
public sealed class SavedViews(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    private const int Most = 30;
    private const int LongestName = 60;
    private const int LongestQuery = 1_000;

    /// <summary>The reader's own in their order, then what others share, by name.</summary>
    public async Task<IReadOnlyList<SavedViewLink>> Of(string list, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Staff, Person: { } me })
            return [];
        var rows = await db.Set<SavedView>()
            .AsNoTracking()
            .Where(v => v.List == list && (v.Person == me || v.Shared))
            .OrderBy(v => v.Position)
            .ThenBy(v => v.Name)
            .Take(200)
            .ToListAsync(ct);
        var people = await access.People([.. rows.Select(r => r.Person).Where(p => p != me).Distinct()], ct);
        return
        [
            .. rows.Where(r => r.Person == me).Select(r => new SavedViewLink(r.Id, r.Name, r.Query, r.Shared, r.First, null)),
            .. rows.Where(r => r.Person != me)
                .OrderBy(r => r.Name, StringComparer.OrdinalIgnoreCase)
                .Select(r => new SavedViewLink(
                    r.Id,
                    r.Name,
                    r.Query,
                    true,
                    false,
                    people.GetValueOrDefault(r.Person)?.Name ?? "A colleague"
                )),
        ];
    }

    /// <summary>With what the list opens for the reader; null: as it is.</summary>
    public async Task<string?> First(string list, CancellationToken ct) =>
        actor is { Kind: ActorKind.Staff, Person: { } me }
            ? await db.Set<SavedView>()
                .Where(v => v.Person == me && v.List == list && v.First)
                .OrderBy(v => v.Position)
                .Select(v => v.Query)
                .FirstOrDefaultAsync(ct)
            : null;

    /// <summary>Keeps the filters under a name; a view of that name is replaced.</summary>
    public async Task<Result> Keep(string list, string? name, string query, bool shared, bool first, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Staff, Person: { } me })
            return NotYours;
        name = name?.Trim();
        if (name is not { Length: > 0 and <= LongestName })
            return NoName;
        if (query.Length > LongestQuery)
            return TooLong;
        await using var held = await db.Hold([Lock(me, list)], ct);
        var own = await db.Set<SavedView>().Where(v => v.Person == me && v.List == list).OrderBy(v => v.Position).ToListAsync(ct);
        var view = own.Find(v => string.Equals(v.Name, name, StringComparison.OrdinalIgnoreCase));
        if (view is null)
        {
            if (own.Count >= Most)
                return TooMany;
            view = SavedView.Keep(me, list, name, query, own.Count == 0 ? 0 : own[^1].Position + 1, clock.GetUtcNow());
            db.Add(view);
        }
        view.Holds(query);
        view.Share(shared);
        if (first)
            own.ForEach(v => v.OpenFirst(false));
        view.OpenFirst(first);
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Changes a view of one's own.</summary>
    public async Task<Result> Change(string list, SavedViewId id, SavedViewAct act, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Staff, Person: { } me })
            return NotYours;
        await using var held = await db.Hold([Lock(me, list)], ct);
        var own = await db.Set<SavedView>().Where(v => v.Person == me && v.List == list).OrderBy(v => v.Position).ToListAsync(ct);
        if (own.Find(v => v.Id == id) is not { } view)
            return NotYours;
        switch (act)
        {
            case SavedViewAct.Up or SavedViewAct.Down:
                Move(own, view, act is SavedViewAct.Up ? -1 : 1);
                break;
            case SavedViewAct.Share or SavedViewAct.Keep:
                view.Share(act is SavedViewAct.Share);
                break;
            case SavedViewAct.First or SavedViewAct.NotFirst:
                own.ForEach(v => v.OpenFirst(false));
                view.OpenFirst(act is SavedViewAct.First);
                break;
            default:
                db.Remove(view);
                break;
        }
        await held.Save(ct);
        return Result.Done;
    }

    private static void Move(List<SavedView> own, SavedView view, int step)
    {
        var at = own.IndexOf(view);
        var to = Math.Clamp(at + step, 0, own.Count - 1);
        own.RemoveAt(at);
        own.Insert(to, view);
        for (var i = 0; i < own.Count; i++)
            own[i].MoveTo(i);
    }

    private static string Lock(PersonId me, string list) => $"saved-view:{me.Value:N}:{list}";

    private static Problem NotYours => Problem.Forbidden("view.not_yours", "Only your own views can be changed.");

    private static Problem NoName => Problem.Invalid("view.name", "name", $"Give the view a name of up to {LongestName} characters.");

    private static Problem TooLong => Problem.Invalid("view.query", "name", "These filters are too long to be kept.");

    private static Problem TooMany =>
        Problem.Invalid("view.many", "name", $"You keep {Most} views of this list already. Remove one first.");
}
