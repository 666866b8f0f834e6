using System.Globalization;
using Entente.Crm.Index;
using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Matching;
using Entente.Platform.Outbox;

namespace Entente.Crm.Sites;

/// <summary>
/// The list changed: the keys by which accounts and leads of the mirror are found are read again where the host is named; index and duplicates follow what
/// changed in the mirror.
/// </summary>
internal sealed class FollowSites(EntenteDb db) : IHandle<SitesChanged>
{
    public Task Handle(SitesChanged what, Telling telling, CancellationToken ct)
    {
        db.Enqueue(new ReadSitesAgain(what.Host));
        return Task.CompletedTask;
    }
}

[JobName("crm.read_sites_again")]
internal sealed record ReadSitesAgain(string Host);

/// <summary>By the list as it stands now: it may run again, and comes to the same.</summary>
internal sealed class RunReadSitesAgain(EntenteDb db, AccountIndexes indexes) : IJob<ReadSitesAgain>
{
    public async Task<JobOutcome> Run(ReadSitesAgain payload, CancellationToken ct)
    {
        var sites = await SiteBook.Of(db, ct);
        await using var held = await db.Hold(["crm:sites-again"], ct);
        await Accounts(payload.Host, sites, ct);
        await Leads(payload.Host, sites, ct);
        await held.Save(ct);
        indexes.Stale(db.Workspace);
        return JobOutcome.Done;
    }

    private async Task Accounts(string host, SiteList sites, CancellationToken ct)
    {
        var named = await db.Read(
            """
            select a.id, a.domain, coalesce(nullif(r.fields::jsonb ->> $3, ''), a.website)
              from crm_account a
              left join crm_record r on r.connection_id = a.connection_id and r.kind = $2 and r.crm_id = a.crm_id
             where position($1 in lower(coalesce(nullif(r.fields::jsonb ->> $3, ''), a.website, ''))) > 0
                or position($4 in lower(coalesce(nullif(r.fields::jsonb ->> $3, ''), a.website, ''))) > 0
            """,
            r => (Id: r.GetGuid(0), Domain: Text(r, 1), Site: Text(r, 2)),
            ct,
            host,
            CrmObject.Account.ToString(),
            CrmFields.Domain,
            AsTyped(host)
        );
        var changed = named
            .Select(n => (n.Id, n.Domain, Now: Domain.OfCompany(n.Site, sites)?.Value))
            .Where(n => n.Domain != n.Now)
            .ToList();
        if (changed.Count > 0)
            await db.Write(
                """
                update crm_account a set domain = c.domain, changed_at = clock_timestamp()
                  from unnest($1::uuid[], $2::text[]) as c(id, domain) where a.id = c.id
                """,
                ct,
                changed.Select(c => c.Id).ToArray(),
                changed.Select(c => c.Now).ToArray()
            );
    }

    private async Task Leads(string host, SiteList sites, CancellationToken ct)
    {
        var named = await db.Read(
            """
            select l.connection_id, l.crm_id, l.domain, r.fields::jsonb ->> $3, r.fields::jsonb ->> $4
              from crm_lead l
              join crm_record r on r.connection_id = l.connection_id and r.kind = $2 and r.crm_id = l.crm_id
             where position($1 in lower(concat(r.fields::jsonb ->> $3, ' ', r.fields::jsonb ->> $4))) > 0
                or position($5 in lower(concat(r.fields::jsonb ->> $3, ' ', r.fields::jsonb ->> $4))) > 0
            """,
            r => (Connection: r.GetGuid(0), CrmId: r.GetString(1), Domain: Text(r, 2), Site: Text(r, 3), Mail: Text(r, 4)),
            ct,
            host,
            CrmObject.Lead.ToString(),
            CrmFields.Website,
            CrmFields.Email,
            AsTyped(host)
        );
        var changed = named
            .Select(n =>
                (n.Connection, n.CrmId, n.Domain, Now: (Domain.OfCompany(n.Site, sites) ?? Domain.OfCompany(n.Mail, sites))?.Value)
            )
            .Where(n => n.Domain != n.Now)
            .ToList();
        if (changed.Count > 0)
            await db.Write(
                """
                update crm_lead l set domain = c.domain
                  from unnest($1::uuid[], $2::text[], $3::text[]) as c(connection_id, crm_id, domain)
                 where l.connection_id = c.connection_id and l.crm_id = c.crm_id
                """,
                ct,
                changed.Select(c => c.Connection).ToArray(),
                changed.Select(c => c.CrmId).ToArray(),
                changed.Select(c => c.Now).ToArray()
            );
    }

    // The list knows hosts as they are asked for (xn--…), a CRM keeps them as somebody typed them.
    private static string AsTyped(string host)
    {
        try
        {
            return new IdnMapping().GetUnicode(host);
        }
        catch (ArgumentException)
        {
            return host;
        }
    }

    private static string? Text(Npgsql.NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
