using Entente.Host;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Tests.Support;
using Npgsql;

namespace Entente.Tests.Platform;

/// <summary>What a first start migrates is what the model says, column by column and index by index.</summary>
public sealed class MigrationsTest(TestCluster cluster)
{
    [Fact]
    public async Task The_migrations_make_the_same_schema_as_the_model()
    {
        const string migrated = "migrated";
        await using (var super = cluster.Source(Roles.Superuser, "postgres"))
            await Roles.Create(super, migrated, TestContext.Current.CancellationToken);
        await using var owner = cluster.Source(Roles.Owner, migrated);
        await Migrator.Run(owner, TestCluster.Modules, TestContext.Current.CancellationToken, checkModel: false);
        await using var template = cluster.Source(Roles.Owner, "template_entente");

        (await Schema(owner)).ShouldBe(await Schema(template), "run tools/Ef/remake: the model changed since the migrations were made");
    }

    private static async Task<string> Schema(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            select string_agg(line, e'\n' order by line) from (
              select format('%s.%s %s %s', table_name, column_name, data_type, is_nullable) as line
                from information_schema.columns where table_schema = 'public'
              union all
              select indexdef from pg_indexes where schemaname = 'public'
              union all
              select format('%s %s', tablename, policyname) from pg_policies
            ) lines where line not like '%toy%' and line not like '%schema_history%'
            """
        );
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) ?? "";
    }
}
