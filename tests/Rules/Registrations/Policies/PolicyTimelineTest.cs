using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations.Policies;

public sealed class PolicyTimelineTest
{
    private static readonly DateTimeOffset Day = new(2026, 3, 12, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Before_anything_was_published_the_first_version_counts() => PolicyTimeline.At([], Day).ShouldBe(1);

    [Fact]
    public void An_announced_version_counts_from_its_day_also_over_one_published_meanwhile()
    {
        PublishedVersion[] published = [new(2, Day), new(3, Day.AddDays(30)), new(4, Day.AddDays(10))];

        PolicyTimeline.At(published, Day.AddDays(-1)).ShouldBe(1);
        PolicyTimeline.At(published, Day.AddDays(9)).ShouldBe(2);
        PolicyTimeline.At(published, Day.AddDays(29)).ShouldBe(4);
        PolicyTimeline.At(published, Day.AddDays(30)).ShouldBe(3);
    }

    [Fact]
    public void Of_two_that_begin_together_the_later_published_counts_and_the_other_never_does()
    {
        PublishedVersion[] published = [new(2, Day), new(3, Day)];

        PolicyTimeline.At(published, Day).ShouldBe(3);
        PolicyTimeline.Span(published, 2).ShouldBeNull();
        PolicyTimeline.Span(published, 3).ShouldBe((Day, null));
        PolicyTimeline.Span(published, 1).ShouldBe((null, Day));
    }

    [Fact]
    public void At_each_instant_exactly_the_version_whose_span_holds_it_counts_in_whatever_order_they_are_listed() =>
        Prop.ForAll(
                Published.ToArbitrary(),
                Gen.Choose(-5, 60).ToArbitrary(),
                (published, days) =>
                {
                    var at = Day.AddDays(days);
                    var number = PolicyTimeline.At(published, at);
                    var holding = published
                        .Select(p => p.Number)
                        .Append(PolicyTimeline.First)
                        .Where(n => PolicyTimeline.Span(published, n) is { } span && !(span.From > at) && !(span.Until <= at))
                        .ToList();
                    return holding.SequenceEqual([number]) && PolicyTimeline.At(published.AsEnumerable().Reverse(), at) == number;
                }
            )
            .QuickCheckThrowOnFailure();

    private static readonly Gen<PublishedVersion[]> Published =
        from days in Gen.Choose(0, 50).ArrayOf()
        select days.Take(8).Select((d, i) => new PublishedVersion(i + 2, Day.AddDays(d))).ToArray();
}
