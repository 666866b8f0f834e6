using System.Collections.Concurrent;
using Entente.Crm.Rules;

namespace Entente.Crm.Lanes;

/// <summary>A call as it is kept for whoever looks. Headers, and with them the token, are never part of it.</summary>
/// <param name="About">Ours and the CRM's ids of the records it wrote.</param>
/// <param name="Status">0 when there was no answer.</param>
internal sealed record CallNote(
    DateTimeOffset At,
    CrmLane Lane,
    string Method,
    string Path,
    int Status,
    double Milliseconds,
    string? ErrorCode,
    string? Sent,
    string? Answered,
    IReadOnlyList<string> About
);

/// <summary>Calls of one lane since the last look.</summary>
internal readonly record struct LaneCount(long Calls, long Failed, long Throttled);

/// <summary>
/// What went over the wire since somebody last kept it: every call is counted; writes, calls somebody waited for, and failures are
/// noted with their content, masked.
/// </summary>
internal sealed class CallLog
{
    private const int Most = 2_000;
    private readonly ConcurrentQueue<CallNote> notes = new();
    private readonly Lock gate = new();
    private Dictionary<CrmLane, LaneCount> counts = [];

    public static bool IsKept(CrmLane lane, bool failed) => failed || lane is CrmLane.Write or CrmLane.Interactive;

    public void Add(CallNote note, bool throttled)
    {
        var failed = note.ErrorCode is not null;
        lock (gate)
        {
            var count = counts.GetValueOrDefault(note.Lane);
            counts[note.Lane] = new(count.Calls + 1, count.Failed + (failed ? 1 : 0), count.Throttled + (throttled ? 1 : 0));
        }
        if (!IsKept(note.Lane, failed))
            return;
        notes.Enqueue(note with { Path = Masking.Of(note.Path)!, Sent = Masking.Of(note.Sent), Answered = Masking.Of(note.Answered) });
        // Nobody came to keep them: the oldest make room.
        while (notes.Count > Most)
            notes.TryDequeue(out _);
    }

    public (IReadOnlyList<CallNote> Notes, IReadOnlyDictionary<CrmLane, LaneCount> Counts) Take()
    {
        var taken = new List<CallNote>();
        while (notes.TryDequeue(out var note))
            taken.Add(note);
        lock (gate)
        {
            var all = counts;
            counts = [];
            return (taken, all);
        }
    }
}
