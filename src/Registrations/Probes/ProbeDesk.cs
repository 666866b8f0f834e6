using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Probes;

/// <summary>An alarm as staff see it.</summary>
/// <param name="Names">Some of the names, the latest first.</param>
public sealed record ProbeView(
    Guid Id,
    PartnerId Partner,
    string PartnerName,
    string? Asker,
    DateTimeOffset At,
    int LookedUp,
    int Registered,
    IReadOnlyList<string> Names,
    DateTimeOffset? SettledAt,
    string? SettledBy
);

/// <summary>The alarms on looking up many names: shown, and settled by somebody who looked into it.</summary>
public sealed class ProbeDesk(EntenteDb db, Actor actor, TimeProvider clock, PartnersApi partners, AccessApi access)
{
    private static readonly Problem May = Problem.Forbidden("probe.may_not", "Your role does not decide registrations.");

    /// <summary>What nobody has looked into, the latest first.</summary>
    public async Task<IReadOnlyList<ProbeView>> Open(CancellationToken ct) =>
        actor.May(Permissions.DecideRegistrations)
            ? await Views(
                await db.Set<ProbeAlarm>().Where(a => a.SettledAt == null).OrderByDescending(a => a.At).Take(50).ToListAsync(ct),
                ct
            )
            : [];

    public async Task<ProbeView?> Show(Guid id, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRegistrations))
            return null;
        var alarm = await Find(id, ct);
        return alarm is null ? null : (await Views([alarm], ct))[0];
    }

    public async Task<Result> Settle(Guid id, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRegistrations))
            return May;
        if (await Find(id, ct) is not { } alarm)
            return Problem.NotFound("probe.unknown", "There is no such alarm.");
        if (alarm.SettledAt is null)
        {
            alarm.Settle(actor.Person, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }
        return Result.Done;
    }

    private Task<ProbeAlarm?> Find(Guid id, CancellationToken ct) =>
        db.Set<ProbeAlarm>().SingleOrDefaultAsync(a => a.Id == new ProbeAlarmId(id), ct);

    private async Task<List<ProbeView>> Views(List<ProbeAlarm> alarms, CancellationToken ct)
    {
        var cards = await partners.Cards([.. alarms.Select(a => a.About).Distinct()], ct);
        var names = await access.People([.. alarms.SelectMany(a => new[] { a.Asker, a.SettledBy }).OfType<PersonId>().Distinct()], ct);
        return alarms.ConvertAll(a => new ProbeView(
            a.Id.Value,
            a.About,
            cards.GetValueOrDefault(a.About)?.Name ?? "A partner",
            Name(a.Asker),
            a.At,
            a.LookedUp,
            a.Registered,
            a.Sample,
            a.SettledAt,
            Name(a.SettledBy)
        ));

        string? Name(PersonId? id) => id is { } known ? names.GetValueOrDefault(known)?.Name : null;
    }
}
