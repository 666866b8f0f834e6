using Entente.Registrations.Rules;

namespace Entente.Rules.Registrations;

public sealed class StatesTest
{
    private static readonly RegistrationState[] All = Enum.GetValues<RegistrationState>();

    [Fact]
    public void What_is_final_becomes_nothing_else()
    {
        foreach (var final in new[] { RegistrationState.Won, RegistrationState.Lost, RegistrationState.Withdrawn })
            All.Where(next => final.MayBecome(next)).ShouldBeEmpty();
    }

    [Fact]
    public void A_refusal_only_ever_goes_back_into_review()
    {
        foreach (var refused in new[] { RegistrationState.Rejected, RegistrationState.Declined })
            All.Where(next => refused.MayBecome(next)).ShouldBe([RegistrationState.InReview]);
    }

    [Fact]
    public void A_partner_may_withdraw_from_every_open_state() =>
        All.Where(s => s.IsOpen()).ShouldAllBe(s => s.MayBecome(RegistrationState.Withdrawn));

    [Fact]
    public void Every_state_but_the_first_is_reached_by_some_way()
    {
        var reached = new HashSet<RegistrationState> { RegistrationState.Draft };
        while (All.Where(to => !reached.Contains(to) && reached.Any(from => from.MayBecome(to))).ToList() is { Count: > 0 } next)
            reached.UnionWith(next);

        reached.ShouldBe(All, ignoreOrder: true);
    }

    [Fact]
    public void Only_a_registration_in_review_can_be_decided()
    {
        foreach (var decision in new[] { RegistrationState.Approved, RegistrationState.Declined, RegistrationState.Rejected })
            All.Where(from => from.MayBecome(decision)).ShouldBe([RegistrationState.InReview]);
    }

    [Fact]
    public void Won_and_lost_come_only_from_a_bound_deal()
    {
        All.Where(from => from.MayBecome(RegistrationState.Won)).ShouldBe([RegistrationState.Converted]);
        RegistrationState.Rejected.IsOpen().ShouldBeFalse();
        All.Where(from => from.MayBecome(RegistrationState.Lost)).ShouldBe([RegistrationState.Converted]);
    }

    [Fact]
    public void A_release_ends_a_claim_and_an_expiry_only_one_without_a_deal()
    {
        RegistrationState.Approved.Stands(ProtectionState.Released).ShouldBeFalse();
        RegistrationState.Converted.Stands(ProtectionState.Released).ShouldBeFalse();
        RegistrationState.Approved.Stands(ProtectionState.Expired).ShouldBeFalse();
        RegistrationState.Converted.Stands(ProtectionState.Expired).ShouldBeTrue();
        RegistrationState.InReview.Stands(ProtectionState.None).ShouldBeTrue();
    }
}
