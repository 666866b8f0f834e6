using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Crm;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Postpone;

/// <summary>
/// The customer put it off. First meeting and silence wait for the day that was named, once; the end of the protection stays where it is,
/// so nothing is gained that only an extension gives.
/// </summary>
public sealed class PostponeDeal
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;
    private readonly CrmSide crm;

    internal PostponeDeal(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, CrmSide crm) =>
        (this.db, this.actor, this.clock, this.world, this.crm) = (db, actor, clock, world, crm);

    public async Task<Result> Run(string number, DateOnly? until, string? words, CancellationToken ct)
    {
        if (Partnering.MayNot(actor, PartnerRights.Answer) is { } forbidden)
            return forbidden;
        var (terms, now) = (await world.Terms(ct), clock.GetUtcNow());
        var (why, today) = (ClaimReader.Lines(words), terms.Calendar.DateAt(now));
        var most = terms.Policy.Extending.PostponeDays;
        if (
            Faults.Of(
                until is { } day && day > today && day <= today.AddDays(most) ? null : Refusals.NoPostponeDay(most),
                why is null or { Length: > Refusals.LongestNote } ? Refusals.NoPostponeWords : null
            ) is
            { } wrong
        )
            return wrong;
        await using var desk = await Desk.Take(db, number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var registration = desk.Registration;
        if (Partnering.NotProtected(registration, now) is { } late)
            return late;
        if (registration.PostponedUntil == until)
            return Result.Done;
        if (registration.PostponedUntil is not null)
            return Refusals.PostponedOnce;
        registration.Postpone(until!.Value, why!, actor.Person, terms, now);
        await crm.RequestTold(
            registration,
            "postponed",
            "postponed",
            $"The customer put it off until {Words.Day(until.Value)}.\n{why}",
            now,
            ct
        );
        await desk.Save(ct);
        return Result.Done;
    }
}
