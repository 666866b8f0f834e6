using System.Globalization;
using Entente.Crm.HubSpot;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>A walk sees every change since its cursor, however many share one stamp, and comes to an end.</summary>
public sealed class WalkTests
{
    private const int Limit = 4;
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void HubSpots_search_is_walked_whole_whatever_the_stamps() =>
        Prop.ForAll(
                Stamps,
                stamps =>
                {
                    var rows = stamps.Select((s, i) => (Id: (long)i + 1, Stamp: Start.ToUnixTimeMilliseconds() + s)).ToList();
                    var seen = new HashSet<long>();
                    var walk = SearchWalk.Since(Start);
                    for (var page = 0; page < 10_000; page++)
                    {
                        var (found, full) = Search(rows, SearchWalk.Read(walk.Write()));
                        seen.UnionWith(found.Select(f => f.Id));
                        walk = walk.Next(found, full, Start.AddDays(1).ToUnixTimeMilliseconds());
                        if (walk.Arrived)
                            break;
                    }
                    return walk.Arrived && seen.Count == rows.Count && walk.Watermark == Start.AddDays(1).ToUnixTimeMilliseconds();
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Records_that_move_to_the_end_while_we_walk_hide_none_of_the_others()
    {
        var rows = Enumerable.Range(1, 40).Select(i => (Id: (long)i, Stamp: Start.ToUnixTimeMilliseconds() + i)).ToList();
        var seen = new HashSet<long>();
        var (walk, later) = (SearchWalk.Since(Start), Start.ToUnixTimeMilliseconds() + 1_000);
        do
        {
            var (found, full) = Search(rows, walk);
            seen.UnionWith(found.Select(f => f.Id));
            walk = walk.Next(found, full, later);
            // Somebody edits the first record we saw: with offsets, the next page would begin one too late.
            if (later < Start.ToUnixTimeMilliseconds() + 1_005)
                rows = [.. rows.Select(r => r.Id == found[0].Id ? (r.Id, ++later) : r)];
        } while (!walk.Arrived);
        seen.Count.ShouldBe(40);
    }

    [Fact]
    public void Between_walks_the_window_reaches_back_over_the_lag_of_the_index()
    {
        var walk = SearchWalk.Since(Start).Next([], full: false, Start.AddMinutes(1).ToUnixTimeMilliseconds());
        walk.Floor.ShouldBe(Start.AddMinutes(1).Subtract(SearchWalk.Overlap).ToUnixTimeMilliseconds());
    }

    [Fact]
    public void A_clock_that_goes_back_never_takes_the_watermark_with_it()
    {
        SearchWalk
            .Since(Start)
            .Next([], full: false, Start.AddHours(-3).ToUnixTimeMilliseconds())
            .Watermark.ShouldBe(Start.ToUnixTimeMilliseconds());
        SoqlWalk.Since(Start).Next([], full: false, Start.AddHours(-3)).Watermark.ShouldBe(Start);
    }

    [Fact]
    public void Salesforce_is_walked_whole_whatever_the_stamps() =>
        Prop.ForAll(
                Stamps,
                stamps =>
                {
                    var rows = stamps.Select((s, i) => Row(i, Start.AddSeconds(s))).ToList();
                    var seen = new HashSet<string>();
                    var walk = SoqlWalk.Since(Start);
                    for (var page = 0; page < 10_000; page++)
                    {
                        walk = SoqlWalk.Read(walk.Write());
                        var found = rows.Where(r => Matches(walk, r))
                            .OrderBy(r => r.ModifiedAt)
                            .ThenBy(r => r.Id, StringComparer.Ordinal)
                            .Take(Limit)
                            .ToList();
                        seen.UnionWith(found.Select(f => f.Id));
                        walk = walk.Next(found, found.Count == Limit, Start.AddDays(1));
                        if (walk.Arrived)
                            break;
                    }
                    return walk.Arrived && seen.Count == rows.Count && walk.Watermark == Start.AddDays(1);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Salesforces_condition_is_written_as_SOQL_wants_it()
    {
        SoqlWalk.Since(Start).Where.ShouldBe("SystemModstamp >= 2026-11-20T09:50:00.000Z");
        new SoqlWalk(Start, Start, "006000000000001AAA", Start).Where.ShouldBe(
            "(SystemModstamp > 2026-11-20T10:00:00.000Z OR (SystemModstamp = 2026-11-20T10:00:00.000Z AND Id > '006000000000001AAA'))"
        );
    }

    // Few distinct stamps, so that ties of every length arise.
    private static Arbitrary<int[]> Stamps => Gen.Choose(0, 6).ArrayOf().Select(a => a.Concat(a).ToArray()).ToArbitrary();

    private static (List<(long Id, long Stamp)> Found, bool Full) Search(List<(long Id, long Stamp)> rows, SearchWalk walk)
    {
        var all = walk.Tie is { } tie
            ? rows.Where(r => r.Stamp == tie && r.Id > walk.LastId).OrderBy(r => r.Id).ToList()
            // Among equal stamps HubSpot promises no order: the highest ids first is as good as any.
            : [.. rows.Where(r => r.Stamp >= walk.Floor).OrderBy(r => r.Stamp).ThenByDescending(r => r.Id)];
        return ([.. all.Take(Limit)], all.Count > Limit);
    }

    private static bool Matches(SoqlWalk walk, CrmRecord row) =>
        walk.LastStamp is { } stamp
            ? row.ModifiedAt > stamp || (row.ModifiedAt == stamp && string.CompareOrdinal(row.Id, walk.LastId) > 0)
            : row.ModifiedAt >= walk.Watermark - SoqlWalk.Overlap;

    private static CrmRecord Row(int number, DateTimeOffset at) =>
        new(CrmObject.Deal, number.ToString("D6", CultureInfo.InvariantCulture), new Dictionary<string, string?>(), at, false, [], []);
}
