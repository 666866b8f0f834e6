using System.Diagnostics;
using Entente.Demo.Plan;
using Entente.Demo.Sales;
using Entente.Platform.Audit;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Demo.Telling;

/// <summary>
/// Tells a plan: sets both clocks to an act's moment and does it; runs what is due on Fridays, of late more often (<see cref="EndsWithWork"/>).
/// Mails of the past are filed as sent.
/// </summary>
internal sealed class Teller : IAsyncDisposable
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(75);
    private static readonly TimeSpan Recent = TimeSpan.FromDays(14);
    private static readonly TimeSpan Unread = TimeSpan.FromDays(2);
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(3);

    /// <summary>Runs beside each other; more do not help on two cores.</summary>
    private const int Beside = 4;

    private readonly Stage stage;
    private readonly StoryPlan plan;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly SandboxAdmin sandbox;
    private readonly SalesDesk sales;
    private readonly People people;
    private readonly Worker worker;
    private readonly OnboardingDesk onboarding;
    private readonly ReviewDesk reviews;
    private int runs;

    public Teller(Stage stage, StoryPlan plan)
    {
        (this.stage, this.plan) = (stage, plan);
        sandbox = new(http, stage.Sandbox);
        sales = stage.Crm is DemoCrm.HubSpot ? new HubSpotDesk(http, stage.Sandbox) : new SalesforceDesk(http, stage.Sandbox);
        people = new(stage.Services);
        onboarding = new(people);
        reviews = new(people, plan);
        worker = stage.Services.GetRequiredService<Worker>();
    }

    public async Task<Told> Run(CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        using var filed = stage.Services.GetRequiredService<MailDelivery>().FileOnly(plan.Now - Unread);
        await sandbox.Reset(ct);
        await Set(plan.First, ct);
        var opening = new Opening(stage, plan, people, sandbox, sales);
        await opening.Run(ct);
        await Drain(ct);

        var acts = new Acts(people, sales, plan.Now);
        var quarter = 0;
        foreach (var day in plan.Acts.GroupBy(a => StoryTime.Calendar.DateAt(a.At)))
        {
            if (Quarter(day.Key) is var next && next != quarter)
                stage.Say($"  {day.Key:MMMM yyyy}, {watch.Elapsed.TotalSeconds:0.0} s");
            quarter = next;
            foreach (var act in day)
                await Do(act, acts, ct);
            if (EndsWithWork(day.Key))
                await EndOf(day.Key, day.Last().At, ct);
        }

        await Set(plan.Now, ct);
        await Drain(ct);
        await opening.Hurry(ct);
        await sandbox.Seal(ct);
        await stage.Services.GetRequiredService<Sealer>().Seal(people.Workspace, ct);
        var ines = people[StoryPlan.Ines];
        return new(
            plan.At,
            people.Workspace,
            people.Id(StoryPlan.Maren),
            ines.Person!.Value,
            ines.Partner!.Value,
            plan.Acts.Count,
            runs,
            watch.Elapsed
        );
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Do(StoryAct act, Acts acts, CancellationToken ct)
    {
        stage.SetClock(act.At);
        var fresh = plan.Now - act.At < Fresh;
        // Only what reaches into the CRM needs the CRM's clock at this very moment.
        if (fresh || act is DirectDealOpened or RepMovesStage or RepNotes or DealWon or DealLost)
            await sandbox.SetClock(act.At, ct);
        if (!await acts.KnowsDeal(act, ct))
            await Drain(ct);
        await acts.Do(act, ct);
        if (fresh)
            await Drain(ct);
    }

    /// <summary>
    /// Long ago, what came due ran on Fridays, of late twice a week: every evening costs a walk of all cursors. In the last fortnight every
    /// evening, and in the last days, which visitors look at, after every act.
    /// </summary>
    private bool EndsWithWork(DateOnly day) =>
        (plan.Now - StoryTime.Calendar.StartOf(day)) switch
        {
            var ago when ago < Recent => true,
            var ago when ago < Remembered => day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Friday,
            _ => day.DayOfWeek is DayOfWeek.Friday,
        };

    /// <summary>At seven in the evening whatever came due runs: mails, write-backs, the cursor, the watch over protections.</summary>
    private async Task EndOf(DateOnly day, DateTimeOffset last, CancellationToken ct)
    {
        var evening = StoryTime.Calendar.StartOf(day).AddHours(19);
        await Set(evening > plan.Now || last > evening ? last : evening, ct);
        await Drain(ct);
        if (day.DayOfWeek is not DayOfWeek.Friday)
            return;
        await onboarding.Friday(day, ct);
        await reviews.Friday(day, ct);
    }

    private async Task Set(DateTimeOffset now, CancellationToken ct)
    {
        stage.SetClock(now);
        await sandbox.SetClock(now, ct);
    }

    private async Task Drain(CancellationToken ct)
    {
        while (await worker.Step(Beside, ct) is var done and > 0)
            runs += done;
    }

    private static int Quarter(DateOnly day) => day.Year * 4 + (day.Month - 1) / 3;
}
