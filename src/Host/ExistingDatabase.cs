using System.Security.Cryptography;
using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Npgsql;

namespace Entente.Host;

/// <summary>
/// <c>--database CONNECTION</c>: an existing PostgreSQL, given as a role that may create roles. Entente makes its own roles with
/// passwords of its own, migrates as the owner, and itself runs as <c>entente_app</c> only.
/// </summary>
internal static class ExistingDatabase
{
    /// <summary>Returns the app's connection string. Throws with what is missing.</summary>
    public static async Task<string> Prepare(string admin, ModuleList modules, CancellationToken ct)
    {
        var given = new NpgsqlConnectionStringBuilder(admin);
        var database = string.IsNullOrEmpty(given.Database) ? Roles.Database : given.Database;
        await using var source = NpgsqlDataSource.Create(given);
        await Require(source, ct);
        await Roles.Create(source, database, ct);
        var passwords = await SetPasswords(source, ct);

        string As(string role) =>
            new NpgsqlConnectionStringBuilder(given.ConnectionString)
            {
                Username = role,
                Password = passwords[role],
                Database = database,
            }.ConnectionString;

        await using var owner = NpgsqlDataSource.Create(As(Roles.Owner));
        await Migrator.RunIfNeeded(owner, modules, ct);
        return As(Roles.App);
    }

    private static async Task Require(NpgsqlDataSource source, CancellationToken ct)
    {
        try
        {
            await using var command = source.CreateCommand(
                """
                select current_setting('server_version_num')::int, r.rolcreaterole or r.rolsuper, r.rolbypassrls or r.rolsuper,
                       r.rolcreatedb or r.rolsuper or exists (select 1 from pg_database d where d.datname = current_database() and pg_has_role(d.datdba, 'usage'))
                  from pg_roles r where r.rolname = current_user
                """
            );
            await using var reader = await command.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            var missing = new List<string>();
            if (reader.GetInt32(0) < 150_000)
                missing.Add("PostgreSQL 15 or newer");
            if (!reader.GetBoolean(1))
                missing.Add("a role that may create roles (createrole)");
            if (!reader.GetBoolean(2))
                missing.Add("a role that may bypass row-level security, to make the maintenance role (bypassrls)");
            if (!reader.GetBoolean(3))
                missing.Add("a role that may create databases, or owns this one (createdb)");
            if (missing.Count > 0)
                throw new ClusterException("--database needs " + string.Join(", and ", missing) + ".");
        }
        catch (NpgsqlException failure)
        {
            throw new ClusterException($"--database does not answer: {failure.Message}");
        }
    }

    private static async Task<Dictionary<string, string>> SetPasswords(NpgsqlDataSource source, CancellationToken ct)
    {
        var passwords = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var role in (string[])[Roles.Owner, Roles.App, Roles.Maintenance])
        {
            passwords[role] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
            await using var command = source.CreateCommand($"alter role {role} password '{passwords[role]}'");
            await command.ExecuteNonQueryAsync(ct);
        }
        return passwords;
    }
}
