using Entente.Platform.Privacy;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Architecture;

/// <summary>Every column of the database that can hold words says whether it says anything of a person: a new one cannot escape (SEC-5).</summary>
public sealed class PersonalCatalogueTest(House house) : IClassFixture<House>
{
    private static readonly string[] NotTheHouse = ["toy", "schema_history"];

    [Fact]
    public async Task Every_column_of_text_json_or_bytes_is_declared_once_and_every_declaration_is_a_column()
    {
        var kept = await Columns();
        kept.Count.ShouldBeGreaterThan(200);
        var declared = Declared().ToList();

        declared.GroupBy(d => d).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty("a column stands in one place");
        kept.Except(declared).ShouldBeEmpty("say in the room's IPersonalData what of a person it holds, or why it holds nothing");
        declared.Except(await Columns(enums: true)).ShouldBeEmpty("these columns are gone");
    }

    [Fact]
    public void Every_declaration_gives_its_reason_and_says_what_stays()
    {
        foreach (var table in Catalogue())
        {
            (table.Nothing.Concat(table.ByRoom)).ShouldAllBe(n => n.Item1.Length > 3, table.Name);
            if (table.Groups.Count > 0 || table.Words.Length > 0)
                table.Stays.Length.ShouldBeGreaterThan(5, table.Name);
        }
    }

    // Words may stand in a group's texts as well: they are the person's and name others.
    private IEnumerable<string> Declared() =>
        from table in Catalogue()
        from column in table
            .Groups.SelectMany(g => PersonRows.Split($"{g.Address} {g.Phone} {g.Name} {g.Details} {g.Gone} {g.Texts}"))
            .Concat(PersonRows.Split(table.Words))
            .Distinct()
            .Concat(table.Nothing.Concat(table.ByRoom).SelectMany(n => PersonRows.Split(n.Item2)))
        select $"{table.Name}.{column}";

    private List<PersonalTable> Catalogue()
    {
        using var scope = house.As(house.Corvane);
        return [.. scope.ServiceProvider.GetRequiredService<Persons>().Catalogue];
    }

    // An enum is a name of ours, forty characters long at most.
    private async Task<List<string>> Columns(bool enums = false)
    {
        await using var source = NpgsqlDataSource.Create(house.OwnerConnection);
        await using var command = source.CreateCommand(
            """
            select c.table_name || '.' || c.column_name
              from information_schema.columns c join pg_tables t on t.schemaname = 'public' and t.tablename = c.table_name
             where c.table_schema = 'public' and c.data_type in ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY', 'USER-DEFINED')
               and ($1 or not (c.data_type = 'character varying' and c.character_maximum_length = 40))
               and not (c.table_name like any($2))
             order by 1
            """
        );
        command.Parameters.Add(new() { Value = enums });
        command.Parameters.Add(new() { Value = NotTheHouse.Select(n => n + "%").ToArray() });
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
            found.Add(reader.GetString(0));
        return found;
    }
}
