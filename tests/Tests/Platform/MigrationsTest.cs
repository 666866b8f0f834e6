using Entente.Host;
using Entente.Platform.Data;
using Entente.Platform.Data.Postgres;
using Entente.Tests.Support;
using Npgsql;

namespace Entente.Tests.Platform;

/// <summary>
/// What a first start migrates is what the model says: columns, indexes, constraints, and the fences around every table.
/// </summary>
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
              select format('%s.%s %s %s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                            case when a.attnotnull then 'not null' end, pg_get_expr(d.adbin, d.adrelid)) as line
                from pg_attribute a
                join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
                left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
               where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
              union all
              select indexdef from pg_indexes where schemaname = 'public'
              union all
              select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
                from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0
              union all
              select format('%s %s %s %s %s', tablename, policyname, cmd, qual, with_check) from pg_policies
              union all
              select format('%s fenced %s, against its owner %s', relname, relrowsecurity, relforcerowsecurity)
                from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
              union all
              select format('%s %s may %s', table_name, grantee, privilege_type)
                from information_schema.role_table_grants where table_schema = 'public'
            ) lines where line not like '%toy%' and line not like '%schema_history%'
            """
        );
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) ?? "";
    }
}
