using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entente.Platform.Jobs;

/// <summary>
/// Runs what is due: events for their handlers, jobs, schedules. Each in a scope of its own that acts as Entente on behalf of
/// whoever set it in motion. Any number of workers may run beside each other, here and on other nodes.
/// </summary>
public sealed partial class Worker
{
    private readonly IServiceScopeFactory scopes;
    private readonly WorkCatalog work;
    private readonly DueList due;
    private readonly WorkPapers papers;
    private readonly TimeProvider clock;
    private readonly ILogger<Worker> log;

    internal Worker(
        IServiceScopeFactory scopes,
        WorkCatalog work,
        DueList due,
        WorkPapers papers,
        TimeProvider clock,
        ILogger<Worker> log
    ) => (this.scopes, this.work, this.due, this.papers, this.clock, this.log) = (scopes, work, due, papers, clock, log);

    /// <summary>Runs everything that is due now, and what that makes due, until nothing is left. Returns how many runs.</summary>
    public async Task<int> Drain(CancellationToken ct)
    {
        var runs = 0;
        while (await Step(1, ct) is var done and > 0)
            runs += done;
        return runs;
    }

    /// <summary>
    /// Takes over at once what earlier workers held when they died, instead of waiting for their leases to run out. Only for a worker
    /// that knows itself alone on its database. Returns how many lines were held.
    /// </summary>
    public Task<int> TakeOver(CancellationToken ct) => due.FreeAll(ct);

    /// <summary>
    /// Starts, in the workspaces that were there before, the schedules that this version brings. Those that run stay as they are, so that any number of
    /// workers may do it. Returns how many were started.
    /// </summary>
    public Task<int> StartSchedules(CancellationToken ct) => due.Start([.. work.Schedules.Values], clock.GetUtcNow(), ct);

    /// <summary>Takes a handful of due lines and runs them, <paramref name="beside"/> at a time. Returns how many it took.</summary>
    public async Task<int> Step(int beside, CancellationToken ct)
    {
        var claims = await due.Take(clock.GetUtcNow(), beside * 4, ct);
        if (beside == 1)
            foreach (var claim in claims)
                await RunGuarded(claim, ct);
        else
            await Parallel.ForEachAsync(
                claims,
                new ParallelOptions { MaxDegreeOfParallelism = beside, CancellationToken = ct },
                async (claim, token) => await RunGuarded(claim, token)
            );
        return claims.Count;
    }

    /// <summary>
    /// Runs what is due, <paramref name="beside"/> at a time, until it is asked to stop: a run that takes long holds up nobody but itself.
    /// </summary>
    /// <param name="rest">Waits until something may be due, when nothing is.</param>
    public async Task Serve(int beside, Func<CancellationToken, Task> rest, CancellationToken ct)
    {
        var (queue, running, resting) = (new Queue<Claim>(), new List<Task>(), (Task?)null);
        try
        {
            while (!ct.IsCancellationRequested)
            {
                foreach (var ended in running.FindAll(r => r.IsCompleted))
                {
                    running.Remove(ended);
                    await ended;
                }
                if (queue.Count == 0)
                    foreach (var claim in await due.Take(clock.GetUtcNow(), (beside - running.Count) * 4, ct))
                        queue.Enqueue(claim);
                var none = queue.Count == 0;
                while (running.Count < beside && queue.TryDequeue(out var next))
                    running.Add(RunGuarded(next, ct));
                if (running.Count == beside)
                    await Task.WhenAny(running);
                else if (none)
                    // One wait at a time: a second one would swallow the pulse that wakes the first.
                    await Task.WhenAny([resting = resting is null or { IsCompleted: true } ? rest(ct) : resting, .. running]);
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunGuarded(Claim claim, CancellationToken ct)
    {
        using var heart = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beating = KeepLease(claim, heart.Token);
        try
        {
            await Run(claim, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopping: the lease runs out and another worker takes it.
        }
#pragma warning disable CA1031 // One item's failure of any kind must not stop the worker; it is logged, retried, then set aside.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await Failed(claim, failure, ct);
        }
        finally
        {
            await heart.CancelAsync();
            await beating;
        }
    }

    private Task Run(Claim claim, CancellationToken ct)
    {
        var kind = claim.Kind.Split(':', 2);
        return kind[0] switch
        {
            "event" => RunHandler(claim, kind[1], ct),
            "job" => RunJob(claim, kind[1], ct),
            "schedule" => RunSchedule(claim, ct),
            _ => throw new InvalidOperationException($"Nothing runs '{claim.Kind}'."),
        };
    }

    private async Task RunHandler(Claim claim, string handler, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        // In whose name it runs stands in the event, which is read behind the workspace's fence by the statement that takes it up.
        var slot = scope.ServiceProvider.GetRequiredService<ActorSlot>();
        slot.Fill(Actor.Guest(claim.Workspace, Channel.Job));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        await using var held = await db.Hold([], ct);
        if (await WorkPapers.TakeUp(db, claim, handler, clock.GetUtcNow(), ct) is var (origin, payload))
        {
            slot.Identify(Actor.System(claim.Workspace, Channel.Job, origin.By) with { Correlation = origin.Correlation });
            await work.Handlers[handler].Call(scope.ServiceProvider, payload, new(claim.Id, origin.At, origin.By), ct);
        }
        await held.Save(ct);
    }

    private async Task RunJob(Claim claim, string name, CancellationToken ct)
    {
        var (origin, payload) = await papers.Job(claim, ct);
        await using var scope = Scope(claim.Workspace, origin.By, origin.Correlation);
        var outcome = await work.Jobs[name].Call(scope.ServiceProvider, payload, ct);
        if (outcome.Again is { } again)
            await due.Postpone(claim, again, countsAsTry: false, ct);
        else
            await due.Finish(claim, ct);
    }

    private async Task RunSchedule(Claim claim, CancellationToken ct)
    {
        if (!work.Schedules.TryGetValue(claim.Kind, out var schedule))
        {
            // Of an older version: this one has no such schedule any more.
            await due.Finish(claim, ct);
            return;
        }
        var now = clock.GetUtcNow();
        await using (var scope = Scope(claim.Workspace, null, ""))
        {
            var runs = (IScheduled)ActivatorUtilities.GetServiceOrCreateInstance(scope.ServiceProvider, schedule.Runs);
            await runs.Run(now, ct);
        }
        await due.Postpone(claim, clock.GetUtcNow() + schedule.Every, countsAsTry: false, ct);
    }

    private async Task Failed(Claim claim, Exception failure, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var isSchedule = claim.Kind.StartsWith("schedule:", StringComparison.Ordinal);
        if (claim.Attempts < Backoff.MostAttempts || isSchedule)
        {
            Retrying(log, failure, claim.Kind, claim.Id, claim.Attempts);
            await due.Postpone(claim, now + Backoff.After(claim.Attempts, claim.Id), countsAsTry: true, ct);
            return;
        }

        SettingAside(log, failure, claim.Kind, claim.Id, claim.Attempts);
        await using var scope = Scope(claim.Workspace, null, "");
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        // One that is on the list once may lie here already.
        if (!await db.Set<DeadLetter>().AnyAsync(d => d.Id == claim.Id && d.Kind == claim.Kind, ct))
            db.Add(
                new DeadLetter
                {
                    Id = claim.Id,
                    Kind = claim.Kind,
                    Attempts = claim.Attempts,
                    Cause = failure.Message,
                    At = now,
                }
            );
        await db.SaveChangesAsync(ct);
        await due.Finish(claim, ct);
    }

    private AsyncServiceScope Scope(WorkspaceId workspace, PersonId? by, string correlation)
    {
        var scope = scopes.CreateAsyncScope();
        scope
            .ServiceProvider.GetRequiredService<ActorSlot>()
            .Fill(Actor.System(workspace, Channel.Job, by) with { Correlation = correlation });
        return scope;
    }

    private async Task KeepLease(Claim claim, CancellationToken ct)
    {
        // Nearly every run ends before the first beat. No exception says so: a thousand of them are a second of work.
        while (true)
        {
            await Task.Delay(DueList.LeaseTime / 3, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ct.IsCancellationRequested)
                return;
            try
            {
                if (!await due.Renew(claim, ct))
                    return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Kind} {Id} failed at try {Attempts}; it will be tried again")]
    private static partial void Retrying(ILogger logger, Exception failure, string kind, Guid id, int attempts);

    [LoggerMessage(LogLevel.Error, "{Kind} {Id} failed {Attempts} times and was set aside")]
    private static partial void SettingAside(ILogger logger, Exception failure, string kind, Guid id, int attempts);
}
