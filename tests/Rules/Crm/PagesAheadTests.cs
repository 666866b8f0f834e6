using System.Globalization;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>Fetching ahead changes when a page is asked for, never what is applied, in which order, or where it goes on.</summary>
public sealed class PagesAheadTests
{
    [Fact]
    public void Every_record_comes_once_in_order_with_the_cursor_behind_it_however_large_the_pages_are() =>
        Prop.ForAll(
                Gen.Choose(0, 700).NonEmptyListOf().ToArbitrary(),
                sizes =>
                {
                    var (taken, most) = Take([.. sizes]).GetAwaiter().GetResult();
                    var ids = taken.SelectMany(p => p.Records).Select(r => r.Id).ToList();
                    // A kill after any commit goes on with the record behind the last one that was kept.
                    var kept = 0;
                    var behind = taken.TrueForAll(p =>
                        (kept += p.Records.Count) == sizes.Take(int.Parse(p.Cursor, CultureInfo.InvariantCulture)).Sum()
                    );
                    return ids.SequenceEqual(Enumerable.Range(0, sizes.Sum()).Select(Id))
                        && behind
                        && !taken[^1].More
                        && taken.SkipLast(1).All(p => p.More)
                        && most < 2 * PagesAhead.CommitOf + 700;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public async Task An_error_comes_behind_the_pages_that_came_before_it()
    {
        await using var ahead = new PagesAhead(
            (cursor, _) =>
                Task.FromResult(cursor is "1" ? new CrmError(CrmErrorClass.Transient, "network", "Gone.") : Page(0, 10, "1", true))
        );
        ahead.Begin(null);
        var first = await ahead.Next(TestContext.Current.CancellationToken);
        first!.Value.Value.Records.Count.ShouldBe(10);
        (await ahead.Next(TestContext.Current.CancellationToken))!.Value.Error!.Code.ShouldBe("network");
        (await ahead.Next(TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task Where_the_CRM_asks_to_wait_nobody_asks_on()
    {
        var asked = 0;
        await using var ahead = new PagesAhead(
            (_, _) =>
            {
                asked++;
                return Task.FromResult(CrmResult<CrmPage>.Of(new([], "job", More: true, Wait: TimeSpan.FromSeconds(3))));
            }
        );
        ahead.Begin(null);
        (await ahead.Next(TestContext.Current.CancellationToken))!.Value.Value.Wait.ShouldBe(TimeSpan.FromSeconds(3));
        (await ahead.Next(TestContext.Current.CancellationToken)).ShouldBeNull();
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task Asked_to_stop_it_gives_what_it_has_and_asks_no_more()
    {
        var asked = 0;
        await using var ahead = new PagesAhead(
            (cursor, _) => Task.FromResult(Page(asked * 400, 400, (++asked).ToString(CultureInfo.InvariantCulture), true))
        );
        ahead.Begin(null);
        ahead.Stop();
        var came = 0;
        while (await ahead.Next(TestContext.Current.CancellationToken) is { } page)
            came += page.Value.Records.Count;
        came.ShouldBe(asked * 400);
        asked.ShouldBeLessThan(5);
    }

    [Fact]
    public async Task What_goes_wrong_while_asking_is_told_to_whoever_takes()
    {
        await using var ahead = new PagesAhead((_, _) => throw new FormatException("An empty cursor."));
        ahead.Begin(null);
        await Should.ThrowAsync<FormatException>(async () => await ahead.Next(TestContext.Current.CancellationToken));
    }

    /// <summary>All pages as they were taken, and the most records that were in hand at once.</summary>
    private static async Task<(List<CrmPage> Taken, int Most)> Take(IReadOnlyList<int> sizes)
    {
        var (inHand, most, pages) = (0, 0, new List<CrmPage>());
        await using var ahead = new PagesAhead(
            async (cursor, _) =>
            {
                var at = cursor is null ? 0 : int.Parse(cursor, CultureInfo.InvariantCulture);
                await Task.Yield();
                most = Math.Max(most, Interlocked.Add(ref inHand, sizes[at]));
                return Page(sizes.Take(at).Sum(), sizes[at], (at + 1).ToString(CultureInfo.InvariantCulture), at + 1 < sizes.Count);
            }
        );
        ahead.Begin(null);
        while (await ahead.Next(default) is { } page)
        {
            pages.Add(page.Value);
            Interlocked.Add(ref inHand, -page.Value.Records.Count);
        }
        return (pages, most);
    }

    private static CrmResult<CrmPage> Page(int from, int count, string cursor, bool more) =>
        new CrmPage([.. Enumerable.Range(from, count).Select(n => Record(Id(n)))], cursor, more);

    private static string Id(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static CrmRecord Record(string id) =>
        new(CrmObject.Account, id, new Dictionary<string, string?>(), DateTimeOffset.UnixEpoch, false, [], []);
}
