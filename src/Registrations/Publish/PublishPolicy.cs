using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Publish;

/// <param name="Seen">The version on the page that was changed; a newer one makes it stale.</param>
/// <param name="Note">What changed and why, for whoever reads the versions.</param>
/// <param name="Unread">A day off that could not be read as a date; null: all could.</param>
public sealed record PublishInput(int Seen, Policy Policy, string? Note, string? Unread = null);

/// <summary>Publishes a policy: the next version, in force from now on. What was promised under an earlier one stays promised.</summary>
public sealed class PublishPolicy(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world)
{
    public async Task<Result<int>> Run(PublishInput input, CancellationToken ct)
    {
        if (actor.Kind is not ActorKind.System && !actor.May(Permissions.ManagePolicy))
            return Problem.Forbidden("policy.may_not_publish", "Your role does not include the policy.");
        var note = ClaimReader.OneLine(input.Note) ?? "";
        if (Faults.Of(Figures(input.Policy), Unread(input.Unread), Note(note)) is { } wrong)
            return wrong;

        await using var held = await db.Hold(["policy"], ct);
        var present = (await world.Terms(ct)).Version;
        if (present != input.Seen)
            return Problem.Stale(
                "policy.stale",
                $"Version {present} was published meanwhile. Look at it, then change what you want to change."
            );
        db.Add(PolicyVersion.Publish(present + 1, input.Policy, note, actor.Person, clock.GetUtcNow()));
        await held.Save(ct);
        return present + 1;
    }

    private static Problem? Figures(Policy policy) =>
        PolicyCheck.Wrong(policy) is { Count: > 0 } wrong
            ? Problem.Invalid("policy.invalid", "Some figures need a second look.", wrong)
            : null;

    private static Problem? Unread(string? day) =>
        day is null ? null : Problem.Invalid("policy.holiday", "holidays", $"“{day}” is no date. Write it like 2026-12-25.");

    private static Problem? Note(string note) =>
        note.Length > ClaimReader.LongestLine ? Problem.Invalid("policy.note", "note", "Keep the note within 200 characters.") : null;
}
