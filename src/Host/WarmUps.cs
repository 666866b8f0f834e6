using Entente.Platform;

namespace Entente.Host;

/// <summary>Runs the rooms' warm-ups behind the open gates, one after the other.</summary>
internal sealed partial class WarmUps(Readiness readiness, IServiceProvider services, ILogger<WarmUps> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAny(readiness.Done, Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken));
        if (!readiness.Done.IsCompletedSuccessfully)
            return;
        foreach (var room in services.GetServices<IWarmUp>())
        {
            try
            {
                await room.WarmUp(stoppingToken);
            }
#pragma warning disable CA1031 // Only speed is lost.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                if (stoppingToken.IsCancellationRequested)
                    return;
                Cold(log, failure, room.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Room} could not be warmed; the first visitor will wait")]
    private static partial void Cold(ILogger logger, Exception failure, string room);
}
