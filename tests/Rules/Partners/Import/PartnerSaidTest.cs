using System.Text.Json;
using Entente.Access;
using Entente.Partners;
using Entente.Partners.Import.Rules;
using Entente.Platform.Tables;

namespace Entente.Rules.Partners.Import;

/// <summary>A row is read as its writer meant it, or says which column cannot be and why.</summary>
public sealed class PartnerSaidTest
{
    private static readonly DateOnly Today = new(2026, 5, 12);

    [Theory]
    [InlineData("Partner name,Website,Partner type,Stage,Region", "name,domains,type,status,region")]
    [InlineData("Firma;Webseite;Partnertyp;Status;Land", "name,domains,type,status,region")]
    [InlineData("Company name,Company domain name,Company owner,Record ID,Country/Region", "name,domains,manager,company,region")]
    [InlineData("Name,Contact name,Contact e-mail,Contact role,Partner since", "name,personName,personEmail,personRole,since")]
    [InlineData("Unternehmen;Vorname;Nachname;E-Mail-Adresse;Partner seit;Stufe", "name,personFirst,personLast,personEmail,since,tier")]
    [InlineData("Account Name,Account Owner,Salesforce ID", "name,manager,company")]
    public void Columns_are_known_by_their_names_in_English_and_German(string header, string columns)
    {
        var names = header.Split(',', ';');

        var found = PartnerMapping.Suggest(names).Columns;

        names.Select((_, at) => found.Single(c => c.Value == at).Key).ShouldBe(columns.Split(','));
    }

    [Fact]
    public void A_full_row_is_read_with_the_words_of_the_page_or_those_people_use()
    {
        var row = Read(
            ("name", " Nordlicht\nIT GmbH "),
            ("domains", "https://www.nordlicht-it.de/de; nordlicht.example"),
            ("type", "Reseller Partner"),
            ("status", "aktiv"),
            ("tier", "select"),
            ("region", "DE"),
            ("manager", "Maren@Corvane.example"),
            ("since", "31.03.2021"),
            ("company", "4711"),
            ("personFirst", "Anna"),
            ("personLast", "Keller"),
            ("personEmail", " Anna.Keller@nordlicht-it.de "),
            ("personRole", "Vertrieb")
        );

        row.Faults.ShouldBeEmpty();
        (row.Name, row.Type, row.Status, row.Tier).ShouldBe(
            ("Nordlicht IT GmbH", PartnerType.Reseller, PartnerStatus.Active, PartnerTier.Select)
        );
        row.Domains.ShouldBe(["nordlicht-it.de", "nordlicht.example"]);
        (row.Region, row.Manager, row.Since, row.Company).ShouldBe(("Germany", "maren@corvane.example", new DateOnly(2021, 3, 31), "4711"));
        row.Person.ShouldBe(new RowPerson("anna.keller@nordlicht-it.de", "Anna Keller", PartnerRole.Seller));
    }

    [Theory]
    [InlineData("type", "Gold dealer", "“Gold dealer” is no type of partner. Write Referral, Reseller,")]
    [InlineData("status", "Ended", "A partner that is ended is not taken up")]
    [InlineData("status", "whatever", "“whatever” is no status. Write Prospect, Evaluating, Onboarding, Active, At risk, or")]
    [InlineData("tier", "Platinum", "“Platinum” is no tier here. Write Registered, Select, Elite, or leave this column out.")]
    [InlineData("domains", "not an address", "is not a web address")]
    [InlineData("domains", "gmail.com", "Anybody can have an address at gmail.com")]
    [InlineData("since", "03/04/2024", "“03/04/2024” is no day that can be read for sure. Write it as 2024-03-31.")]
    [InlineData("since", "2031-01-01", "This day lies ahead")]
    [InlineData("personEmail", "anna at nordlicht", "“anna at nordlicht” is no e-mail address.")]
    [InlineData("personRole", "Chief", "“Chief” is no role.")]
    public void What_cannot_be_read_names_its_column_and_says_why(string column, string cell, string why)
    {
        var row = Read(("name", "Nordlicht"), (column, cell));

        var fault = row.Faults.ShouldHaveSingleItem();
        fault.Column.ShouldBe(column);
        fault.Text.ShouldContain(why);
    }

    [Theory]
    [InlineData("2024-03-31", 2024, 3, 31)]
    [InlineData("31.3.2024", 2024, 3, 31)]
    [InlineData("3/31/2024", 2024, 3, 31)]
    [InlineData("31/03/2024", 2024, 3, 31)]
    [InlineData("04/04/2024", 2024, 4, 4)]
    [InlineData("2019", 2019, 1, 1)]
    [InlineData("2019-06", 2019, 6, 1)]
    [InlineData("31 March 2024", 2024, 3, 31)]
    [InlineData("2024-03-31T10:15:00.000Z", 2024, 3, 31)]
    public void Days_are_read_where_they_can_mean_one_day(string text, int year, int month, int day) =>
        RowWords.Day(text).ShouldBe(new DateOnly(year, month, day));

    [Fact]
    public void Every_word_of_the_page_is_read_as_what_it_stands_for()
    {
        foreach (var type in Enum.GetValues<PartnerType>())
            RowWords.Type(type.Words()).ShouldBe(type);
        foreach (var status in Enum.GetValues<PartnerStatus>())
            RowWords.Status(status.Words().ToUpperInvariant()).ShouldBe(status);
        foreach (var tier in Enum.GetValues<PartnerTier>())
            RowWords.Tier(tier.Words()).ShouldBe(tier);
        foreach (var role in Enum.GetValues<PartnerRole>())
            RowWords.Role(RoleNames.Of(role)).ShouldBe(role);
    }

    [Fact]
    public void A_name_without_an_address_is_left_out_and_said_and_an_address_without_a_name_is_asked_for()
    {
        var nameless = Read(("name", "Nordlicht"), ("personEmail", "anna@nordlicht-it.de"));
        nameless.Faults.ShouldHaveSingleItem().Column.ShouldBe("personName");

        var unreachable = Read(("name", "Nordlicht"), ("personName", "Anna Keller"), ("personEmail", "n/a"));
        (unreachable.Faults.Count, unreachable.Person).ShouldBe((0, null));
        unreachable.Notes.ShouldHaveSingleItem().Text.ShouldBe("Without an e-mail address Anna Keller is not added.");
    }

    [Fact]
    public async Task Hostile_text_in_any_cell_never_throws_and_every_row_has_one_verdict()
    {
        var cells = await Hostile();
        var columns = PartnerColumns.All.Select(c => c.Name).ToList();
        var mapping = new PartnerMapping(columns.Select((c, i) => (c, i)).ToDictionary(c => c.c, c => c.i));
        var rows = cells
            .SelectMany(
                (text, at) =>
                    new[]
                    {
                        PartnerSaid.Read(2 * at + 1, 2 * at + 2, [.. columns.Select(_ => text)], mapping, Today),
                        PartnerSaid.Read(2 * at + 2, 2 * at + 3, [.. columns.Select(c => c is "name" ? text : "")], mapping, Today),
                    }
            )
            .ToList();

        var judged = PartnerJudge.Of(rows, World.Empty);

        judged.Select(j => j.Row).ShouldBe(rows.Select(r => r.Row));
        judged.Where(j => j.Verdict is PartnerVerdict.Bad).ShouldAllBe(j => j.Reasons.Count > 0);
        foreach (var made in judged.Where(j => j.Verdict is PartnerVerdict.New))
        {
            var row = rows[made.Row - 1];
            row.Name.Length.ShouldBeInRange(1, NewPartner.LongestName);
            row.Name.ShouldNotContain('\0');
        }
    }

    private static async Task<IReadOnlyList<string>> Hostile()
    {
        var folder = Environment.GetEnvironmentVariable("ENTENTE_SUITES") ?? "";
        var found = new List<string>
        {
            "",
            "\0",
            "\uD800",
            "=cmd|' /C calc'!A0",
            new('x', 5000),
            "\u200B",
            "🏢",
            "@",
            "a@b",
            "https://",
            "..",
            "﷽",
        };
        var file = Path.Combine(folder, "text", "blns.json");
        if (File.Exists(file))
            found.AddRange(
                JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!
            );
        var csvs = Path.Combine(folder, "csv-spectrum", "csvs");
        foreach (var csv in Directory.Exists(csvs) ? Directory.GetFiles(csvs, "*.csv") : [])
        {
            var bytes = await File.ReadAllBytesAsync(csv, TestContext.Current.CancellationToken);
            var dialect = CsvDialect.Of(bytes);
            var reader = new CsvReader(dialect.Open(new MemoryStream(bytes)), dialect.Separator);
            while (await reader.Next(TestContext.Current.CancellationToken) is { } row)
                found.AddRange(row.Cells);
        }
        TestContext.Current.SendDiagnosticMessage($"{found.Count} hostile cells.");
        return found;
    }

    private static PartnerSaid Read(params (string Column, string Cell)[] cells) =>
        PartnerSaid.Read(
            1,
            2,
            [.. cells.Select(c => c.Cell)],
            new(cells.Select((c, at) => (c.Column, at)).ToDictionary(c => c.Column, c => c.at)),
            Today
        );
}
