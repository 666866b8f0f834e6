using Entente.Conflicts.Remind;
using Entente.Platform.Jobs;

namespace Entente.Conflicts.Watch;

/// <summary>Every quarter of an hour: first what came and what is over, then the promises. Nobody is reminded of a case that has ended.</summary>
internal sealed class WatchOver(SweepConflicts sweep, RemindCases remind, RemindComplaints complaints) : IScheduled
{
    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        await sweep.Run(now, ct);
        await remind.Run(now, ct);
        await complaints.Run(now, ct);
    }
}
