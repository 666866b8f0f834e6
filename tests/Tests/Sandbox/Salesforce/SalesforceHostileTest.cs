using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.Salesforce.Soql;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Salesforce;

public sealed class SalesforceHostileTest
{
    [Fact]
    public async Task Every_naughty_string_is_kept_found_and_told_as_it_came()
    {
        var folder =
            Environment.GetEnvironmentVariable("ENTENTE_SUITES")
            ?? Path.Combine(AppContext.BaseDirectory, "../../../../../../shared/suites");
        var file = Path.Combine(folder, "text", "blns.json");
        if (!File.Exists(file))
        {
            Console.WriteLine($"No {file}: the naughty strings are left out.");
            return;
        }

        var strings = JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        Console.WriteLine($"{strings.Count} naughty strings");
        strings.Count.ShouldBeGreaterThan(400);
        await using var org = await SalesforceOrg.Start();
        await org.DefineEntenteId("Account", "Account");
        var used = 0;
        foreach (
            var text in strings
                .Select(text => text.Trim())
                .Where(text => text.Length is > 0 and <= 64)
                .Distinct(StringComparer.OrdinalIgnoreCase)
        )
        {
            var body = new JsonObject
            {
                ["Name"] = text,
                ["attributes"] = new JsonObject { ["type"] = "Account" },
                ["Entente_Id__c"] = text,
            };
            var (status, saved) = await org.Call(
                "PATCH",
                "/composite/sobjects/Account/Entente_Id__c",
                new JsonObject { ["records"] = new JsonArray(body) }.ToJsonString()
            );
            status.ShouldBe(200, text);
            saved![0]!["success"]!.GetValue<bool>().ShouldBeTrue($"{text} {saved.ToJsonString()}");
            var found = await org.Query($"SELECT Name FROM Account WHERE Entente_Id__c = {Quoted(text)} AND Name = {Quoted(text)}");
            found.ShouldHaveSingleItem(text)!["Name"]!.GetValue<string>().ShouldBe(text);
            used++;
        }

        used.ShouldBeGreaterThan(300);
    }

    [Fact]
    public async Task No_call_however_odd_ends_in_a_failure_of_the_server()
    {
        await using var org = await SalesforceOrg.Start();
        await org.DefineEntenteId("Account", "Account");
        var account = await org.Create("Account", new { Name = "A" });
        string[] paths =
        [
            "sobjects",
            "sobjects/*",
            "sobjects/*/describe",
            "sobjects/*/updated",
            "sobjects/*/deleted",
            "sobjects/*/*",
            "sobjects/*/*/*",
            "composite",
            "composite/batch",
            "composite/sobjects",
            "composite/sobjects/*",
            "composite/sobjects/*/*",
            "query",
            "queryAll",
            "query/*",
            "limits",
            "tooling/query",
            "tooling/sobjects/CustomField",
            "tooling/*",
            "*",
            "",
        ];
        string[] names =
        [
            "Account",
            "Contact",
            "Opportunity",
            "Task",
            "OpportunityContactRole",
            "FieldPermissions",
            "PermissionSet",
            "PermissionSetAssignment",
            "User",
            "OpportunityStage",
            "Organization",
            "CustomField",
            "Entente_Id__c",
            "Id",
            account,
            account[..15],
            "001",
            "x",
            "%2F",
            "%00",
            "%ff",
            "0r8000000000000AAA-5",
            "00K000000000000AAA",
            "0PSzzzzzzzzzzzzAAA",
        ];
        string[] bodies =
        [
            """{"Name":"fine"}""",
            """{"LastName":"fine","IsPrimary":true}""",
            """{"Subject":"fine","Entente_Id__c":"k"}""",
            """{"records":[{"attributes":{"type":"Account"},"Name":"fine","Entente_Id__c":"k"}]}""",
            """{"compositeRequest":[{"method":"POST","url":"/services/data/v66.0/sobjects/Account","referenceId":"a","body":{"Name":"@{a.id}"}},{"method":"GET","url":"v66.0/limits","referenceId":"b"}],"allOrNone":true}""",
            """{"batchRequests":[{"method":"GET","url":"v66.0/sobjects"},{"method":"POST","url":"v66.0/composite"}]}""",
            """{"FullName":"Account.Name__c","Metadata":{"type":"Text","label":"n","length":9}}""",
            """{"ids":["001000000000000AAA",5],"fields":["Name"]}""",
            "",
            "{}",
            "[]",
            "null",
            "1",
            "\"x\"",
            "{",
            """{"Name":{}}""",
            """{"Name":[1]}""",
            """{"Name":1e400}""",
            """{"records":[1]}""",
            """{"records":[{}]}""",
            """{"records":[{"attributes":1}]}""",
            """{"records":[{"attributes":{"type":"Account"},"id":5,"Name":true}],"allOrNone":"x"}""",
            """{"compositeRequest":[{}]}""",
            """{"compositeRequest":[1,{"referenceId":"a"}]}""",
            """{"compositeRequest":[{"method":"GET","url":"/services/data/v66.0/@{a[9].b}","referenceId":"a"}]}""",
            """{"batchRequests":[1],"haltOnError":"x"}""",
            """{"FullName":1,"Metadata":{"type":5}}""",
            """{"FullName":"Account.X__c","Metadata":{"type":"Text","label":{},"length":"x"}}""",
            """{"FullName":"Account.Y__c","Metadata":{"type":"Picklist","label":"y","valueSet":1}}""",
            """{"LastName":"x","AccountId":5,"Account":{"Entente_Id__c":null}}""",
            """{"Subject":"x","WhatId":"001","Who":{"a":1,"b":2}}""",
            """{"ids":5,"fields":["Name",null]}""",
            """{"Name":"a","Name":"b"}""",
        ];
        string[] queries =
        [
            "",
            "?q=",
            "?q=SELECT+Id+FROM+Account",
            "?ids=,1,&fields=Name",
            "?ids=" + account,
            "?start=1&end=2",
            "?fields=Nope",
            "?q=SELECT+COUNT()+FROM+User&q=2",
            "?%00=%ff&=&&",
        ];
        var call =
            from method in Gen.Elements("GET", "POST", "PATCH", "DELETE", "PUT")
            from path in Gen.Elements(paths)
            from first in Gen.Elements(names[..12])
            from fill in Gen.Elements(names).ArrayOf(2)
            from query in Gen.Elements(queries)
            from body in Gen.Elements(bodies)
            select (Method: method, Path: "/" + Filled(path, [first, .. fill]) + query, Body: method == "GET" ? null : body);
        var statuses = new Dictionary<int, int>();
        foreach (var (method, path, body) in call.Sample(6_000, 20))
        {
            var (status, answer) = await org.Call(method, path, body);
            status.ShouldBeLessThan(500, $"{method} {path} {body} {answer?.ToJsonString()}");
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        Console.WriteLine(string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}")));
        statuses.Keys.ShouldContain(200);
    }

    private static string Filled(string path, string[] names)
    {
        var next = 0;
        return string.Join('/', path.Split('/').Select(part => part == "*" ? names[next++] : part));
    }

    private static string Quoted(string text) => $"'{StringLiteral.Of(text).Escaped}'";
}
