using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Entente.Sandbox.Admin;
using Entente.Sandbox.Salesforce.Push;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;
using Protocol = Entente.Sandbox.Protocol;

namespace Entente.Tests.Sandbox.Salesforce;

public sealed partial class SalesforceOutboundTest
{
    [Fact]
    public async Task A_change_by_anyone_is_told_soon_and_a_deletion_is_not()
    {
        await using var org = await SalesforceOrg.Start();
        await using var target = await Target.Start();
        org.Service<OutboundTargets>().Put(new OutboundTarget(target.Url));
        await org.Create("Account", new { Name = "Warm up" });
        await target.Received(1);

        var watch = Stopwatch.StartNew();
        await org.HubSpotCall(
            "POST",
            "/crm/v3/objects/deals",
            """{"properties":{"dealname":"A <b> & \u0001c","dealstage":"qualifiedtobuy","pipeline":"default"}}"""
        );
        var message = (await target.Received(2))[1];
        watch.ElapsedMilliseconds.ShouldBeLessThan(1000);
        message.ShouldContain("<sObject xsi:type=\"sf:Opportunity\"");
        message.ShouldContain("<sf:Name>A &lt;b&gt; &amp; c</sf:Name>");
        message.ShouldContain("<sf:StageName>Needs Analysis</sf:StageName>");

        var id = Id().Match((await target.Received(1))[0]).Groups["id"].Value;
        (await org.Call("DELETE", $"/sobjects/Account/{id}")).Status.ShouldBe(204);
        await org.Create("Contact", new { LastName = "Told after the deletion" });
        (await target.Received(3))[2].ShouldContain("sf:Contact");
    }

    [Fact]
    public async Task What_is_not_acknowledged_comes_again_under_the_same_id_with_the_data_of_then()
    {
        await using var org = await SalesforceOrg.Start();
        await using var target = await Target.Start("<Ack>false</Ack>", "oops");
        org.Service<OutboundTargets>().Put(new OutboundTarget(target.Url, ["Account"]));
        var id = await org.Create("Account", new { Name = "First" });
        await target.Received(1);
        (await org.Call("PATCH", $"/sobjects/Account/{id}", new { Name = "Second" })).Status.ShouldBe(204);
        var messages = await target.Received(4);
        var first = messages.Where(message => NotificationId(message) == NotificationId(messages[0])).ToList();
        first.Count.ShouldBeGreaterThanOrEqualTo(2);
        first[^1].ShouldContain("Second");
    }

    [Fact]
    public async Task A_large_change_is_told_in_messages_of_a_hundred_each_record_once()
    {
        await using var org = await SalesforceOrg.Start();
        await using var target = await Target.Start();
        org.Service<OutboundTargets>().Put(new OutboundTarget(target.Url, ["Contact"]));
        var rows = Enumerable.Range(0, 200).Select(n => new { attributes = new { type = "Contact" }, LastName = $"C{n}" });
        (await org.Call("POST", "/composite/sobjects", new { records = rows })).Status.ShouldBe(200);
        await target.Received(2);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var messages = await target.Received(2);
        messages.Count.ShouldBe(2);
        messages.SelectMany(message => Id().Matches(message)).Select(match => match.Groups["id"].Value).Distinct().Count().ShouldBe(200);
    }

    [Fact]
    public async Task A_push_dropped_on_demand_never_comes()
    {
        await using var org = await SalesforceOrg.Start();
        await using var target = await Target.Start();
        org.Service<OutboundTargets>().Put(new OutboundTarget(target.Url));
        org.Service<Faults>().DropPushes(Protocol.Salesforce, 1);
        await org.Create("Account", new { Name = "Lost" });
        while (org.Service<OutboundSender>().Deliveries.Count == 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await org.Create("Contact", new { LastName = "Told" });
        (await target.Received(1)).ShouldHaveSingleItem().ShouldContain("sf:Contact");
    }

    [Fact]
    public async Task A_push_doubled_on_demand_comes_twice_with_the_same_ids()
    {
        await using var org = await SalesforceOrg.Start();
        await using var target = await Target.Start();
        org.Service<OutboundTargets>().Put(new OutboundTarget(target.Url, ["Account"]));
        org.Service<Faults>()
            .Put(
                new FaultRule
                {
                    Fault = Fault.DoublePush,
                    Protocol = Protocol.Salesforce,
                    Count = 1,
                }
            );
        await org.Create("Account", new { Name = "Twice" });

        var messages = await target.Received(2);
        messages.Select(NotificationId).Distinct().ShouldHaveSingleItem();
        await org.Create("Account", new { Name = "Once" });
        (await target.Received(3)).Count(m => m.Contains("Once", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_push_reordered_on_demand_tells_every_record_once_in_another_order()
    {
        await using var org = await SalesforceOrg.Start();
        await using var target = await Target.Start();
        org.Service<OutboundTargets>().Put(new OutboundTarget(target.Url, ["Contact"]));
        var rows = Enumerable.Range(0, 50).Select(n => new { attributes = new { type = "Contact" }, LastName = $"C{n}" });
        (await org.Call("POST", "/composite/sobjects", new { records = rows })).Status.ShouldBe(200);
        var straight = Ids((await target.Received(1))[0]);
        org.Service<Faults>()
            .Put(
                new FaultRule
                {
                    Fault = Fault.ReorderPush,
                    Protocol = Protocol.Salesforce,
                    Count = 1,
                }
            );
        var again = straight.Select(id => new
        {
            attributes = new { type = "Contact" },
            id,
            FirstName = "Anew",
        });
        (await org.Call("PATCH", "/composite/sobjects", new { records = again })).Status.ShouldBe(200);

        var shuffled = Ids((await target.Received(2))[1]);
        shuffled.ShouldNotBe(straight);
        shuffled.ShouldBe(straight, ignoreOrder: true);
    }

    [Fact]
    public async Task A_push_delayed_on_demand_is_overtaken()
    {
        await using var org = await SalesforceOrg.Start();
        await using var target = await Target.Start();
        org.Service<OutboundTargets>().Put(new OutboundTarget(target.Url));
        org.Service<Faults>()
            .Put(
                new FaultRule
                {
                    Fault = Fault.DelayPush,
                    Protocol = Protocol.Salesforce,
                    DelayMs = 1_500,
                    Count = 1,
                }
            );
        await org.Create("Account", new { Name = "Slow" });
        while (org.Service<Faults>().Log().Count == 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await org.Create("Contact", new { LastName = "Quick" });

        var messages = await target.Received(2);
        messages[0].ShouldContain("Quick");
        messages[1].ShouldContain("Slow");
    }

    private static List<string> Ids(string message) => [.. Id().Matches(message).Select(match => match.Groups["id"].Value)];

    private static string NotificationId(string message) => Notification().Match(message).Value;

    [GeneratedRegex("<sf:Id>(?<id>\\w{18})</sf:Id>", RegexOptions.ExplicitCapture)]
    private static partial Regex Id();

    [GeneratedRegex("<Notification><Id>04l\\w{15}</Id>")]
    private static partial Regex Notification();

    /// <summary>A listener that acknowledges, after the answers given for the first messages.</summary>
    private sealed class Target : IAsyncDisposable
    {
        private readonly ConcurrentQueue<string> _messages = new();
        private readonly WebApplication _app;

        private Target(WebApplication app) => _app = app;

        public string Url { get; private set; } = "";

        public static async Task<Target> Start(params string[] firstAnswers)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            var target = new Target(app);
            var answers = new ConcurrentQueue<string>(firstAnswers);
            app.MapPost(
                "/om",
                async (HttpRequest request) =>
                {
                    using var reader = new StreamReader(request.Body);
                    target._messages.Enqueue(await reader.ReadToEndAsync());
                    var inner = answers.TryDequeue(out var answer) ? answer : "<Ack>true</Ack>";
                    return Results.Text(
                        $"<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><notificationsResponse xmlns=\"http://soap.sforce.com/2005/09/outbound\">{inner}</notificationsResponse></e:Body></e:Envelope>",
                        "text/xml"
                    );
                }
            );
            await app.StartAsync();
            target.Url = app.Urls.First() + "/om";
            return target;
        }

        /// <summary>Waits until that many messages came; all of them so far.</summary>
        public async Task<List<string>> Received(int count)
        {
            var watch = Stopwatch.StartNew();
            while (_messages.Count < count)
            {
                watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), $"{_messages.Count} of {count} messages came");
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }

            return [.. _messages];
        }

        public async ValueTask DisposeAsync()
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }
}
