using System.Security.Cryptography;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Npgsql;

namespace Entente.Crm.Duplicates;

/// <summary>An account as duplicates are looked for in it.</summary>
internal sealed record ComparedAccount(Guid Id, CompanyRecord Record);

/// <summary>The statements of this folder: accounts in pages, duplicates as arrays.</summary>
internal static class DuplicateSql
{
    private const int PageSize = 20_000;
    private const string Columns = "select id, name, domain, phone, country from crm_account";

    /// <summary>Every living account, in the order of the ids.</summary>
    public static async Task<List<ComparedAccount>> All(EntenteDb db, CancellationToken ct)
    {
        var all = new List<ComparedAccount>();
        for (var last = Guid.Empty; ; last = all[^1].Id)
        {
            var page = await db.Read($"{Columns} where id > $1 and not deleted order by id limit {PageSize}", Row, ct, last);
            all.AddRange(page);
            if (page.Count < PageSize)
                return all;
        }
    }

    /// <summary>These, as far as they live, in the order of the ids.</summary>
    public static Task<List<ComparedAccount>> These(EntenteDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        db.Read($"{Columns} where id = any($1) and not deleted order by id", Row, ct, ids.ToArray());

    /// <summary>Accounts that changed since, living or not.</summary>
    public static Task<List<Guid>> ChangedSince(EntenteDb db, DateTimeOffset since, CancellationToken ct) =>
        db.Read("select id from crm_account where changed_at >= $1", r => r.GetGuid(0), ct, since.ToUniversalTime());

    /// <summary>Accounts that share a domain, a core name or a phone with any of these.</summary>
    public static Task<List<Guid>> WithSameKeys(EntenteDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        db.Read(
            """
            select b.id from crm_account a join crm_account b on b.domain = a.domain where a.id = any($1) and not b.deleted
            union
            select b.id from crm_account a join crm_account b on b.name_key = a.name_key where a.id = any($1) and not b.deleted
            union
            select b.id from crm_account a join crm_account b on b.phone = a.phone where a.id = any($1) and not b.deleted
            limit 5000
            """,
            r => r.GetGuid(0),
            ct,
            ids.ToArray()
        );

    /// <summary>All members of the duplicates that any of these is in.</summary>
    public static Task<List<Guid>> Together(EntenteDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        db.Read(
            """
            select o.account_id from crm_duplicate_member o
             where o.duplicate_id in (select m.duplicate_id from crm_duplicate_member m where m.account_id = any($1))
            """,
            r => r.GetGuid(0),
            ct,
            ids.ToArray()
        );

    /// <summary>
    /// Puts these in place of the duplicates that hold any of <paramref name="among"/>; null: of all. Those that were there already keep the day
    /// they were found on.
    /// </summary>
    public static async Task Replace(
        EntenteDb db,
        IReadOnlyCollection<Guid>? among,
        IReadOnlyList<ComparedAccount> accounts,
        IReadOnlyList<CompanyCluster> found,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var ids = found.Select(f => IdOf(f.Members.Select(m => accounts[m].Id)).Value).ToArray();
        var gone = among is null
            ? await db.Read("select id from crm_duplicate where id <> all($1)", r => r.GetGuid(0), ct, ids)
            : await db.Read(
                "select distinct duplicate_id from crm_duplicate_member where account_id = any($1) and duplicate_id <> all($2)",
                r => r.GetGuid(0),
                ct,
                among.ToArray(),
                ids
            );
        await db.Write("delete from crm_duplicate_member where duplicate_id = any($1)", ct, gone.ToArray());
        await db.Write("delete from crm_duplicate where id = any($1)", ct, gone.ToArray());
        await db.Write(
            """
            insert into crm_duplicate (workspace_id, id, name, size, probability, because, found_at)
            select $1, d.id, d.name, d.size, d.probability, d.because, $2
              from unnest($3::uuid[], $4::text[], $5::int[], $6::float8[], $7::text[]) as d(id, name, size, probability, because)
            on conflict (workspace_id, id) do update
              set name = excluded.name, probability = excluded.probability, because = excluded.because
            """,
            ct,
            db.Workspace.Value,
            now.ToUniversalTime(),
            ids,
            found.Select(f => accounts[f.Members[0]].Record.Name ?? "").ToArray(),
            found.Select(f => f.Members.Count).ToArray(),
            found.Select(f => f.Probability).ToArray(),
            found.Select(f => f.Because).ToArray()
        );
        await db.Write(
            """
            insert into crm_duplicate_member (workspace_id, account_id, duplicate_id)
            select $1, m.account_id, m.duplicate_id from unnest($2::uuid[], $3::uuid[]) as m(account_id, duplicate_id)
            on conflict (workspace_id, account_id) do update set duplicate_id = excluded.duplicate_id
            """,
            ct,
            db.Workspace.Value,
            found.SelectMany(f => f.Members).Select(m => accounts[m].Id).ToArray(),
            found.SelectMany((f, i) => f.Members.Select(_ => ids[i])).ToArray()
        );
    }

    /// <summary>Of these accounts, in any order.</summary>
    public static DuplicateId IdOf(IEnumerable<Guid> accounts) =>
        new(new Guid(SHA256.HashData([.. accounts.Order().SelectMany(a => a.ToByteArray())]).AsSpan(0, 16)));

    private static ComparedAccount Row(NpgsqlDataReader row) =>
        new(row.GetGuid(0), new CompanyRecord(row.GetString(1), null, Text(row, 3), Text(row, 2), Text(row, 4)));

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
