using Entente.Sandbox.Salesforce;
using Entente.Sandbox.Salesforce.Soql;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Salesforce;

public sealed class SoqlFuzzTest
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Words =
    [
        "SELECT",
        "FROM",
        "WHERE",
        "AND",
        "OR",
        "NOT",
        "IN",
        "LIKE",
        "ORDER",
        "BY",
        "GROUP",
        "LIMIT",
        "OFFSET",
        "NULLS",
        "LAST",
        "DESC",
        "COUNT()",
        "COUNT(Id)",
        "SUM(Employees)",
        "FIELDS(ALL)",
        "(",
        ")",
        ",",
        "=",
        "!=",
        "<",
        ">=",
        "Id",
        "Name",
        "Industry",
        "Employees",
        "Active__c",
        "Founded",
        "SystemModstamp",
        "Notes",
        "Account",
        "Contact",
        "Contacts",
        "Account.Name",
        "What.Type",
        "Task",
        "null",
        "true",
        "'a%'",
        "'\\'",
        "'",
        "5",
        "-7.25",
        "2026-11-20",
        "2026-11-20T10:00:00Z",
        "2026-13-40",
        "TODAY",
        "LAST_N_DAYS:3",
        "LAST_N_DAYS:99999",
        "1e9",
        "\n",
        "..",
        "é",
        "\0",
        "(SELECT Id FROM Contacts)",
        "(SELECT AccountId FROM Contact)",
    ];

    [Fact]
    public void No_text_does_more_harm_than_a_refusal()
    {
        var anyText = ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "");
        var soup = Gen.Elements(Words).ListOf().Select(words => string.Join(' ', words));
        var nearly = Gen.Elements(Words).ListOf().Select(words => "SELECT Id FROM Account WHERE " + string.Join(' ', words));
        Prop.ForAll(Gen.OneOf(anyText, soup, nearly).ToArbitrary(), RefusesOrAnswers)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithEndSize(30));
    }

    [Fact]
    public void A_query_cut_or_changed_anywhere_does_no_harm()
    {
        var cut =
            from query in Queries.Any
            let text = Printer.Print(query)
            from at in Gen.Choose(0, text.Length)
            from drop in Gen.Choose(0, 3)
            from insert in Gen.Elements(Words)
            select text[..at] + insert + text[Math.Min(text.Length, at + drop)..];
        Prop.ForAll(cut.ToArbitrary(), RefusesOrAnswers).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var open = new string('(', 40_000);
        RefusesOrAnswers($"SELECT Id FROM Account WHERE {open}Id = null{open.Replace('(', ')')}");
        RefusesOrAnswers("SELECT Id FROM Account WHERE " + string.Concat(Enumerable.Repeat("NOT ", 20_000)) + "Id = null");
        RefusesOrAnswers(string.Concat(Enumerable.Repeat("SELECT Id FROM Account WHERE Id IN (", 2_500)));
        RefusesOrAnswers("SELECT Id FROM Account WHERE " + string.Join(" AND ", Enumerable.Repeat("Id = null", 7_000)));
        Should.Throw<ApiException>(() => Parser.Parse(new string(' ', Parser.MaxLength + 1)));
    }

    [Fact]
    public void A_printed_query_reads_back_as_itself() =>
        Prop.ForAll(Queries.Any.ToArbitrary(), query => Parser.Parse(Printer.Print(query)).ShouldBe(query))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));

    [Fact]
    public void A_filter_and_its_opposite_share_out_the_rows_with_or_without_an_index() =>
        Prop.ForAll(
                Queries.AccountFilter.ToArbitrary(),
                filter =>
                {
                    var text = Printer.Print(Parser.Parse("SELECT Id FROM Account") with { Where = filter });
                    var not = Printer.Print(Parser.Parse("SELECT Id FROM Account") with { Where = new Not(filter) });
                    var yes = QueryRunner.Run(ToyRows.Filled(), text, Now).Rows.Count;
                    QueryRunner.Run(ToyRows.Filled(indexed: false), text, Now).Rows.Count.ShouldBe(yes);
                    (yes + QueryRunner.Run(ToyRows.Filled(), not, Now).Rows.Count).ShouldBe(4);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    private static void RefusesOrAnswers(string text)
    {
        try
        {
            var result = QueryRunner.Run(ToyRows.Filled(), text, Now);
            foreach (var row in result.Rows)
                result.Write(row, "").ToJsonString().ShouldNotBeEmpty();
        }
        catch (ApiException refusal)
        {
            refusal.Status.ShouldBe(400);
            refusal.Code.ShouldNotBeEmpty();
        }
    }
}
