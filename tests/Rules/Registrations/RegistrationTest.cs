using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

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

    private static Registration Submitted()
    {
        var claim = Claims.Bare("Aldermere") with { ContactEmail = "r@aldermere.example", Problem = "x" };
        return Registration.Submit("DR-0001", Ids.New<PartnerId>(Now), null, "s", claim, Terms, "EUR", Now);
    }

    private static Registration Approved()
    {
        var registration = Submitted();
        registration.Approve(90, null, null, null, Terms, Now);
        return registration;
    }
}
