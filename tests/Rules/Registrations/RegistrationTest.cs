using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

public sealed class RegistrationTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly Terms Terms = Terms.Of(1, Policy.Default, "Europe/London");

    [Fact]
    public void A_wrong_step_is_refused_aloud_not_ignored()
    {
        var registration = Submitted();
        registration.Decline(RefusalReason.NotQualified, null, null, Terms, Now);

        Should
            .Throw<InvalidOperationException>(() => registration.Approve(90, null, null, null, Terms, Now))
            .Message.ShouldBe("DR-0001 is Declined and cannot become Approved.");
        Should.Throw<InvalidOperationException>(() => registration.Withdraw(null, "late", Now));
    }

    [Fact]
    public void Binding_it_to_its_deal_twice_changes_nothing()
    {
        var registration = Approved();
        registration.Convert("501", Guid.Empty, Now);
        var steps = registration.Steps.Count;

        registration.Convert("501", Guid.Empty, Now.AddHours(1));

        (registration.State, registration.Steps.Count).ShouldBe((RegistrationState.Converted, steps));
    }

    [Fact]
    public void A_won_deal_ends_its_reminders_and_stays_attributed()
    {
        var registration = Approved();
        registration.Convert("501", Guid.Empty, Now);

        registration.Win(Now.AddDays(10));

        (registration.State, registration.NextLookAt, registration.ClosedAt).ShouldBe((RegistrationState.Won, null, Now.AddDays(10)));
    }

    [Fact]
    public void A_later_policy_does_not_change_the_promise_that_was_made()
    {
        var registration = Submitted();
        var stricter = Terms with { Policy = Policy.Default with { DecisionHours = 8 } };
        registration.Ask(InfoTopic.WhoDecides, "Who?", null, stricter, Now);

        registration.Answer("Her.", null, stricter, Now.AddHours(1));

        registration.Clock(stricter.Calendar).Promise.ShouldBe(TimeSpan.FromHours(48));
    }

    [Fact]
    public void Every_step_is_dated_in_order_and_legal()
    {
        var registration = Approved();

        registration.Steps.Select(s => s.Position).ShouldBe(Enumerable.Range(0, registration.Steps.Count));
        registration.Steps.Where(s => s.From != s.To).ShouldAllBe(s => s.From.MayBecome(s.To));
    }

    [Fact]
    public void However_many_small_changes_are_made_freely_the_value_stays_within_a_quarter_of_what_was_approved() =>
        Prop.ForAll(
                Gen.Choose(1, 100_000).ToArbitrary(),
                Gen.Choose(-40, 60).ListOf().ToArbitrary(),
                (approved, changes) =>
                {
                    var registration = Approved(approved);
                    foreach (var percent in changes)
                    {
                        var now = registration.AsClaim();
                        var after = now with { Amount = new(Math.Max(1, now.Amount!.Value.Minor * (100 + percent) / 100), "EUR") };
                        if (ClaimChanges.Reopens(registration.AsApproved(), after, ChangeRules.Default) is null)
                            registration.Amend(after, null, null, Terms, Now.AddHours(1));
                    }
                    return Math.Abs(registration.Amount!.Value.Minor - approved) * 4 <= approved;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void An_approved_claim_without_a_value_takes_none_unseen()
    {
        var registration = Approved();

        ClaimChanges
            .Reopens(registration.AsApproved(), registration.AsClaim() with { Amount = new(9_000_000_00, "EUR") }, ChangeRules.Default)
            .ShouldBe("A value is named where none was approved.");
    }

    [Fact]
    public void Names_that_change_step_by_step_do_not_lead_to_another_customer()
    {
        var registration = Approved();
        var renamed = registration.AsClaim() with { Company = "Oakhaven Media" };
        ClaimChanges.Reopens(registration.AsApproved(), renamed, ChangeRules.Default).ShouldBeNull("the same domain");
        registration.Amend(renamed, null, null, Terms, Now.AddHours(1));

        ClaimChanges
            .Reopens(registration.AsApproved(), renamed with { ContactEmail = "x@oakhaven.example" }, ChangeRules.Default)
            .ShouldBe("Another customer: Oakhaven Media instead of Aldermere.");
    }

    [Fact]
    public void An_approval_of_a_change_is_what_later_changes_are_measured_by_and_an_undone_one_is_not()
    {
        var registration = Approved(100);
        var tenfold = registration.AsClaim() with { Amount = new(1_000, "EUR") };
        registration.Amend(tenfold, "The value is off.", null, Terms, Now.AddHours(1));
        registration.Approve(90, null, null, null, Terms, Now.AddHours(2));
        registration.AsApproved().Amount.ShouldBe(new Money(1_000, "EUR"));

        registration.Undo(null, Terms, Now.AddHours(2).AddSeconds(1));

        registration.AsApproved().Amount.ShouldBe(new Money(100, "EUR"));
    }

    private static Registration Submitted(long? amount = null)
    {
        var claim = Claims.Bare("Aldermere") with
        {
            ContactEmail = "r@aldermere.example",
            Problem = "x",
            Amount = amount is { } minor ? new(minor, "EUR") : null,
        };
        return Registration.Submit("DR-0001", Ids.New<PartnerId>(Now), null, "s", claim, Terms, "EUR", Now);
    }

    private static Registration Approved(long? amount = null)
    {
        var registration = Submitted(amount);
        registration.Approve(90, null, null, null, Terms, Now);
        return registration;
    }
}
