using System.Collections.Concurrent;
using Entente.Platform.Matching.Fuzzy;

namespace Entente.Platform.Matching;

/// <summary>
/// Finds companies by name, alias and domain, forgiving what people mistype. Derived data: rebuilt from the companies at any time, no truth of
/// its own. Any number of readers at once, one writer at a time (others wait); readers never wait and see whole states only.
/// <para>Companies lie in segments of growing size; a change makes a small one and now and then joins neighbours of like size.</para>
/// </summary>
public sealed partial class CompanyIndex
{
    private const int PendingAtMost = 64;
    private const int JoinUpTo = 4;

    private readonly Lock writing = new();
    private readonly ConcurrentBag<Scratch> rooms = [];
    private Segment[] segments;

    private CompanyIndex(Segment[] segments) => this.segments = segments;

    /// <summary>An empty index.</summary>
    public CompanyIndex()
        : this([]) { }

    /// <summary>How many companies it holds.</summary>
    public int Count => Volatile.Read(ref segments).Sum(s => s.Live);

    /// <summary>Builds from scratch; of several entries with one id the last stands.</summary>
    public static CompanyIndex Build(IEnumerable<CompanyEntry> entries)
    {
        var segment = SegmentBuilder.Build(LastById(entries));
        return new CompanyIndex(segment.Ids.Length == 0 ? [] : [segment]);
    }

    /// <summary>Adds companies, or replaces those with the same ids.</summary>
    public void Put(params IReadOnlyCollection<CompanyEntry> entries)
    {
        if (entries.Count == 0)
            return;

        lock (writing)
        {
            var fresh = LastById(entries);
            var next = segments.Select(s => s.Without(fresh.Select(e => e.Id))).Where(s => s.Live > 0).ToList();

            // A small last segment is taken up again, so that single additions do not leave a trail of tiny ones.
            if (next.Count > 0 && next[^1].Live + fresh.Count <= PendingAtMost)
            {
                fresh = [.. next[^1].Entries(), .. fresh];
                next.RemoveAt(next.Count - 1);
            }

            next.Add(SegmentBuilder.Build(fresh));
            while (next.Count > 1 && next[^2].Live <= JoinUpTo * next[^1].Live && next[^1].Live > PendingAtMost / 2)
            {
                var joined = SegmentBuilder.Build(next[^2].Entries().Concat(next[^1].Entries()));
                next.RemoveRange(next.Count - 2, 2);
                next.Add(joined);
            }

            Publish(next);
        }
    }

    /// <summary>Whether it was there.</summary>
    public bool Remove(Guid id)
    {
        lock (writing)
        {
            var found = Contains(id);
            if (found)
                Publish(segments.Select(s => s.Without([id])));
            return found;
        }
    }

    public bool Contains(Guid id) => Array.Exists(Volatile.Read(ref segments), s => s.Holds(id));

    // Removed entries cost time and memory: once they are the larger part, the segment is laid out anew.
    private void Publish(IEnumerable<Segment> next) =>
        Volatile.Write(
            ref segments,
            [.. next.Where(s => s.Live > 0).Select(s => s.Live * 2 < s.Ids.Length ? SegmentBuilder.Build(s.Entries()) : s)]
        );

    private static List<CompanyEntry> LastById(IEnumerable<CompanyEntry> entries)
    {
        var (list, places) = (new List<CompanyEntry>(), new Dictionary<Guid, int>());
        foreach (var entry in entries)
        {
            if (places.TryAdd(entry.Id, list.Count))
                list.Add(entry);
            else
                list[places[entry.Id]] = entry;
        }

        return list;
    }
}
