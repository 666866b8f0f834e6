using System.Globalization;
using Entente.Demo.Plan;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Reviews.Prepare;
using Entente.Reviews.Rhythms;
using Entente.Reviews.Rules;
using Entente.Reviews.Show;
using Entente.Reviews.Work;

namespace Entente.Demo.Telling;

/// <summary>
/// Fridays of the partner desk, with Kestrel Quay: the quarter that is over is reviewed and held in the second week of the next, of late alone. On the last
/// Friday that quarter's review, or the running one's, lies shared, and another partner's as a draft, so that a visitor sees both; from then on meetings are planned.
/// </summary>
internal sealed class ReviewDesk(People people, StoryPlan plan)
{
    private const int Remembered = 200;

    public async Task Friday(DateOnly today, CancellationToken ct)
    {
        var ago = StoryTime.Calendar.DateAt(plan.Now).DayNumber - today.DayNumber;
        if (ago > Remembered || people.Find(StoryPlan.Ines) is not { Partner: { } kestrel } ines)
            return;
        var quarter = Quarter.Of(today);
        var (second, last) = (today.DayNumber - quarter.First.DayNumber is >= 7 and < 14, ago < 7);
        if (second)
            await Review(kestrel, quarter.Previous, ines, today, hold: true, ct);
        if (!last)
            return;
        await Cadence(ct);
        var under = ReviewDates.Under(today);
        await Review(kestrel, under, ines, today, hold: false, ct);
        var other = (await people.Act<PartnersApi, IReadOnlyList<PartnerCard>>(Desk, p => p.All(entering: true, ct))).FirstOrDefault(p =>
            p.Id != kestrel && p.Status is PartnerStatus.Active
        );
        if (other is not null)
            await Make(other.Id, under, ct);
    }

    // Every manager looks over their pipeline on Mondays, and talks with each partner on the first Tuesday of the month.
    private async Task Cadence(CancellationToken ct)
    {
        var owner = people[StoryPlan.Owner];
        var published = await people.Act<MeetingShelf, PublishedMeetings>(owner, s => s.Newest(ct));
        if (published.Number > 1)
            return;
        var book = new MeetingBook([
            MeetingRule.Standard(MeetingKind.SalesReview) with
            {
                Every = Every.Month,
            },
            MeetingRule.Standard(MeetingKind.PipelineReview) with
            {
                Every = Every.Week,
            },
        ]);
        await people.Do<PublishMeetings, int>(
            owner,
            "the cadence",
            p => p.Run(book, new Dictionary<string, string>(StringComparer.Ordinal), published.Number, ct)
        );
    }

    private Actor Desk => people[StoryPlan.Maren];

    private async Task Review(PartnerId partner, Quarter quarter, Actor ines, DateOnly today, bool hold, CancellationToken ct)
    {
        var number = await Make(partner, quarter, ct);
        if ((await Load(number, ct)).Face.State is not ReviewState.Draft)
            return;
        var opening = new ReviewForm
        {
            Planned = Day(today.AddDays(hold ? 0 : 12)),
            Summary =
                "Kestrel Quay brings us into companies that we do not reach alone. What slows us both down is the time until the first meeting.",
            Note = "Ask about the two people who left their team.",
        };
        var seen = (await Load(number, ct)).Version;
        await people.Do<ShapeReview>(Desk, number, s => s.Open(number, seen, opening, ct));
        foreach (
            var (words, owner, days) in ((string, Actor, int)[])
                [("Name ten companies for the next quarter", ines, 21), ("Two days of training for their new engineers", Desk, 35)]
        )
        {
            var decision = new ReviewForm
            {
                Words = words,
                Owner = owner.Person!.Value.Short(),
                Due = Day(today.AddDays(days)),
            };
            await people.Do<ShapeReview>(Desk, words, s => s.Decide(number, decision, ct));
        }
        var drafted = (await Load(number, ct)).Version;
        await people.Do<SteerReview>(Desk, number, s => s.Share(number, drafted, ct));
        if (!hold)
            return;
        var shared = (await Load(number, ct)).Version;
        await people.Do<SteerReview>(Desk, number, s => s.Hold(number, shared, ct));
    }

    private Task<string> Make(PartnerId partner, Quarter quarter, CancellationToken ct) =>
        people.Do<PrepareReview, string>(Desk, $"the review of {quarter.Words}", p => p.Run(partner, quarter.ToString(), ct));

    private async Task<ReviewView> Load(string number, CancellationToken ct) =>
        (await people.Act<ReviewQuery, ReviewView?>(Desk, q => q.Load(number, ct)))!;

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
