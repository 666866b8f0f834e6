using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Safelist;

/// <param name="Word">Null: nothing is said of it for this audience; a more general rule decides.</param>
public sealed record FieldWord(string Object, string Field, Audience Who, Visibility? Word);

/// <summary>
/// Changes the workspace's one draft of what partners see; the first change begins it from the version in force. Nothing of it counts before it
/// is published. Refused: without the permission, a field that is not listed or is locked, a stale page. Gives the draft's row version, 0 when
/// nothing differs and there is none.
/// </summary>
public sealed class ChangeSafelist(EntenteDb db, Actor actor, Fields fields, TimeProvider clock)
{
    /// <param name="seen">The draft's version on the page; null: there was none.</param>
    public Task<Result<int>> Say(IReadOnlyCollection<FieldWord> words, int? seen, CancellationToken ct) =>
        Change(seen, (_, rules) => SafelistRules.With(rules, words.Select(w => (w.Object, w.Field, w.Who, w.Word))), ct);

    /// <summary>What partners of this type are usually shown (<see cref="SafelistPresets"/>).</summary>
    public async Task<Result<int>> Apply(string? preset, string? type, int? seen, CancellationToken ct)
    {
        if (SafelistPresets.All.FirstOrDefault(p => p.Name == preset) is not { } known)
            return Problem.Invalid("safelist.preset", "preset", "Choose one of the presets.");
        if ((await fields.Segments(ct)).Types.FirstOrDefault(t => t.Name == type) is not { } segment)
            return Problem.Invalid("safelist.type", "type", "Choose the partner type it is for.");
        return await Change(seen, (catalogue, rules) => SafelistPresets.Apply(known, segment.Name, catalogue, rules), ct);
    }

    /// <summary>Puts the words of an earlier version into the draft.</summary>
    public async Task<Result<int>> Restore(int number, int? seen, CancellationToken ct)
    {
        if (SafelistFaults.MayNot(actor) is { } forbidden)
            return forbidden;
        var catalogue = await fields.Catalogue(ct);
        var version = await db.Set<SafelistVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.Number == number, ct);
        if (version is null && number != SafelistInForce.First)
            return SafelistFaults.NoVersion;
        var listed = catalogue.ToLookup(f => (f.Object, f.Name));
        // A field that is no longer listed needs no word: it is hidden.
        IReadOnlyList<FieldRule> then = version is null
            ? SafelistRules.Start(catalogue)
            : [.. version.Read().Where(r => listed.Contains((r.Object, r.Field)))];
        return await Change(seen, (_, _) => then, ct);
    }

    public async Task<Result> Discard(int seen, CancellationToken ct)
    {
        if (SafelistFaults.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold(["safelist"], ct);
        if (await db.Set<SafelistDraft>().SingleOrDefaultAsync(ct) is not { } draft || draft.Version != seen)
            return SafelistFaults.DraftChanged;
        db.Remove(draft);
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Puts what the draft changes on top of the version that was published meanwhile.</summary>
    public async Task<Result> CarryOn(int seen, CancellationToken ct)
    {
        if (SafelistFaults.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold(["safelist"], ct);
        if (await db.Set<SafelistDraft>().SingleOrDefaultAsync(ct) is not { } draft || draft.Version != seen)
            return SafelistFaults.DraftChanged;
        var number = await db.Set<SafelistVersion>().MaxAsync(v => (int?)v.Number, ct) ?? SafelistInForce.First;
        var catalogue = await fields.Catalogue(ct);
        var changed = SafelistRules.Diff(await Version(draft.BasedOn, catalogue, ct), draft.Read());
        var rules = SafelistRules.With(await Version(number, catalogue, ct), changed.Select(c => (c.Object, c.Field, c.Who, c.Is)));
        draft.Rebase(number, rules, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<Result<int>> Change(
        int? seen,
        Func<IReadOnlyList<CatalogField>, IReadOnlyList<FieldRule>, IReadOnlyList<FieldRule>> change,
        CancellationToken ct
    )
    {
        if (SafelistFaults.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold(["safelist"], ct);
        var draft = await db.Set<SafelistDraft>().SingleOrDefaultAsync(ct);
        if (draft?.Version != seen)
            return SafelistFaults.DraftChanged;
        var number = await db.Set<SafelistVersion>().MaxAsync(v => (int?)v.Number, ct) ?? SafelistInForce.First;
        var catalogue = await fields.Catalogue(ct);
        var before = draft?.Read() ?? await Version(number, catalogue, ct);
        var after = change(catalogue, before);
        if (SafelistRules.Wrong(catalogue, after.Except(before)) is { Count: > 0 } wrong)
            return SafelistFaults.Of(wrong);
        if (SafelistRules.Diff(before, after).Count == 0)
            return draft?.Version ?? 0;
        if (draft is null)
            db.Add(draft = SafelistDraft.Begin(number, after, actor.Person, clock.GetUtcNow()));
        else
            draft.Change(after, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return draft.Version;
    }

    private async Task<IReadOnlyList<FieldRule>> Version(int number, IReadOnlyList<CatalogField> catalogue, CancellationToken ct) =>
        (await db.Set<SafelistVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.Number == number, ct))?.Read()
        ?? SafelistRules.Start(catalogue);
}

/// <summary>Why something about the safelist is refused: each code is public and written here once.</summary>
internal static class SafelistFaults
{
    public static Problem? MayNot(Actor actor) =>
        actor.Kind is ActorKind.System || actor.May(Permissions.ManageSafelist)
            ? null
            : Problem.Forbidden("safelist.forbidden", "Your role does not include what partners may see.");

    public static Problem Of(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("safelist.invalid", "Some fields cannot be shared like this. Nothing was changed.", wrong);

    public static Problem DraftChanged =>
        Problem.Stale("safelist.draft_changed", "Somebody changed or published the draft meanwhile. What you see here is up to date.");

    public static Problem Stale(int newest) =>
        Problem.Stale(
            "safelist.stale",
            $"Version {newest} was published after this draft was begun. Discard the draft, or put its words on top of that version."
        );

    public static Problem NothingToPublish =>
        Problem.Conflict("safelist.nothing", "The draft says what is in force. There is nothing to publish.");

    public static Problem NoVersion => Problem.NotFound("safelist.no_version", "There is no such version.");
}
