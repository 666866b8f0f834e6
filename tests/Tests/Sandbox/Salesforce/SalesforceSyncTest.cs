using System.Globalization;
using Entente.Sandbox.Store;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Salesforce;

/// <summary>What a mirror lives on: stamps, replication, paging, and one store behind both protocols.</summary>
public sealed class SalesforceSyncTest
{
    [Fact]
    public async Task A_deal_made_on_HubSpot_has_its_account_contact_role_stage_and_timeline_on_Salesforce()
    {
        await using var org = await SalesforceOrg.Start();
        var company = await Make(org, "companies", """{"properties":{"name":"Acme","domain":"acme.example"}}""");
        var contact = await Make(org, "contacts", """{"properties":{"firstname":"Ada","lastname":"Byron","email":"ada@acme.example"}}""");
        var deal = await Make(
            org,
            "deals",
            """{"properties":{"dealname":"Deal","dealstage":"qualifiedtobuy","pipeline":"default","amount":"900","closedate":"2026-06-30T15:00:00Z"}}"""
        );
        await org.HubSpotCall("PUT", $"/crm/v4/objects/deals/{deal}/associations/default/companies/{company}");
        await org.HubSpotCall("PUT", $"/crm/v4/objects/deals/{deal}/associations/default/contacts/{contact}");
        var note = await Make(org, "notes", """{"properties":{"hs_note_body":"Hello","hs_timestamp":"2026-03-12T09:00:00Z"}}""");
        await org.HubSpotCall("PUT", $"/crm/v4/objects/notes/{note}/associations/default/deals/{deal}");

        var row = (
            await org.Query(
                "SELECT Id, StageName, Probability, Amount, CloseDate, Account.Name, (SELECT Contact.Name, Role FROM OpportunityContactRoles) FROM Opportunity"
            )
        ).ShouldHaveSingleItem()!;
        (
            row["StageName"]!.ToString(),
            row["Probability"]!.GetValue<decimal>(),
            row["CloseDate"]!.ToString(),
            row["Account"]!["Name"]!.ToString()
        ).ShouldBe(("Needs Analysis", 40m, "2026-06-30", "Acme"));
        row["OpportunityContactRoles"]!["records"]![0]!["Contact"]!["Name"]!.ToString().ShouldBe("Ada Byron");
        var task = (
            await org.Query($"SELECT Description, Status, ActivityDate FROM Task WHERE WhatId = '{row["Id"]}'")
        ).ShouldHaveSingleItem()!;
        (task["Description"]!.ToString(), task["Status"]!.ToString(), task["ActivityDate"]!.ToString()).ShouldBe(
            ("Hello", "Completed", "2026-03-12")
        );

        (
            await org.Call(
                "PATCH",
                $"/sobjects/Opportunity/{row["Id"]}",
                new
                {
                    StageName = "Closed Won",
                    CloseDate = "2026-06-30",
                    OwnerId = Owner(org),
                }
            )
        ).Status.ShouldBe(204);
        var after = await org.HubSpotCall("GET", $"/crm/v3/objects/deals/{deal}?properties=dealstage,pipeline,closedate,hubspot_owner_id");
        (after!["properties"]!["dealstage"]!.ToString(), after["properties"]!["pipeline"]!.ToString()).ShouldBe(("closedwon", "default"));
        after["properties"]!["closedate"]!.ToString().ShouldStartWith("2026-06-30T15:00:00");
        after["properties"]!["hubspot_owner_id"]!
            .ToString()
            .ShouldBe(org.Service<CrmStore>().Owners[0].Id.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_stamp_moves_with_every_field_and_with_the_account_and_not_without_a_change()
    {
        await using var org = await SalesforceOrg.Start();
        var (a, b) = (await org.Create("Account", new { Name = "A" }), await org.Create("Account", new { Name = "B" }));
        var deal = await org.Create(
            "Opportunity",
            new
            {
                Name = "Deal",
                StageName = "Qualification",
                CloseDate = "2026-05-01",
                AccountId = a,
            }
        );
        async Task<string> After(object change)
        {
            org.Clock.Advance(TimeSpan.FromSeconds(10));
            (await org.Call("PATCH", $"/sobjects/Opportunity/{deal}", change)).Status.ShouldBe(204);
            return (await org.Query("SELECT SystemModstamp FROM Opportunity"))[0]!["SystemModstamp"]!.ToString();
        }

        (await After(new { Amount = 5 })).ShouldBe("2026-03-12T10:20:10.000+0000");
        (await After(new { Amount = 5 })).ShouldBe("2026-03-12T10:20:10.000+0000");
        (await After(new { AccountId = b })).ShouldBe("2026-03-12T10:20:30.000+0000");
        (await After(new { AccountId = (string?)null })).ShouldBe("2026-03-12T10:20:40.000+0000");
        (
            await org.Query(
                "SELECT AccountId FROM Opportunity WHERE SystemModstamp >= 2026-03-12T10:20:40Z AND SystemModstamp < 2026-03-12T10:20:41Z"
            )
        )
            .ShouldHaveSingleItem()!["AccountId"]
            .ShouldBeNull();
    }

    [Fact]
    public async Task Updated_and_deleted_tell_whole_minutes_within_their_reach()
    {
        await using var org = await SalesforceOrg.Start();
        var kept = await org.Create("Account", new { Name = "Kept" });
        var gone = await org.Create("Account", new { Name = "Gone" });
        org.Clock.Advance(TimeSpan.FromMinutes(3));
        (await org.Call("DELETE", $"/sobjects/Account/{gone}")).Status.ShouldBe(204);
        var (start, now) = (org.Clock.Now.AddHours(-1), org.Clock.Now);
        var (_, updated) = await org.Call(
            "GET",
            $"/sobjects/Account/updated/?start={SalesforceOrg.Utc(start)}&end={SalesforceOrg.Utc(now)}"
        );
        updated!.ToString().ShouldContain(kept);
        updated["ids"]!.AsArray().Count.ShouldBe(1);
        updated["latestDateCovered"]!.ToString().ShouldBe("2026-03-12T10:23:00.000+0000");
        (await org.Call("GET", $"/sobjects/Account/deleted?start={SalesforceOrg.Utc(start)}&end={SalesforceOrg.Utc(now)}")).Body![
            "deletedRecords"
        ]!
            .AsArray()
            .ShouldBeEmpty();
        // A plus sign sent as it is.
        var (_, deleted) = await org.Call("GET", "/sobjects/Account/deleted?start=2026-03-12T09:00:00+00:00&end=2026-03-12T10:24:00+00:00");
        deleted!["deletedRecords"]!.AsArray().ShouldHaveSingleItem()!.ToString().ShouldContain(gone);
        (
            await org.Refusal("GET", $"/sobjects/Account/deleted?start={SalesforceOrg.Utc(now.AddDays(-16))}&end={SalesforceOrg.Utc(now)}")
        ).Code.ShouldBe("INVALID_REPLICATION_DATE");
        (
            await org.Refusal("GET", $"/sobjects/Account/updated?start={SalesforceOrg.Utc(now)}&end={SalesforceOrg.Utc(start)}")
        ).Code.ShouldBe("INVALID_REPLICATION_DATE");
        (await org.Refusal("GET", "/sobjects/Account/updated?start=yesterday")).Code.ShouldBe("INVALID_REPLICATION_DATE");
        (await org.Refusal("GET", $"/sobjects/User/updated?start={SalesforceOrg.Utc(start)}&end={SalesforceOrg.Utc(now)}")).Code.ShouldBe(
            "INVALID_TYPE"
        );

        (await org.Query("SELECT Name FROM Account WHERE IsDeleted = true", "queryAll")).Count.ShouldBe(1);
        org.Clock.Advance(TimeSpan.FromDays(16));
        (await org.Query("SELECT Name FROM Account WHERE IsDeleted = true", "queryAll")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_hold_the_size_asked_for_and_a_lost_cursor_says_so()
    {
        await using var org = await SalesforceOrg.Start();
        for (var i = 0; i < 5; i++)
        {
            var rows = Enumerable.Range(i * 100, 100).Select(n => new { attributes = new { type = "Account" }, Name = $"Row {n:000}" });
            (await org.Call("POST", "/composite/sobjects", new { records = rows })).Status.ShouldBe(200);
        }

        var seen = new List<string>();
        var path = "/query?q=SELECT+Name+FROM+Account+ORDER+BY+Name";
        var sizes = new List<int>();
        string? last = null;
        while (path is not null)
        {
            var (_, page) = await org.Call("GET", path, headers: ("Sforce-Query-Options", "batchSize=200"));
            page!["totalSize"]!.GetValue<int>().ShouldBe(500);
            seen.AddRange(page["records"]!.AsArray().Select(row => row!["Name"]!.ToString()));
            sizes.Add(page["records"]!.AsArray().Count);
            path = page["nextRecordsUrl"]?.ToString();
            page["done"]!.GetValue<bool>().ShouldBe(path is null);
            last = path ?? last;
            if (sizes.Count == 1)
                (
                    await org.Call(
                        "DELETE",
                        $"/sobjects/Account/{(await org.Query("SELECT Id FROM Account WHERE Name = 'Row 499'"))[0]!["Id"]}"
                    )
                ).Status.ShouldBe(204);
        }

        sizes.ShouldBe([200, 200, 100]);
        seen.ShouldBe(Enumerable.Range(0, 500).Select(n => $"Row {n:000}"));
        await org.Restart();
        (await org.Refusal("GET", last!)).ShouldBe((400, "INVALID_QUERY_LOCATOR", "invalid query locator"));
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        await using var org = await SalesforceOrg.Start();
        await org.DefineEntenteId("Activity", "Task");
        await org.Create("Task", new { Subject = "Kept", Entente_Id__c = "t1" });
        await org.Restart();
        (await org.Query("SELECT Subject FROM Task WHERE Entente_Id__c = 'T1'")).ShouldHaveSingleItem()!["Subject"]!
            .ToString()
            .ShouldBe("Kept");
        (await org.Call("PATCH", "/sobjects/Task/Entente_Id__c/t1", new { Subject = "Changed" })).Status.ShouldBe(200);
    }

    private static string Owner(SalesforceOrg org) => Entente.Sandbox.Salesforce.Schema.Prefixes.IdOf(org.Service<CrmStore>().Owners[0].Id);

    private static async Task<string> Make(SalesforceOrg org, string type, string json) =>
        (await org.HubSpotCall("POST", $"/crm/v3/objects/{type}", json))!["id"]!.ToString();
}
