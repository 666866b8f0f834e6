using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot;
using Entente.Sandbox.Store;
using Entente.Tests.Sandbox.Support;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.HubSpot;

public sealed class ProtocolTest(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public async Task Neither_origin_answers_the_others_calls()
    {
        (await sandbox.Salesforce.GetAsync("/crm/v3/objects/companies")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        await sandbox.Get("/services/data/", 404);
        await sandbox.Get("/salesforce/services/data/", 404);
        await sandbox.Get("/hubspot/crm/v3/objects/companies", 404);
    }

    [Fact]
    public async Task A_link_to_a_record_as_HubSpot_has_it_leads_to_its_page()
    {
        var made = await sandbox.Post("/crm/v3/objects/companies", """{"properties":{"name":"Linked company"}}""", 201);
        var id = made!["id"]!.GetValue<string>();
        (await sandbox.HubSpot.GetAsync($"/contacts/4411/record/0-2/{id}")).Headers.Location!.ToString().ShouldBe($"/companies/{id}");
        (await sandbox.HubSpot.GetAsync("/contacts/4411")).Headers.Location!.ToString().ShouldBe("/deals");
        ((int)(await sandbox.HubSpot.GetAsync("/contacts/4411/record/0-2/1")).StatusCode).ShouldBe(404);
        ((int)(await sandbox.HubSpot.GetAsync($"/contacts/4411/record/0-9/{id}")).StatusCode).ShouldBe(404);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer pat-wrong")]
    [InlineData("Basic pat-sandbox-7b1f0c52-entente")]
    public async Task Without_the_token_nothing_is_told(string? header)
    {
        using var stranger = new HttpClient { BaseAddress = new(sandbox.HubSpotUrl) };
        if (header is not null)
            stranger.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        using var answer = await stranger.GetAsync("/crm/v3/objects/companies");
        ((int)answer.StatusCode).ShouldBe(401);
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["category"]!.GetValue<string>().ShouldBe("INVALID_AUTHENTICATION");
    }

    [Fact]
    public async Task Twenty_creates_of_one_entente_id_at_once_leave_one_company()
    {
        await DefineId("companies");
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(i =>
                    sandbox.HubSpot.PostAsync(
                        "/crm/v3/objects/companies",
                        new StringContent($$$"""{"properties":{"name":"Race {{{i}}}","entente_id":"race"}}""", null, "application/json")
                    )
                )
        );
        answers.Count(a => (int)a.StatusCode == 201).ShouldBe(1);
        answers.Count(a => (int)a.StatusCode == 409).ShouldBe(19);
    }

    [Fact]
    public async Task An_upsert_repeated_after_a_lost_answer_writes_nothing_twice()
    {
        await DefineId("deals");
        var body = new
        {
            inputs = new[]
            {
                new
                {
                    idProperty = "entente_id",
                    id = "dr_lost",
                    properties = new { dealname = "Lost", dealstage = "qualifiedtobuy" },
                },
            },
        };
        await Admin(
            "/faults",
            new
            {
                protocol = "hubSpot",
                calls = 1,
                fault = "lostAnswer",
            }
        );
        await sandbox.Post("/crm/v3/objects/deals/batch/upsert", body, 500);
        var again = await sandbox.Post("/crm/v3/objects/deals/batch/upsert", body);

        again!["results"]![0]!["new"]!.GetValue<bool>().ShouldBeFalse();
        sandbox.Store.All(Kind.Deal).Count(d => d.Get(sandbox.Store.Schema(Kind.Deal)["dealname"]) == "Lost").ShouldBe(1);
    }

    [Theory]
    [InlineData("PATCH", "/crm/v3/objects/deals/1", "crm.objects.deals.write")]
    [InlineData("GET", "/crm/objects/2026-03/companies", "crm.objects.companies.read")]
    [InlineData("POST", "/crm/v3/objects/contacts/search", "crm.objects.contacts.read")]
    [InlineData("POST", "/crm/objects/2026-03/0-3/batch/read", "crm.objects.deals.read")]
    [InlineData("POST", "/crm/v3/objects/notes", "crm.objects.contacts.write")]
    [InlineData("POST", "/crm/v3/properties/deals", "crm.schemas.deals.write")]
    [InlineData("GET", "/crm/owners/2026-09", "crm.objects.owners.read")]
    [InlineData("PUT", "/crm/v4/objects/deals/1/associations/companies/2", "crm.objects.deals.write")]
    [InlineData("GET", "/account-info/v3/details", null)]
    public void Each_call_has_its_scope(string method, string path, string? scope) => Scopes.Required(method, path).ShouldBe(scope);

    [Fact]
    public async Task A_scope_taken_away_is_403_and_named()
    {
        await Admin("/scopes", new { missing = new[] { "crm.objects.deals.write" } }, 200, HttpMethod.Put);
        try
        {
            var refused = await sandbox.Call(HttpMethod.Patch, "/crm/objects/2026-03/deals/0", new { properties = new { } }, 403);
            refused!["category"]!.GetValue<string>().ShouldBe("MISSING_SCOPES");
            refused["errors"]![0]!["context"]!["requiredGranularScopes"]![0]!.GetValue<string>().ShouldBe("crm.objects.deals.write");
            await sandbox.Get("/crm/v3/objects/deals");
        }
        finally
        {
            await Admin("/scopes", new { missing = Array.Empty<string>() }, 200, HttpMethod.Put);
        }
        await sandbox.Call(HttpMethod.Patch, "/crm/objects/2026-03/deals/0", new { properties = new { } }, 404);
    }

    [Fact]
    public async Task A_call_that_is_never_answered_ends_with_the_clients_patience()
    {
        await Admin(
            "/faults",
            new
            {
                protocol = "hubSpot",
                calls = 1,
                fault = "timeout",
            }
        );
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await Should.ThrowAsync<OperationCanceledException>(() => sandbox.HubSpot.GetAsync("/crm/v3/owners", patience.Token));
        await sandbox.Get("/crm/v3/owners");
    }

    [Fact]
    public async Task Past_the_rate_limit_comes_the_published_429_and_searches_have_their_own()
    {
        await using var strict = new RunningSandbox { With = o => o with { HubSpotRequestsPerTenSeconds = 3 } };
        await strict.InitializeAsync();
        for (var left = 2; left >= 0; left--)
        {
            using var answer = await strict.HubSpot.GetAsync("/crm/v3/owners");
            answer.Headers.GetValues("X-HubSpot-RateLimit-Remaining").Single().ShouldBe($"{left}");
        }
        (await strict.Get("/crm/v3/owners", 429))!["policyName"]!.GetValue<string>().ShouldBe("TEN_SECONDLY_ROLLING");
        for (var i = 0; i < 5; i++)
            await strict.Post("/crm/v3/objects/deals/search", new { });
        var limited = await strict.Post("/crm/v3/objects/deals/search", new { }, 429);
        limited!["message"]!.GetValue<string>().ShouldBe("You have reached your secondly limit.");
    }

    [Fact]
    public async Task A_deal_cannot_be_put_on_a_stage_of_another_pipeline()
    {
        sandbox.Store.Write(
            Origin.Admin,
            tx =>
                tx.Put(
                    new Entente.Sandbox.Store.Pipeline(
                        "partner",
                        "Partner pipeline",
                        1,
                        [new("registered", "Registered", "Registered", 0.1m, false), new("won", "Won", "Won", 1m, true)],
                        0,
                        0
                    )
                )
        );
        await sandbox.Post(
            "/crm/v3/objects/deals",
            new
            {
                properties = new
                {
                    dealname = "X",
                    pipeline = "partner",
                    dealstage = "qualifiedtobuy",
                },
            },
            400
        );
        var id = await sandbox.Create("deals", new { dealname = "X", dealstage = "registered" });
        (await sandbox.Get($"/crm/v3/objects/deals/{id}?properties=pipeline,hs_is_closed_won"))!["properties"]!["pipeline"]!
            .GetValue<string>()
            .ShouldBe("partner");
        await sandbox.Call(HttpMethod.Patch, $"/crm/v3/objects/deals/{id}", new { properties = new { dealstage = "closedwon" } }, 400);
        await sandbox.Call(
            HttpMethod.Patch,
            $"/crm/v3/objects/deals/{id}",
            new { properties = new { dealstage = "closedwon", pipeline = "default" } },
            200
        );
    }

    [Fact]
    public async Task The_admin_clock_moves_only_in_a_story_and_never_after_it()
    {
        await Admin("/clock", new { now = "2025-01-01T00:00:00Z" }, 409, HttpMethod.Put);

        await using var story = new RunningSandbox { With = o => o with { StoryClock = true } };
        await story.InitializeAsync();
        await story.Call(HttpMethod.Put, "/sandbox/admin/clock", new { now = "2025-01-01T00:00:00Z" }, 200);
        var id = await story.Create("companies", new { name = "Past" });
        (await story.Get($"/crm/v3/objects/companies/{id}"))!["createdAt"]!.GetValue<string>().ShouldBe("2025-01-01T00:00:00.000Z");
        await story.Call(HttpMethod.Post, "/sandbox/admin/clock/seal", null, 204);
        await story.Call(HttpMethod.Put, "/sandbox/admin/clock", new { now = "2025-01-01T00:00:00Z" }, 409);
        (await story.Get("/sandbox/admin/clock"))!["now"]!.GetValue<DateTimeOffset>().ShouldBe(story.Clock.Now);
    }

    [Fact]
    public async Task Reset_is_a_new_account_and_the_request_log_tells_api_calls_only()
    {
        await using var own = new RunningSandbox();
        await own.InitializeAsync();
        await own.Create("companies", new { name = "Gone" });
        await own.Get("/companies");
        var requests = (await own.Get("/sandbox/admin/requests"))!.AsArray();
        requests.Select(r => $"{r!["method"]} {r["target"]} {r["status"]}").ShouldBe(["POST /crm/v3/objects/companies 201"]);
        await own.Call(HttpMethod.Post, "/sandbox/admin/reset", null, 204);
        (await own.Get("/sandbox/admin/counts"))!["companies"]!.GetValue<int>().ShouldBe(0);
        (await own.Get("/sandbox/admin/requests"))!.AsArray().Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("companies", """{"properties":{"name":"a","name":"b"}}""")]
    [InlineData("companies", """{"properties":{"name":"\ud800"}}""")]
    [InlineData("companies", """{"properties":{"\ud800":"x"}}""")]
    [InlineData("companies", """{"properties":"x"}""")]
    [InlineData("deals", """{"properties":{"dealname":"x","dealstage":"qualifiedtobuy"},"associations":["x"]}""")]
    [InlineData("deals", """{"properties":{"dealname":"x","dealstage":"qualifiedtobuy"},"associations":[{"to":3}]}""")]
    [InlineData("deals", "null")]
    [InlineData("deals", "")]
    public async Task A_body_of_another_shape_is_400_and_writes_nothing(string type, string body)
    {
        var before = await sandbox.Get("/sandbox/admin/counts");
        (await sandbox.Post($"/crm/v3/objects/{type}", body, 400))!["category"]!.GetValue<string>().ShouldBe("VALIDATION_ERROR");
        (await sandbox.Get("/sandbox/admin/counts"))!.ToJsonString().ShouldBe(before!.ToJsonString());
    }

    [Fact]
    public async Task Any_naughty_string_is_kept_as_it_is_and_shown_harmlessly()
    {
        var suites = Environment.GetEnvironmentVariable("ENTENTE_SUITES") ?? Suites.Default();
        var file = Path.Combine(suites, "text", "blns.json");
        if (!File.Exists(file))
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"No {file}: naughty strings are left out.");
            return;
        }
        var strings = JsonSerializer.Deserialize<List<string>>(await File.ReadAllTextAsync(file))!;
        TestContext.Current.TestOutputHelper?.WriteLine($"{strings.Count} naughty strings");
        strings.Count.ShouldBeGreaterThanOrEqualTo(500);
        foreach (var text in strings.Where(s => s.Length > 0))
        {
            var id = await sandbox.Create("companies", new { name = text });
            (await sandbox.Get($"/crm/v3/objects/companies/{id}"))!["properties"]!["name"]!.GetValue<string>().ShouldBe(text);
            var page = await sandbox.HubSpot.GetStringAsync($"/companies/{id}");
            page.ShouldNotContain("<script", Case.Insensitive);
            page.ShouldNotContain("<img", Case.Insensitive);
            page.ShouldNotContain("<svg", Case.Insensitive);
        }
    }

    private async Task DefineId(string type)
    {
        var known = await sandbox.HubSpot.GetAsync($"/crm/v3/properties/{type}/entente_id");
        if ((int)known.StatusCode == 200)
            return;
        await sandbox.Post($"/crm/v3/properties/{type}/groups", new { name = "entente", label = "Entente" }, 201);
        await sandbox.Post(
            $"/crm/v3/properties/{type}",
            new
            {
                name = "entente_id",
                label = "Entente id",
                groupName = "entente",
                type = "string",
                fieldType = "text",
                hasUniqueValue = true,
            },
            201
        );
    }

    private Task<JsonNode?> Admin(string path, object body, int status = 204, HttpMethod? method = null) =>
        sandbox.Call(method ?? HttpMethod.Post, $"/sandbox/admin{path}", body, status);
}
