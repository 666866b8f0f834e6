using System.Diagnostics;
using Npgsql;

namespace Entente.Tests.Crash;

/// <summary>
/// How long a round waits for its strike. One at a later call than the round has will not come: nothing waits for it once the wire is
/// quiet and no work is left.
/// </summary>
internal sealed class Lull(RealApp app, Wire wire, TimeSpan rest, TimeSpan patience)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    public async Task Until(Task struck, CancellationToken ct)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience && !struck.IsCompleted; )
        {
            await Task.WhenAny(struck, Task.Delay(Look, ct));
            if (waited.Elapsed > rest && wire.Quiet > rest && !struck.IsCompleted && await IsIdle(ct))
                return;
        }
    }

    private async Task<bool> IsIdle(CancellationToken ct)
    {
        try
        {
            return await app.Waiting(ct) == 0;
        }
        catch (Exception dying) when (dying is IOException or NpgsqlException)
        {
            // Struck this very moment: whoever struck says so.
            return false;
        }
    }
}
