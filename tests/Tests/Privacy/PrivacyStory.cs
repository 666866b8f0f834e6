using Entente.Access;
using Entente.Access.Privacy;
using Entente.AuditVerifier;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Privacy;

/// <summary>An owner who answers requests about people, and the look into every column of the database afterwards.</summary>
internal sealed class PrivacyStory(House house)
{
    private static int owners;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Somebody who may.</summary>
    public async Task<Actor> Owner(WorkspaceCard? of = null)
    {
        var where = of ?? house.Corvane;
        await using var scope = house.As(where);
        var person = await scope
            .ServiceProvider.GetRequiredService<AccessApi>()
            .AddStaff($"owner{Interlocked.Increment(ref owners)}@corvane.example", "Olga Owner", StaffRole.Owner);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        return new(where.Id, ActorKind.Staff, Channel.Web, person.Value, Name: "Olga Owner", Permissions: Permissions.Of(StaffRole.Owner));
    }

    public async Task<PrivacyCaseId> Open(Actor by, string about)
    {
        var opened = await house.Act<PrivacyDesk, Result<PrivacyCaseId>>(by, d => d.Open(about, "Asked by letter", Ct));
        opened.Problem.ShouldBeNull();
        return opened.Value;
    }

    public Task<PrivacyCaseView?> Show(Actor by, PrivacyCaseId id) => house.Act<PrivacyDesk, PrivacyCaseView?>(by, d => d.Show(id, Ct));

    public Task<Result<IReadOnlyDictionary<string, int>>> Erase(Actor by, PrivacyCaseId id, string typed) =>
        house.Act<ErasePerson, Result<IReadOnlyDictionary<string, int>>>(by, e => e.Run(id, typed, Ct));

    /// <summary>Opens a request and erases.</summary>
    public async Task<PrivacyCaseId> Erased(Actor by, string about)
    {
        var id = await Open(by, about);
        (await Erase(by, id, about)).Problem.ShouldBeNull();
        return id;
    }

    /// <summary>Every column of every table, of this workspace, that still holds the words, bytes included.</summary>
    public async Task<List<string>> Holding(params string[] words)
    {
        await using var source = NpgsqlDataSource.Create(house.MaintenanceConnection);
        var columns = new List<(string Table, string Column, string Type, bool Ours)>();
        await using (
            var list = source.CreateCommand(
                """
                select c.table_name, c.column_name, c.data_type,
                       exists (select 1 from information_schema.columns w where w.table_name = c.table_name and w.column_name = 'workspace_id')
                  from information_schema.columns c join pg_tables t on t.schemaname = 'public' and t.tablename = c.table_name
                 where c.table_schema = 'public' and c.data_type in ('text', 'character varying', 'jsonb', 'bytea', 'ARRAY')
                """
            )
        )
        await using (var reader = await list.ExecuteReaderAsync(Ct))
            while (await reader.ReadAsync(Ct))
                columns.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3)));
        var found = new List<string>();
        foreach (var (table, column, type, ours) in columns)
        foreach (var word in words)
        {
            var test =
                type == "bytea"
                    ? $"position(convert_to($1, 'UTF8') in \"{column}\") > 0"
                    : $"position(lower($1) in lower(\"{column}\"::text)) > 0";
            await using var count = source.CreateCommand(
                $"select count(*) from {table} where {test}" + (ours ? " and workspace_id = $2" : " and $2::uuid is not null")
            );
            count.Parameters.Add(new() { Value = word });
            count.Parameters.Add(new() { Value = house.Corvane.Id.Value });
            if (await count.ExecuteScalarAsync(Ct) is long and > 0)
                found.Add($"{table}.{column}: {word}");
        }
        return found;
    }

    /// <summary>The whole audit as a file, checked by the verifier that knows nothing of us.</summary>
    public async Task<Report> Verify(Actor by)
    {
        await house.Seal(house.Corvane);
        await using var scope = house.As(by);
        using var file = new MemoryStream();
        await foreach (var piece in scope.ServiceProvider.GetRequiredService<AuditExport>().Run(new(), Ct))
            await file.WriteAsync(piece, Ct);
        file.Position = 0;
        return Verifier.Verify(file, scope.ServiceProvider.GetRequiredService<AuditKey>().Fingerprint);
    }
}
