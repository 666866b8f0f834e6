using Entente.Access;
using Entente.Access.Safelist;
using Entente.Conflicts.Complaints;
using Entente.Conflicts.Rules;
using Entente.Health.Evaluate;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Rules;
using Entente.Reviews.Show;
using Entente.Tests.Conflicts;
using Entente.Tests.Pipeline;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Reviews;

/// <summary>Who reads which review, and what of it.</summary>
public sealed class ReviewWallsTest(House house) : IClassFixture<House>
{
    private readonly ReviewStory story = new(house);

    private static CancellationToken Ct => ReviewStory.Ct;

    [Fact]
    public async Task A_draft_is_nowhere_for_its_partner_and_a_shared_one_comes_without_what_is_the_vendors_and_for_no_other()
    {
        var (maren, kestrel, other) = (await story.People.Staff(), await story.People.Partner(), await story.People.Partner());
        var (ines, snoop) = (await story.People.Person(kestrel, PartnerRole.Admin), await story.People.Person(other, PartnerRole.Admin));
        var restricted = await story.People.Person(kestrel, restricted: true);
        await story.Deal(kestrel, DealStory.Won, story.Today.AddDays(-2), name: "Secret-deal");
        await using (var scope = house.As(house.Corvane))
            await ActivatorUtilities.GetServiceOrCreateInstance<ScoreHealth>(scope.ServiceProvider).Run(house.Clock.Now, Ct);
        var number = await story.Made(maren, kestrel);
        await story.Decide(maren, number, "Secret-decision", ines);
        var form = new Entente.Reviews.Work.ReviewForm
        {
            Words = "Secret-goal",
            Target = "3",
            Unit = "deals",
        };
        (await story.Shape(maren, s => s.AddGoal(number, form, Ct))).Problem.ShouldBeNull();
        await Write("Secret-note of ours", "Secret-summary");
        (await story.View(maren, number))!.Face.Parts.Select(p => p.Key).ShouldContain("health");

        foreach (var who in new[] { ines, snoop, restricted })
            await Nothing(who);

        (await story.Share(maren, number)).Problem.ShouldBeNull();
        await Nothing(snoop);
        await Nothing(restricted);
        (await story.Reached(ines)).ShouldBe(4, "the review, its outward sheet, a goal, a decision");
        (await story.Rows<ReviewSheet>(ines)).ShouldHaveSingleItem().Json.ShouldNotContain("health");
        var read = ReviewStory.Text((await story.Own(ines, number)).ShouldNotBeNull());
        foreach (var theirs in (string[])["Secret-deal", "Secret-decision", "Secret-goal", "Secret-summary"])
            read.ShouldContain(theirs);
        foreach (var ours in (string[])["Secret-note", "health", "Score"])
            read.ShouldNotContain(ours);
        (await story.OwnList(ines)).ShouldHaveSingleItem().State.ShouldBe(ReviewState.Shared);
        (await story.View(ines, number)).ShouldBeNull("the page of staff is not theirs");
        (await story.Share(ines, number)).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
        (await story.View(maren, number))!.Note.ShouldBe("Secret-note of ours");

        (await story.Steer(maren, number, (s, v) => s.Drop(number, v, "Not now", Ct))).Problem.ShouldBeNull();
        await Nothing(ines);

        async Task Nothing(Actor who)
        {
            (await story.Reached(who)).ShouldBe(0);
            (await story.Own(who, number)).ShouldBeNull();
            (await story.OwnList(who)).ShouldBeEmpty();
        }

        async Task Write(string note, string summary)
        {
            var view = (await story.View(maren, number))!;
            var opening = new Entente.Reviews.Work.ReviewForm
            {
                Planned = view.Face.PlannedOn.ToString("yyyy-MM-dd", null),
                Summary = summary,
                Note = note,
            };
            (await story.Shape(maren, s => s.Open(number, view.Version, opening, Ct))).Problem.ShouldBeNull();
        }
    }

    [Fact]
    public async Task Conflicts_are_numbers_without_a_name_and_a_partner_reads_of_those_alone_that_were_settled_with_a_letter_to_it()
    {
        var conflicts = await ConflictStory.In(house);
        var (maren, ines) = (conflicts.Claims.Maren, conflicts.Claims.Ines);
        var (one, _, _) = await conflicts.TakenUp("Disputed Review Foods");
        var rival = (await house.Act<PartnersApi, PartnerCard?>(maren, p => p.Get(conflicts.Claims.Vantora, Ct)))!.Name;
        var number = await story.Shared(maren, conflicts.Claims.Kestrel);

        var face = (await story.View(maren, number))!.Face;
        ReviewStory.Number(face, "conflicts", "Conflicts").ShouldBe(1m);
        ReviewStory.Number(face, "conflicts", "For each hundred registrations").ShouldBe(100m);
        face.Parts.Single(p => p.Key == "conflicts").Tables.ShouldHaveSingleItem().Rows.ShouldHaveSingleItem();
        ReviewStory.Text(face).ShouldNotContain(rival);
        var before = (await story.Own(ines, number)).ShouldNotBeNull();
        ReviewStory.Number(before, "conflicts", "Settled by a letter").ShouldBe(0m);
        before
            .Parts.Single(p => p.Key == "conflicts")
            .Figures.Select(f => f.Label)
            .ShouldBe(["Settled by a letter", "Appeals", "Complaints about fairness", "Of them upheld"]);
        before.Parts.Single(p => p.Key == "conflicts").Tables.ShouldBeEmpty("causes would tell of a rival");

        var again = await conflicts.Of("Disputed Review Foods");
        (
            await conflicts.Decide(maren, again!, Settlement.Uphold, await conflicts.KeyOf((await conflicts.Claims.Load(_(again!))).Number))
        ).Problem.ShouldBeNull();
        var complained = new ComplaintInput(null, null, nameof(ComplaintReason.TookTooLong), "Three weeks without a word.");
        (await house.Act<MakeComplaint, Result<string>>(ines, m => m.Run(complained, Ct))).Ok.ShouldBeTrue();
        await house.Work();
        (await story.Refresh(maren, number)).Problem.ShouldBeNull();
        var told = (await story.Own(ines, number)).ShouldNotBeNull();
        ReviewStory.Number(told, "conflicts", "Settled by a letter").ShouldBe(1m);
        ReviewStory.Number(told, "conflicts", "Complaints about fairness").ShouldBe(1m);
        ReviewStory.Number(told, "conflicts", "Of them upheld").ShouldBe(0m);
        ReviewStory.Text(told).ShouldNotContain(rival);
        (await story.Rows<ReviewSheet>(ines)).ShouldHaveSingleItem().Json.ShouldNotContain(rival);
        one.Number.ShouldNotBeNull();

        static string _(Entente.Conflicts.Model.ConflictCase of) =>
            of.Sides.OrderBy(s => s.JoinedAt).First(s => s.RegistrationNumber is not null).RegistrationNumber!;
    }

    [Fact]
    public async Task What_the_safelist_hides_is_not_in_a_partners_review_not_even_in_one_that_was_held_and_staff_read_on()
    {
        var (maren, partner) = (await story.People.Staff(), await story.People.Partner());
        var ines = await story.People.Person(partner, PartnerRole.Admin);
        await story.Deal(partner, DealStory.Won, story.Today.AddDays(-2), new(77_777_00, "EUR"), "Hidden-name");
        var number = await story.Shared(maren, partner);
        (await story.Hold(maren, number)).Problem.ShouldBeNull();
        ReviewStory.Text((await story.Own(ines, number))!).ShouldContain("77777");

        await story.Safelist(Visibility.Hidden, "amount", "name");
        try
        {
            var own = (await story.Own(ines, number)).ShouldNotBeNull();
            var read = ReviewStory.Text(own);
            read.ShouldNotContain("77777");
            read.ShouldNotContain("Hidden-name");
            var won = own.Parts.Single(p => p.Key == "pipeline").Tables.Single(t => t.Title == "Won");
            won.Heads.ShouldNotContain("Amount", "no hole, no label");
            won.Rows.Single()[0].Say().ShouldBe("A deal of yours");
            own.Parts.Single(p => p.Key == "pipeline")
                .Figures.Select(f => f.Label)
                .ShouldNotContain(l => l.Contains("amount", StringComparison.Ordinal) || l == "Sourced");
            ReviewStory.Text((await story.View(maren, number))!.Face).ShouldContain("77777");

            await story.Safelist(Visibility.Hidden, "state");
            var less = (await story.Own(ines, number)).ShouldNotBeNull();
            less.Parts.Single(p => p.Key == "pipeline")
                .Figures.Select(f => f.Label)
                .ShouldBe(["New deals"], "won and lost would tell the state");
        }
        finally
        {
            await story.Safelist(Visibility.Visible, "amount", "name", "state");
        }
        ReviewStory.Text((await story.Own(ines, number))!).ShouldContain("77777");
    }

    [Fact]
    public async Task Staff_with_a_scope_read_reviews_of_their_partners_alone_and_of_a_deal_with_another_only_that_there_is_one()
    {
        var (maren, one, two) = (await story.People.Staff(), await story.People.Partner(), await story.People.Partner());
        await story.Deal(one, DealStory.Won, story.Today.AddDays(-2), name: "Own-deal");
        await story.Deal(one, DealStory.Won, story.Today.AddDays(-3), name: "Joint-deal", also: two);
        var (number, others) = (await story.Made(maren, one), await story.Made(maren, two));
        var narrow = maren with { Scope = [one] };

        (await story.View(narrow, others)).ShouldBeNull();
        (await story.List(narrow, new() { Partner = two })).Total.ShouldBe(0);
        (await story.Refresh(narrow, others)).Problem!.Code.ShouldBe("qbr.none");
        (await story.Prepare(narrow, two)).Problem!.Code.ShouldBe("qbr.no_partner");
        var face = (await story.View(narrow, number)).ShouldNotBeNull().Face;
        ReviewStory.Text(face).ShouldNotContain("Joint-deal");
        var won = face.Parts.Single(p => p.Key == "pipeline").Tables.Single(t => t.Title == "Won");
        (won.Rows.Count, won.More).ShouldBe((1, 1));
        // Made by somebody with a scope it is as whole as any other.
        (await story.Refresh(narrow, number)).Problem.ShouldBeNull();
        var whole = (await story.View(maren, number))!.Face;
        whole.Parts.Single(p => p.Key == "pipeline").Tables.Single(t => t.Title == "Won").Rows.Count.ShouldBe(2);
        ReviewStory.Text(whole).ShouldContain("Joint-deal");
    }

    [Fact]
    public async Task Staff_read_the_parts_that_their_role_includes_and_who_may_not_hold_reviews_changes_none()
    {
        var (maren, partner) = (await story.People.Staff(), await story.People.Partner());
        await story.Deal(partner, DealStory.Won, story.Today.AddDays(-2), name: "Not-for-marketing");
        var number = await story.Made(maren, partner);
        var seen = (await story.View(maren, number))!;
        var opening = new Entente.Reviews.Work.ReviewForm { Planned = "2027-01-08", Note = "Their rival is late" };
        (await story.Shape(maren, s => s.Open(number, seen.Version, opening, Ct))).Problem.ShouldBeNull();
        var (marketing, sales) = (await story.People.Staff(StaffRole.Marketing), await story.People.Staff(StaffRole.Sales));

        var read = (await story.View(marketing, number)).ShouldNotBeNull();
        ReviewStory.Text(read.Face).ShouldNotContain("Not-for-marketing");
        read.NotRead.ShouldBeGreaterThan(0);
        read.Note.ShouldBeEmpty("it may tell of what they do not read");
        (await story.View(sales, number))!.Note.ShouldBe("Their rival is late");
        ReviewStory.Text((await story.View(sales, number))!.Face).ShouldContain("Not-for-marketing");
        foreach (var who in new[] { marketing, sales })
        {
            (await story.Share(who, number)).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
            (await story.Prepare(who, partner)).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
            (await story.Shape(who, s => s.RemoveGoal(number, Guid.Empty, 1, Ct))).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
        }
        var blind = maren with
        {
            Permissions = new HashSet<string> { Permissions.HoldReviews, Permissions.ReadPartners },
        };
        (await story.Prepare(blind, partner)).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
    }
}
