using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Tests.Support;

namespace Entente.Tests.Platform;

/// <summary>
/// The database's own fence stands around every table there is, and the app refuses to run as a role that it would not bind. That the
/// migrations put up the same fences is <see cref="MigrationsTest"/>'s.
/// </summary>
public sealed class RowSecurityTest(TestCluster cluster)
{
    private const string Database = "template_entente";

    [Fact]
    public async Task Every_table_but_the_global_ones_is_fenced_even_against_its_owner()
    {
        var tables = await Tables();

        tables.Count.ShouldBeGreaterThan(100, "the whole model is here");
        tables
            .Where(t => !t.Enabled || !t.Forced || !t.ByWorkspace)
            .Select(t => t.Name)
            .Order()
            .ShouldBe(ModelRules.GlobalTables.Order(), "nothing else may lack row-level security, its force, or its policy");
    }

    [Fact]
    public async Task No_table_belongs_to_the_app_and_it_cannot_become_who_owns_them()
    {
        (await Tables()).Select(t => t.Owner).Distinct().ShouldBe([Roles.Owner]);

        await using var app = cluster.Source(Roles.App, Database);
        await using var member = app.CreateCommand(
            $"select pg_has_role('{Roles.Owner}', 'member') or pg_has_role('{Roles.Maintenance}', 'member')"
        );
        (await member.ExecuteScalarAsync(Ct)).ShouldBe(false);
    }

    [Theory]
    [InlineData(Roles.Superuser, "is a superuser")]
    [InlineData(Roles.Maintenance, "bypasses row-level security")]
    [InlineData(Roles.Owner, "owns tables")]
    [InlineData(Roles.App, null)]
    public async Task The_app_refuses_to_run_as_a_role_that_the_fence_does_not_bind(string role, string? why)
    {
        await using var source = cluster.Source(role, Database);

        var said = await Roles.WhyUnsafe(source, Ct);

        if (why is null)
            said.ShouldBeNull();
        else
            said.ShouldNotBeNull().ShouldContain(why);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <param name="ByWorkspace">It has one policy, for everything and everybody, and that looks at the workspace.</param>
    private sealed record Table(string Name, string Owner, bool Enabled, bool Forced, bool ByWorkspace);

    private async Task<IReadOnlyList<Table>> Tables()
    {
        await using var source = cluster.Source(Roles.Superuser, Database);
        await using var command = source.CreateCommand(
            """
            select c.relname, pg_get_userbyid(c.relowner), c.relrowsecurity, c.relforcerowsecurity,
                   (select count(*) = 1 and bool_and(p.polcmd = '*' and p.polroles = '{0}' and p.polwithcheck is null
                             and pg_get_expr(p.polqual, p.polrelid) like '(workspace_id = %app.workspace%)')
                      from pg_policy p where p.polrelid = c.oid)
              from pg_class c
             where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'f') and c.relname <> 'schema_history'
            """
        );
        var tables = new List<Table>();
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
            tables.Add(new(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetBoolean(4)));
        return tables;
    }
}
