using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Tests.Sandbox.Support;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.HubSpot;

public sealed class LimitsTest : IAsyncLifetime
{
    private readonly RunningSandbox sandbox = new();

    public ValueTask InitializeAsync() => sandbox.InitializeAsync();

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task The_daily_count_begins_anew_at_midnight_of_the_account_and_not_before()
    {
        await Put("/account", new { timeZone = "America/New_York" });
        await Put("/limits", new { plan = "enterprise", daily = 2 });
        await sandbox.Get("/crm/v3/owners");
        await sandbox.Get("/crm/v3/owners");
        (await sandbox.Get("/crm/v3/owners", 429))!["policyName"]!.GetValue<string>().ShouldBe("DAILY");

        var local = TimeZoneInfo.ConvertTime(sandbox.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        var untilMidnight = TimeSpan.FromDays(1) - local.TimeOfDay;
        sandbox.Clock.Advance(untilMidnight - TimeSpan.FromSeconds(1));
        await sandbox.Get("/crm/v3/owners", 429);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        await sandbox.Get("/crm/v3/owners");
    }

    [Fact]
    public async Task All_limits_take_the_multiple_and_searches_count_apart()
    {
        await Put("/limits", new { plan = "free", multiple = 3 });
        using (var answer = await sandbox.HubSpot.GetAsync("/crm/v3/owners"))
        {
            answer.Headers.GetValues("X-HubSpot-RateLimit-Max").Single().ShouldBe("300");
            answer.Headers.GetValues("X-HubSpot-RateLimit-Daily").Single().ShouldBe("750000");
        }
        for (var i = 0; i < 15; i++)
            await sandbox.Post("/crm/v3/objects/deals/search", new { });
        using var next = await sandbox.HubSpot.GetAsync("/crm/v3/owners");
        int.Parse(next.Headers.GetValues("X-HubSpot-RateLimit-Remaining").Single(), CultureInfo.InvariantCulture)
            .ShouldBeGreaterThanOrEqualTo(298);
    }

    [Fact]
    public async Task Associations_have_a_daily_limit_of_their_own_that_begins_anew_too()
    {
        var company = await sandbox.Create("companies", new { name = "C" });
        await Put("/limits", new { plan = "enterprise", associationsDaily = 2 });
        var path = $"/crm/v4/objects/companies/{company}/associations/contacts";
        await sandbox.Get(path);
        await sandbox.Get(path);
        (await sandbox.Get(path, 429))!["policyName"]!.GetValue<string>().ShouldBe("DAILY");
        await sandbox.Get("/crm/v3/owners");

        sandbox.Clock.Advance(TimeSpan.FromDays(1));
        await sandbox.Get(path);
    }

    [Fact]
    public async Task Fifty_forms_may_be_submitted_in_ten_seconds_without_a_token()
    {
        await Put("/limits", new { plan = "enterprise" });
        var form = new { fields = new[] { new { name = "email", value = "one@forms.example" } } };
        for (var i = 0; i < 50; i++)
            await sandbox.Post("/submissions/v3/integration/submit/4411/f1", form);
        (await sandbox.Post("/submissions/v3/integration/submit/4411/f1", form, 429))!["policyName"]!
            .GetValue<string>()
            .ShouldBe("TEN_SECONDLY_ROLLING");
        await sandbox.Post("/submissions/v3/integration/secure/submit/4411/f1", form);
    }

    [Theory]
    [InlineData("""{"plan":"platinum"}""")]
    [InlineData("""{"plan":"free","multiple":0}""")]
    public async Task A_plan_that_does_not_exist_is_refused(string order) =>
        await sandbox.Call(HttpMethod.Put, "/sandbox/admin/limits", order, 422);

    [Fact]
    public async Task An_access_token_is_good_for_its_half_hour_and_its_scopes_only()
    {
        var tokens = await Connect("oauth crm.objects.companies.read");
        using var app = new HttpClient { BaseAddress = new(sandbox.HubSpotUrl) };
        app.DefaultRequestHeaders.Authorization = new("Bearer", tokens["access_token"]!.GetValue<string>());
        async Task<(int, string?)> Read(string type)
        {
            using var answer = await app.GetAsync($"/crm/v3/objects/{type}");
            return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["category"]?.GetValue<string>());
        }
        (await Read("companies")).ShouldBe((200, null));
        (await Read("deals")).ShouldBe((403, "MISSING_SCOPES"));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1_799));
        (await Read("companies")).ShouldBe((200, null));
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));
        (await Read("companies")).ShouldBe((401, "EXPIRED_AUTHENTICATION"));

        await sandbox.Post(
            "/sandbox/admin/faults/rules",
            new
            {
                fault = "serverError",
                path = "/oauth/",
                count = 1,
            },
            201
        );
        (await Token(tokens)).ShouldBe(500);
        (await Token(tokens)).ShouldBe(200);
        await sandbox.Call(HttpMethod.Delete, "/sandbox/admin/oauth/grants", null, 204);
        (await Token(tokens)).ShouldBe(400);
    }

    private async Task<int> Token(JsonNode tokens)
    {
        using var form = Form(("grant_type", "refresh_token"), ("refresh_token", tokens["refresh_token"]!.GetValue<string>()));
        using var answer = await sandbox.HubSpot.PostAsync("/oauth/2026-09/token", form);
        return (int)answer.StatusCode;
    }

    private async Task<JsonNode> Connect(string scope)
    {
        const string redirect = "http://localhost:9/back";
        using var yes = new FormUrlEncodedContent([new("decision", "connect")]);
        var page =
            $"/oauth/authorize?client_id=sandbox-hubspot-client&redirect_uri={Uri.EscapeDataString(redirect)}&scope={Uri.EscapeDataString(scope)}";
        using var back = await sandbox.HubSpot.PostAsync(page, yes);
        var code = System.Web.HttpUtility.ParseQueryString(back.Headers.Location!.Query)["code"]!;
        using var form = Form(("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect));
        using var answer = await sandbox.HubSpot.PostAsync("/oauth/v1/token", form);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new([
            new("client_id", "sandbox-hubspot-client"),
            new("client_secret", "sandbox-app-secret-2f6c"),
            .. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)),
        ]);

    private Task<JsonNode?> Put(string path, object body) => sandbox.Call(HttpMethod.Put, $"/sandbox/admin{path}", body, 200);
}
