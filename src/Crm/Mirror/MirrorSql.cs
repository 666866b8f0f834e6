using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Matching;
using Entente.Platform.Values;

namespace Entente.Crm.Mirror;

/// <summary>
/// The mirror's statements: whole pages as arrays, behind the fence. Rows are looked up one by one inside (<c>lateral … offset 0</c>):
/// while a table fills, the planner's figures of it are old, and a plan made for a small table would read the whole of a large one for
/// every page.
/// </summary>
internal static class MirrorSql
{
    /// <summary>So long after a stamp nothing else can carry it: clocks differ by less, once their skew is reckoned with.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

    public static async Task<Dictionary<string, KnownRecord>> Known(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        string[] ids,
        CancellationToken ct
    )
    {
        var rows = await db.Read(
            """
            select r.crm_id, r.hash, r.modified_at, r.deleted, r.fields::text, r.links::text, r.seen_at
              from unnest($3::text[]) as i(crm_id)
             cross join lateral (select * from crm_record r where r.connection_id = $1 and r.kind = $2 and r.crm_id = i.crm_id offset 0) r
            """,
            r =>
                (
                    Id: r.GetString(0),
                    Known: new KnownRecord(
                        r.GetFieldValue<byte[]>(1),
                        r.GetFieldValue<DateTimeOffset>(2),
                        r.GetBoolean(3),
                        Json.Read<Dictionary<string, string?>>(r.GetString(4)),
                        Json.Read<List<CrmLink>>(r.GetString(5)),
                        r.GetFieldValue<DateTimeOffset>(6)
                    )
                ),
            ct,
            connection.Value,
            kind.ToString(),
            ids
        );
        return rows.ToDictionary(r => r.Id, r => r.Known);
    }

    /// <summary>
    /// Of what a walk found, those held in that very state, and read so long after their stamp that no second change of the same
    /// instant can hide behind it.
    /// </summary>
    public static async Task<IReadOnlySet<string>> Held(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        IReadOnlyList<CrmStamp> found,
        CancellationToken ct
    )
    {
        var rows = await db.Read(
            """
            select r.crm_id from unnest($3::text[], $4::timestamptz[]) as f(crm_id, at)
             cross join lateral (select * from crm_record r where r.connection_id = $1 and r.kind = $2 and r.crm_id = f.crm_id offset 0) r
             where r.modified_at = f.at and not r.deleted and r.seen_at >= f.at + $5
            """,
            r => r.GetString(0),
            ct,
            connection.Value,
            kind.ToString(),
            found.Select(f => f.Id).ToArray(),
            found.Select(f => f.ModifiedAt.ToUniversalTime()).ToArray(),
            Settled
        );
        return rows.ToHashSet();
    }

    /// <summary>Ids of living records behind one, rising: by bytes, whatever the database's language.</summary>
    public static async Task<IReadOnlyList<string>> Behind(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        string? id,
        int most,
        CancellationToken ct
    ) =>
        await db.Read(
            """
            select crm_id from crm_record
             where connection_id = $1 and kind = $2 and not deleted and crm_id collate "C" > $3
             order by crm_id collate "C" limit $4
            """,
            r => r.GetString(0),
            ct,
            connection.Value,
            kind.ToString(),
            id ?? "",
            most
        );

    /// <summary>What these living records are linked with.</summary>
    public static async Task<Dictionary<string, HashSet<CrmLink>>> Links(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        string[] ids,
        CancellationToken ct
    )
    {
        var rows = await db.Read(
            "select crm_id, links::text from crm_record where connection_id = $1 and kind = $2 and crm_id = any($3) and not deleted",
            r => (Id: r.GetString(0), Links: Json.Read<HashSet<CrmLink>>(r.GetString(1))),
            ct,
            connection.Value,
            kind.ToString(),
            ids
        );
        return rows.ToDictionary(r => r.Id, r => r.Links);
    }

    /// <summary>The same content was read again: its stamp, and when it was read.</summary>
    public static Task<int> Touch(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        IReadOnlyList<(string Id, DateTimeOffset ModifiedAt)> same,
        DateTimeOffset seen,
        CancellationToken ct
    ) =>
        db.Write(
            """
            update crm_record r set modified_at = s.at, seen_at = greatest(r.seen_at, $3)
              from (select o.ctid, s.at from unnest($4::text[], $5::timestamptz[]) as s(crm_id, at)
                     cross join lateral (select o.ctid from crm_record o
                                          where o.connection_id = $1 and o.kind = $2 and o.crm_id = s.crm_id for update) o) s
             where r.ctid = s.ctid
            """,
            ct,
            connection.Value,
            kind.ToString(),
            seen.ToUniversalTime(),
            same.Select(x => x.Id).ToArray(),
            same.Select(x => x.ModifiedAt.ToUniversalTime()).ToArray()
        );

    public static Task<int> PutRecords(
        EntenteDb db,
        CrmConnectionId connection,
        CrmObject kind,
        IReadOnlyList<MirrorChange> changes,
        DateTimeOffset seen,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        db.Write(
            """
            insert into crm_record (workspace_id, connection_id, kind, crm_id, fields, links, hash, modified_at, deleted, applied_at, seen_at)
            select $1, $2, $3, r.crm_id, r.fields::jsonb, r.links::jsonb, r.hash, r.modified_at, r.deleted, $4, $11
              from unnest($5::text[], $6::text[], $7::text[], $8::bytea[], $9::timestamptz[], $10::boolean[])
                as r(crm_id, fields, links, hash, modified_at, deleted)
            on conflict (workspace_id, connection_id, kind, crm_id) do update
              set fields = excluded.fields, links = excluded.links, hash = excluded.hash, modified_at = excluded.modified_at,
                  deleted = excluded.deleted, applied_at = excluded.applied_at, seen_at = excluded.seen_at
            """,
            ct,
            db.Workspace.Value,
            connection.Value,
            kind.ToString(),
            now.ToUniversalTime(),
            changes.Select(c => c.Record.Id).ToArray(),
            changes.Select(c => Json.Write(c.Record.Fields)).ToArray(),
            changes.Select(c => Json.Write(c.Record.Links)).ToArray(),
            changes.Select(c => c.Hash).ToArray(),
            changes.Select(c => c.Record.ModifiedAt.ToUniversalTime()).ToArray(),
            changes.Select(c => c.Record.Deleted).ToArray(),
            seen.ToUniversalTime()
        );

    /// <summary>The accounts' own rows; an account keeps the id it was given when it was first seen.</summary>
    public static async Task<Dictionary<string, AccountId>> PutAccounts(
        EntenteDb db,
        CrmConnectionId connection,
        IReadOnlyList<CrmRecord> accounts,
        SiteList sites,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        string? Clip(string? text, int length) => text is { } t && t.Length > length ? t[..length] : text;
        var names = accounts.Select(a => CompanyName.Of(a[CrmFields.Name])).ToList();
        var rows = await db.Read(
            """
            insert into crm_account (workspace_id, id, connection_id, crm_id, name, name_key, domain, website, country, city, industry,
                                     owner_id, is_customer, entente_id, deleted, phone, changed_at)
            select $1, a.id, $2, a.crm_id, a.name, a.name_key, a.domain, a.website, a.country, a.city, a.industry,
                   a.owner_id, a.is_customer, a.entente_id, a.deleted, a.phone, clock_timestamp()
              from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
                          $12::text[], $13::boolean[], $14::text[], $15::boolean[], $16::text[])
                as a(id, crm_id, name, name_key, domain, website, country, city, industry, owner_id, is_customer, entente_id, deleted, phone)
            on conflict (workspace_id, connection_id, crm_id) do update
              set name = excluded.name, name_key = excluded.name_key, domain = excluded.domain, website = excluded.website,
                  country = excluded.country, city = excluded.city, industry = excluded.industry, owner_id = excluded.owner_id,
                  is_customer = excluded.is_customer, entente_id = excluded.entente_id, deleted = excluded.deleted,
                  phone = excluded.phone, changed_at = excluded.changed_at
            returning crm_id, id
            """,
            r => (CrmId: r.GetString(0), Id: new AccountId(r.GetGuid(1))),
            ct,
            db.Workspace.Value,
            connection.Value,
            accounts.Select(_ => Ids.New<AccountId>(now).Value).ToArray(),
            accounts.Select(a => a.Id).ToArray(),
            accounts.Select(a => a[CrmFields.Name] ?? "").ToArray(),
            // A key longer than an index row may hold finds nothing anyway.
            names.Select(n => n.Key.Length is 0 or > 400 ? null : n.Key).ToArray(),
            accounts.Select(a => Domain.OfCompany(a[CrmFields.Domain] ?? a[CrmFields.Website], sites)?.Value).ToArray(),
            accounts.Select(a => Clip(a[CrmFields.Website], 2000)).ToArray(),
            accounts.Select(a => a[CrmFields.Country]).ToArray(),
            accounts.Select(a => a[CrmFields.City]).ToArray(),
            accounts.Select(a => a[CrmFields.Industry]).ToArray(),
            accounts.Select(a => a[CrmFields.OwnerId]).ToArray(),
            accounts.Select(a => a[CrmFields.IsCustomer] == "true").ToArray(),
            accounts.Select(a => a[EntenteFields.Id]).ToArray(),
            accounts.Select(a => a.Deleted).ToArray(),
            accounts.Select(a => Clip(a[CrmFields.Phone], 200)).ToArray()
        );
        return rows.ToDictionary(r => r.CrmId, r => r.Id);
    }

    public static async Task<Dictionary<string, ContactId>> PutContacts(
        EntenteDb db,
        CrmConnectionId connection,
        IReadOnlyList<CrmRecord> contacts,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var rows = await db.Read(
            """
            insert into crm_contact (workspace_id, id, connection_id, crm_id, account_crm_id, first_name, last_name, email, phone, title, owner_id, deleted)
            select $1, c.id, $2, c.crm_id, c.account_crm_id, c.first_name, c.last_name, c.email, c.phone, c.title, c.owner_id, c.deleted
              from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::boolean[])
                as c(id, crm_id, account_crm_id, first_name, last_name, email, phone, title, owner_id, deleted)
            on conflict (workspace_id, connection_id, crm_id) do update
              set account_crm_id = excluded.account_crm_id, first_name = excluded.first_name, last_name = excluded.last_name,
                  email = excluded.email, phone = excluded.phone, title = excluded.title, owner_id = excluded.owner_id, deleted = excluded.deleted
            returning crm_id, id
            """,
            r => (CrmId: r.GetString(0), Id: new ContactId(r.GetGuid(1))),
            ct,
            db.Workspace.Value,
            connection.Value,
            contacts.Select(_ => Ids.New<ContactId>(now).Value).ToArray(),
            contacts.Select(c => c.Id).ToArray(),
            contacts.Select(c => AccountOf(c)).ToArray(),
            contacts.Select(c => c[CrmFields.FirstName]).ToArray(),
            contacts.Select(c => c[CrmFields.LastName]).ToArray(),
            contacts.Select(c => c[CrmFields.Email] is { Length: <= 400 } email ? email.ToLowerInvariant() : null).ToArray(),
            contacts.Select(c => c[CrmFields.Phone]).ToArray(),
            contacts.Select(c => c[CrmFields.Title]).ToArray(),
            contacts.Select(c => c[CrmFields.OwnerId]).ToArray(),
            contacts.Select(c => c.Deleted).ToArray()
        );
        return rows.ToDictionary(r => r.CrmId, r => r.Id);
    }

    /// <summary>The account a record belongs to: the primary one, else the first.</summary>
    public static string? AccountOf(CrmRecord record) =>
        record.Links.Where(l => l.To == CrmObject.Account).OrderByDescending(l => l.Primary).FirstOrDefault()?.Id;
}
