using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace Entente.Platform.Data;

/// <summary>
/// Brings a database to the present schema, as its owner, and puts the fences up: row-level security on every table of a
/// workspace, and what the app's role may do. A table cannot be forgotten: the list is read from the database itself.
/// </summary>
public static class Migrator
{
    /// <summary>Migrates and fences. <paramref name="owner"/> connects as <c>entente_owner</c>.</summary>
    /// <param name="checkModel">Refuses when the model has changed since the migrations were made; tests add rooms of their own.</param>
    public static async Task Run(NpgsqlDataSource owner, ModuleList modules, CancellationToken ct, bool checkModel = true)
    {
        await using var db = Context(owner, modules, checkModel);
        await db.Database.MigrateAsync(ct);
        await Fence(owner, ct);
    }

    /// <summary>
    /// The same, but a look at the history first: building the model takes most of a second, and a start on a database that is
    /// up to date need not wait for it.
    /// </summary>
    public static async Task RunIfNeeded(NpgsqlDataSource owner, ModuleList modules, CancellationToken ct)
    {
        if (await LastApplied(owner, ct) != LastKnown())
            await Run(owner, modules, ct);
    }

    /// <summary>A context for migrations and design time: nobody acts in it.</summary>
    public static EntenteDb Context(NpgsqlDataSource owner, ModuleList modules, bool checkModel = true)
    {
        var options = new DbContextOptionsBuilder<EntenteDb>();
        PlatformServices.Configure(options, owner);
        if (!checkModel)
            options.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));
        return new EntenteDb(options.Options, new(), modules, new(), new(), TimeProvider.System);
    }

    /// <summary>Whether this program has that migration.</summary>
    public static bool Knows(string migration) => Known().Contains(migration, StringComparer.Ordinal);

    private static string? LastKnown() => Known().Max(StringComparer.Ordinal);

    private static IEnumerable<string> Known() =>
        Assembly.Load("Entente.Migrations").GetTypes().Select(t => t.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>();

    /// <summary>The last migration of a database, or null where there is none.</summary>
    public static async Task<string?> LastApplied(NpgsqlDataSource owner, CancellationToken ct)
    {
        await using var there = owner.CreateCommand("select to_regclass('public.schema_history') is not null");
        if (await there.ExecuteScalarAsync(ct) is not true)
            return null;
        await using var last = owner.CreateCommand("select max(\"MigrationId\") from schema_history");
        return await last.ExecuteScalarAsync(ct) as string;
    }

    internal static async Task Fence(NpgsqlDataSource owner, CancellationToken ct)
    {
        var global = string.Join(',', ModelRules.GlobalTables.Append("schema_history").Select(t => $"'{t}'"));
        var once = string.Join(',', ModelRules.WrittenOnceTables.Select(t => $"'{t}'"));
        await using var command = owner.CreateCommand(
            $$"""
            grant usage on schema public to {{Postgres.Roles.App}}, {{Postgres.Roles.Maintenance}};
            do $$
            declare t text;
            begin
              for t in select tablename from pg_tables where schemaname = 'public' loop
                execute format('grant select, insert, update, delete on %I to {{Postgres.Roles.Maintenance}}', t);
                if t = 'schema_history' then
                  execute format('grant select on %I to {{Postgres.Roles.App}}', t);
                elsif t in ({{once}}) then
                  -- Written once, never changed: not even by the app.
                  execute format('grant select, insert on %I to {{Postgres.Roles.App}}', t);
                else
                  execute format('grant select, insert, update, delete on %I to {{Postgres.Roles.App}}', t);
                end if;
                if t not in ({{global}}) then
                  execute format('alter table %I enable row level security', t);
                  execute format('alter table %I force row level security', t);
                  if not exists (select 1 from pg_policies where schemaname = 'public' and tablename = t and policyname = 'workspace') then
                    execute format('create policy workspace on %I using (workspace_id = nullif(current_setting(''app.workspace'', true), '''')::uuid)', t);
                  end if;
                end if;
              end loop;
            end $$;
            -- The one way round "written once": a value loses what it says and keeps its commitment. It cannot say anything else instead.
            create or replace function erase_audit_values(entries uuid[], fields text[]) returns integer
              language sql security definer set search_path = public, pg_temp as $f$
              with emptied as (
                update audit_value v set before = null, after = null, salt = null
                  from unnest(entries, fields) as g(entry_id, field)
                 where v.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid
                   and v.entry_id = g.entry_id and v.field = g.field and v.salt is not null
                returning 1)
              select count(*)::integer from emptied
            $f$;
            revoke all on function erase_audit_values(uuid[], text[]) from public;
            grant execute on function erase_audit_values(uuid[], text[]) to {{Postgres.Roles.App}};
            """
        );
        await command.ExecuteNonQueryAsync(ct);
    }
}
