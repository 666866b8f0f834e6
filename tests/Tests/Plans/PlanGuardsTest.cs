using Entente.Access;
using Entente.Pipeline;
using Entente.Plans.Model;
using Entente.Plans.Remind;
using Entente.Plans.Rules;
using Entente.Plans.Work;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Plans;

/// <summary>What a plan must not let happen: words that were taken back going out, a yes to something else, reminders of what is over.</summary>
public sealed class PlanGuardsTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly PlanStory story = new(house);

    [Fact]
    public async Task What_was_dropped_in_a_draft_is_gone_and_a_plan_of_nothing_is_not_shared()
    {
        var (stella, kestrel) = (await story.Staff(), await story.Partner());
        var ines = await story.Person(kestrel);
        var plan = await story.Plan(stella, kestrel);
        (await story.Shape(stella, s => s.AddItem(plan, PlanStory.Item("Check their solvency", 5, house), Ct))).Problem.ShouldBeNull();
        var item = await story.Item(plan, "Check their solvency");
        (await story.Shape(stella, s => s.DropItem(plan, item.Id, item.Version, Ct))).Problem.ShouldBeNull();
        (await story.Share(stella, plan)).Problem!.Code.ShouldBe("plan.empty");

        (await story.Shape(stella, s => s.AddItem(plan, PlanStory.Item("Meet", 5, house), Ct))).Problem.ShouldBeNull();
        (await story.Share(stella, plan)).Problem.ShouldBeNull();
        (await story.Own(ines, plan))!.Sheet.Items.Select(i => i.Title).ShouldBe(["Meet"]);

        // What they have read stays where it was, crossed out.
        var meet = await story.Item(plan, "Meet");
        (await story.Shape(stella, s => s.DropItem(plan, meet.Id, meet.Version, Ct))).Problem.ShouldBeNull();
        (await story.Own(ines, plan))!.Sheet.Items.Single().State.ShouldBe(ItemState.Dropped);
    }

    [Fact]
    public async Task Nobody_agrees_to_a_plan_of_which_they_saw_another_state_but_a_tick_changes_no_terms()
    {
        var (stella, kestrel) = (await story.Staff(), await story.Partner());
        var ines = await story.Person(kestrel, PartnerRole.Admin);
        var plan = await story.Shared(stella, kestrel);
        var seen = (await story.Own(ines, plan))!.Sheet.Terms;
        var item = await story.Item(plan, "Open the product");
        (
            await story.Shape(
                stella,
                s => s.ChangeItem(plan, item.Id, item.Version, PlanStory.Item("Open the product", 90, house, PlanSide.Vendor), Ct)
            )
        ).Problem.ShouldBeNull();
        (await story.Sign(ines, s => s.Agree(plan, seen, Ct))).Problem!.Kind.ShouldBe(ProblemKind.Stale);

        seen = (await story.Own(ines, plan))!.Sheet.Terms;
        item = await story.Item(plan, "Open the product");
        (await story.Tick(stella, plan, item)).Problem.ShouldBeNull();
        (await story.Sign(ines, s => s.Agree(plan, seen, Ct))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task An_address_in_a_mail_of_before_ticks_nothing_once_its_reader_was_cut_off()
    {
        var (stella, kestrel) = (await story.Staff(), await story.Partner());
        var ines = await story.Person(kestrel);
        var plan = await story.Shared(stella, kestrel, theirs: ines.Person, inDays: 2);
        var token = await Reminded(plan);
        var guest = new Actor(house.Corvane.Id, ActorKind.Guest, Channel.Web);
        (await house.Act<TickByMail, TickView?>(guest, t => t.Look(token, Ct))).ShouldNotBeNull();

        house.Clock.Advance(TimeSpan.FromMinutes(1));
        await using (var scope = house.As(house.Corvane))
        {
            await scope.ServiceProvider.GetRequiredService<AccessApi>().Cut(ines.Person!.Value, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }

        (await house.Act<TickByMail, TickView?>(guest, t => t.Look(token, Ct))).ShouldBeNull();
        (await house.Act<TickByMail, Result>(guest, t => t.Run(token, null, Ct))).Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task Proposals_wait_in_tens_for_days_to_come_and_what_was_refused_takes_no_room()
    {
        var (stella, kestrel) = (await story.Staff(), await story.Partner());
        var ines = await story.Person(kestrel);
        var plan = await story.Shared(stella, kestrel);
        (await Propose(-1)).Problem!.Fields!.Keys.ShouldBe(["due"]);
        for (var n = 0; n < 10; n++)
            (await Propose(10 + n)).Problem.ShouldBeNull();
        (await Propose(30)).Problem!.Code.ShouldBe("plan.too_many_wait");

        foreach (var item in (await story.Load(plan)).Items.Where(i => i.State is ItemState.Proposed))
            (await story.Shape(stella, s => s.Answer(plan, item.Id, item.Version, take: false, Ct))).Problem.ShouldBeNull();
        (await story.Load(plan)).Counting.ShouldBe(2);
        (await Propose(30)).Problem.ShouldBeNull();

        Task<Result> Propose(int days) =>
            house.Act<ProposeItem, Result>(ines, p => p.Run(plan, PlanStory.Item($"In {days}", days, house), Ct));
    }

    [Fact]
    public async Task An_item_that_goes_to_somebody_else_is_told_to_them_and_only_who_can_tick_may_have_it()
    {
        var (stella, kai, finance) = (await story.Staff(), await story.Staff(), await story.Staff(StaffRole.Finance));
        var kestrel = await story.Partner();
        var plan = await story.Shared(stella, kestrel, ours: stella.Person, inDays: 2);
        await story.Remind();
        var item = await story.Item(plan, "Open the product");
        (await story.Mails(item.Id.Subject)).Count.ShouldBe(1);

        (await Give(finance)).Problem!.Fields!.Keys.ShouldBe(["by"]);
        (await Give(kai)).Problem.ShouldBeNull();
        await story.Remind();
        (await story.Mails(item.Id.Subject)).Count.ShouldBe(2);

        Task<Result> Give(Actor to) =>
            story.Shape(
                stella,
                s => s.ChangeItem(plan, item.Id, item.Version, PlanStory.Item(item.Title, 2, house, PlanSide.Vendor, to.Person), Ct)
            );
    }

    [Fact]
    public async Task Where_nobody_is_there_to_be_told_the_reminder_waits_for_somebody()
    {
        var (stella, kestrel) = (await story.Staff(), await story.Partner());
        var plan = await story.Shared(stella, kestrel, inDays: 2);
        var item = await story.Item(plan, "Hold the first meeting");
        await story.Remind();
        (await story.Item(plan, item.Title)).Told.ShouldBe(ItemNews.Nothing);

        await story.Person(kestrel, PartnerRole.Admin);
        await story.Remind();
        (await story.Mails(item.Id.Subject)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_left_keeps_what_they_had_until_somebody_else_is_named_and_the_page_says_so()
    {
        var (stella, kai, kestrel) = (await story.Staff(), await story.Staff(name: "Kai Gone"), await story.Partner());
        var plan = await story.Shared(stella, kestrel, ours: kai.Person);
        await story.Leaves(kai);
        var item = await story.Item(plan, "Open the product");
        (await story.View(stella, plan))!.People.ShouldNotContain(p => p.Label.Contains("Kai Gone"));

        var moved = PlanStory.Item(item.Title, 60, house, PlanSide.Vendor, kai.Person);
        (await story.Shape(stella, s => s.ChangeItem(plan, item.Id, item.Version, moved, Ct))).Problem.ShouldBeNull();

        var after = await story.Item(plan, item.Title);
        (after.Side, after.OwnerId, after.DueOn > item.DueOn).ShouldBe((PlanSide.Vendor, kai.Person, true));
        // To another item they are not given any more.
        var other = await story.Item(plan, "Hold the first meeting");
        (await story.Shape(stella, s => s.ChangeItem(plan, other.Id, other.Version, moved, Ct))).Problem!.Fields!.Keys.ShouldBe(["by"]);
    }

    [Fact]
    public async Task Of_a_partner_whoever_may_tick_is_given_items_and_told_of_what_nobody_is_named_for()
    {
        var (stella, kestrel) = (await story.Staff(), await story.Partner());
        var (viewer, seller) = (await story.Person(kestrel, PartnerRole.Viewer), await story.Person(kestrel));
        var plan = await story.Shared(stella, kestrel, inDays: 2);
        var item = await story.Item(plan, "Hold the first meeting");

        var given = PlanStory.Item(item.Title, 2, house, owner: viewer.Person);
        (await story.Shape(stella, s => s.ChangeItem(plan, item.Id, item.Version, given, Ct))).Problem!.Fields!.Keys.ShouldBe(["by"]);
        await story.Remind();

        var mail = (await story.Mails(item.Id.Subject)).ShouldHaveSingleItem();
        mail.To.ShouldBe(await story.EmailOf(seller));
    }

    [Fact]
    public async Task What_waits_to_be_told_is_withdrawn_when_the_day_is_another_one_or_the_plan_is_over()
    {
        var (stella, kestrel) = (await story.Staff(), await story.Partner());
        var ines = await story.Person(kestrel, PartnerRole.Admin);
        var plan = await story.Shared(stella, kestrel, theirs: ines.Person, inDays: 2);
        await story.Remind();
        var item = await story.Item(plan, "Hold the first meeting");
        (await story.Waiting(item.Id.Subject)).ShouldBe(1);

        var later = PlanStory.Item(item.Title, 40, house, owner: ines.Person);
        (await story.Shape(stella, s => s.ChangeItem(plan, item.Id, item.Version, later, Ct))).Problem.ShouldBeNull();
        (await story.Waiting(item.Id.Subject)).ShouldBe(0);

        var of = (await story.Load(plan)).Id.Subject;
        (await story.Waiting(of)).ShouldBe(1);
        (await house.Act<SteerPlan, Result>(stella, s => s.Drop(plan, "It fell through.", Ct))).Problem.ShouldBeNull();
        (await story.Waiting(of)).ShouldBe(0);
    }

    [Fact]
    public async Task A_yes_says_when_what_it_was_given_to_has_changed_and_another_target_asks_for_it_anew()
    {
        var (stella, kestrel) = (await story.Staff(), await story.Partner());
        var ines = await story.Person(kestrel, PartnerRole.Admin);
        var plan = await story.Shared(stella, kestrel);
        var seen = (await story.Own(ines, plan))!.Sheet.Terms;
        (await story.Sign(ines, s => s.Agree(plan, seen, Ct))).Problem.ShouldBeNull();
        var item = await story.Item(plan, "Open the product");
        (await story.Own(ines, plan))!.Sheet.ChangedSince.ShouldBeFalse();

        var later = PlanStory.Item(item.Title, 90, house, PlanSide.Vendor);
        (await story.Shape(stella, s => s.ChangeItem(plan, item.Id, item.Version, later, Ct))).Problem.ShouldBeNull();
        var sheet = (await story.Own(ines, plan))!.Sheet;
        (sheet.State, sheet.ChangedSince).ShouldBe((PlanState.Agreed, true));

        var about = (await story.Load(plan)).Id.Subject;
        var told = (await story.Mails(about)).Count;
        (await story.AddTarget(stella, plan)).Problem.ShouldBeNull();
        sheet = (await story.Own(ines, plan))!.Sheet;
        (sheet.State, sheet.ChangedSince, sheet.AgreedBy).ShouldBe((PlanState.Shared, false, null));
        var mails = await story.Mails(about);
        mails.Count.ShouldBe(told + 1);
        mails.ShouldContain(m => m.Subject == $"{plan}: to be agreed anew" && m.To.Contains("pia"));
    }

    [Theory]
    [InlineData("250,000", true)]
    [InlineData("250000.50", true)]
    [InlineData("1,5", false)]
    [InlineData("250.000", false)]
    [InlineData("25,00", false)]
    public async Task A_number_that_both_sides_sign_reads_one_way_only(string typed, bool good)
    {
        var (stella, kestrel) = (await story.Staff(), await story.Partner());
        var plan = await story.Shared(stella, kestrel);

        var added = await story.AddTarget(stella, plan, "Revenue", typed, "EUR");

        added.Ok.ShouldBe(good);
    }

    [Fact]
    public async Task A_plan_follows_its_deal_into_the_one_it_was_merged_into()
    {
        var (stella, kestrel) = (await story.Staff(), await story.Partner());
        var (old, into) = (Ids.New<OpportunityId>(house.Clock.Now), Ids.New<OpportunityId>(house.Clock.Now));
        await using (var scope = house.As(house.Corvane))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            var plan = ActionPlan.Begin(
                new(kestrel, old, null, "On a deal", new(2026, 3, 12), null),
                "MAP-900",
                stella.Person,
                house.Clock.Now
            );
            db.Add(plan);
            await db.SaveChangesAsync(Ct);
        }
        await using (var scope = house.As(house.Corvane))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            await using var held = await db.Hold([], Ct);
            await ActivatorUtilities
                .CreateInstance<FollowDeals>(scope.ServiceProvider)
                .Handle(new OpportunityMerged(old, into), new(Guid.Empty, house.Clock.Now, null), Ct);
            await held.Save(Ct);
        }
        (await story.Load("MAP-900")).OpportunityId.ShouldBe(into);
    }

    private async Task<string> Reminded(string plan)
    {
        var item = await story.Item(plan, "Hold the first meeting");
        await story.Remind();
        var mail = (await story.Mails(item.Id.Subject)).Single();
        var text = (await house.Act<MailBox, MailView?>(Actor.System(house.Corvane.Id), m => m.Show(mail.Id, Ct)))!.Text;
        return text.Split("/plans/tick/")[1].Split((char[]?)null)[0];
    }
}
