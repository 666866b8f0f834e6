using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Check;

/// <summary>
/// Counts the names that a partner's people look up, on all nodes together, and rings once in a window. Costs the same whatever a name
/// finds, and the answer to the partner stays as it was: an alarm that showed would tell how many names are too many.
/// </summary>
internal sealed class ProbeWatch(EntenteDb db, Actor actor)
{
    public async Task Note(PartnerId partner, Claim claim, DateTimeOffset now, CancellationToken ct)
    {
        if (Probing.Key(claim.Keys) is not { } key || await Rang(partner, now, ct))
            return;
        if (await Rings(partner, key, claim.Company, now, ct))
            await Ring(partner, actor.Person, now, ct);
    }

    /// <summary>Names of a file whose rows were judged and not sent: looked up as well, and nobody typed them.</summary>
    public async Task NoteMany(
        PartnerId partner,
        PersonId? asker,
        IReadOnlyCollection<(string Key, string Name)> names,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        await db.Write(
            """
            insert into checked_name (workspace_id, partner_id, key, name, at) select $1, $2, t.key, t.name, $5 from unnest($3::text[], $4::text[]) as t (key, name)
            on conflict (workspace_id, partner_id, key) do update set at = excluded.at
            """,
            ct,
            db.Workspace.Value,
            partner.Value,
            names.Select(n => n.Key).ToArray(),
            names.Select(n => n.Name).ToArray(),
            now.ToUniversalTime()
        );
        var (lookedUp, registered) = await Count(partner, now, ct);
        if (Probing.Rings(lookedUp, registered))
            await Ring(partner, asker, now, ct);
    }

    private async Task Ring(PartnerId partner, PersonId? asker, DateTimeOffset now, CancellationToken ct)
    {
        await using var held = await db.Hold([$"probing:{partner}"], ct);
        if (await Rang(partner, now, ct))
            return;
        var (lookedUp, registered) = await Count(partner, now, ct);
        if (!Probing.Rings(lookedUp, registered))
            return;
        var sample = await db.Set<CheckedName>()
            .Where(n => n.PartnerId == partner)
            .OrderByDescending(n => n.At)
            .ThenBy(n => n.Key)
            .Take(Probing.Sample)
            .Select(n => n.Name)
            .ToListAsync(ct);
        db.Add(ProbeAlarm.Ring(partner, asker, lookedUp, registered, sample, now));
        await held.Save(ct);
    }

    private Task<bool> Rang(PartnerId partner, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Probing.Window;
        return db.Set<ProbeAlarm>().AnyAsync(a => a.About == partner && a.At > since, ct);
    }

    // What is being typed replaces its shorter form; what is older than the window goes. The count is that of before, and so one behind.
    private async Task<bool> Rings(PartnerId partner, string key, string name, DateTimeOffset now, CancellationToken ct)
    {
        var counted = await db.Read(
            """
            with last as (
              select key from checked_name where workspace_id = $1 and partner_id = $2 and at > $6 order by at desc, key limit 1
            ), left_behind as (
              delete from checked_name c
               where c.workspace_id = $1 and c.partner_id = $2
                 and (c.at <= $7 or (c.key <> $3 and c.key = (select key from last) and (starts_with($3, c.key) or starts_with(c.key, $3))))
            ), noted as (
              insert into checked_name (workspace_id, partner_id, key, name, at) values ($1, $2, $3, $4, $5)
              on conflict (workspace_id, partner_id, key) do update set name = excluded.name, at = excluded.at
            )
            select (select count(*) from checked_name where workspace_id = $1 and partner_id = $2 and at > $7 and key <> $3)::int + 1,
                   (select count(*) from registration where workspace_id = $1 and partner_id = $2 and submitted_at > $7)::int
            """,
            r => (LookedUp: r.GetInt32(0), Registered: r.GetInt32(1)),
            ct,
            db.Workspace.Value,
            partner.Value,
            key,
            name,
            now.ToUniversalTime(),
            (now - Probing.Typing).ToUniversalTime(),
            (now - Probing.Window).ToUniversalTime()
        );
        return Probing.Rings(counted[0].LookedUp, counted[0].Registered);
    }

    private async Task<(int LookedUp, int Registered)> Count(PartnerId partner, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Probing.Window;
        return (
            await db.Set<CheckedName>().CountAsync(n => n.PartnerId == partner && n.At > since, ct),
            await db.Set<Registration>()
                .IgnoreQueryFilters([Fences.Own])
                .CountAsync(r => r.PartnerId == partner && r.SubmittedAt > since, ct)
        );
    }
}
