using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Matching;

namespace Entente.Crm.Mirror;

/// <summary>The leads' own rows.</summary>
internal static class LeadSql
{
    public static Task<int> Put(
        EntenteDb db,
        CrmConnectionId connection,
        IReadOnlyList<CrmRecord> leads,
        SiteList sites,
        CancellationToken ct
    ) =>
        db.Write(
            """
            insert into crm_lead (workspace_id, connection_id, crm_id, name, name_key, domain, account_crm_id, contact_crm_id, status, owner_id,
                                  open, created_at, deleted)
            select $1, $2, l.crm_id, l.name, l.name_key, l.domain, l.account_crm_id, l.contact_crm_id, l.status, l.owner_id, l.open,
                   l.created_at, l.deleted
              from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::boolean[],
                          $12::timestamptz[], $13::boolean[])
                as l(crm_id, name, name_key, domain, account_crm_id, contact_crm_id, status, owner_id, open, created_at, deleted)
            on conflict (workspace_id, connection_id, crm_id) do update
              set name = excluded.name, name_key = excluded.name_key, domain = excluded.domain, account_crm_id = excluded.account_crm_id,
                  contact_crm_id = excluded.contact_crm_id, status = excluded.status, owner_id = excluded.owner_id, open = excluded.open,
                  created_at = excluded.created_at, deleted = excluded.deleted
            """,
            ct,
            db.Workspace.Value,
            connection.Value,
            leads.Select(l => l.Id).ToArray(),
            leads.Select(NameOf).ToArray(),
            leads
                .Select(l => CompanyName.Of(l[CrmFields.Company] ?? NameOf(l)).Key is { Length: > 0 and <= 400 } key ? key : null)
                .ToArray(),
            leads
                .Select(l => (Domain.OfCompany(l[CrmFields.Website], sites) ?? Domain.OfCompany(l[CrmFields.Email], sites))?.Value)
                .ToArray(),
            leads.Select(MirrorSql.AccountOf).ToArray(),
            leads
                .Select(l => l.Links.Where(k => k.To == CrmObject.Contact).OrderByDescending(k => k.Primary).FirstOrDefault()?.Id)
                .ToArray(),
            leads.Select(l => l[CrmFields.Status] ?? l[CrmFields.Stage]).ToArray(),
            leads.Select(l => l[CrmFields.OwnerId]).ToArray(),
            leads.Select(l => l[CrmFields.Open] != "false").ToArray(),
            leads.Select(l => (Canonical.ReadInstant(l[CrmFields.CreatedAt]) ?? l.ModifiedAt).ToUniversalTime()).ToArray(),
            leads.Select(l => l.Deleted).ToArray()
        );

    private static string NameOf(CrmRecord lead) =>
        lead[CrmFields.Name]
        ?? Canonical.Text($"{lead[CrmFields.FirstName]} {lead[CrmFields.LastName]}")
        ?? lead[CrmFields.Company]
        ?? "Unnamed lead";
}
