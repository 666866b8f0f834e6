using Entente.Partners;
using Entente.Partners.Rules;

namespace Entente.Rules.Partners;

public sealed class LifecycleTest
{
    private static readonly PartnerStatus[] All = Enum.GetValues<PartnerStatus>();

    [Fact]
    public void From_every_status_there_is_a_way_on_and_nobody_stays_by_a_step()
    {
        foreach (var status in All)
        {
            Lifecycle.After(status).ShouldNotBeEmpty();
            Lifecycle.After(status).ShouldNotContain(status);
            Lifecycle.After(status).ShouldBeUnique();
        }
    }

    [Fact]
    public void Every_status_can_be_reached_from_a_prospect()
    {
        var reached = new HashSet<PartnerStatus> { PartnerStatus.Prospect };
        while (reached.SelectMany(Lifecycle.After).Except(reached).ToList() is { Count: > 0 } next)
            reached.UnionWith(next);

        reached.ShouldBe(All, ignoreOrder: true);
    }

    [Fact]
    public void Nobody_ends_without_offboarding()
    {
        All.Where(s => Lifecycle.MayFollow(s, PartnerStatus.Ended)).ShouldBe([PartnerStatus.Offboarding]);
    }

    [Fact]
    public void Nobody_becomes_active_without_onboarding_first()
    {
        var onboarded = new HashSet<PartnerStatus> { PartnerStatus.Prospect };
        while (
            onboarded.Where(s => s is not PartnerStatus.Onboarding).SelectMany(Lifecycle.After).Except(onboarded).ToList()
                is { Count: > 0 } next
        )
            onboarded.UnionWith(next);

        onboarded.ShouldNotContain(PartnerStatus.Active);
    }

    [Fact]
    public void Whoever_may_register_may_also_enter_and_none_of_them_has_left()
    {
        var registering = All.Where(Lifecycle.MayRegister).ToList();

        registering.ShouldBe([PartnerStatus.Onboarding, PartnerStatus.Active, PartnerStatus.AtRisk]);
        registering.ShouldAllBe(s => Lifecycle.MayEnter(s));
        Lifecycle.MayEnter(PartnerStatus.Offboarding).ShouldBeTrue();
        Lifecycle.MayEnter(PartnerStatus.Suspended).ShouldBeFalse();
    }
}
