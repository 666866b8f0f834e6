using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entente.Demo;
using Entente.Demo.Plan;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Sandbox;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Demo;

public sealed class ShortStoryOnHubSpotTest(House house) : ShortStory(house, DemoCrm.HubSpot);

public sealed class ShortStoryOnSalesforceTest(House house) : ShortStory(house, DemoCrm.Salesforce);

/// <summary>The first five weeks of the demo's story, on the real use cases and a sandbox of its own.</summary>
public abstract class ShortStory(House house, DemoCrm crm) : IClassFixture<House>
{
    private const int Days = 35;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_planned_is_what_Entente_and_the_CRM_hold()
    {
        var plan = FirstWeeks();
        var folder = Directory.CreateTempSubdirectory("entente-story-").FullName;
        var options = new SandboxOptions
        {
            HubSpotUrl = "http://127.0.0.1:0",
            SalesforceUrl = "http://127.0.0.1:0",
            DataFolder = folder,
            StoryClock = true,
            Say = _ => { },
        };
        await using var sandbox = SandboxApp.Build(options);
        await sandbox.StartAsync(Ct);
        var (hubSpot, salesforce) = SandboxApp.Addresses(sandbox);
        var door = new SandboxDoor(
            hubSpot,
            options.HubSpotToken,
            options.HubSpotAppSecret,
            salesforce,
            options.SalesforceClientId,
            options.SalesforceClientSecret
        );
        house.Clock.Set(plan.First);

        var told = await Story.Tell(new Stage(house.Services, house.Clock.Set, door, crm, "http://127.0.0.1:9", _ => { }), plan, Ct);

        await EachRegistrationIsWhereThePlanLeftIt(plan, told);
        await TheCrmAndThePipelineHoldTheSameDeals(plan, told, hubSpot);
        await NothingIsLeftToDoAndNoMailWasSent(told);
        await NobodyMovesTheSandboxClockAnyMore(hubSpot);
        await sandbox.StopAsync(Ct);
        Directory.Delete(folder, recursive: true);
    }

    // The end of the first weeks is as good an end as any: the plan is in order, and acts refer only to what came before.
    private static StoryPlan FirstWeeks()
    {
        var whole = StoryPlan.For(new DateTimeOffset(2026, 3, 12, 10, 20, 0, TimeSpan.Zero));
        var end = whole.First.AddDays(Days);
        return whole with { Now = end, Acts = [.. whole.Acts.Where(a => a.At < end)], At = "corvane-story" };
    }

    private async Task EachRegistrationIsWhereThePlanLeftIt(StoryPlan plan, Told told)
    {
        await using var scope = house.As(Actor.System(told.Workspace));
        var held = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Registration>()
            .OrderBy(r => r.SubmittedAt)
            .ToListAsync(Ct);

        var planned = plan.Acts.OfType<Entente.Demo.Plan.RegistrationSubmitted>().ToList();
        planned.Count.ShouldBeGreaterThan(8);
        held.Select(r => (r.Company, r.SubmittedAt)).ShouldBe(planned.Select(p => (p.Claim.Company.Name, p.At)));
        held.First(r => r.Kind is RegistrationKind.Deal).Number.ShouldBe($"DR-{plan.FirstDealNumber:0000}");
        foreach (var (registration, sent) in held.Zip(planned))
            registration.State.ShouldBeOneOf(StatesOf(plan, sent.Key));
    }

    private static RegistrationState[] StatesOf(StoryPlan plan, string key) =>
        plan.Acts.LastOrDefault(a =>
            a is Approved x && x.Key == key
            || a is Declined y && y.Key == key
            || a is Rejected z && z.Key == key
            || a is InfoAsked q && q.Key == key
        ) switch
        {
            Approved when plan.Acts.Any(a => a is Entente.Demo.Plan.DealWon w && w.Key == key) => [RegistrationState.Won],
            Approved when plan.Acts.Any(a => a is Entente.Demo.Plan.DealLost l && l.Key == key) => [RegistrationState.Lost],
            Approved => [RegistrationState.Converted],
            Declined => [RegistrationState.Declined],
            Rejected => [RegistrationState.Rejected],
            InfoAsked => [RegistrationState.NeedsInfo, RegistrationState.InReview, RegistrationState.Withdrawn],
            _ => [RegistrationState.InReview],
        };

    private async Task TheCrmAndThePipelineHoldTheSameDeals(StoryPlan plan, Told told, string hubSpot)
    {
        using var http = new HttpClient();
        using var counts = JsonDocument.Parse(await http.GetStringAsync(hubSpot + "/sandbox/admin/counts", Ct));
        await using var scope = house.As(Actor.System(told.Workspace));
        var deals = await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<Opportunity>().CountAsync(Ct);

        var expected = plan.Acts.Count(a => a is Approved or DirectDealOpened);
        expected.ShouldBeGreaterThan(5);
        counts.RootElement.GetProperty("deals").GetInt64().ShouldBe(expected);
        deals.ShouldBe(expected);
    }

    private async Task NothingIsLeftToDoAndNoMailWasSent(Told told)
    {
        await using var scope = house.As(Actor.System(told.Workspace));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        (await db.Set<MailMessage>().CountAsync(Ct)).ShouldBeGreaterThan(10);
        (await db.Set<MailMessage>().CountAsync(m => m.State != MailState.Filed, Ct)).ShouldBe(0);
        (await db.Set<DeadLetter>().CountAsync(Ct)).ShouldBe(0);
        (await house.Services.GetRequiredService<Worker>().Drain(Ct)).ShouldBe(0, "what was due has run");
    }

    private static async Task NobodyMovesTheSandboxClockAnyMore(string hubSpot)
    {
        using var http = new HttpClient();
        using var answer = await http.PutAsJsonAsync(hubSpot + "/sandbox/admin/clock", new { now = DateTimeOffset.UnixEpoch }, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }
}
