using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entente.Platform.Jobs;

/// <summary>Keeps a worker going: at once after a commit of this process, else twice a second.</summary>
internal sealed partial class WorkerService(IServiceProvider services, WorkSignal signal, WorkGate gate, ILogger<WorkerService> log)
    : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The database's address is known only once it is up: nothing that needs it is resolved before.
        if (!await gate.Opened(stoppingToken))
            return;
        var worker = services.GetRequiredService<Worker>();
        var started = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!started)
                    await worker.StartSchedules(stoppingToken);
                started = true;
                await worker.Serve(beside: 3, ct => signal.Wait(Poll, ct), stoppingToken);
            }
#pragma warning disable CA1031 // The database may be away for a while; the worker outlives that.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Waiting(log, failure);
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None);
            }
#pragma warning disable CA1031 // Stopping: whatever the interrupted command threw, there is nothing left to do.
            catch (Exception)
#pragma warning restore CA1031
            {
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The worker could not reach the due-list; it tries again in a second")]
    private static partial void Waiting(ILogger logger, Exception failure);
}

/// <summary>Holds the background services back until the database is migrated and the demo's story is told.</summary>
public sealed class WorkGate
{
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>False: asked to stop before it opened.</summary>
    internal async Task<bool> Opened(CancellationToken stop)
    {
        await Task.WhenAny(opened.Task, Task.Delay(Timeout.InfiniteTimeSpan, stop));
        return opened.Task.IsCompletedSuccessfully;
    }

    public void Lift() => opened.TrySetResult();
}
