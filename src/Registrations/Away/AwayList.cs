using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Ui.Forms;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Away;

/// <param name="Mine">The reader may end it.</param>
public sealed record AwayRow(Guid Id, string Person, string StandIn, DateOnly From, DateOnly Until, bool Mine);

/// <summary>Who is away now or soon, and who may be named to stand in.</summary>
public sealed record AwayView(
    IReadOnlyList<AwayRow> Rows,
    IReadOnlyList<Option> Colleagues,
    IReadOnlyList<Option> Everybody,
    DateOnly Today
);

/// <summary>Reads absences for staff; all of them, since everybody should know who signs.</summary>
public sealed class AwayList(EntenteDb db, AccessApi access, Actor actor, Workspaces workspaces, TimeProvider clock)
{
    public async Task<AwayView> Load(CancellationToken ct)
    {
        var today = AwayRights.Today(clock.GetUtcNow(), (await workspaces.Get(actor.Workspace, ct)).TimeZone);
        var rows = await db.Set<Absence>()
            .AsNoTracking()
            .Where(a => a.Until >= today)
            .OrderBy(a => a.From)
            .ThenBy(a => a.Id)
            .ToListAsync(ct);
        var staff = await access.Staff(ct);
        var names = await access.People([.. rows.SelectMany(r => new[] { r.Person, r.StandIn }).Distinct()], ct);
        return new(
            [
                .. rows.Select(r => new AwayRow(
                    r.Id.Value,
                    names.GetValueOrDefault(r.Person)?.Name ?? "Somebody",
                    names.GetValueOrDefault(r.StandIn)?.Name ?? "somebody",
                    r.From,
                    r.Until,
                    AwayRights.Of(actor, r.Person) is not null
                )),
            ],
            [.. staff.Where(m => m.Person.Id != actor.Person).Select(m => Choice(m.Person))],
            actor.May(Permissions.ManagePeople) ? [.. staff.Select(m => Choice(m.Person))] : [],
            today
        );
    }

    private static Option Choice(PersonCard person) => new(person.Id.Value.ToString(), person.Name);
}
