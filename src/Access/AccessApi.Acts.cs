using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Access;

// When people last did something.
public sealed partial class AccessApi
{
    /// <summary>When each of them last did something here, through any channel; who never did is left out.</summary>
    public async Task<IReadOnlyDictionary<PersonId, DateTimeOffset>> LastActs(
        IReadOnlyCollection<PersonId> people,
        CancellationToken ct = default
    )
    {
        if (people.Count == 0)
            return new Dictionary<PersonId, DateTimeOffset>();
        var rows = await db.Read(
            """
            select person, max(at) from (
              select person, at from audit_entry where workspace_id = $1 and person = any($2)
              union all
              select k.made_by, u.last_at from api_key_use u join api_key k on k.workspace_id = u.workspace_id and k.id = u.key_id
               where u.workspace_id = $1 and k.made_by = any($2)
              union all
              select person_id, seen_at from session where only_in = $1 and person_id = any($2)
            ) acts group by person
            """,
            r => (Person: new PersonId(r.GetGuid(0)), At: r.GetFieldValue<DateTimeOffset>(1)),
            ct,
            db.Workspace.Value,
            people.Select(p => p.Value).ToArray()
        );
        return rows.ToDictionary(r => r.Person, r => r.At);
    }
}
