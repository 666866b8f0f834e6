using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entente.Crm;
using Entente.Demo;
using Entente.Demo.Plan;
using Entente.Demo.Telling;
using Entente.Partners;
using Entente.Partners.Segments;
using Entente.Pipeline.Model;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Portal.Experiences;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.WhatIf;
using Entente.Sandbox;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Demo;

/// <summary>The first five weeks of the demo's story, on the real use cases and a sandbox of its own, over each protocol.</summary>
public sealed class ShortStoryTest(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_planned_is_what_Entente_and_the_CRM_hold_and_it_is_the_same_story_on_both_protocols()
    {
        var (onHubSpot, onSalesforce) = (
            new ShortStory(new House(cluster), DemoCrm.HubSpot),
            new ShortStory(new House(cluster), DemoCrm.Salesforce)
        );

        var left = await Task.WhenAll(onHubSpot.Tell(Ct), onSalesforce.Tell(Ct));

        left[0].Count.ShouldBeGreaterThan(30);
        left[0].ShouldContain(l => l.StartsWith("QBR-", StringComparison.Ordinal), "a partner is told that its quarter was reviewed");
        left[0].ShouldContain("segment Higher tiers on the Continent: 6 partners, 0 on the list");
        left[0].ShouldContain("segment Advisory board: 4 partners, 4 on the list");
        left[0].ShouldContain("layout Advisory board for Advisory board: published");
        left[1].ShouldBe(left[0]);
    }
}

/// <summary>One telling of it.</summary>
internal sealed class ShortStory(House house, DemoCrm crm)
{
    private const int Days = 35;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Tells it, looks at what is there, and says in lines what anybody could see of it.</summary>
    public async Task<IReadOnlyList<string>> Tell(CancellationToken ct)
    {
        await house.InitializeAsync();
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
        await sandbox.StartAsync(ct);
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

        var told = await Story.Tell(new Stage(house.Services, house.Clock.Set, door, crm, "http://127.0.0.1:9", _ => { }), plan, ct);

        await EachRegistrationIsWhereThePlanLeftIt(plan, told);
        await TheCrmAndThePipelineHoldTheSameDeals(plan, told, hubSpot);
        await PartnersHaveTheCompaniesThatTheCrmHolds(told);
        await ThePolicyReproducesWhatWasMadeOfEachClaim(plan, told);
        await NothingIsLeftToDoAndNoMailWasSent(told);
        await NobodyMovesTheSandboxClockAnyMore(hubSpot);
        var left = await Left(told);
        await sandbox.StopAsync(ct);
        Directory.Delete(folder, recursive: true);
        await house.DisposeAsync();
        return left;
    }

    // Whatever names no id: those of the CRMs and of the two databases differ.
    private async Task<IReadOnlyList<string>> Left(Told told)
    {
        await using var scope = house.As(Actor.System(told.Workspace));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var registrations = await db.Set<Registration>()
            .OrderBy(r => r.Number)
            .Select(r => $"{r.Number} {r.Company}: {r.State}, {r.Protection}, closed {r.ClosedAt}, version {r.Version}")
            .ToListAsync(Ct);
        var audit = await db.Set<AuditEntry>().GroupBy(a => a.Action).Select(g => $"{g.Key}: {g.Count()}").ToListAsync(Ct);
        var mails = await db.Set<MailMessage>().GroupBy(m => m.Subject).Select(g => $"{g.Key}: {g.Count()}").ToListAsync(Ct);
        var segments = await db.Set<PartnerSegment>().OrderBy(s => s.Name).ToListAsync(Ct);
        var aims = new List<string>();
        foreach (var segment in segments)
        {
            var view = (await scope.ServiceProvider.GetRequiredService<SegmentDesk>().Load(segment.Id, Ct)).ShouldNotBeNull();
            var listed = await db.Set<SegmentMember>().CountAsync(m => m.SegmentId == segment.Id, Ct);
            aims.Add($"segment {segment.Name}: {view.Partners} partners, {listed} on the list");
        }
        foreach (var layout in await scope.ServiceProvider.GetRequiredService<ExperienceDesk>().List(Ct))
            aims.Add($"layout {layout.Name} for {layout.For}: {(layout.Live ? "published" : "a draft")}");
        return [.. aims, .. registrations, .. audit.Order(StringComparer.Ordinal), .. mails.Order(StringComparer.Ordinal)];
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

    // Taken by the same use case as everywhere: nobody says in the story which company it is.
    private async Task PartnersHaveTheCompaniesThatTheCrmHolds(Told told)
    {
        await using var scope = house.As(Actor.System(told.Workspace));
        var companies = (await scope.ServiceProvider.GetRequiredService<PartnersApi>().All(entering: false, Ct))
            .Where(p => p.Account is not null)
            .ToDictionary(p => p.Account!.Value, p => p.Name);
        var accounts = await scope.ServiceProvider.GetRequiredService<CrmApi>().Accounts(companies.Keys, Ct);
        accounts
            .Select(a => (companies[a.Id], a.Name))
            .ShouldBe(PartnerCast.InCrm.Select(c => (c.Company.Name, c.Company.LegalName)), ignoreOrder: true);
    }

    private async Task ThePolicyReproducesWhatWasMadeOfEachClaim(StoryPlan plan, Told told)
    {
        await using var scope = house.As(Actor.System(told.Workspace));
        var report = (
            await scope.ServiceProvider.GetRequiredService<ReplayDraft>().Run(Policy.Default with { Rules = Opening.Prices }, Ct)
        ).Value;

        report.Replayed.ShouldBe(plan.Acts.OfType<Entente.Demo.Plan.RegistrationSubmitted>().Count());
        report.Reproduced.ShouldBe(await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<AssessmentTrace>().CountAsync(Ct));
        (report.Broken.Count, report.Older, report.Differ.Count, report.Unknown.Count).ShouldBe((0, 0, 0, 0));
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
        (
            await db.Set<global::Entente.Crm.Model.WriteEntry>()
                .Where(w => w.ErrorMessage != null)
                .Select(w => w.ErrorMessage)
                .ToListAsync(Ct)
        ).ShouldBeEmpty("the CRM refused nothing of the story");
    }

    private static async Task NobodyMovesTheSandboxClockAnyMore(string hubSpot)
    {
        using var http = new HttpClient();
        using var answer = await http.PutAsJsonAsync(hubSpot + "/sandbox/admin/clock", new { now = DateTimeOffset.UnixEpoch }, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }
}
