using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entente.Platform.Audit;

/// <summary>Seals every workspace's new entries four times a second.</summary>
internal sealed partial class SealerService(IServiceProvider services, WorkGate gate, ILogger<SealerService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!await gate.Opened(stoppingToken))
            return;
        var (sealer, workspaces) = (services.GetRequiredService<Sealer>(), services.GetRequiredService<Workspaces>());
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var workspace in await workspaces.All(stoppingToken))
                    await sealer.Seal(workspace.Id, stoppingToken);
                await Task.Delay(Pause, TimeProvider.System, stoppingToken);
            }
#pragma warning disable CA1031 // The database may be away for a while; the sealer outlives that.
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

    [LoggerMessage(LogLevel.Error, "The sealer could not reach the audit; it tries again in a second")]
    private static partial void Waiting(ILogger logger, Exception failure);
}
