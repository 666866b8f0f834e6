using System.Globalization;
using System.Text.Json.Nodes;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>The organisation's API budget: calls of the last 24 hours (of real time, in whole hours) against a cap that the admin API can lower.</summary>
internal sealed class Limits(TimeProvider clock)
{
    /// <summary>What a full sandbox of Salesforce has.</summary>
    public const int DefaultMax = 5_000_000;

    private readonly Lock _counting = new();
    private readonly Queue<(double Hour, int[] Calls)> _hours = new();
    private readonly long _started = clock.GetTimestamp();

    public int Max { get; set; } = DefaultMax;

    /// <summary>How many calls may run for long at the same time.</summary>
    public int MaxConcurrent { get; set; } = 25;

    /// <summary>From when a call counts as a long one.</summary>
    public TimeSpan LongAfter { get; set; } = TimeSpan.FromSeconds(20);

    private readonly System.Collections.Concurrent.ConcurrentDictionary<object, long> _running = new();
    private int _bulkBatches;
    private int _queryJobs;

    /// <summary>Notes that a call runs until it is disposed; null when too many run for long already.</summary>
    public IDisposable? TryRun()
    {
        if (_running.Values.Count(started => clock.GetElapsedTime(started) >= LongAfter) >= MaxConcurrent)
            return null;
        var run = new Running(this);
        _running[run] = clock.GetTimestamp();
        return run;
    }

    public void CountBulkBatches(int batches) => Interlocked.Add(ref _bulkBatches, batches);

    public bool TryQueryJob() => Interlocked.Increment(ref _queryJobs) <= MaxQueryJobs;

    private const int MaxBulkBatches = 15_000;
    private const int MaxQueryJobs = 10_000;

    private sealed class Running(Limits limits) : IDisposable
    {
        public void Dispose() => limits._running.TryRemove(this, out _);
    }

    public int Used
    {
        get
        {
            lock (_counting)
            {
                Drop();
                return _hours.Sum(hour => hour.Calls[0]);
            }
        }
    }

    /// <summary>Counts a call; false when there is no budget for it.</summary>
    public bool TryCount()
    {
        lock (_counting)
        {
            Drop();
            if (_hours.Sum(hour => hour.Calls[0]) >= Max)
                return false;
            var now = Hour();
            if (_hours.Count == 0 || _hours.Last().Hour < now)
                _hours.Enqueue((now, [0]));
            _hours.Last().Calls[0]++;
            return true;
        }
    }

    /// <summary>What the header <c>Sforce-Limit-Info</c> of every answer says.</summary>
    public string Header => string.Create(CultureInfo.InvariantCulture, $"api-usage={Used}/{Max}");

    public Answer All() =>
        new(
            200,
            new JsonObject
            {
                ["DailyApiRequests"] = Pair(Max, Math.Max(0, Max - Used)),
                ["DailyBulkApiBatches"] = Pair(MaxBulkBatches, Math.Max(0, MaxBulkBatches - _bulkBatches)),
                ["DailyBulkV2QueryJobs"] = Pair(MaxQueryJobs, Math.Max(0, MaxQueryJobs - _queryJobs)),
                ["DailyBulkV2QueryFileStorageMB"] = Pair(976_562, 976_562),
                ["DailyDeliveredPlatformEvents"] = Pair(10_000, 10_000),
                ["DailyStreamingApiEvents"] = Pair(10_000, 10_000),
                ["HourlyODataCallout"] = Pair(1000, 1000),
                ["MassEmail"] = Pair(5000, 5000),
                ["DataStorageMB"] = Pair(1024, 1024),
                ["FileStorageMB"] = Pair(1024, 1024),
                ["SingleEmail"] = Pair(5000, 5000),
            }
        );

    public void Clear()
    {
        lock (_counting)
            _hours.Clear();
        (Max, MaxConcurrent, LongAfter) = (DefaultMax, 25, TimeSpan.FromSeconds(20));
    }

    private static JsonObject Pair(int max, int remaining) => new() { ["Max"] = max, ["Remaining"] = remaining };

    private double Hour() => Math.Floor(clock.GetElapsedTime(_started).TotalHours);

    private void Drop()
    {
        while (_hours.Count > 0 && _hours.Peek().Hour < Hour() - 23)
            _hours.Dequeue();
    }
}
