using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Salesforce;

/// <summary>Merges, the recycle bin and lead conversion: all of it or nothing, and nothing lost on the way.</summary>
public sealed class SalesforceMergeTest
{
    [Fact]
    public async Task A_merge_keeps_every_child_and_the_loser_names_the_winner_after_a_restart_too()
    {
        await using var org = await SalesforceOrg.Start();
        var accounts = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            accounts.Add(await org.Create("Account", new { Name = $"A{i}" }));
            await org.Create("Contact", new { LastName = $"C{i}", AccountId = accounts[i] });
            await org.Create("Note", new { Title = $"N{i}", ParentId = accounts[i] });
            await org.Create(
                "Opportunity",
                new
                {
                    Name = $"O{i}",
                    StageName = "Qualification",
                    CloseDate = "2026-05-01",
                    AccountId = accounts[i],
                }
            );
        }

        (await Admin(org, "merge", new { masterId = accounts[0], mergeIds = accounts.Skip(1) })).ShouldBe(200);
        await org.Restart();
        foreach (var type in new[] { "Contact", "Opportunity" })
            (await org.Query($"SELECT AccountId FROM {type}"))
                .Select(row => row!["AccountId"]!.ToString())
                .Distinct()
                .ShouldBe([accounts[0]]);
        (await org.Query($"SELECT Id FROM Note WHERE ParentId = '{accounts[0]}'")).Count.ShouldBe(3);
        (await org.Query("SELECT Id, MasterRecordId FROM Account WHERE MasterRecordId != null", "queryAll"))
            .Select(row => (row!["Id"]!.ToString(), row["MasterRecordId"]!.ToString()))
            .ShouldBe([(accounts[1], accounts[0]), (accounts[2], accounts[0])]);
        // A loser is in the bin: it comes back as itself, without what it had.
        (await Admin(org, "undelete", new { ids = new[] { accounts[1] } })).ShouldBe(200);
        (await org.Query($"SELECT MasterRecordId FROM Account WHERE Id = '{accounts[1]}'"))
            .ShouldHaveSingleItem()!["MasterRecordId"]
            .ShouldBeNull();
    }

    [Fact]
    public async Task A_merge_that_is_refused_changes_nothing()
    {
        await using var org = await SalesforceOrg.Start();
        var winner = await org.Create("Account", new { Name = "Winner" });
        var loser = await org.Create("Account", new { Name = "Loser" });
        var gone = await org.Create("Account", new { Name = "Gone" });
        await org.Call("DELETE", $"/sobjects/Account/{gone}");
        await org.Create("Contact", new { LastName = "C", AccountId = loser });
        (await Admin(org, "merge", new { masterId = winner, mergeIds = new[] { loser, gone } })).ShouldBe(422);
        (await Admin(org, "merge", new { masterId = winner, mergeIds = new[] { winner } })).ShouldBe(422);
        (await org.Query("SELECT Account.Name FROM Contact"))[0]!["Account"]!["Name"]!.ToString().ShouldBe("Loser");
    }

    [Fact]
    public async Task A_conversion_that_cannot_be_finished_makes_no_account()
    {
        await using var org = await SalesforceOrg.Start();
        await org.Create("Contact", new { LastName = "There", Email = "ada@there.example" });
        var lead = await org.Create(
            "Lead",
            new
            {
                LastName = "Ada",
                Company = "New Co",
                Email = "ada@there.example",
            }
        );
        var order = new { leadId = lead, convertedStatus = "Closed - Converted" };
        (await Admin(org, "convert-lead", order)).ShouldBe(422);
        (await org.Query("SELECT Id FROM Account")).ShouldBeEmpty();
        (await org.Query("SELECT IsConverted FROM Lead"))[0]!["IsConverted"]!.GetValue<bool>().ShouldBeFalse();
        (await org.Call("PATCH", $"/sobjects/Lead/{lead}", new { Email = "ada@new.example" })).Status.ShouldBe(204);
        (await Admin(org, "convert-lead", order)).ShouldBe(200);
        (await org.Query("SELECT (SELECT Email FROM Contacts), (SELECT Name FROM Opportunities) FROM Account")).ShouldHaveSingleItem()![
            "Contacts"
        ]!["records"]![0]!["Email"]!
            .ToString()
            .ShouldBe("ada@new.example");
        (await Admin(org, "convert-lead", order)).ShouldBe(422);
    }

    [Fact]
    public async Task What_was_emptied_from_the_bin_leaves_no_trace_and_what_was_not_comes_back_with_its_children()
    {
        await using var org = await SalesforceOrg.Start();
        var account = await org.Create("Account", new { Name = "A" });
        var contact = await org.Create("Contact", new { LastName = "C", AccountId = account });
        var note = await org.Create("Note", new { Title = "N", ParentId = account });
        await org.Call("DELETE", $"/sobjects/Account/{account}");
        (await org.Query("SELECT Id FROM Note")).ShouldBeEmpty();
        (await org.Query($"SELECT Id FROM Note WHERE Id = '{note}'", "queryAll")).Count.ShouldBe(1);
        (await Admin(org, "undelete", new { ids = new[] { account } })).ShouldBe(200);
        (await org.Query("SELECT (SELECT Id FROM Contacts), (SELECT Id FROM Notes) FROM Account"))[0]!["Contacts"]!["records"]![0]!["Id"]!
            .ToString()
            .ShouldBe(contact);
        await org.Call("DELETE", $"/sobjects/Account/{account}");
        org.Clock.Advance(TimeSpan.FromDays(16));
        (await org.Query($"SELECT Id FROM Account WHERE Id = '{account}'", "queryAll")).ShouldBeEmpty();
        (await Admin(org, "undelete", new { ids = new[] { account } })).ShouldBe(422);
    }

    [Fact]
    public async Task A_refused_row_leaves_the_others_of_its_call_alone()
    {
        await using var org = await SalesforceOrg.Start();
        var held = await org.Create("Account", new { Name = "Held" });
        (await Admin(org, "locks", new { ids = new[] { held } })).ShouldBe(204);
        (
            await Admin(
                org,
                "validation-rules",
                new
                {
                    @object = "Lead",
                    condition = "Company LIKE 'Bad%'",
                    message = "No bad companies.",
                }
            )
        ).ShouldBe(200);
        (
            await Admin(
                org,
                "validation-rules",
                new
                {
                    @object = "Lead",
                    condition = "Nope = 1",
                    message = "x",
                }
            )
        ).ShouldBe(422);
        var rows = new object[]
        {
            new
            {
                attributes = new { type = "Contact" },
                LastName = "Locked",
                AccountId = held,
            },
            new
            {
                attributes = new { type = "Lead" },
                LastName = "Refused",
                Company = "Bad Co",
            },
            new
            {
                attributes = new { type = "Lead" },
                LastName = "Saved",
                Company = "Good Co",
            },
        };
        var (_, results) = await org.Call("POST", "/composite/sobjects", new { records = rows });
        results!
            .AsArray()
            .Select(row => row!["success"]!.GetValue<bool>() ? "saved" : row["errors"]![0]!["statusCode"]!.ToString())
            .ShouldBe(["UNABLE_TO_LOCK_ROW", "FIELD_CUSTOM_VALIDATION_EXCEPTION", "saved"]);
        (await org.Query("SELECT LastName FROM Lead")).ShouldHaveSingleItem()!["LastName"]!.ToString().ShouldBe("Saved");
    }

    private static async Task<int> Admin(SalesforceOrg org, string path, object body)
    {
        using var content = new StringContent(
            System.Text.Json.JsonSerializer.Serialize(body),
            System.Text.Encoding.UTF8,
            "application/json"
        );
        using var answer = await org.Http.PostAsync($"/sandbox/admin/salesforce/{path}", content);
        return (int)answer.StatusCode;
    }
}
