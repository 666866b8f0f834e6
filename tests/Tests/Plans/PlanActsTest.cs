using Entente.Access;
using Entente.Plans.Model;
using Entente.Plans.Remind;
using Entente.Plans.Rules;
using Entente.Plans.Templates;
using Entente.Plans.Work;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;

namespace Entente.Tests.Plans;

/// <summary>What people do with a plan, one after the other and at once.</summary>
public sealed class PlanActsTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly PlanStory story = new(house);

    [Fact]
    public async Task Of_two_who_tick_at_once_one_has_it_and_the_other_is_told_who()
    {
        var stella = await story.Staff();
        var kestrel = await story.Partner();
        var (ines, jonah) = (await story.Person(kestrel), await story.Person(kestrel));
        var plan = await story.Shared(stella, kestrel);
        var item = await story.Item(plan, "Hold the first meeting");

        var both = await Task.WhenAll(story.Tick(ines, plan, item), story.Tick(jonah, plan, item));

        both.Count(r => r.Ok).ShouldBe(1);
        var ticked = await story.Item(plan, "Hold the first meeting");
        var winner = both[0].Ok ? ines : jonah;
        ticked.DoneBy.ShouldBe(winner.Person);
        ticked.Ticks.ShouldBe(1);
        both.Single(r => !r.Ok).Problem!.Message.ShouldBe($"{winner.Name} ticked it already. Nothing was changed.");
    }

    [Fact]
    public async Task What_was_seen_in_an_older_version_is_not_changed_ticked_or_signed()
    {
        var stella = await story.Staff();
        var kestrel = await story.Partner();
        var ines = await story.Person(kestrel);
        var plan = await story.Shared(stella, kestrel);
        (await story.AddTarget(stella, plan)).Problem.ShouldBeNull();
        var before = await story.Load(plan);
        var (item, target) = (before.Items[0], before.Targets[0]);

        (
            await story.Shape(stella, s => s.ChangeItem(plan, item.Id, item.Version, PlanStory.Item("Hold two meetings", 40, house), Ct))
        ).Problem.ShouldBeNull();
        (
            await story.Shape(stella, s => s.ChangeItem(plan, item.Id, item.Version, PlanStory.Item("Hold none", 40, house), Ct))
        ).Problem!.Kind.ShouldBe(ProblemKind.Stale);
        (await story.Tick(ines, plan, item)).Problem!.Kind.ShouldBe(ProblemKind.Stale);
        (
            await story.Sign(
                stella,
                s =>
                    s.Change(
                        plan,
                        target.Id.Value,
                        target.Version,
                        new()
                        {
                            Words = "Deals",
                            Amount = "50",
                            Unit = "deals",
                        },
                        Ct
                    )
            )
        ).Problem.ShouldBeNull();
        (await story.Sign(ines, s => s.Sign(plan, target.Id.Value, target.Version, Ct))).Problem!.Kind.ShouldBe(ProblemKind.Stale);
        (await story.Shape(stella, s => s.Open(plan, before.Version, new() { Title = "First" }, Ct))).Problem.ShouldBeNull();
        (await story.Shape(stella, s => s.Open(plan, before.Version, new() { Title = "Second" }, Ct))).Problem!.Kind.ShouldBe(
            ProblemKind.Stale
        );
        var after = await story.Load(plan);
        (after.Title, after.Items[0].Title, after.Items[0].State).ShouldBe(("First", "Hold two meetings", ItemState.Open));
    }

    [Fact]
    public async Task A_changed_target_loses_both_signatures_and_the_plan_is_to_be_agreed_anew()
    {
        var stella = await story.Staff();
        var kestrel = await story.Partner();
        var ines = await story.Person(kestrel);
        var plan = await story.Shared(stella, kestrel);
        (await story.AddTarget(stella, plan, "Revenue", "250,000", "EUR")).Problem.ShouldBeNull();
        await Sign(stella);
        (await Agree()).Problem!.Code.ShouldBe("plan.not_signed");
        await Sign(ines);
        (await Agree()).Problem.ShouldBeNull();
        (await story.Load(plan)).State.ShouldBe(PlanState.Agreed);

        // The same number sent again is no change.
        (await Change("250000")).Problem.ShouldBeNull();
        (await story.Load(plan)).Targets.Single().Signed.ShouldBeTrue();
        (await Change("300000")).Problem.ShouldBeNull();

        var changed = await story.Load(plan);
        changed.State.ShouldBe(PlanState.Shared);
        changed.AgreedBy.ShouldBeNull();
        var target = changed.Targets.Single();
        (target.VendorAt, target.PartnerAt, target.VendorBy, target.PartnerBy).ShouldBe((null, null, null, null));
        (await Agree()).Problem!.Code.ShouldBe("plan.not_signed");
        (await story.Sign(stella, async s => await s.Agree(plan, (await story.Load(plan)).Terms, Ct))).Problem!.Kind.ShouldBe(
            ProblemKind.Forbidden
        );

        async Task Sign(Actor who)
        {
            var seen = (await story.Load(plan)).Targets.Single();
            (await story.Sign(who, s => s.Sign(plan, seen.Id.Value, seen.Version, Ct))).Problem.ShouldBeNull();
        }

        async Task<Result> Agree()
        {
            var seen = (await story.Load(plan)).Terms;
            return await story.Sign(ines, s => s.Agree(plan, seen, Ct));
        }

        async Task<Result> Change(string amount)
        {
            var seen = (await story.Load(plan)).Targets.Single();
            return await story.Sign(
                stella,
                s =>
                    s.Change(
                        plan,
                        seen.Id.Value,
                        seen.Version,
                        new()
                        {
                            Words = "Revenue",
                            Amount = amount,
                            Unit = "EUR",
                        },
                        Ct
                    )
            );
        }
    }

    [Fact]
    public async Task What_is_due_and_what_is_overdue_is_told_once_each_to_its_owner_or_to_those_who_answer_for_the_side()
    {
        var (stella, kai) = (await story.Staff(), await story.Staff());
        var kestrel = await story.Partner();
        var (admin, ines) = (await story.Person(kestrel, PartnerRole.Admin), await story.Person(kestrel));
        var plan = await story.Shared(stella, kestrel, ours: kai.Person, inDays: 5);
        var (theirs, ours) = (await story.Item(plan, "Hold the first meeting"), await story.Item(plan, "Open the product"));
        await story.Remind();
        (await story.Mails(theirs.Id.Subject)).ShouldBeEmpty("there are five days left");

        house.Clock.Advance(TimeSpan.FromDays(2));
        await story.Remind();
        await story.Remind();
        (await story.Mails(theirs.Id.Subject)).Count.ShouldBe(1, "the admin alone, as nobody is named");
        (await story.Mails(ours.Id.Subject)).Count.ShouldBe(1);
        house.Clock.Advance(TimeSpan.FromDays(4));
        await story.Remind();
        await story.Remind();
        (await story.Mails(theirs.Id.Subject)).Count.ShouldBe(2);
        (await story.Mails(ours.Id.Subject)).Count.ShouldBe(2);
        admin.Person.ShouldNotBe(ines.Person);
    }

    [Fact]
    public async Task The_address_in_a_reminder_ticks_once_as_its_reader_and_only_when_it_is_posted()
    {
        var stella = await story.Staff();
        var kestrel = await story.Partner();
        var ines = await story.Person(kestrel);
        var plan = await story.Shared(stella, kestrel, theirs: ines.Person, inDays: 2);
        var item = await story.Item(plan, "Hold the first meeting");
        await story.Remind();
        var mail = (await story.Mails(item.Id.Subject)).Single();
        var text = (await house.Act<MailBox, MailView?>(Actor.System(house.Corvane.Id), m => m.Show(mail.Id, Ct)))!.Text;
        var token = text.Split("/plans/tick/")[1].Split((char[]?)null)[0];
        var guest = new Actor(house.Corvane.Id, ActorKind.Guest, Channel.Web);

        (await house.Act<TickByMail, TickView?>(guest, t => t.Look(token, Ct)))!.Done.ShouldBeFalse();
        (await house.Act<TickByMail, TickView?>(guest, t => t.Look(token[..^2], Ct))).ShouldBeNull();
        (await story.Item(plan, item.Title)).State.ShouldBe(ItemState.Open);
        (await house.Act<TickByMail, Result>(guest, t => t.Run(token, null, Ct))).Problem.ShouldBeNull();
        var ticked = await story.Item(plan, item.Title);
        (ticked.State, ticked.DoneBy).ShouldBe((ItemState.Done, ines.Person));

        // Opened again by somebody, it is not ticked by the old address.
        (await house.Act<TickItem, Result>(stella, t => t.Untick(plan, ticked.Id, ticked.Version, Ct))).Problem.ShouldBeNull();
        (await house.Act<TickByMail, Result>(guest, t => t.Run(token, null, Ct))).Problem.ShouldNotBeNull();
        (await story.Item(plan, item.Title)).State.ShouldBe(ItemState.Open);
    }

    [Fact]
    public async Task A_template_counts_from_the_start_in_business_days_and_a_stale_one_is_not_published()
    {
        var (owner, kestrel) = (await story.Staff(StaffRole.Owner), await story.Partner());
        // A Saturday.
        var plan = await story.Load(await story.Plan(owner, kestrel, template: "renewal", starts: "2026-03-14", submission: "once"));
        plan.Items.Select(i => i.DueOn).First().ShouldBe(new DateOnly(2026, 3, 23), "five business days after Monday");
        plan.Items.Count.ShouldBe(Entente.Plans.Rules.Templates.Standard(PlanMotion.Renewal).Items.Count);
        (await story.Plan(owner, kestrel, template: "renewal", submission: "once")).ShouldBe(plan.Number);

        var mine = new PlanTemplate(PlanMotion.CoSell, [new("Meet", PlanSide.Vendor, 1, false)]);
        (await Publish(mine, 1)).Value.ShouldBe(2);
        (await Publish(mine, 1)).Problem!.Kind.ShouldBe(ProblemKind.Stale);
        (await Publish(mine with { Items = [] }, 2)).Problem!.Fields!.Keys.ShouldBe(["items"]);
        (await story.Load(await story.Plan(owner, kestrel, template: "cosell"))).Items.Select(i => i.Title).ShouldBe(["Meet"]);

        Task<Result<int>> Publish(PlanTemplate template, int seen) =>
            house.Act<PublishTemplate, Result<int>>(
                owner,
                p => p.Run(template, new Dictionary<string, string>(StringComparer.Ordinal), seen, Ct)
            );
    }

    [Fact]
    public async Task What_a_partner_proposes_counts_once_it_is_taken()
    {
        var stella = await story.Staff();
        var kestrel = await story.Partner();
        var ines = await story.Person(kestrel);
        var plan = await story.Shared(stella, kestrel);
        (
            await house.Act<ProposeItem, Result>(ines, p => p.Run(plan, PlanStory.Item("Train two people", 20, house, wants: true), Ct))
        ).Problem.ShouldBeNull();
        var item = await story.Item(plan, "Train two people");
        (await story.Tick(ines, plan, item, "done")).Problem!.Code.ShouldBe("plan.not_open");
        (await story.Own(ines, plan))!.Sheet.Standing.Of.ShouldBe(2);
        (await story.Shape(stella, s => s.Answer(plan, item.Id, item.Version, take: true, Ct))).Problem.ShouldBeNull();
        (await story.Own(ines, plan))!.Sheet.Standing.Of.ShouldBe(3);

        item = await story.Item(plan, "Train two people");
        (await story.Tick(ines, plan, item)).Problem!.Fields!.Keys.ShouldBe(["evidence"]);
        (await story.Tick(ines, plan, item, "http://certificates.example/1")).Problem!.Fields!["evidence"].ShouldContain("https://");
        (await story.Tick(ines, plan, item, "https://certificates.example/1")).Problem.ShouldBeNull();
    }
}
