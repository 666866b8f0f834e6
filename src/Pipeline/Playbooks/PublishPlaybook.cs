using Entente.Access;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Motions;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Playbooks;

/// <summary>Publishes the stages of a motion; they count at once, for every deal of it. Evidence that was shown stays with its criterion.</summary>
public sealed class PublishPlaybook(EntenteDb db, Actor actor, TimeProvider clock)
{
    /// <param name="seen">The version on the page; a newer one makes it stale.</param>
    public async Task<Result<int>> Run(Playbook playbook, int seen, CancellationToken ct)
    {
        if (actor.Kind is not ActorKind.System && !actor.May(Permissions.ManagePolicy))
            return Problem.Forbidden("playbook.may_not", "Your role does not include the motions.");
        if (StandardPlaybooks.Of(playbook.Motion) is null)
            return Problem.NotFound("playbook.no_motion", "There is no such motion.");
        if (PlaybookCheck.Wrong(playbook) is { Count: > 0 } wrong)
            return Problem.Invalid("playbook.invalid", "These stages cannot be published yet. Nothing you typed is lost.", wrong);

        await using var held = await db.Hold([$"playbook:{playbook.Motion}"], ct);
        var newest = await db.Set<PlaybookVersion>().Where(v => v.Motion == playbook.Motion).MaxAsync(v => (int?)v.Number, ct) ?? 1;
        if (newest != seen)
            return Problem.Stale(
                "playbook.stale",
                $"Version {newest} was published meanwhile. Look at it, then change what you want to change."
            );
        db.Add(PlaybookVersion.Publish(newest + 1, playbook, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return newest + 1;
    }
}
