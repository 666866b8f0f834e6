using Entente.Platform;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Npgsql;

namespace Entente.Host;

/// <summary>
/// <c>--database CONNECTION</c>: an existing PostgreSQL, given as a role that may create roles. Entente makes its own roles with
/// passwords of its own, migrates as the owner, and itself runs as <c>entente_app</c> only. Several nodes may do so at once: one prepares,
/// the others wait and find everything done.
/// </summary>
internal static class ExistingDatabase
{
    private const string Mark = "Entente, keys ";

    /// <summary>Returns the app's connection string. Throws with what is missing.</summary>
    /// <param name="keys">The folder of the key ring, which all nodes of this database share.</param>
    /// <param name="migrate">False: it stays without tables, for a restore.</param>
    public static async Task<string> Prepare(string admin, string keys, ModuleList modules, CancellationToken ct, bool migrate = true)
    {
        var given = new NpgsqlConnectionStringBuilder(admin);
        var database = string.IsNullOrEmpty(given.Database) ? Roles.Database : given.Database;
        try
        {
            return await Prepare(given, database, keys, modules, migrate, ct);
        }
        catch (PostgresException refused)
        {
            throw new ClusterException($"--database: PostgreSQL refused what Entente needs: {refused.MessageText} ({refused.SqlState}).");
        }
        catch (NpgsqlException failure)
        {
            throw new ClusterException($"--database does not answer: {failure.Message}");
        }
    }

    private static async Task<string> Prepare(
        NpgsqlConnectionStringBuilder given,
        string database,
        string keys,
        ModuleList modules,
        bool migrate,
        CancellationToken ct
    )
    {
        await using var server = NpgsqlDataSource.Create(await ToServer(given, database, ct));
        await using var turn = await server.OpenConnectionAsync(ct);
        // Held as long as this connection lives: two nodes that start at once take turns.
        await Run(turn, "select pg_advisory_lock(hashtext('entente prepares'))", ct);
        await Require(turn, database, ct);
        await Roles.Create(server, database, ct);
        var passwords = RolePasswords.ReadOrMake(keys);
        await SetPasswords(turn, passwords, ct);

        string As(string role) =>
            new NpgsqlConnectionStringBuilder(given.ConnectionString)
            {
                Username = role,
                Password = passwords[role],
                Database = database,
            }.ConnectionString;

        await LetOwnerCreate(new NpgsqlConnectionStringBuilder(given.ConnectionString) { Database = database }, ct);
        if (!migrate)
            return As(Roles.App);
        await using var owner = NpgsqlDataSource.Create(As(Roles.Owner));
        await Migrator.RunIfNeeded(owner, modules, ct);
        return As(Roles.App);
    }

    /// <summary>The given database, or, when it is still to be made, the one that every server has.</summary>
    private static async Task<string> ToServer(NpgsqlConnectionStringBuilder given, string database, CancellationToken ct)
    {
        var there = new NpgsqlConnectionStringBuilder(given.ConnectionString) { Database = database };
        try
        {
            await using var probe = new NpgsqlConnection(there.ConnectionString + ";Pooling=false");
            await probe.OpenAsync(ct);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            there.Database = "postgres";
        }
        return there.ConnectionString;
    }

    private static async Task Require(NpgsqlConnection admin, string database, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select current_setting('server_version_num')::int,
                   r.rolcreaterole or r.rolsuper,
                   exists (select 1 from pg_roles where rolname = $2)
                     or r.rolsuper or (r.rolbypassrls and current_setting('server_version_num')::int >= 160000),
                   case when d.oid is null then r.rolcreatedb or r.rolsuper else pg_has_role(d.datdba, 'usage') end
              from pg_roles r left join pg_database d on d.datname = $1
             where r.rolname = current_user
            """,
            admin
        )
        {
            Parameters =
            {
                new() { Value = database },
                new() { Value = Roles.Maintenance },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var missing = new List<string>();
        if (reader.GetInt32(0) < 150_000)
            missing.Add("PostgreSQL 15 or newer");
        if (!reader.GetBoolean(1))
            missing.Add("a role that may create roles (createrole)");
        if (!reader.GetBoolean(2))
            missing.Add(
                $"a role that may make {Roles.Maintenance}, which bypasses row-level security (a superuser, or from PostgreSQL 16 on bypassrls)"
            );
        if (!reader.GetBoolean(3))
            missing.Add($"a role that may create databases (createdb), or owns '{database}'");
        if (missing.Count > 0)
            throw new ClusterException("--database needs " + string.Join(", and ", missing) + ".");
    }

    /// <summary>Sets the passwords of this data folder's keys, unless another one's are in use.</summary>
    private static async Task SetPasswords(NpgsqlConnection admin, RolePasswords passwords, CancellationToken ct)
    {
        await using var marked = new NpgsqlCommand(
            $"select shobj_description(oid, 'pg_authid') from pg_roles where rolname = '{Roles.App}'",
            admin
        );
        if (
            await marked.ExecuteScalarAsync(ct) is string mark
            && mark.StartsWith(Mark, StringComparison.Ordinal)
            && mark != Mark + passwords.Fingerprint
        )
            throw new ClusterException(
                "--database: this server's Entente was set up with the keys of another data folder. Give this node the same --data folder, or a copy of its keys. "
                    + $"If they are lost, say so as an administrator (comment on role {Roles.App} is null): new passwords are set then, and the CRM is to be connected again."
            );
        foreach (var role in (string[])[Roles.Owner, Roles.App, Roles.Maintenance])
            await Run(admin, $"alter role {role} password '{passwords[role]}'", ct);
        await Run(admin, $"comment on role {Roles.App} is '{Mark}{passwords.Fingerprint}'", ct);
    }

    /// <summary>In a database that somebody else made the owner of Entente's tables may create nothing until told so.</summary>
    private static async Task LetOwnerCreate(NpgsqlConnectionStringBuilder there, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(there.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(ct);
        await Run(connection, $"grant usage, create on schema public to {Roles.Owner}", ct);
    }

    private static async Task Run(NpgsqlConnection connection, string statement, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
