using Entente.Access;
using Entente.Plans.List;
using Entente.Plans.Model;
using Entente.Plans.Portal;
using Entente.Plans.Rules;
using Entente.Plans.Work;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Plans;

/// <summary>Who reads which plan, and what of it.</summary>
public sealed class PlanWallsTest(House house) : IClassFixture<House>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly PlanStory story = new(house);

    [Fact]
    public async Task A_draft_and_another_partners_plan_are_nowhere_for_a_partner_and_a_shared_one_comes_without_the_note()
    {
        var stella = await story.Staff();
        var (kestrel, other) = (await story.Partner(), await story.Partner());
        var (ines, snoop) = (await story.Person(kestrel, PartnerRole.Admin), await story.Person(other, PartnerRole.Admin));
        var plan = await story.Plan(stella, kestrel, "Secret-title plan");
        (await story.Shape(stella, s => s.AddItem(plan, PlanStory.Item("Secret-item", 2, house), Ct))).Problem.ShouldBeNull();
        (await story.Shape(stella, s => s.AddRisk(plan, new() { Words = "Secret-risk" }, Ct))).Problem.ShouldBeNull();
        (await story.AddTarget(stella, plan, "Secret-target", "5", "deals")).Problem.ShouldBeNull();
        var version = (await story.Load(plan)).Version;
        (
            await story.Shape(stella, s => s.Open(plan, version, new() { Title = "Secret-title plan", Note = "Secret-note of ours" }, Ct))
        ).Problem.ShouldBeNull();

        foreach (var who in new[] { ines, snoop })
        {
            (await Rows(who)).ShouldBe(0);
            (await story.Own(who, plan)).ShouldBeNull();
            (await house.Act<OwnPlans, IReadOnlyList<PlanRow>>(who, o => o.List(Ct))).ShouldBeEmpty();
            (await house.Act<OwnPlans, IReadOnlyList<OwnDue>>(who, o => o.Due(Ct))).ShouldBeEmpty();
        }

        (await story.Share(stella, plan)).Problem.ShouldBeNull();
        (await Rows(ines)).ShouldBe(4);
        (await house.Act<OwnPlans, IReadOnlyList<OwnDue>>(ines, o => o.Due(Ct))).Single().Title.ShouldBe("Secret-item");
        var read = Json.Write((await story.Own(ines, plan)).ShouldNotBeNull());
        read.ShouldContain("Secret-risk");
        read.ShouldNotContain("Secret-note");
        (await story.View(stella, plan))!.Note.ShouldBe("Secret-note of ours");
        // Who of the vendor's people ticked is not told outside; who owns an item is.
        var item = await story.Item(plan, "Secret-item");
        (await story.Tick(stella, plan, item)).Problem.ShouldBeNull();
        Json.Write(await story.Own(ines, plan)).ShouldNotContain("Stella");
        (await story.View(stella, plan))!.Sheet.Items.Single().DoneBy.ShouldStartWith("Stella");
        (await Rows(snoop)).ShouldBe(0);
        (await story.Own(snoop, plan)).ShouldBeNull();
        (await story.Tick(snoop, plan, await story.Item(plan, "Secret-item"))).Problem!.Code.ShouldBe("plan.none");
    }

    [Fact]
    public async Task A_restricted_colleague_reads_the_plan_in_which_an_item_is_theirs_and_of_it_that_item()
    {
        var stella = await story.Staff();
        var kestrel = await story.Partner();
        var (tom, tess) = (await story.Person(kestrel, restricted: true), await story.Person(kestrel, restricted: true));
        var plan = await story.Shared(stella, kestrel, theirs: tom.Person);
        (await story.Shape(stella, s => s.AddRisk(plan, new() { Words = "Whole company" }, Ct))).Problem.ShouldBeNull();
        (await story.Shape(stella, s => s.AddItem(plan, PlanStory.Item("Another's", 9, house), Ct))).Problem.ShouldBeNull();

        var version = (await story.Load(plan)).Version;
        (
            await story.Shape(stella, s => s.Open(plan, version, new() { Title = "Our plan", JointValue = "Whole company" }, Ct))
        ).Problem.ShouldBeNull();
        (await story.Own(tess, plan)).ShouldBeNull();
        (await Rows(tess)).ShouldBe(0);
        var sheet = (await story.Own(tom, plan)).ShouldNotBeNull().Sheet;
        sheet.Items.Select(i => i.Title).ShouldBe(["Hold the first meeting"]);
        sheet.Risks.ShouldBeEmpty();
        sheet.JointValue.ShouldBeEmpty();
        (await story.Tick(tom, plan, await story.Item(plan, "Another's"))).Problem!.Code.ShouldBe("plan.no_part");
        (await story.Tick(tom, plan, await story.Item(plan, "Hold the first meeting"))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Staff_with_a_scope_read_and_change_plans_of_their_partners_only()
    {
        var stella = await story.Staff();
        var (kestrel, other) = (await story.Partner(), await story.Partner());
        var plan = await story.Shared(stella, kestrel);
        var narrow = stella with { Scope = [other] };

        (await story.View(narrow, plan)).ShouldBeNull();
        (await house.Act<PlanList, PlanListView>(narrow, l => l.Load(new(kestrel, null, false, false, 1), Ct))).Total.ShouldBe(0);
        (await story.Share(narrow, plan)).Problem!.Code.ShouldBe("plan.none");
        (await story.Tick(narrow, plan, await story.Item(plan, "Open the product"))).Problem!.Code.ShouldBe("plan.none");
        (await story.View(stella with { Scope = [kestrel] }, plan)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_only_looks_ticks_and_signs_nothing_and_nobody_ticks_for_the_other_side()
    {
        var stella = await story.Staff();
        var kestrel = await story.Partner();
        var (viewer, ines) = (await story.Person(kestrel, PartnerRole.Viewer), await story.Person(kestrel));
        var plan = await story.Shared(stella, kestrel);
        (await story.AddTarget(stella, plan)).Problem.ShouldBeNull();
        var target = (await story.Load(plan)).Targets.Single();
        var (theirs, ours) = (await story.Item(plan, "Hold the first meeting"), await story.Item(plan, "Open the product"));

        (await story.Own(viewer, plan)).ShouldNotBeNull().Sheet.Items.ShouldAllBe(i => !i.MayTick);
        (await story.Tick(viewer, plan, theirs)).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
        (await story.Sign(viewer, s => s.Sign(plan, target.Id.Value, target.Version, Ct))).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
        (await story.Tick(ines, plan, ours)).Problem!.Code.ShouldBe("plan.not_yours");
        (await story.Tick(ines with { ReadOnly = true }, plan, theirs)).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
        var auditor = await story.Staff(StaffRole.Auditor);
        (await story.Shape(auditor, s => s.DropItem(plan, ours.Id, ours.Version, Ct))).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
        (await story.Tick(auditor, plan, ours)).Problem!.Kind.ShouldBe(ProblemKind.Forbidden);
        (await story.Load(plan)).Items.ShouldAllBe(i => i.State == ItemState.Open);
        (await story.Sign(ines, s => s.Sign(plan, target.Id.Value, target.Version, Ct))).Problem.ShouldBeNull();
    }

    private async Task<int> Rows(Actor who)
    {
        await using var scope = house.As(who);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        return await db.Set<ActionPlan>().CountAsync(Ct)
            + await db.Set<PlanItem>().CountAsync(Ct)
            + await db.Set<PlanRisk>().CountAsync(Ct)
            + await db.Set<PlanTarget>().CountAsync(Ct);
    }
}
