using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Salesforce;

public sealed class SalesforceRecordsTest
{
    [Fact]
    public async Task A_record_is_created_read_changed_and_deleted_with_the_documented_statuses()
    {
        await using var org = await SalesforceOrg.Start();
        var (status, saved) = await org.Call("POST", "/sobjects/Account", new { Name = " Acme ", AnnualRevenue = 12.5 });
        status.ShouldBe(201);
        var id = saved!["id"]!.GetValue<string>();
        saved.ToJsonString().ShouldBe($$"""{"id":"{{id}}","success":true,"errors":[]}""");

        var (_, read) = await org.Call("GET", $"/sobjects/Account/{id[..15]}?fields=Name,AnnualRevenue,CreatedDate");
        read!
            .ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
            .ShouldBe(
                $$"""{"attributes":{"type":"Account","url":"/services/data/v66.0/sobjects/Account/{{id}}"},"Name":"Acme","AnnualRevenue":12.5,"CreatedDate":"2026-03-12T10:20:00.000+0000","Id":"{{id}}"}"""
            );

        (await org.Call("PATCH", $"/sobjects/Account/{id}", """{"AnnualRevenue":null}""")).ShouldBe((204, null));
        (await org.Call("DELETE", $"/sobjects/Account/{id}")).ShouldBe((204, null));
        (await org.Refusal("GET", $"/sobjects/Account/{id}")).ShouldBe((404, "NOT_FOUND", "The requested resource does not exist"));
        (await org.Refusal("PATCH", $"/sobjects/Account/{id}", "{}")).ShouldBe((404, "ENTITY_IS_DELETED", "entity is deleted"));
        (await org.Refusal("DELETE", $"/sobjects/Account/{id}")).ShouldBe((404, "ENTITY_IS_DELETED", "entity is deleted"));
        (await org.Refusal("GET", "/sobjects/Nope/1")).Status.ShouldBe(404);
        (await org.Refusal("POST", "/sobjects/Account", "{")).Code.ShouldBe("JSON_PARSER_ERROR");
        (await org.Refusal("POST", "/sobjects/Account", """{"Name":"\ud800"}""")).Code.ShouldBe("JSON_PARSER_ERROR");
        (await org.Refusal("PUT", "/sobjects/Account/x", "{}")).ShouldBe((405, "METHOD_NOT_ALLOWED", "HTTP Method 'PUT' not allowed."));
    }

    [Fact]
    public async Task An_upsert_answers_201_then_200_and_204_before_version_46()
    {
        await using var org = await SalesforceOrg.Start();
        await org.DefineEntenteId("Account", "Account");
        var path = "/sobjects/Account/Entente_Id__c/p%2F1";
        (await org.Refusal("PATCH", path + "?updateOnly=true", """{"Name":"Acme"}""")).Status.ShouldBe(404);
        var (made, first) = await org.Call("PATCH", path, """{"Name":"Acme"}""");
        (made, first!["created"]!.GetValue<bool>()).ShouldBe((201, true));
        var (changed, second) = await org.Call("PATCH", path, """{"Name":"Acme 2"}""");
        (changed, second!["created"]!.GetValue<bool>(), second["id"]!.ToString()).ShouldBe((200, false, first["id"]!.ToString()));
        (await org.Call("PATCH", "/services/data/v45.0" + path, """{"Name":"Acme 3"}""")).ShouldBe((204, null));
        (await org.Call("GET", path)).Body!["Name"]!.ToString().ShouldBe("Acme 3");
        (await org.Refusal("PATCH", path, """{"Entente_Id__c":"x"}""")).Code.ShouldBe("INVALID_FIELD");
        (await org.Refusal("PATCH", "/sobjects/Account/Name/x", "{}")).Message.ShouldBe(
            "Provided external ID field does not exist or is not accessible: Name"
        );
    }

    [Fact]
    public async Task Forty_upserts_of_one_key_in_the_same_moment_make_one_record()
    {
        await using var org = await SalesforceOrg.Start();
        await org.DefineEntenteId("Opportunity", "Opportunity");
        var calls = Enumerable
            .Range(0, 40)
            .Select(i =>
                org.Call(
                    "PATCH",
                    "/sobjects/Opportunity/Entente_Id__c/deal-1",
                    new
                    {
                        Name = $"Deal {i}",
                        StageName = "Qualification",
                        CloseDate = "2026-05-01",
                    }
                )
            );
        var answers = await Task.WhenAll(calls);
        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer.Status == 200).ShouldBe(39);
        answers.Select(answer => answer.Body!["id"]!.ToString()).Distinct().ShouldHaveSingleItem();
        (await org.Query("SELECT Id FROM Opportunity")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_external_id_that_is_not_unique_may_be_ambiguous_which_is_300()
    {
        await using var org = await SalesforceOrg.Start();
        var metadata = new
        {
            label = "Ref",
            type = "Text",
            length = 20,
            externalId = true,
        };
        (await org.Call("POST", "/tooling/sobjects/CustomField", new { FullName = "Account.Ref__c", Metadata = metadata })).Status.ShouldBe(
            201
        );
        var set = (await org.Query("SELECT Id FROM PermissionSet"))[0]!["Id"]!.ToString();
        await org.Create(
            "FieldPermissions",
            new
            {
                ParentId = set,
                SobjectType = "Account",
                Field = "Account.Ref__c",
                PermissionsRead = true,
                PermissionsEdit = true,
            }
        );
        await org.Create("Account", new { Name = "A", Ref__c = "r" });
        await org.Create("Account", new { Name = "B", Ref__c = "r" });
        var (status, body) = await org.Call("PATCH", "/sobjects/Account/Ref__c/r", """{"Name":"C"}""");
        status.ShouldBe(300);
        body!.AsArray().Count.ShouldBe(2);
        body[0]!.ToString().ShouldStartWith("/services/data/v66.0/sobjects/Account/001");
    }

    [Fact]
    public async Task A_field_may_be_readable_only()
    {
        await using var org = await SalesforceOrg.Start();
        var metadata = new
        {
            label = "Status",
            type = "Picklist",
            valueSet = new { restricted = true, valueSetDefinition = new { value = new[] { new { fullName = "gold", label = "Gold" } } } },
        };
        (
            await org.Call("POST", "/tooling/sobjects/CustomField", new { FullName = "Account.Entente_Status__c", Metadata = metadata })
        ).Status.ShouldBe(201);
        (await org.Refusal("POST", "/sobjects/Account", new { Name = "A", Entente_Status__c = "gold" })).Code.ShouldBe("INVALID_FIELD");
        var set = await org.Create("PermissionSet", new { Name = "Entente", Label = "Entente" });
        var grant = await org.Create(
            "FieldPermissions",
            new
            {
                ParentId = set,
                SobjectType = "Account",
                Field = "Account.Entente_Status__c",
                PermissionsRead = true,
            }
        );
        (await org.Refusal("POST", "/sobjects/Account", new { Name = "A", Entente_Status__c = "gold" })).Code.ShouldBe("INVALID_FIELD");
        var user = (await org.Query("SELECT Id FROM User WHERE Username = 'integration@corvane.example'"))[0]!["Id"]!.ToString();
        await org.Create("PermissionSetAssignment", new { PermissionSetId = set, AssigneeId = user });
        (await org.Refusal("POST", "/sobjects/Account", new { Name = "A", Entente_Status__c = "gold" })).Code.ShouldBe(
            "INVALID_FIELD_FOR_INSERT_UPDATE"
        );
        (await org.Call("PATCH", $"/sobjects/FieldPermissions/{grant}", new { PermissionsEdit = true })).Status.ShouldBe(204);
        await org.Create("Account", new { Name = "A", Entente_Status__c = "gold" });
        (await org.Refusal("POST", "/sobjects/Account", new { Name = "A", Entente_Status__c = "tin" })).Code.ShouldBe(
            "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST"
        );
        (
            await org.Refusal("POST", "/tooling/sobjects/CustomField", new { FullName = "Task.X__c", Metadata = metadata })
        ).Message.ShouldContain("defined on Activity");
    }

    [Fact]
    public async Task Collections_say_200_and_tell_each_row_apart()
    {
        await using var org = await SalesforceOrg.Start();
        static object Row(string name) => new { attributes = new { type = "Account" }, Name = name };
        var (status, results) = await org.Call(
            "POST",
            "/composite/sobjects",
            new { allOrNone = false, records = new[] { Row("A"), Row(""), Row("C") } }
        );
        status.ShouldBe(200);
        results!.AsArray().Select(result => result!["success"]!.GetValue<bool>()).ShouldBe([true, false, true]);
        results[1]!
            .ToJsonString()
            .ShouldBe(
                """{"success":false,"errors":[{"message":"Required fields are missing: [Name]","statusCode":"REQUIRED_FIELD_MISSING","fields":["Name"]}]}"""
            );
        var (_, rolled) = await org.Call("POST", "/composite/sobjects", new { allOrNone = true, records = new[] { Row("D"), Row("") } });
        rolled![0]!["errors"]![0]!["statusCode"]!.ToString().ShouldBe("ALL_OR_NONE_OPERATION_ROLLED_BACK");
        (await org.Query("SELECT Name FROM Account ORDER BY Name")).Select(row => row!["Name"]!.ToString()).ShouldBe(["A", "C"]);
        (await org.Refusal("POST", "/composite/sobjects", new { records = Enumerable.Repeat(Row("x"), 201) })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_parent_may_be_named_by_its_external_id_and_steps_by_their_reference()
    {
        await using var org = await SalesforceOrg.Start();
        await org.DefineEntenteId("Account", "Account");
        var calls = new JsonArray(
            JsonNode.Parse(
                """{"method":"PATCH","url":"/services/data/v66.0/sobjects/Account/Entente_Id__c/a1","referenceId":"acc","body":{"Name":"Acme"}}"""
            ),
            JsonNode.Parse(
                """{"method":"POST","url":"/services/data/v66.0/sobjects/Opportunity","referenceId":"opp","body":{"Name":"Deal","StageName":"Qualification","CloseDate":"2026-05-01","Account":{"Entente_Id__c":"a1"}}}"""
            ),
            JsonNode.Parse(
                """{"method":"GET","url":"/services/data/v66.0/sobjects/Opportunity/@{opp.id}?fields=AccountId","referenceId":"read"}"""
            )
        );
        var (status, body) = await org.Call("POST", "/composite", new JsonObject { ["compositeRequest"] = calls }.ToJsonString());
        status.ShouldBe(200);
        var steps = body!["compositeResponse"]!.AsArray();
        steps.Select(step => step!["httpStatusCode"]!.GetValue<int>()).ShouldBe([201, 201, 200]);
        steps[2]!["body"]!["AccountId"]!.ToString().ShouldBe(steps[0]!["body"]!["id"]!.ToString());
        var (_, batch) = await org.Call(
            "POST",
            "/composite/batch",
            """{"batchRequests":[{"method":"GET","url":"v66.0/limits"},{"method":"GET","url":"v66.0/sobjects/Account/001"}]}"""
        );
        (
            batch!["hasErrors"]!.GetValue<bool>(),
            batch["results"]![0]!["statusCode"]!.GetValue<int>(),
            batch["results"]![1]!["statusCode"]!.GetValue<int>()
        ).ShouldBe((true, 200, 404));
    }

    [Fact]
    public async Task Deleting_an_account_deletes_its_contacts_and_opportunities()
    {
        await using var org = await SalesforceOrg.Start();
        var account = await org.Create("Account", new { Name = "Acme" });
        await org.Create("Contact", new { LastName = "A", AccountId = account });
        await org.Create(
            "Opportunity",
            new
            {
                Name = "Deal",
                StageName = "Qualification",
                CloseDate = "2026-05-01",
                AccountId = account,
            }
        );
        await org.Create("Contact", new { LastName = "B" });
        (await org.Call("DELETE", $"/composite/sobjects?ids={account}&allOrNone=true")).Status.ShouldBe(200);
        (await org.Query("SELECT LastName FROM Contact")).ShouldHaveSingleItem()!["LastName"]!.ToString().ShouldBe("B");
        (await org.Query("SELECT Id FROM Opportunity")).ShouldBeEmpty();
        (await org.Query("SELECT Id FROM Opportunity WHERE IsDeleted = true", "queryAll")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_link_to_a_record_leads_to_its_page()
    {
        await using var org = await SalesforceOrg.Start();
        var deal = await org.Create(
            "Opportunity",
            new
            {
                Name = "Linked deal",
                StageName = "Qualification",
                CloseDate = "2026-05-01",
            }
        );
        foreach (var link in new[] { $"/{deal}", $"/{deal[..15]}", $"/lightning/r/Opportunity/{deal}/view" })
            (await org.Http.GetStringAsync(link, TestContext.Current.CancellationToken)).ShouldContain("Linked deal");
        using var unknown = await org.Http.GetAsync("/006000000000000AAA", TestContext.Current.CancellationToken);
        ((int)unknown.StatusCode).ShouldBe(404);
    }
}
