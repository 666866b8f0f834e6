using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Experiences.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Portal.Experiences;

/// <summary>Keeps drafts of experiences, publishes them, moves them in their order, removes them.</summary>
public sealed class WriteExperience(
    EntenteDb db,
    Actor actor,
    ExperienceDesk desk,
    IEnumerable<IPortalAudience> audiences,
    TimeProvider clock
)
{
    /// <param name="id">Null: a new one, at the end.</param>
    /// <param name="seen">The version on the page; null for a new one.</param>
    public async Task<Result<ExperienceId>> Keep(ExperienceId? id, string name, PortalSheet sheet, int? seen, CancellationToken ct)
    {
        if (MayNot is { } forbidden)
            return forbidden;
        var stock = await desk.Stock(ct);
        var wrong = PortalCheck.Unfit(name, sheet, stock.Blocks.Select(b => b.Id).ToHashSet(StringComparer.Ordinal));
        if (wrong.Count > 0)
            return Problem.Invalid("experience.invalid", "Some fields need a second look. Nothing you typed is lost.", wrong);
        await using var held = await db.Hold([Key, .. Locks(sheet)], ct);
        if (sheet.Segment is { } segment && (await desk.Segments(ct)).All(s => s.Id != segment))
            return Problem.Invalid("experience.no_segment", "segment", "This segment was removed meanwhile. Choose another one.");
        if (await db.Set<Experience>().AnyAsync(e => e.Name == name && e.Id != (id ?? default), ct))
            return Problem.Invalid("experience.named", "name", $"There is a layout called “{name}” already.");
        var now = clock.GetUtcNow();
        if (id is not { } known)
        {
            var last = await db.Set<Experience>().MaxAsync(e => (int?)e.Place, ct) ?? 0;
            var made = Experience.Begin(name, last + 1, sheet, now);
            db.Add(made);
            await held.Save(ct);
            return made.Id;
        }
        var found = await Load(known, seen, ct);
        if (!found.Ok)
            return found.Problem;
        found.Value.Write(name, sheet, now);
        await held.Save(ct);
        return known;
    }

    /// <summary>From now on partners see the draft.</summary>
    public Task<Result> Publish(ExperienceId id, int seen, CancellationToken ct) =>
        Change(id, seen, e => e.Publish(actor.Person, clock.GetUtcNow()), ct);

    /// <summary>From now on the next one that fits counts, or the portal is as ever.</summary>
    public Task<Result> Remove(ExperienceId id, int seen, CancellationToken ct) => Change(id, seen, e => db.Remove(e), ct);

    /// <summary>One place earlier.</summary>
    public async Task<Result> Earlier(ExperienceId id, int seen, CancellationToken ct)
    {
        if (MayNot is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([Key], ct);
        var all = await db.Set<Experience>().OrderBy(e => e.Place).ThenBy(e => e.Id).ToListAsync(ct);
        var at = all.FindIndex(e => e.Id == id);
        if (at < 0)
            return None;
        if (all[at].Version != seen)
            return Stale;
        if (at > 0)
            (all[at - 1], all[at]) = (all[at], all[at - 1]);
        for (var i = 0; i < all.Count; i++)
            if (all[i].Place != i + 1)
                all[i].MoveTo(i + 1);
        await held.Save(ct);
        return Result.Done;
    }

    private const string Key = "experiences";

    private Problem? MayNot =>
        !actor.May(Permissions.ManageLook) ? Problem.Forbidden("experience.may_not", "Your role does not include how the portal looks.")
        : actor.Scope is not null
            ? Problem.Forbidden(
                "experience.whole",
                "The portal is laid out for all partners, and you see some of them only. Ask somebody who sees all."
            )
        : null;

    private static Problem None => Problem.NotFound("experience.none", "There is no such layout any more.");

    private static Problem Stale =>
        Problem.Stale("experience.changed", "Somebody changed this layout meanwhile. Look at it as it is now, then change it.");

    private IEnumerable<string> Locks(PortalSheet sheet) => sheet.Segment is { } segment ? audiences.Select(a => a.Lock(segment)) : [];

    private async Task<Result> Change(ExperienceId id, int seen, Action<Experience> change, CancellationToken ct)
    {
        if (MayNot is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([Key], ct);
        var found = await Load(id, seen, ct);
        if (!found.Ok)
            return found.Problem;
        change(found.Value);
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<Result<Experience>> Load(ExperienceId id, int? seen, CancellationToken ct) =>
        await db.Set<Experience>().SingleOrDefaultAsync(e => e.Id == id, ct) is not { } found ? None
        : found.Version != seen ? Stale
        : found;
}
