using System.Diagnostics;
using System.Globalization;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.RealInput;

/// <summary>
/// Ten thousand real company names, put into the CRM by clients that others wrote: Entente mirrors them all, on either protocol, and
/// staff see the right one for what a partner types. Times are printed, not judged.
/// </summary>
[Trait("part", "peers")]
public sealed class SecRegistrantsTest(House house, Registrants registrants, ITestOutputHelper output)
    : IClassFixture<House>,
        IClassFixture<Registrants>
{
    private const int Checks = 300;

    [Theory]
    [InlineData(nameof(CrmKind.HubSpot))]
    [InlineData(nameof(CrmKind.Salesforce))]
    public async Task Entente_mirrors_every_registrant_and_staff_see_the_right_one_first(string protocol)
    {
        if (registrants.Lacking is { } lacking)
        {
            output.WriteLine(lacking);
            return;
        }
        var kind = Enum.Parse<CrmKind>(protocol);
        // One store, two protocols: each is the CRM of a workspace of its own.
        var workspace = kind == CrmKind.HubSpot ? house.Corvane : house.Other;
        // The CRM lives in the machine's time. The other protocol's run left the clock ahead of it: back, no schedule would be due.
        if (TimeProvider.System.GetUtcNow() is var real && real > house.Clock.Now)
            house.Clock.Set(real);
        await house.Work();
        registrants.Loaded.ShouldBeGreaterThanOrEqualTo(Registrants.Stated);
        Print($"{registrants.Loaded} companies loaded by the HubSpot client in {registrants.LoadSeconds:0.0} s");

        var connection = await Connect(kind, workspace);
        await MirrorAll(workspace, connection, protocol);
        var story = await RegistrationStory.In(house, workspace);
        await Candidates(story);
        await OwnNames(story, protocol);
        await TimeChecks(story, protocol);
        await Follow(workspace, protocol);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<CrmConnectionId> Connect(CrmKind kind, WorkspaceCard workspace)
    {
        var (crm, keys) = (registrants.Crm, registrants.Crm.Options);
        var input =
            kind == CrmKind.HubSpot
                ? new ConnectCrm.Input(
                    kind,
                    crm.HubSpot.OriginalString,
                    keys.HubSpotToken,
                    AppSecret: keys.HubSpotAppSecret,
                    CallsPerSecond: 10_000
                )
                : new ConnectCrm.Input(
                    kind,
                    crm.Salesforce.OriginalString,
                    keys.SalesforceClientSecret,
                    keys.SalesforceClientId,
                    CallsPerSecond: 10_000
                );
        var connected = await house.Act<ConnectCrm, Result<CrmConnectionId>>(Actor.System(workspace.Id), u => u.Run(input, Ct));
        connected.Problem.ShouldBeNull();
        return connected.Value;
    }

    private async Task MirrorAll(WorkspaceCard workspace, CrmConnectionId connection, string protocol)
    {
        var began = Stopwatch.GetTimestamp();
        var started = await house.Act<StartSync, Result<StartSync.Started>>(Actor.System(workspace.Id), u => u.Run(connection, Ct));
        started.Problem.ShouldBeNull();
        await house.Work();
        var took = Stopwatch.GetElapsedTime(began);

        var view = (
            await house.Act<ShowConnection, IReadOnlyList<ConnectionView>>(Actor.System(workspace.Id), u => u.All(house.Clock.Now, Ct))
        ).Single();
        view.State.ShouldBe(CrmConnectionState.Live);
        var mirrored = view.Objects.Single(o => o.Kind == CrmObject.Account).Mirrored;
        mirrored.ShouldBe(await registrants.Crm.Count("companies"));
        Print($"{protocol}: {mirrored} companies mirrored in {took.TotalSeconds:0.0} s, {mirrored / took.TotalSeconds:0} a second");
    }

    private async Task Candidates(RegistrationStory story)
    {
        foreach (
            var (typed, right) in new[]
            {
                ("Nvidia Corporation", "NVIDIA CORP"),
                ("3 M Co.", "3M CO"),
                ("JP Morgan Chase and Company", "JPMORGAN CHASE & CO"),
            }
        )
        {
            var sent = await story.Submit(story.Ines, RegistrationStory.Claim(typed) with { CloseDate = "2027-12-31" });
            sent.Problem.ShouldBeNull();
            var page = await house.Act<ReviewQuery, ReviewView?>(story.Maren, u => u.Load(sent.Value.Number, Ct));
            page!.Candidates.ShouldNotBeEmpty(typed);
            page.Candidates[0].Name.ShouldBe(right, typed);
        }
    }

    // Whatever is in the mirror must be found by its own name; several registrants have the very same one.
    private async Task OwnNames(RegistrationStory story, string protocol)
    {
        var asked = registrants.Names.Where((_, i) => i % 40 == 0).ToList();
        var missed = new List<string>();
        foreach (var name in asked)
        {
            await using var scope = house.As(story.Maren);
            var found = await scope.ServiceProvider.GetRequiredService<CrmApi>().Candidates(name, null, 3, Ct);
            found.Complete.ShouldBeTrue();
            if (!string.Equals(found.Found.FirstOrDefault()?.Account.Name, name, StringComparison.OrdinalIgnoreCase))
                missed.Add($"{name} → {found.Found.FirstOrDefault()?.Account.Name ?? "nothing"}");
        }
        Print(
            $"{protocol}: {asked.Count - missed.Count} of {asked.Count} own names come first; others: {string.Join("; ", missed.Take(10))}"
        );
        missed.Count.ShouldBeLessThanOrEqualTo(asked.Count / 50, string.Join("; ", missed));
    }

    private async Task TimeChecks(RegistrationStory story, string protocol)
    {
        var names = registrants.Names.Where((_, i) => i % 33 == 7).Take(Checks).ToList();
        var times = new List<double>();
        foreach (var name in names)
        {
            await using var scope = house.As(story.Ines);
            var world = scope.ServiceProvider.GetRequiredService<ClaimWorld>();
            var now = house.Clock.Now;
            var began = Stopwatch.GetTimestamp();
            var terms = await world.Terms(Ct);
            var input = new ClaimInput(RegistrationKind.Deal, name, Country: "GB");
            var claim = ClaimReader.Read(input, (await world.Workspace(Ct)).Currency, terms.Calendar.DateAt(now)).Value;
            var facts = (await world.Facts(story.Kestrel, claim, null, Ct)).ShouldNotBeNull();
            var found = Assessment.Of(facts, terms, now);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            found.Findings.ShouldNotBeEmpty();
        }
        times.Sort();
        Print(
            $"{protocol}: {times.Count} assessments among {registrants.Loaded}: p50 {times[times.Count / 2]:0.0} ms, p95 {times[times.Count * 95 / 100]:0.0} ms, longest {times[^1]:0.0} ms"
        );
    }

    private async Task Follow(WorkspaceCard workspace, string protocol)
    {
        var renamed = await registrants.Rename(protocol);
        renamed.ShouldNotBeEmpty();
        var began = Stopwatch.GetTimestamp();
        // The cursor's interval passes; no push was set up. The walk goes back some minutes, because a CRM shows changes late.
        house.Clock.Advance(TimeSpan.FromSeconds(75));
        await house.Work();
        var took = Stopwatch.GetElapsedTime(began);

        await using var scope = house.As(workspace);
        var names = await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<AccountRow>()
            .Where(a => renamed.Contains(a.Name))
            .Select(a => a.Name)
            .ToListAsync(Ct);
        names.Order().ShouldBe(renamed.Order());
        var api = scope.ServiceProvider.GetRequiredService<CrmApi>();
        foreach (var name in renamed)
            (await api.Candidates(name, null, 1, Ct)).Found.Single().Account.Name.ShouldBe(name);
        Print(
            $"{protocol}: {renamed.Count} accounts renamed by jsforce, in the mirror by one walk of the cursor, which read all of the last minutes' load again, in {took.TotalSeconds:0.0} s"
        );
    }

    private void Print(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
