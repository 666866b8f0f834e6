using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Publish;

/// <param name="Seen">The version on the page that was changed; a newer one makes it stale.</param>
/// <param name="Note">What changed and why, for whoever reads the versions.</param>
public sealed record PublishInput(int Seen, Policy Policy, string? Note);

/// <summary>Publishes a policy: the next version, in force from now on. What was promised under an earlier one stays promised.</summary>
public sealed class PublishPolicy(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world)
{
    public async Task<Result<int>> Run(PublishInput input, CancellationToken ct)
    {
        if (actor.Kind is not ActorKind.System && !actor.May(Permissions.ManagePolicy))
            return Problem.Forbidden("policy.may_not_publish", "Your role does not include the policy.");
        if (PolicyCheck.Wrong(input.Policy) is { Count: > 0 } wrong)
            return Problem.Invalid("policy.invalid", "Some figures need a second look.", wrong);
        var note = ClaimReader.OneLine(input.Note) ?? "";
        if (note.Length > ClaimReader.LongestLine)
            return Problem.Invalid("policy.note", "note", "Keep the note within 200 characters.");

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
}
