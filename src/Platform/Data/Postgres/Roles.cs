using Npgsql;

namespace Entente.Platform.Data.Postgres;

/// <summary>Who may do what in the database.</summary>
public static class Roles
{
    public const string Database = "entente";

    /// <summary>The private cluster's own superuser: creates roles and the database, nothing else.</summary>
    public const string Superuser = "entente_super";

    /// <summary>Owns the tables, runs migrations. Row-level security is forced on it too.</summary>
    public const string Owner = "entente_owner";

    /// <summary>The only role the app runs as: no ownership, no way round row-level security.</summary>
    public const string App = "entente_app";

    /// <summary>Backup, restore, data repairs: sees all rows.</summary>
    public const string Maintenance = "entente_maint";

    /// <summary>
    /// Creates what is missing of roles and database. <paramref name="admin"/> connects as a role that may create roles.
    /// </summary>
    public static async Task Create(NpgsqlDataSource admin, string database, CancellationToken ct)
    {
        await Each(admin, [CreateRole(Owner, ""), CreateRole(App, ""), CreateRole(Maintenance, "bypassrls")], ct);
        await using var exists = admin.CreateCommand("select 1 from pg_database where datname = $1");
        exists.Parameters.Add(new() { Value = database });
        if (await exists.ExecuteScalarAsync(ct) is null)
            await Each(admin, [JoinOwner, $"create database \"{database}\" owner {Owner}"], ct);
    }

    // Only a superuser may give a database to a role without being one of its members.
    private const string JoinOwner = $"""
        do $$ begin
          if not (select rolsuper from pg_roles where rolname = current_user) then
            grant {Owner} to current_user;
          end if;
        end $$
        """;

    private static string CreateRole(string name, string right) =>
        $"""
            do $$ begin
              if not exists (select 1 from pg_roles where rolname = '{name}') then
                create role {name} login {right};
              end if;
            end $$
            """;

    private static async Task Each(NpgsqlDataSource admin, IEnumerable<string> statements, CancellationToken ct)
    {
        foreach (var statement in statements)
        {
            await using var command = admin.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>
    /// Refuses to run as a role that the fence does not bind: a superuser, one that bypasses row-level security, or the owner of
    /// the tables. Returns what is wrong, or null.
    /// </summary>
    public static async Task<string?> WhyUnsafe(NpgsqlDataSource app, CancellationToken ct)
    {
        await using var command = app.CreateCommand(
            """
            select r.rolsuper, r.rolbypassrls,
                   exists (select 1 from pg_tables t where t.schemaname = 'public' and t.tableowner = current_user)
              from pg_roles r where r.rolname = current_user
            """
        );
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return reader switch
        {
            _ when reader.GetBoolean(0) => "The app's database role is a superuser; row-level security would not bind it.",
            _ when reader.GetBoolean(1) => "The app's database role bypasses row-level security.",
            _ when reader.GetBoolean(2) => "The app's database role owns tables; it could lift their row-level security.",
            _ => null,
        };
    }
}
