using Entente.Access;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Reviews.List;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Entente.Reviews.Show;
using Entente.Reviews.Work;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Reviews;

/// <summary>One click gathers what all rooms know of a partner's quarter; once held it never changes, and what was decided is done by somebody.</summary>
public sealed class ReviewTest(House house) : IClassFixture<House>
{
    private readonly ReviewStory story = new(house);

    private static CancellationToken Ct => ReviewStory.Ct;

    [Fact]
    public async Task One_click_gathers_the_quarter_and_its_figures_are_what_the_tables_say()
    {
        var claims = await RegistrationStory.In(house);
        var (kestrel, quarter) = (claims.Kestrel, Quarter.Of(story.Today));
        var (inside, before) = (quarter.First.AddDays(9), quarter.Previous.First.AddDays(40));
        await story.Deal(kestrel, DealStory.Won, inside, new(100_000_50, "EUR"));
        await story.Deal(kestrel, DealStory.Won, inside.AddDays(3), new(50_000_00, "USD"));
        await story.Deal(kestrel, DealStory.Won, inside.AddDays(5), new(7_000_00, "EUR"), also: claims.Vantora);
        await story.Deal(kestrel, DealStory.Lost, inside.AddDays(20), new(20_000_00, "EUR"));
        await story.Deal(kestrel, DealStory.Won, before, new(30_000_00, "EUR"));
        await story.Deal(kestrel, DealStory.Quote, story.Today.AddDays(30), new(61_000_00, "EUR"));
        await story.Deal(claims.Vantora, DealStory.Won, inside, new(900_000_00, "EUR"));
        await claims.Approved(claims.Ines, "Review Foods One");
        (await claims.Refuse(await claims.Submitted(claims.Ines, "Review Foods Two"), final: true)).Problem.ShouldBeNull();
        await claims.Submitted(claims.Ines, "Review Foods Three");
        await claims.Submitted(claims.Jonah, "Review Foods Of Another");

        // Announced by the work that is due.
        await house.Work();
        var number = await story.Made(claims.Maren, kestrel);
        var face = (await story.View(claims.Maren, number)).ShouldNotBeNull().Face;

        (face.Quarter, face.State, number).ShouldBe((quarter, ReviewState.Draft, number));
        number.ShouldStartWith("QBR-");
        var deals =
            $"opportunity o join opportunity_partner p on p.opportunity_id = o.id where p.partner_id = '{kestrel.Value}' and not o.deleted";
        var (closed, was) = (Within("o.closed_at", quarter), Within("o.closed_at", quarter.Previous));
        await Same(
            "Won",
            $"select count(*) from {deals} and o.state = 'Won' and {closed}",
            $"select count(*) from {deals} and o.state = 'Won' and {was}"
        );
        await Same("Lost", $"select count(*) from {deals} and o.state = 'Lost' and {closed}");
        await Same("Open deals", $"select count(*) from {deals} and o.state = 'Open'");
        await Same("Open pipeline", $"select sum(amount_minor) from {deals} and o.state = 'Open'", minor: true);
        foreach (var currency in (string[])["EUR", "USD"])
            await Same(
                $"Won amount, {currency}",
                $"select sum(amount_minor) from {deals} and o.state = 'Won' and o.currency = '{currency}' and {closed}",
                minor: true
            );
        await Same("Lost amount", $"select sum(amount_minor) from {deals} and o.state = 'Lost' and {closed}", minor: true);
        Value("pipeline", "Win rate").ShouldBe(75m);
        // Alone the partner has all of a deal; with another, its share of it.
        await Same(
            "Sourced, EUR",
            $"""
            select sum(amount_minor * c.points / 10000) from {deals} and o.state = 'Won' and o.currency = 'EUR' and {closed}
            """.Replace(
                "where p.",
                "join partner_credit c on c.opportunity_id = o.id and c.partner_id = p.partner_id and c.sourced where p.",
                StringComparison.Ordinal
            ),
            minor: true
        );
        var sent = $"from registration r where r.partner_id = '{kestrel.Value}'";
        (await story.Sql($"select count(*) {sent} and {Within("r.submitted_at", quarter)}")).ShouldBe(
            (long)Value("registrations", "Sent")!.Value
        );
        (await story.Sql($"select count(*) {sent} and r.outcome is not null and {Within("r.decided_at", quarter)}")).ShouldBe(
            (long)Value("registrations", "Decided")!.Value
        );
        (Value("registrations", "Approved"), Value("registrations", "Approval rate")).ShouldBe((1m, 50m));
        var won = face.Parts.Single(p => p.Key == "pipeline").Tables.Single(t => t.Title == "Won");
        (won.Rows.Count, won.More).ShouldBe((3, 0));
        // Of health there is something once a night has passed in this house.
        face.Parts.Select(p => p.Key).Where(k => k != "health").ShouldBe(["pipeline", "registrations", "conflicts", "tier"]);

        string Within(string column, Quarter of) =>
            $"({column} at time zone '{house.Corvane.TimeZone}')::date between '{of.First:yyyy-MM-dd}' and '{of.Last:yyyy-MM-dd}'";

        async Task Same(string label, string now, string? then = null, bool minor = false)
        {
            var figure = ReviewStory.Figure(face, "pipeline", label);
            ((long)(figure.Value!.Number * (minor ? 100 : 1))).ShouldBe(await story.Sql(now), label);
            if (then is not null)
                ((long)figure.Was!.Number).ShouldBe(await story.Sql(then), label);
        }

        decimal? Value(string part, string label) => ReviewStory.Number(face, part, label);
    }

    [Fact]
    public async Task A_held_review_stays_as_it_was_shown_whatever_becomes_of_its_deals()
    {
        var (maren, partner) = (await story.People.Staff(), await story.People.Partner());
        var ines = await story.People.Person(partner, PartnerRole.Admin);
        await story.Deal(partner, DealStory.Won, story.Today.AddDays(-5), new(40_000_00, "EUR"), "Frozen Foods");
        var number = await story.Shared(maren, partner, Quarter.Of(story.Today).ToString());
        await story.Deal(partner, DealStory.Won, story.Today.AddDays(-4), new(1_000_00, "EUR"), "Read anew");
        ReviewStory.Number((await story.View(maren, number))!.Face, "pipeline", "Won").ShouldBe(1m, "nothing is read anew by itself");
        (await story.Refresh(maren, number)).Problem.ShouldBeNull();
        ReviewStory.Number((await story.View(maren, number))!.Face, "pipeline", "Won").ShouldBe(2m);

        (await story.Hold(maren, number)).Problem.ShouldBeNull();
        var (seen, own) = (ReviewStory.Text((await story.View(maren, number))!.Face), ReviewStory.Text((await story.Own(ines, number))!));
        await story.Deal(partner, DealStory.Won, story.Today.AddDays(-3), new(2_000_00, "EUR"), "Too late");
        house.Clock.Advance(TimeSpan.FromDays(120));

        ReviewStory.Text((await story.View(maren, number))!.Face).ShouldBe(seen);
        ReviewStory.Text((await story.Own(ines, number))!).ShouldBe(own);
        seen.ShouldContain("Frozen Foods");
        foreach (
            var refused in new[]
            {
                await story.Refresh(maren, number),
                await story.Share(maren, number),
                await story.Hold(maren, number),
                await story.Steer(maren, number, (s, v) => s.Drop(number, v, "No", Ct)),
                await story.Shape(
                    maren,
                    s =>
                        s.AddGoal(
                            number,
                            new()
                            {
                                Words = "x",
                                Target = "1",
                                Unit = "y",
                            },
                            Ct
                        )
                ),
                await story.Shape(maren, s => s.Open(number, 1, new(), Ct)),
            }
        )
            refused.Problem!.Code.ShouldBe("qbr.over");
        var review = await story.Load(number);
        var sheet = (await story.Rows<ReviewSheet>(maren)).Single(s => s.ReviewId == review.Id && !s.Outside);
        review.Digest.ShouldBe(SteerReview.Digest(sheet.Json), "what was frozen can be proven");
    }

    [Fact]
    public async Task Two_clicks_make_one_review_of_a_quarter_and_after_it_was_dropped_another()
    {
        var (maren, partner) = (await story.People.Staff(), await story.People.Partner());

        var both = await Task.WhenAll(story.Prepare(maren, partner), story.Prepare(maren, partner));

        both.Select(r => r.Value).Distinct().ShouldHaveSingleItem();
        var first = both[0].Value;
        (await story.Made(maren, partner)).ShouldBe(first);
        var now = Quarter.Of(story.Today);
        (await story.Made(maren, partner, now.Previous.Previous.ToString())).ShouldNotBe(first);
        foreach (var no in (string[])[now.Next.ToString(), "2019-Q1", "soon"])
            (await story.Prepare(maren, partner, no)).Problem!.Code.ShouldBe("qbr.no_quarter");
        (await story.Prepare(maren, null)).Problem!.Code.ShouldBe("qbr.no_partner");
        (await story.Steer(maren, first, (s, v) => s.Drop(first, v, " ", Ct))).Problem!.Code.ShouldBe("qbr.no_why");
        (await story.Steer(maren, first, (s, v) => s.Drop(first, v, "Made by mistake", Ct))).Problem.ShouldBeNull();
        (await story.Made(maren, partner)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Goals_come_from_targets_that_both_sides_signed_and_people_say_what_came_of_them()
    {
        var (maren, partner) = (await story.People.Staff(), await story.People.Partner());
        var ines = await story.People.Person(partner, PartnerRole.Admin);
        var plan = await story.People.Shared(maren, partner, inDays: 2);
        foreach (var words in (string[])["Deals won", "Never signed"])
            (await story.People.AddTarget(maren, plan, words)).Problem.ShouldBeNull();
        foreach (var who in (Actor[])[maren, ines])
        {
            var target = (await story.People.Load(plan)).Targets.Single(t => t.Words == "Deals won");
            (await story.People.Sign(who, s => s.Sign(plan, target.Id.Value, target.Version, Ct))).Problem.ShouldBeNull();
        }
        house.Clock.Advance(TimeSpan.FromDays(10));

        var number = await story.Made(maren, partner);

        var face = (await story.View(maren, number))!.Face;
        var goal = face.Goals.ShouldHaveSingleItem();
        (goal.Words, goal.Target, goal.Unit, goal.Actual).ShouldBe(("Deals won", 5m, "deals", null));
        (ReviewStory.Number(face, "plans", "Overdue, the partner’s"), ReviewStory.Number(face, "plans", "Overdue, the vendor’s")).ShouldBe(
            (1m, 1m)
        );
        var form = new ReviewForm
        {
            Words = "Deals won",
            Target = "5",
            Unit = "deals",
            Actual = "7",
        };
        (await story.Shape(maren, s => s.ChangeGoal(number, goal.Id, goal.Version, form, Ct))).Problem.ShouldBeNull();
        (await story.Shape(maren, s => s.ChangeGoal(number, goal.Id, goal.Version, form, Ct))).Problem!.Code.ShouldBe("qbr.stale");
        (await story.Refresh(maren, number)).Problem.ShouldBeNull();
        (await story.View(maren, number))!.Face.Goals.ShouldHaveSingleItem().Actual.ShouldBe(7m, "what people wrote stays");
    }

    [Fact]
    public async Task Who_answers_for_the_company_is_told_once_that_a_review_was_shared()
    {
        var (maren, partner) = (await story.People.Staff(), await story.People.Partner());
        var told = new[] { await story.People.Person(partner, PartnerRole.Admin), await story.People.Person(partner) };
        await story.People.Person(partner, PartnerRole.Viewer);
        await story.People.Person(partner, restricted: true);
        var number = await story.Made(maren, partner);
        (await story.People.Mails((await story.Load(number)).Id.Subject)).ShouldBeEmpty();

        (await story.Share(maren, number)).Problem.ShouldBeNull();
        (await story.Share(maren, number)).Problem!.Code.ShouldBe("qbr.not_draft");

        var mails = await story.People.Mails((await story.Load(number)).Id.Subject);
        mails.Count.ShouldBe(told.Length);
        mails.ShouldAllBe(m => m.Subject.Contains(number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_review_that_is_due_stands_on_Today_of_whoever_prepared_it_until_it_was_held()
    {
        var (maren, other, partner) = (await story.People.Staff(), await story.People.Staff(), await story.People.Partner());
        var number = await story.Made(maren, partner);
        await Plan(20);
        (await Today(maren)).ShouldBeEmpty("there is time");

        await Plan(6);

        (await Today(maren)).ShouldHaveSingleItem().Sub.ShouldBe($"{number}, a draft: share it first");
        (await Today(other)).ShouldBeEmpty();
        house.Clock.Advance(TimeSpan.FromDays(8));
        (await Today(maren)).ShouldHaveSingleItem().Badge!.Words.ShouldBe("Overdue");
        (await story.Share(maren, number)).Problem.ShouldBeNull();
        (await story.Hold(maren, number)).Problem.ShouldBeNull();
        (await Today(maren)).ShouldBeEmpty();

        async Task Plan(int days)
        {
            var form = new ReviewForm { Planned = story.Today.AddDays(days).ToString("yyyy-MM-dd", null) };
            var seen = (await story.Load(number)).Version;
            (await story.Shape(maren, s => s.Open(number, seen, form, Ct))).Problem.ShouldBeNull();
        }

        async Task<IReadOnlyList<TodayRow>> Today(Actor who) =>
            (await house.Act<ReviewsToday, TodaySection?>(who, t => t.Section(house.Clock.Now, Ct)))?.Rows ?? [];
    }
}
