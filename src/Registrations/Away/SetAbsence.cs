using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Away;

/// <param name="Person">Who is away; null: oneself. Only an owner or admin may say it of others.</param>
public sealed record AbsenceInput(PersonId? StandIn, DateOnly? From, DateOnly? Until, PersonId? Person = null);

/// <summary>Says that somebody is away, and who signs in their place meanwhile. A new one replaces those that overlap it.</summary>
public sealed class SetAbsence(EntenteDb db, Actor actor, AccessApi access, Workspaces workspaces, TimeProvider clock)
{
    private const int LongestDays = 366;

    public async Task<Result> Run(AbsenceInput input, CancellationToken ct)
    {
        if (AwayRights.Of(actor, input.Person) is not { } person)
            return AwayRights.NotYours;
        var now = clock.GetUtcNow();
        var today = AwayRights.Today(now, (await workspaces.Get(actor.Workspace, ct)).TimeZone);
        var staff = (await access.Staff(ct)).Select(m => m.Person.Id).ToHashSet();
        if (
            Faults.Of(
                input.StandIn is not { } named || named == person || !staff.Contains(named) ? AwayRights.NoStandIn : null,
                input.From is not { } first ? AwayRights.NoFrom : null,
                input.Until is not { } last || last < today || last < input.From ? AwayRights.NoUntil : null,
                input is { From: { } f, Until: { } u } && u.DayNumber - f.DayNumber > LongestDays ? AwayRights.TooLong : null
            ) is
            { } wrong
        )
            return wrong;
        if (!staff.Contains(person))
            return AwayRights.NotYours;
        var (from, until) = (input.From!.Value, input.Until!.Value);

        await using var held = await db.Hold([$"absence:{person.Value:N}"], ct);
        var others = await db.Set<Absence>().Where(a => a.Person == person && a.From <= until && a.Until >= from).ToListAsync(ct);
        db.RemoveRange(others);
        db.Add(Absence.Of(person, input.StandIn!.Value, from, until, actor.Person, now));
        await held.Save(ct);
        return Result.Done;
    }
}

/// <summary>Back sooner than said: the absence is struck out.</summary>
public sealed class EndAbsence(EntenteDb db, Actor actor)
{
    public async Task<Result> Run(Guid id, CancellationToken ct)
    {
        var absence = new AbsenceId(id);
        if (await db.Set<Absence>().SingleOrDefaultAsync(a => a.Id == absence, ct) is not { } found)
            return Result.Done;
        if (AwayRights.Of(actor, found.Person) is null)
            return AwayRights.NotYours;
        db.Remove(found);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }
}

internal static class AwayRights
{
    /// <summary>Of whom it may be said by this actor; null: not by this one.</summary>
    public static PersonId? Of(Actor actor, PersonId? person) =>
        actor.Kind is not ActorKind.Staff ? null
        : person is null || person == actor.Person ? actor.Person
        : actor.May(Permissions.ManagePeople) ? person
        : null;

    public static DateOnly Today(DateTimeOffset now, string zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(zone)).DateTime);

    public static Problem NotYours => Problem.Forbidden("absence.not_yours", "Only owners and admins say of others that they are away.");

    public static Problem NoStandIn => Problem.Invalid("absence.stand_in", "standIn", "Choose a colleague who signs in your place.");

    public static Problem NoFrom => Problem.Invalid("absence.from", "from", "Choose the first day.");

    public static Problem NoUntil =>
        Problem.Invalid("absence.until", "until", "Choose a last day that is not over, and not before the first.");

    public static Problem TooLong =>
        Problem.Invalid("absence.until", "until", "An absence lasts up to a year. Choose an earlier last day.");
}
