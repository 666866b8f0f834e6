using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Safelist;

/// <summary>
/// Makes the draft the next version, in force at once: here from the next request on, on every other node within a second. Refused: without the
/// permission, a stale draft, one that changes nothing, one that names what cannot be shared.
/// </summary>
public sealed class PublishSafelist(EntenteDb db, Actor actor, Fields fields, TimeProvider clock)
{
    private const int LongestNote = 200;

    /// <param name="seen">The draft's version on the page that showed what it changes.</param>
    /// <param name="note">What changes and why, for whoever reads the versions; at most 200 characters.</param>
    /// <returns>The version's number.</returns>
    public async Task<Result<int>> Run(int seen, string? note, CancellationToken ct)
    {
        if (SafelistFaults.MayNot(actor) is { } forbidden)
            return forbidden;
        var said = (note ?? "").Trim();
        if (said.Length > LongestNote || said.Any(char.IsControl))
            return Problem.Invalid("safelist.note", "note", "Keep the note on one line and within 200 characters.");
        await using var held = await db.Hold(["safelist"], ct);
        if (await db.Set<SafelistDraft>().SingleOrDefaultAsync(ct) is not { } draft || draft.Version != seen)
            return SafelistFaults.DraftChanged;
        var newest = await db.Set<SafelistVersion>().OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
        var number = newest?.Number ?? SafelistInForce.First;
        if (draft.BasedOn != number)
            return SafelistFaults.Stale(number);
        var (catalogue, rules) = (await fields.Catalogue(ct), SafelistRules.Tidy(draft.Read()));
        var before = newest?.Read() ?? SafelistRules.Start(catalogue);
        // What is in force already may name a field that the CRM has lost since: it shows nothing, and holds up nothing.
        if (SafelistRules.Wrong(catalogue, rules.Except(before)) is { Count: > 0 } wrong)
            return SafelistFaults.Of(wrong);
        if (SafelistRules.Diff(before, rules).Count == 0)
            return SafelistFaults.NothingToPublish;
        db.Remove(draft);
        db.Add(SafelistVersion.Publish(number + 1, rules, said, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        fields.Published();
        return number + 1;
    }
}
