using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Write;

/// <summary>Turns a step into what the connector takes: our ids become the CRM's.</summary>
internal sealed class StepLinks(EntenteDb db)
{
    public async Task<CrmResult<CrmUpsert>> Resolve(WriteEntry entry, CrmWriteStep step, CancellationToken ct)
    {
        var results = entry.ReadResults();
        // Taken over from another key on an earlier write (a contact found by address): known by the CRM's id from then on.
        List<(CrmObject Kind, string? Ours, string? Id)> named = [(step.Kind, step.EntenteId, step.CrmId)];
        foreach (var link in step.Links)
            named.Add((link.To, link.EntenteId, link.CrmId ?? (link.EntenteId is { } o ? results.GetValueOrDefault(o) : null)));
        var ids = await Present(entry.ConnectionId, named, ct);

        var resolved = new List<CrmLink>();
        foreach (var (link, id) in step.Links.Zip(ids.Skip(1)))
        {
            if (id is null)
                return new CrmError(
                    CrmErrorClass.Data,
                    "link_unknown",
                    $"The {link.To} this {step.Kind} belongs to has not been written to the CRM."
                );
            resolved.Add(new CrmLink(link.To, id, link.Role, link.Primary));
        }
        return new CrmUpsert(step.Kind, step.EntenteId, ids[0], step.Fields, resolved);
    }

    /// <summary>The records that the steps of a write put something into, as far as the CRM has them, whether that was done or not.</summary>
    public async Task<ILookup<CrmObject, string>> Records(WriteEntry entry, CancellationToken ct)
    {
        List<(CrmObject Kind, string? Ours, string? Id)> named =
        [
            .. entry.ReadSteps().Select(s => (s.Kind, (string?)s.EntenteId, s.CrmId)),
        ];
        var ids = await Present(entry.ConnectionId, named, ct);
        return named
            .Zip(ids)
            .Where(r => r.Second is not null)
            .Select(r => (r.First.Kind, Id: r.Second!))
            .Distinct()
            .ToLookup(r => r.Kind, r => r.Id);
    }

    /// <summary>The same records under every id they are known by, ours and the CRM's.</summary>
    public async Task<IReadOnlyList<string>> Known(CrmConnectionId connection, IReadOnlyList<string> keys, CancellationToken ct)
    {
        var ids = keys.Select(k => k[(k.IndexOf(':', StringComparison.Ordinal) + 1)..]).Distinct().ToList();
        var same = await db.Set<IdentityRow>()
            .Where(i => i.ConnectionId == connection && (ids.Contains(i.EntenteId) || ids.Contains(i.CrmId)))
            .Select(i => new
            {
                i.Kind,
                i.EntenteId,
                i.CrmId,
            })
            .ToListAsync(ct);
        var all = keys.ToHashSet();
        foreach (var record in same.GroupBy(s => (s.Kind, s.CrmId)))
        {
            var names = record.Select(r => $"{r.Kind} e:{r.EntenteId}").Append($"{record.Key.Kind} c:{record.Key.CrmId}").ToList();
            if (names.Exists(all.Contains))
                all.UnionWith(names);
        }
        return [.. all];
    }

    /// <summary>
    /// Who a record is now that carried this id of ours until it was merged away: the survivor keeps one id of ours, and may have had one.
    /// </summary>
    public async Task<string?> MergedAway(CrmConnectionId connection, CrmObject kind, string ententeId, CancellationToken ct)
    {
        var survivors = await db.Read(
            """
            select a.crm_id from crm_alias a
              join crm_record r on r.connection_id = a.connection_id and r.kind = a.kind and r.crm_id = a.old_id
             where a.connection_id = $1 and a.kind = $2 and r.fields ->> $3 = $4 limit 1
            """,
            r => r.GetString(0),
            ct,
            connection.Value,
            kind.ToString(),
            EntenteFields.Id,
            ententeId
        );
        return survivors is [var id] ? id : null;
    }

    /// <summary>Who a merged record is now; null when nothing is known of a merge.</summary>
    public Task<string?> Survivor(CrmConnectionId connection, CrmObject kind, string id, CancellationToken ct) =>
        db.Set<AliasRow>()
            .Where(a => a.ConnectionId == connection && a.Kind == kind && a.OldId == id)
            .Select(a => (string?)a.CrmId)
            .SingleOrDefaultAsync(ct);

    /// <summary>
    /// Where links of a write lead now, asked of the CRM: what they name may have been merged before the mirror hears of it, or have gone. Null: all is as
    /// the write has it.
    /// </summary>
    public async Task<CrmResult<FollowedLinks?>> Followed(
        CrmConnectionId connection,
        IReadOnlyList<CrmLink> links,
        ICrmConnector connector,
        CancellationToken ct
    )
    {
        var living = new List<CrmLink>();
        foreach (var link in links)
        {
            var present = await Survivor(connection, link.To, link.Id, ct) is { } known
                ? new CrmFound(known)
                : await connector.Present(link.To, link.Id, ct);
            if (!present.Ok)
                return present.Error;
            if (present.Value.Id is { } id)
                living.Add(link with { Id = id });
        }
        return living.SequenceEqual(links) ? CrmResult<FollowedLinks?>.Of(null) : new FollowedLinks(living, living.Count < links.Count);
    }

    /// <summary>
    /// The CRM's ids of records that are named by its id or by ours, in order; of a merged record the survivor's; null where none is known.
    /// </summary>
    private Task<List<string?>> Present(
        CrmConnectionId connection,
        List<(CrmObject Kind, string? Ours, string? Id)> named,
        CancellationToken ct
    ) =>
        db.Read(
            """
            select coalesce(a.crm_id, w.id, i.crm_id)
              from unnest($3::text[], $4::text[], $5::text[]) with ordinality as w(kind, ours, id, place)
              left join crm_identity i on i.workspace_id = $1 and i.connection_id = $2 and i.kind = w.kind and i.entente_id = w.ours
              left join crm_alias a
                     on a.workspace_id = $1 and a.connection_id = $2 and a.kind = w.kind and a.old_id = coalesce(w.id, i.crm_id)
             order by w.place
            """,
            r => r.IsDBNull(0) ? null : r.GetString(0),
            ct,
            db.Workspace.Value,
            connection.Value,
            named.ConvertAll(n => n.Kind.ToString()).ToArray(),
            named.ConvertAll(n => n.Ours).ToArray(),
            named.ConvertAll(n => n.Id).ToArray()
        );
}

/// <param name="Living">Those that lead to a record that lives, by its present id.</param>
/// <param name="SomeGone">Others lead nowhere: a person is asked.</param>
internal sealed record FollowedLinks(IReadOnlyList<CrmLink> Living, bool SomeGone);
