using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Conduct;

/// <summary>Notes that somebody of the vendor opened a registration (REG-13): once for each person and hour, with the role they have then.</summary>
internal sealed class Openings(EntenteDb db, Actor actor, AccessApi access, TimeProvider clock)
{
    public async Task Note(string number, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Staff, Person: { } person })
            return;
        var now = clock.GetUtcNow().ToUniversalTime();
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var opened = await db.Set<Registration>()
            .Where(r => r.Number == number)
            .Select(r => new
            {
                r.Id,
                r.PartnerId,
                Noted = db.Set<RegistrationOpening>().Any(o => o.RegistrationId == r.Id && o.PersonId == person && o.Hour == hour),
            })
            .SingleOrDefaultAsync(ct);
        if (opened is null or { Noted: true })
            return;
        if ((await access.Staff(ct)).FirstOrDefault(m => m.Person.Id == person) is not { } member)
            return;
        await db.Write(
            """
            insert into registration_opening (workspace_id, registration_id, partner_id, person_id, hour, at, role)
            values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
            """,
            ct,
            db.Workspace.Value,
            opened.Id.Value,
            opened.PartnerId.Value,
            person.Value,
            hour,
            now,
            member.ActsLike.ToString()
        );
    }
}
