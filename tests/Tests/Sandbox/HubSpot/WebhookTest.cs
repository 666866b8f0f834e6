using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Webhooks;
using Entente.Tests.Sandbox.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.HubSpot;

public sealed class WebhookTest : IAsyncLifetime
{
    private readonly RunningSandbox sandbox = new();
    private readonly ConcurrentQueue<(JsonArray Events, string Signature, long Timestamp, byte[] Body, TimeSpan At)> received = new();
    private readonly ConcurrentQueue<(string Version, string Signature)> older = new();
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private static readonly System.Globalization.CultureInfo Invariant = System.Globalization.CultureInfo.InvariantCulture;
    private WebApplication receiver = null!;
    private int refusals;

    private string Target => $"{receiver.Urls.Single()}/hooks/corvane/1?from=hub%2Fspot";

    public async ValueTask InitializeAsync()
    {
        await sandbox.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        receiver = builder.Build();
        receiver.Run(Receive);
        await receiver.StartAsync();
        await sandbox.Call(HttpMethod.Put, "/sandbox/admin/webhooks", new { targetUrl = Target, appSecret = "secret" }, 200);
    }

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await sandbox.DisposeAsync();
    }

    [Fact]
    public async Task A_rep_moving_a_deal_on_the_page_is_told_within_a_second_as_a_change_from_the_ui()
    {
        var deal = await sandbox.Create("deals", new { dealname = "D", dealstage = "qualifiedtobuy" });
        await Until(e => e.Any(x => Type(x) == "deal.creation"));
        received.Clear();
        var started = watch.Elapsed;
        using var form = new FormUrlEncodedContent([new("dealstage", "closedwon")]);
        ((int)(await sandbox.HubSpot.PostAsync($"/deals/{deal}", form)).StatusCode).ShouldBe(303);

        var events = await Until(e => e.Count > 0);
        (received.First().At - started).ShouldBeLessThan(TimeSpan.FromSeconds(1));
        var moved = events.Single();
        (
            Type(moved),
            moved["propertyName"]!.GetValue<string>(),
            moved["propertyValue"]!.GetValue<string>(),
            moved["changeSource"]!.GetValue<string>()
        ).ShouldBe(("deal.propertyChange", "dealstage", "closedwon", "CRM_UI"));
        moved["objectId"]!.GetValue<long>().ShouldBe(long.Parse(deal, System.Globalization.CultureInfo.InvariantCulture));
        moved["occurredAt"]!.GetValue<long>().ShouldBe(sandbox.Clock.Now.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_refused_delivery_comes_again_signed_anew_until_it_is_taken()
    {
        refusals = 2;
        await sandbox.Create("companies", new { name = "C" });
        await Until(_ => received.Count == 3);
        received.Select(r => r.Events[0]!["attemptNumber"]!.GetValue<int>()).ShouldBe([0, 1, 2]);
        received.Select(r => r.Events[0]!["eventId"]!.GetValue<long>()).Distinct().Count().ShouldBe(1);
        foreach (var delivery in received)
            delivery.Signature.ShouldBe(Signature.V3("secret", "POST", Target, delivery.Body, delivery.Timestamp));
    }

    [Fact]
    public async Task Many_changes_arrive_in_arrays_of_a_hundred_at_most_and_none_is_missing()
    {
        for (var batch = 0; batch < 3; batch++)
        {
            var inputs = Enumerable.Range(0, 100).Select(i => new { properties = new { name = $"C{i}", city = "Delft" } });
            await sandbox.Post("/crm/v3/objects/companies/batch/create", new { inputs }, 201);
        }
        var events = await Until(e => e.Count >= 900);
        events.Count.ShouldBe(900);
        received.ShouldAllBe(r => r.Events.Count <= 100);
        events.Count(e => Type(e) == "company.creation").ShouldBe(300);
    }

    [Fact]
    public async Task An_association_is_told_once_for_each_side()
    {
        var deal = await sandbox.Create("deals", new { dealname = "D", dealstage = "qualifiedtobuy" });
        var company = await sandbox.Create("companies", new { name = "C" });
        await sandbox.Call(HttpMethod.Put, $"/crm/v4/objects/deals/{deal}/associations/default/companies/{company}", null, 200);
        var sides = (await Until(e => e.Count(x => Type(x).EndsWith("associationChange", StringComparison.Ordinal)) == 2))
            .Where(e => Type(e).EndsWith("associationChange", StringComparison.Ordinal))
            .ToList();
        sides.Select(Type).Order().ShouldBe(["company.associationChange", "deal.associationChange"]);
        sides.Select(e => e["eventId"]!.GetValue<long>()).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Every_delivery_carries_the_older_signature_too()
    {
        await sandbox.Create("companies", new { name = "Older" });
        await Until(_ => !received.IsEmpty);

        var body = received.First().Body;
        var expected = System.Security.Cryptography.SHA256.HashData([.. "secret"u8, .. body]);
        older.First().ShouldBe(("v1", Convert.ToHexStringLower(expected)));
    }

    [Fact]
    public async Task A_delayed_delivery_comes_late_and_the_next_overtakes_it()
    {
        await sandbox.Post(
            "/sandbox/admin/faults/rules",
            new
            {
                fault = "delayPush",
                delayMs = 1_500,
                count = 1,
            },
            201
        );
        var slow = await sandbox.Create("companies", new { name = "Slow" });
        await UntilTrue(async () => (await sandbox.Get("/sandbox/admin/faults/log"))!.AsArray().Count == 1);
        var quick = await sandbox.Create("contacts", new { lastname = "Quick" });
        await Until(e => e.Any(x => Type(x) == "company.creation") && e.Any(x => Type(x) == "contact.creation"));

        var order = received.SelectMany(r => r.Events).Select(e => e!["objectId"]!.GetValue<long>().ToString(Invariant)).ToList();
        order.IndexOf(quick).ShouldBeLessThan(order.IndexOf(slow));
    }

    [Fact]
    public async Task A_dropped_delivery_never_comes_and_the_next_one_does()
    {
        await sandbox.Post("/sandbox/admin/faults", new { protocol = "hubSpot", dropPushes = 1 }, 204);
        await sandbox.Create("companies", new { name = "Silent" });
        await UntilTrue(async () =>
            (await sandbox.Get("/sandbox/admin/webhooks/deliveries"))!.AsArray().Any(d => d!["status"]!.GetValue<int>() == -1)
        );
        await sandbox.Create("companies", new { name = "Heard" });
        var events = await Until(e => e.Count > 0);
        events.ShouldNotContain(e => e["propertyValue"] != null && e["propertyValue"]!.GetValue<string>() == "Silent");
    }

    private async Task Receive(HttpContext http)
    {
        using var copy = new MemoryStream();
        await http.Request.Body.CopyToAsync(copy);
        var body = copy.ToArray();
        older.Enqueue(
            (http.Request.Headers["X-HubSpot-Signature-Version"].ToString(), http.Request.Headers["X-HubSpot-Signature"].ToString())
        );
        received.Enqueue(
            (
                JsonSerializer.Deserialize<JsonArray>(body)!,
                http.Request.Headers["X-HubSpot-Signature-v3"].ToString(),
                long.Parse(
                    http.Request.Headers["X-HubSpot-Request-Timestamp"].ToString(),
                    System.Globalization.CultureInfo.InvariantCulture
                ),
                body,
                watch.Elapsed
            )
        );
        if (Interlocked.Decrement(ref refusals) >= 0)
            http.Response.StatusCode = 503;
    }

    private static string Type(JsonNode e) => e["subscriptionType"]!.GetValue<string>();

    /// <summary>All events so far, once they satisfy the condition; fails after five seconds.</summary>
    private async Task<List<JsonNode>> Until(Func<List<JsonNode>, bool> enough)
    {
        List<JsonNode> All() => [.. received.SelectMany(r => r.Events).OfType<JsonNode>()];
        await UntilTrue(() => Task.FromResult(enough(All())));
        return All();
    }

    private static async Task UntilTrue(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 500; i++)
        {
            if (await holds())
                return;
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException("It did not happen within five seconds.");
    }
}
