using System.Net;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;
using Entente.Tests.Sandbox.Support;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Admin;

/// <summary>Faults by rule, on HubSpot's side.</summary>
public sealed class FaultsTest : IAsyncLifetime
{
    private readonly RunningSandbox sandbox = new();

    public ValueTask InitializeAsync() => sandbox.InitializeAsync();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task The_same_seed_fails_the_same_calls_again()
    {
        async Task<List<int>> Run(long seed)
        {
            await Rule(
                new
                {
                    protocol = "hubSpot",
                    fault = "serverError",
                    probability = 0.3,
                    seed,
                    status = 503,
                    @object = "owners",
                }
            );
            var statuses = new List<int>();
            for (var i = 0; i < 60; i++)
            {
                using var answer = await sandbox.HubSpot.GetAsync("/crm/v3/owners");
                statuses.Add((int)answer.StatusCode);
            }
            await sandbox.Call(HttpMethod.Delete, "/sandbox/admin/faults", null, 200);
            return statuses;
        }
        var first = await Run(11);
        (await Run(11)).ShouldBe(first);
        (await Run(12)).ShouldNotBe(first);
        first.Distinct().Order().ShouldBe([200, 503]);
    }

    [Fact]
    public async Task Rules_match_method_and_object_stop_at_their_count_and_tell_what_fired()
    {
        var rule = await Rule(
            new
            {
                fault = "locked",
                method = "POST",
                @object = "companies",
                positions = new[] { 2, 3 },
                count = 1,
            }
        );
        await sandbox.Get("/crm/v3/objects/companies");
        await sandbox.Create("contacts", new { lastname = "Free" });
        await sandbox.Create("companies", new { name = "First" });
        (await sandbox.Post("/crm/v3/objects/companies", new { properties = new { name = "Second" } }, 423))!["category"]!
            .GetValue<string>()
            .ShouldBe("LOCKED");
        await sandbox.Create("companies", new { name = "Third" });

        var state = (await sandbox.Get("/sandbox/admin/faults"))!["rules"]![0]!;
        (state["seen"]!.GetValue<int>(), state["fired"]!.GetValue<int>()).ShouldBe((3, 1));
        var fired = (await sandbox.Get("/sandbox/admin/faults/log"))!.AsArray().ShouldHaveSingleItem()!;
        (fired["rule"]!.GetValue<long>(), fired["position"]!.GetValue<int>(), fired["fault"]!.GetValue<string>()).ShouldBe(
            (rule, 2, "locked")
        );
    }

    [Theory]
    [InlineData("timeoutAfter", 1)]
    [InlineData("cutAfter", 1)]
    [InlineData("cut", 0)]
    [InlineData("timeout", 0)]
    public async Task A_broken_call_has_or_has_not_done_its_work(string fault, int written)
    {
        await Rule(
            new
            {
                fault,
                method = "POST",
                path = "/objects/companies",
                delayMs = 50,
            }
        );
        await Should.ThrowAsync<HttpRequestException>(() =>
            sandbox.HubSpot.PostAsync(
                "/crm/v3/objects/companies",
                new StringContent("""{"properties":{"name":"X"}}""", null, "application/json")
            )
        );
        sandbox.Store.CountLiving(Kind.Company).ShouldBe(written);
    }

    [Fact]
    public async Task A_batch_fails_in_part_and_the_rest_is_written_once()
    {
        await Rule(
            new
            {
                fault = "partialBatch",
                share = 0.3,
                seed = 5,
                count = 1,
                path = "/batch/create",
            }
        );
        var inputs = Enumerable.Range(0, 10).Select(i => new { properties = new { name = $"Part {i}" }, objectWriteTraceId = $"t{i}" });
        var answer = await sandbox.Post("/crm/v3/objects/companies/batch/create", new { inputs }, 207);
        var failed = answer!["errors"]!.AsArray().Select(e => e!["context"]!["objectWriteTraceId"]![0]!.GetValue<string>()).ToList();
        var good = answer["results"]!.AsArray().Select(r => r!["objectWriteTraceId"]!.GetValue<string>()).ToList();
        failed.Count.ShouldBe(3);
        failed.Concat(good).Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(0, 10).Select(i => $"t{i}"));
        sandbox.Store.CountLiving(Kind.Company).ShouldBe(7);
    }

    [Fact]
    public async Task A_field_deleted_meanwhile_is_unknown_and_can_be_brought_back()
    {
        await Property("deals", "partner_tier");
        await Rule(
            new
            {
                fault = "fieldDeleted",
                @object = "deals",
                field = "partner_tier",
                method = "PATCH",
                count = 1,
            }
        );
        var id = await sandbox.Create(
            "deals",
            new
            {
                dealname = "D",
                dealstage = "qualifiedtobuy",
                partner_tier = "gold",
            }
        );
        var refused = await sandbox.Call(
            HttpMethod.Patch,
            $"/crm/v3/objects/deals/{id}",
            new { properties = new { partner_tier = "silver" } },
            400
        );
        refused!["errors"]![0]!["code"]!.GetValue<string>().ShouldBe("PROPERTY_DOESNT_EXIST");
        await sandbox.Post(
            "/sandbox/admin/fields",
            new
            {
                @object = "deals",
                field = "partner_tier",
                deleted = false,
            },
            204
        );
        (await sandbox.Get($"/crm/v3/objects/deals/{id}?properties=partner_tier"))!["properties"]!["partner_tier"]!
            .GetValue<string>()
            .ShouldBe("gold");
    }

    [Fact]
    public async Task A_field_made_required_meanwhile_refuses_records_without_it()
    {
        await Property("companies", "partner_code");
        await Rule(
            new
            {
                fault = "fieldRequired",
                @object = "companies",
                field = "partner_code",
                method = "POST",
                count = 1,
            }
        );
        var refused = await sandbox.Post("/crm/v3/objects/companies", new { properties = new { name = "Without" } }, 400);
        refused!["errors"]![0]!["code"]!.GetValue<string>().ShouldBe("REQUIRED_FIELD");
        var id = await sandbox.Create("companies", new { name = "With", partner_code = "P1" });
        await sandbox.Call(HttpMethod.Patch, $"/crm/v3/objects/companies/{id}", new { properties = new { partner_code = "" } }, 400);
        await sandbox.Post(
            "/sandbox/admin/fields",
            new
            {
                @object = "companies",
                field = "partner_code",
                required = false,
            },
            204
        );
        await sandbox.Create("companies", new { name = "Free again" });
    }

    [Fact]
    public async Task A_record_merged_meanwhile_is_changed_under_its_new_id_one_by_one_and_refused_in_a_batch()
    {
        var id = await sandbox.Create("companies", new { name = "Twin", domain = "twin.example" });
        await Rule(
            new
            {
                fault = "recordMerged",
                method = "PATCH",
                count = 1,
            }
        );
        var changed = await sandbox.Call(
            HttpMethod.Patch,
            $"/crm/v3/objects/companies/{id}",
            new { properties = new { city = "Delft" } },
            200
        );
        var survivor = changed!["id"]!.GetValue<string>();
        survivor.ShouldNotBe(id);
        var read = (await sandbox.Get($"/crm/v3/objects/companies/{id}?properties=name,city,hs_merged_object_ids"))!;
        read["id"]!.GetValue<string>().ShouldBe(survivor);
        read["properties"]!["city"]!.GetValue<string>().ShouldBe("Delft");
        read["properties"]!["hs_merged_object_ids"]!.GetValue<string>().Split(';').ShouldContain(id);
        await sandbox.Post(
            "/crm/v3/objects/companies/batch/update",
            new { inputs = new[] { new { id, properties = new { city = "Ghent" } } } },
            207
        );
    }

    [Fact]
    public async Task The_page_adds_lists_and_removes_rules_and_says_what_is_wrong_with_one()
    {
        using var wrong = new FormUrlEncodedContent([new("fault", "Locked"), new("probability", "2"), new("path", "/<b>")]);
        using var refused = await sandbox.HubSpot.PostAsync("/sandbox/faults", wrong);
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await refused.Content.ReadAsStringAsync();
        html.ShouldContain("probability must lie between 0 and 1");
        html.ShouldContain("/&lt;b&gt;");

        using var right = new FormUrlEncodedContent([
            new("fault", "RateLimited"),
            new("protocol", "HubSpot"),
            new("positions", "1"),
            new("probability", "1"),
        ]);
        ((int)(await sandbox.HubSpot.PostAsync("/sandbox/faults", right)).StatusCode).ShouldBe(303);
        await sandbox.Get("/crm/v3/owners", 429);
        var page = await sandbox.HubSpot.GetStringAsync("/sandbox/faults");
        page.ShouldContain("matches 1");
        page.ShouldContain("/crm/v3/owners");
        page.ShouldNotContain("<script");
        (await sandbox.HubSpot.GetStringAsync("/deals")).ShouldContain("href=\"/sandbox/faults\"");

        using var remove = new FormUrlEncodedContent([new("id", "1")]);
        ((int)(await sandbox.HubSpot.PostAsync("/sandbox/faults/remove", remove)).StatusCode).ShouldBe(303);
        (await sandbox.Get("/sandbox/admin/faults"))!["rules"]!.AsArray().Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"fault":"serverError","probability":1.5}""")]
    [InlineData("""{"fault":"serverError","positions":[0]}""")]
    [InlineData("""{"fault":"fieldDeleted"}""")]
    [InlineData("""{"fault":"rateLimited","policy":"NEVER"}""")]
    public async Task A_rule_that_cannot_be_is_refused(string rule) =>
        await sandbox.Call(HttpMethod.Post, "/sandbox/admin/faults/rules", rule, 422);

    private async Task<long> Rule(object rule) => (await sandbox.Post("/sandbox/admin/faults/rules", rule, 201))!["id"]!.GetValue<long>();

    private Task<JsonNode?> Property(string type, string name) =>
        sandbox.Post(
            $"/crm/v3/properties/{type}",
            new
            {
                name,
                label = name,
                groupName = type == "deals" ? "dealinformation" : "companyinformation",
                type = "string",
                fieldType = "text",
            },
            201
        );
}
