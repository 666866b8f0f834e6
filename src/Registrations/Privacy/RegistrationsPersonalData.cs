using System.Text;
using Entente.Platform.Data;
using Entente.Platform.Privacy;

namespace Entente.Registrations.Privacy;

/// <summary>What claims hold of people: their contacts, who challenged, who sent them in, and words.</summary>
internal sealed class RegistrationsPersonalData(EntenteDb db) : IPersonalData
{
    public string Room => "Registrations";

    public IReadOnlyList<PersonalTable> Tables { get; } = [.. ClaimTables.All, .. IntakeTables.All];

    public async Task<string?> Hinders(PersonSought who, CancellationToken ct)
    {
        var busy = await db.Read(
            """
            select 1 from import_part p join import_file f on f.workspace_id = $1 and f.id = p.import_id
             where p.workspace_id = $1 and f.state not in ('Done', 'Dropped')
               and exists (select 1 from unnest($2::bytea[]) as w(needle) where position(w.needle in p.bytes) > 0)
             limit 1
            """,
            r => r.GetInt32(0),
            ct,
            db.Workspace.Value,
            Needles(who)
        );
        return busy.Count > 0 ? "A file of claims that names the person is being worked on. Send it or drop it first." : null;
    }

    // Half-filled forms are the person's own and nobody else's; a file that was sent has become registrations.
    public async Task Erase(PersonSought who, CancellationToken ct)
    {
        await db.Write(
            "delete from claim_draft where workspace_id = $1 and person_id = any($2)",
            ct,
            db.Workspace.Value,
            who.People.Select(p => p.Value).ToArray()
        );
        await db.Write(
            """
            update import_part p set bytes = ''::bytea
             where p.workspace_id = $1
               and p.import_id in (
                 select q.import_id from import_part q join import_file f on f.workspace_id = $1 and f.id = q.import_id
                  where q.workspace_id = $1 and f.state in ('Done', 'Dropped')
                    and exists (select 1 from unnest($2::bytea[]) as w(needle) where position(w.needle in q.bytes) > 0))
            """,
            ct,
            db.Workspace.Value,
            Needles(who)
        );
    }

    // Files come in several encodings; an address has the same octets in all that are taken, but for UTF-16.
    private static byte[][] Needles(PersonSought who) =>
        [
            .. who
                .Emails.Concat(who.Names.Where(ErasedText.Tells))
                .SelectMany(e => new[] { e, e.ToUpperInvariant() })
                .SelectMany(e => new[] { Encoding.UTF8.GetBytes(e), Encoding.Unicode.GetBytes(e), Encoding.Latin1.GetBytes(e) }),
        ];
}
