using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce;
using Entente.Sandbox.Salesforce.Soql;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Salesforce;

public sealed class SoqlQueryTest
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Name = 'acme'", "1")]
    [InlineData("Name != 'acme'", "2,3,4")]
    [InlineData("Name LIKE 'acme%'", "1,2")]
    [InlineData("Name LIKE '%ac_e%'", "1,2")]
    [InlineData("Name LIKE '50\\% off\\_%'", "3")]
    [InlineData("Name LIKE '50\\_%'", "")]
    [InlineData("Name = 'O\\'Brien \\\\ Co'", "4")]
    [InlineData("(NOT Name LIKE 'acme%') AND Active__c = true", "3")]
    [InlineData("Industry = null", "2")]
    [InlineData("Industry != null", "1,3,4")]
    [InlineData("Industry != 'Energy'", "2,4")]
    [InlineData("Industry IN ('Energy', null)", "1,2,3")]
    [InlineData("Industry NOT IN ('Energy')", "2,4")]
    [InlineData("Employees > 7 AND Employees <= 250", "1,2")]
    [InlineData("Employees < 100000", "1,2,4")]
    [InlineData("Employees = 7.0", "4")]
    [InlineData("Active__c = FALSE OR (Founded >= 2001-05-01 AND Founded < 2020-02-01)", "1,2,3,4")]
    [InlineData("SystemModstamp >= 2026-11-20T10:00:02Z AND SystemModstamp < 2026-11-20T12:00:04+02:00", "2,3")]
    [InlineData("SystemModstamp > 2026-11-20T10:00:03.000+0000", "4")]
    [InlineData("SystemModstamp = TODAY", "1,2,3,4")]
    [InlineData("SystemModstamp < LAST_N_DAYS:30", "")]
    [InlineData("Founded < LAST_N_YEARS:20", "4,1")]
    [InlineData("Id IN (SELECT AccountId FROM Contact)", "1")]
    [InlineData("Id NOT IN (SELECT AccountId FROM Contact WHERE Name = 'Ada')", "2,3,4")]
    [InlineData("Key__c = 'k4'", "4")]
    public void A_filter_finds(string where, string accounts)
    {
        foreach (var indexed in new[] { true, false })
        {
            Names(ToyRows.Filled(indexed), $"SELECT Id FROM Account WHERE {where} ORDER BY Id")
                .ShouldBe(accounts.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).Order().Select(ToyRows.AccountId));
        }
    }

    [Fact]
    public void An_id_is_found_in_both_its_forms()
    {
        var id = ToyRows.AccountId(2);
        Names(ToyRows.Filled(), $"SELECT Id FROM Account WHERE Id IN ('{id}', '{id[..15]}')").ShouldBe([id]);
        Names(ToyRows.Filled(indexed: false), $"SELECT Id FROM Account WHERE Id = '{id[..15]}'").ShouldBe([id]);
    }

    [Theory]
    [InlineData("ORDER BY Industry", "2,1,3,4")]
    [InlineData("ORDER BY Industry NULLS LAST, Name DESC", "1,3,4,2")]
    [InlineData("ORDER BY Employees DESC NULLS LAST", "2,1,4,3")]
    [InlineData("ORDER BY Employees DESC NULLS LAST LIMIT 2 OFFSET 1", "1,4")]
    public void Rows_come_in_the_order_asked_for(string order, string accounts) =>
        Names(ToyRows.Filled(), $"SELECT Id FROM Account {order}")
            .ShouldBe(accounts.Split(',').Select(n => ToyRows.AccountId(int.Parse(n, CultureInfo.InvariantCulture))));

    [Fact]
    public void Parents_nest_as_objects_and_children_as_a_result()
    {
        var contacts = Records("SELECT c.Name, Account.Name, c.Account.Industry FROM Contact c ORDER BY Name");
        contacts[0]!["Account"]!["attributes"]!["type"]!.GetValue<string>().ShouldBe("Account");
        contacts[0]!["Account"]!["Industry"]!.GetValue<string>().ShouldBe("Energy");
        contacts[2]!.AsObject().ContainsKey("Account").ShouldBeTrue();
        contacts[2]!["Account"].ShouldBeNull();

        var accounts = Records("SELECT Name, (SELECT Name FROM Contacts WHERE Name != 'Ben') FROM Account ORDER BY Id");
        accounts[0]!["Contacts"]!["totalSize"]!.GetValue<int>().ShouldBe(1);
        accounts[0]!["Contacts"]!["records"]![0]!["Name"]!.GetValue<string>().ShouldBe("Ada");
        accounts[1]!["Contacts"].ShouldBeNull();
    }

    [Fact]
    public void A_reference_to_several_objects_tells_name_and_type()
    {
        var task = Records("SELECT What.Name, What.Type FROM Task WHERE What.Name = 'ACME Holding'").ShouldHaveSingleItem()!;
        task["What"]!["Type"]!.GetValue<string>().ShouldBe("Account");
        task["What"]!["Name"]!.GetValue<string>().ShouldBe("ACME Holding");
    }

    [Fact]
    public void Counting_answers_a_size_and_no_rows()
    {
        var result = QueryRunner.Run(ToyRows.Filled(), "SELECT COUNT() FROM Account WHERE Active__c = true", Now);
        (result.TotalSize, result.Rows.Count).ShouldBe((2, 0));
    }

    [Fact]
    public void Groups_tell_their_keys_and_aggregates()
    {
        var groups = Records(
            "SELECT Industry, COUNT(Id), SUM(Employees) people, MIN(Name) FROM Account GROUP BY Industry ORDER BY Industry NULLS LAST"
        );
        groups.Count.ShouldBe(3);
        groups[0]!
            .ToJsonString()
            .ShouldBe("""{"attributes":{"type":"AggregateResult"},"Industry":"Energy","expr0":2,"people":10,"expr1":"50% Off_Ltd"}""");
        Records("SELECT COUNT(Industry) n, AVG(Employees) FROM Account")[0]!["n"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public void All_fields_come_with_FIELDS_up_to_200_rows()
    {
        Records("SELECT FIELDS(ALL) FROM Contact LIMIT 200")[0]!.AsObject().Count.ShouldBe(4);
        Refusal("SELECT FIELDS(ALL) FROM Contact").Message.ShouldBe("The SOQL FIELDS function must have a LIMIT of at most 200");
        Records("SELECT FIELDS(STANDARD) FROM Account")[0]!.AsObject().ContainsKey("Key__c").ShouldBeFalse();
    }

    [Theory]
    [InlineData("SELECT Nope FROM Account", "INVALID_FIELD", "No such column 'Nope' on entity 'Account'.")]
    [InlineData("SELECT Id FROM Nope", "INVALID_TYPE", "sObject type 'Nope' is not supported.")]
    [InlineData("SELECT Owner.Name FROM Account", "INVALID_FIELD", "Didn't understand relationship 'Owner' in field path.")]
    [InlineData(
        "SELECT (SELECT Id FROM Nopes) FROM Account",
        "INVALID_TYPE",
        "Didn't understand relationship 'Nopes' in FROM part of query call."
    )]
    [InlineData(
        "SELECT Id FROM Account WHERE Name = 5",
        "INVALID_FIELD",
        "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes"
    )]
    [InlineData(
        "SELECT Id FROM Account WHERE SystemModstamp > '2026'",
        "INVALID_FIELD",
        "must be of type dateTime and should not be enclosed in quotes"
    )]
    [InlineData("SELECT Id FROM Account WHERE Notes = 'x'", "INVALID_FIELD", "field 'Notes' can not be filtered in a query call")]
    [InlineData("SELECT Id FROM Account WHERE Employees LIKE '5'", "INVALID_FIELD", "invalid operator on int field")]
    [InlineData("SELECT Id FROM Account WHERE Id = 'abc'", "INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: abc")]
    [InlineData("SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", "MALFORMED_QUERY", "unexpected token: 'OR'")]
    [InlineData("SELECT Id Name FROM Account", "MALFORMED_QUERY", "expecting 'FROM', found 'Name'")]
    [InlineData("SELECT Id, Id FROM Account", "MALFORMED_QUERY", "duplicate field selected: Id")]
    [InlineData("SELECT Name, COUNT(Id) FROM Account", "MALFORMED_QUERY", "Field must be grouped or aggregated: Name")]
    [InlineData("SELECT Id FROM Account LIMIT -1", "MALFORMED_QUERY", "unexpected token: '-1'")]
    [InlineData("SELECT Id FROM Account OFFSET 2001", "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000")]
    [InlineData("SELECT Id FROM Account WHERE Name = 'a", "MALFORMED_QUERY", "string literal")]
    [InlineData("SELECT Id FROM Account WHERE Name = '\\x'", "MALFORMED_QUERY", "Illegal character sequence '\\x'")]
    [InlineData("SELECT Id FROM Account WHERE Founded = 2026-02-30", "MALFORMED_QUERY", "Invalid date: 2026-02-30")]
    [InlineData("", "MALFORMED_QUERY", "unexpected token: '<EOF>'")]
    public void A_query_that_cannot_be_answered_says_so_as_Salesforce_does(string soql, string code, string message)
    {
        var refusal = Refusal(soql);
        refusal.Code.ShouldBe(code);
        refusal.Status.ShouldBe(400);
        refusal.Message.ShouldContain(message);
    }

    [Fact]
    public void A_refusal_points_at_its_place() =>
        Refusal("SELECT Id, Nope FROM Account")
            .Message.ShouldStartWith("\nSELECT Id, Nope FROM Account\n           ^\nERROR at Row:1:Column:12\nNo such column");

    private static ApiException Refusal(string soql) => Should.Throw<ApiException>(() => QueryRunner.Run(ToyRows.Filled(), soql, Now));

    private static IEnumerable<string> Names(ToyRows rows, string soql) =>
        QueryRunner.Run(rows, soql, Now) is { } result ? result.Rows.Select(row => result.Write(row, "")["Id"]!.GetValue<string>()) : [];

    private static List<JsonNode?> Records(string soql)
    {
        var result = QueryRunner.Run(ToyRows.Filled(), soql, Now);
        return [.. result.Rows.Select(row => result.Write(row, "/services/data/v66.0"))];
    }
}
