using System.Net.Http.Json;
using Entente.Tests.Sandbox.Salesforce;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Admin;

/// <summary>Faults by rule, on Salesforce's side.</summary>
public sealed class SalesforceFaultsTest : IAsyncLifetime
{
    private SalesforceOrg org = null!;

    public async ValueTask InitializeAsync() => org = await SalesforceOrg.Start();

    public ValueTask DisposeAsync() => org.DisposeAsync();

    [Theory]
    [InlineData("locked", 400, "UNABLE_TO_LOCK_ROW")]
    [InlineData("rateLimited", 403, "REQUEST_LIMIT_EXCEEDED")]
    [InlineData("expiredToken", 401, "INVALID_SESSION_ID")]
    [InlineData("serverError", 503, "SERVER_UNAVAILABLE")]
    public async Task A_rule_for_an_object_meets_its_calls_only(string fault, int status, string code)
    {
        await Rule(
            new
            {
                fault,
                protocol = "salesforce",
                @object = "Opportunity",
                count = 1,
            }
        );
        await org.Create("Account", new { Name = "Free" });
        var refused = await org.Refusal("GET", "/sobjects/Opportunity/describe");
        (refused.Status, refused.Code).ShouldBe((status, code));
    }

    [Fact]
    public async Task An_expired_session_stays_expired_until_a_new_one_is_asked_for()
    {
        await Rule(new { fault = "expiredToken", count = 1 });
        (await org.Call("GET", "/limits")).Status.ShouldBe(401);
        (await org.Call("GET", "/limits")).Status.ShouldBe(401);
        await org.SignIn();
        (await org.Call("GET", "/limits")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(false, 6)]
    [InlineData(true, 0)]
    public async Task A_collection_fails_in_part_and_each_result_keeps_its_place(bool allOrNone, int written)
    {
        await Rule(
            new
            {
                fault = "partialBatch",
                share = 0.4,
                seed = 9,
                path = "composite/sobjects",
                count = 1,
            }
        );
        var records = Enumerable.Range(0, 10).Select(i => new { attributes = new { type = "Account" }, Name = $"Part {i}" });
        var (status, results) = await org.Call("POST", "/composite/sobjects", new { allOrNone, records });
        status.ShouldBe(200);
        results!.AsArray().Count(r => r!["success"]!.GetValue<bool>()).ShouldBe(written);
        results
            .AsArray()
            .Count(r => r!["errors"]!.AsArray().Any(e => e!["statusCode"]!.GetValue<string>() == "UNABLE_TO_LOCK_ROW"))
            .ShouldBe(4);
        var made = await org.Query("SELECT Id, Name FROM Account");
        made.Count.ShouldBe(written);
        for (var i = 0; i < 10; i++)
        {
            if (results[i]!["id"] is { } id)
                made.Single(m => m!["Id"]!.GetValue<string>() == id.GetValue<string>())!["Name"]!.GetValue<string>().ShouldBe($"Part {i}");
        }
    }

    [Fact]
    public async Task A_record_merged_meanwhile_is_deleted_and_its_master_holds_its_values()
    {
        var id = await org.Create("Account", new { Name = "Twin", BillingCity = "Delft" });
        await Rule(
            new
            {
                fault = "recordMerged",
                method = "PATCH",
                count = 1,
            }
        );
        (await org.Refusal("PATCH", $"/sobjects/Account/{id}", new { BillingCity = "Ghent" })).Code.ShouldBe("ENTITY_IS_DELETED");
        var master = (await org.Query("SELECT Id, Name, BillingCity FROM Account")).ShouldHaveSingleItem()!;
        master["Id"]!.GetValue<string>().ShouldNotBe(id);
        master["BillingCity"]!.GetValue<string>().ShouldBe("Delft");
    }

    [Fact]
    public async Task A_field_deleted_meanwhile_is_unknown_and_comes_back_with_its_values()
    {
        await org.DefineEntenteId("Account", "Account");
        var id = await org.Create("Account", new { Name = "Kept", Entente_Id__c = "a1" });
        await Rule(
            new
            {
                fault = "fieldDeleted",
                @object = "Account",
                field = "Entente_Id__c",
                method = "PATCH",
                count = 1,
            }
        );
        var refused = await org.Refusal("PATCH", $"/sobjects/Account/{id}", new { Entente_Id__c = "a2" });
        (refused.Status, refused.Code).ShouldBe((400, "INVALID_FIELD"));
        refused.Message.ShouldContain("Entente_Id__c");
        const string Asked = "SELECT Entente_Id__c FROM Account";
        (await org.Refusal("GET", $"/query?q={Uri.EscapeDataString(Asked)}")).Code.ShouldBe("INVALID_FIELD");

        var back = new
        {
            @object = "Account",
            field = "Entente_Id__c",
            deleted = false,
        };
        (await org.HubSpot.PostAsJsonAsync("/sandbox/admin/fields", back)).EnsureSuccessStatusCode();
        (await org.Query(Asked)).ShouldHaveSingleItem()!["Entente_Id__c"]!.GetValue<string>().ShouldBe("a1");
    }

    [Fact]
    public async Task A_field_made_required_meanwhile_refuses_records_without_it()
    {
        await Rule(
            new
            {
                fault = "fieldRequired",
                @object = "Account",
                field = "Industry",
                method = "POST",
                count = 1,
            }
        );
        var refused = await org.Refusal("POST", "/sobjects/Account", new { Name = "Without" });
        (refused.Status, refused.Code).ShouldBe((400, "REQUIRED_FIELD_MISSING"));
        await org.Create("Account", new { Name = "With", Industry = "Energy" });
    }

    [Theory]
    [InlineData("lostAnswer", 1)]
    [InlineData("cutAfter", 1)]
    [InlineData("cut", 0)]
    public async Task A_broken_call_has_or_has_not_done_its_work(string fault, int written)
    {
        await Rule(
            new
            {
                fault,
                method = "POST",
                count = 1,
            }
        );
        try
        {
            (await org.Call("POST", "/sobjects/Account", new { Name = "Once" })).Status.ShouldBe(500);
        }
        catch (HttpRequestException)
        {
            fault.ShouldStartWith("cut");
        }
        (await org.Query("SELECT Id FROM Account")).Count.ShouldBe(written);
    }

    private async Task Rule(object rule)
    {
        using var answer = await org.HubSpot.PostAsJsonAsync("/sandbox/admin/faults/rules", rule);
        ((int)answer.StatusCode).ShouldBe(201, await answer.Content.ReadAsStringAsync());
    }
}
