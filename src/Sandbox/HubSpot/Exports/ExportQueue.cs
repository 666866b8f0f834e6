using System.Security.Cryptography;
using System.Threading.Channels;

namespace Entente.Sandbox.HubSpot.Exports;

/// <summary>An export asked for. States: PENDING → PROCESSING → COMPLETE.</summary>
/// <param name="Key">Whoever knows it may fetch the file.</param>
internal sealed record Export(long Id, ExportOrder Order, string Key, DateTimeOffset Asked)
{
    public string State { get; init; } = "PENDING";

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Completed { get; init; }

    public string File { get; init; } = "";
}

/// <summary>The last hundred exports, written one after the other. They are the running program's: a restart forgets them, as their links expire anyway.</summary>
internal sealed class ExportQueue(ExportFile file, TimeProvider clock, ILogger<ExportQueue> log) : BackgroundService
{
    private const int Kept = 100;

    private readonly Lock changing = new();
    private readonly SortedDictionary<long, Export> all = [];
    private readonly Channel<long> waiting = Channel.CreateUnbounded<long>();
    private long last;

    public Export? Find(long id)
    {
        lock (changing)
            return all.GetValueOrDefault(id);
    }

    public Export Start(ExportOrder order)
    {
        lock (changing)
        {
            var made = new Export(++last, order, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), clock.GetUtcNow());
            all[made.Id] = made;
            all.Remove(last - Kept);
            waiting.Writer.TryWrite(made.Id);
            return made;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var id in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            if (Change(id, e => e with { State = "PROCESSING", Started = clock.GetUtcNow() }) is not { } export)
                continue;
            try
            {
                var text = await Task.Run(() => file.Write(export.Order), stoppingToken);
                Change(id, e => e with { State = "COMPLETE", Completed = clock.GetUtcNow(), File = text });
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogError(e, "An export could not be written.");
                Change(id, x => x with { State = "CANCELED", Completed = clock.GetUtcNow() });
            }
        }
    }

    private Export? Change(long id, Func<Export, Export> change)
    {
        lock (changing)
        {
            if (!all.TryGetValue(id, out var export))
                return null;
            return all[id] = change(export);
        }
    }
}
