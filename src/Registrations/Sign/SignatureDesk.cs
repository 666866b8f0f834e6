using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Sign;

/// <summary>How far an approval has come, and what whoever acts may sign of it: for themselves, and for those in whose place they stand today.</summary>
public sealed class SignatureDesk(EntenteDb db, AccessApi access, ClaimWorld world, Actor actor)
{
    /// <param name="steps">What the policy asks of this claim.</param>
    /// <returns>The turn is null when it is not theirs.</returns>
    internal async Task<(ApprovalRoute Route, SigningTurn? Turn)> Of(
        Registration registration,
        IReadOnlyList<ApprovalStep> steps,
        DateOnly today,
        CancellationToken ct
    )
    {
        var route = registration.Route(steps);
        if (route.IsOpen || route.Complete || actor.Person is not { } me)
            return (route, null);
        var manager = (await world.Partner(registration.PartnerId, ct))?.Manager;
        var staff = (await access.StaffFor(registration.PartnerId, ct)).Where(m => m.StaffRole is not null).ToDictionary(m => m.Person.Id);
        if (!staff.TryGetValue(me, out var self))
            return (route, null);
        var away = await AwayFor(me, today, ct);
        return (route, route.TurnOf(As(self), away.Where(staff.ContainsKey).Select(a => As(staff[a]))));

        SigningAs As(MemberCard card) => new(card.Person.Id, card.Person.Email, card.StaffRole!.Value, card.Person.Id == manager);
    }

    /// <summary>Those who are away on a day and named this person to sign for them.</summary>
    internal async Task<IReadOnlyList<PersonId>> AwayFor(PersonId standIn, DateOnly today, CancellationToken ct) =>
        await db.Set<Absence>()
            .Where(a => a.StandIn == standIn && a.From <= today && a.Until >= today)
            .OrderBy(a => a.From)
            .ThenBy(a => a.Id)
            .Select(a => a.Person)
            .ToListAsync(ct);
}
