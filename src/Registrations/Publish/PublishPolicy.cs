using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Publish;

/// <param name="Seen">The newest version when the page was opened; a newer one makes it stale.</param>
/// <param name="Note">What changed and why, for whoever reads the versions.</param>
/// <param name="Unread">What of the form could not be read, by field; null: all could.</param>
/// <param name="From">The first day on which it counts, in the workspace's zone; null: at once.</param>
public sealed record PublishInput(
    int Seen,
    Policy Policy,
    string? Note,
    IReadOnlyDictionary<string, string>? Unread = null,
    DateOnly? From = null
)
{
    /// <summary>The draft that it is, which then is none any more; null: published straight from the form.</summary>
    internal int? Draft { get; init; }
}

/// <summary>
/// Publishes a policy: the next version, in force from now or from a day to come. One that contradicts itself is refused, with the reason
/// beside the field or the rule. What was promised under an earlier version stays promised.
/// </summary>
public sealed class PublishPolicy(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world)
{
    public async Task<Result<int>> Run(PublishInput input, CancellationToken ct)
    {
        if (PolicyRights.MayNot(actor) is { } forbidden)
            return forbidden;
        var note = ClaimReader.OneLine(input.Note) ?? "";
        var (now, calendar) = (clock.GetUtcNow(), (await world.Terms(ct)).Calendar);
        var unread = input.Unread is { Count: > 0 } fields ? PolicyFaults.Of(fields) : null;
        if (Faults.Of(PolicyFaults.In(input.Policy), unread, Note(note), Day(input.From, calendar.DateAt(now))) is { } wrong)
            return wrong;

        await using var held = await db.Hold(["policy"], ct);
        var newest = await db.Set<PolicyVersion>().MaxAsync(p => (int?)p.Number, ct) ?? PolicyTimeline.First;
        if (newest != input.Seen)
            return PolicyFaults.Stale(newest);
        if (input.Draft is { } version)
        {
            if (await db.Set<PolicyDraft>().SingleOrDefaultAsync(ct) is not { } draft || draft.Version != version)
                return PolicyFaults.DraftChanged;
            db.Remove(draft);
        }
        var from = input.From is { } day && calendar.StartOf(day) is var begins && begins > now ? begins : now;
        db.Add(PolicyVersion.Publish(newest + 1, input.Policy, note, actor.Person, now, from));
        await held.Save(ct);
        return newest + 1;
    }

    private static Problem? Note(string note) =>
        note.Length > ClaimReader.LongestLine ? Problem.Invalid("policy.note", "note", "Keep the note within 200 characters.") : null;

    private static Problem? Day(DateOnly? from, DateOnly today) =>
        from < today
            ? Problem.Invalid(
                "policy.from",
                "from",
                "This day is over. What was promised stays promised, so a version begins today or later."
            )
        : from > today.AddYears(1) ? Problem.Invalid("policy.from", "from", "Choose a day within a year.")
        : null;
}

internal static class PolicyRights
{
    public static Problem? MayNot(Actor actor) =>
        actor.Kind is ActorKind.System || actor.May(Permissions.ManagePolicy)
            ? null
            : Problem.Forbidden("policy.may_not_publish", "Your role does not include the policy.");
}

/// <summary>Why something about a policy is refused: each code is public and written here once.</summary>
internal static class PolicyFaults
{
    /// <summary>Null when the policy makes sense.</summary>
    public static Problem? In(Policy policy) => PolicyCheck.Wrong(policy) is { Count: > 0 } wrong ? Of(wrong) : null;

    public static Problem Of(IReadOnlyDictionary<string, string> wrong) =>
        Problem.Invalid("policy.invalid", "The policy does not hold together yet. Nothing you typed is lost.", wrong);

    public static Problem Stale(int newest) =>
        Problem.Stale("policy.stale", $"Version {newest} was published meanwhile. Look at it, then change what you want to change.");

    public static Problem DraftChanged =>
        Problem.Stale("policy.draft_changed", "Somebody changed or published the draft meanwhile. What you see here is up to date.");

    public static Problem NoRule => Problem.NotFound("policy.no_rule", "The draft has no such rule.");
}
