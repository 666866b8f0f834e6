using Entente.Demo.Plan;
using Entente.Partners;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Demo;

public sealed class StoryPlanTest
{
    // Any moment of eight years: nights, weekends, the days on which the clocks change.
    private static readonly Gen<DateTimeOffset> Moments = Gen.Choose(0, 8 * 365 * 24 * 60)
        .Select(m => new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(m));

    [Fact]
    public void The_same_moment_gives_the_same_story()
    {
        var now = new DateTimeOffset(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
        var (one, other) = (StoryPlan.For(now), StoryPlan.For(now));

        one.Acts.Select(a => a.ToString()).ShouldBe(other.Acts.Select(a => a.ToString()));
        one.Accounts.ShouldBe(other.Accounts);
    }

    [Fact]
    public void It_has_the_size_that_was_promised() =>
        Holds(plan =>
        {
            var submitted = plan.Acts.OfType<RegistrationSubmitted>().ToList();
            submitted.Count.ShouldBe(300);
            submitted.Count(s => s.Claim.Kind is RegistrationKind.Lead).ShouldBe(50);
            (plan.Acts.OfType<Approved>().Count() + plan.Acts.OfType<DirectDealOpened>().Count()).ShouldBe(250);
            plan.Accounts.Count.ShouldBe(400);
            plan.Partners.Count().ShouldBe(24);
            plan.Partners.Select(p => p.Type).Distinct().Count().ShouldBeGreaterThanOrEqualTo(8);
            plan.Acts.OfType<DealWon>().Count().ShouldBeInRange(40, 90);
            plan.Acts.OfType<DealLost>().Count().ShouldBeInRange(70, 160);
        });

    [Fact]
    public void Partners_stand_in_three_tiers() =>
        Holds(plan =>
        {
            var tiers = plan.Partners.ToDictionary(p => p.Key, p => p.Tier, StringComparer.Ordinal);
            foreach (var change in plan.Acts.OfType<PartnerChangesTier>())
            {
                change.Tier.ShouldNotBe(tiers[change.Partner]);
                tiers[change.Partner] = change.Tier;
            }
            tiers.Values.Distinct().Count().ShouldBe(3);
            (tiers["kestrelquay"], tiers["brightmoor"], tiers["vantora"], tiers["nordvikdata"]).ShouldBe(
                (PartnerTier.Select, PartnerTier.Elite, PartnerTier.Select, PartnerTier.Registered)
            );
        });

    [Fact]
    public void Everything_happens_in_order_between_the_first_day_and_now() =>
        Holds(plan =>
        {
            plan.Acts.Select(a => a.At).ShouldBeInOrder();
            plan.Acts[0].At.ShouldBeGreaterThan(plan.First);
            plan.Acts[^1].At.ShouldBeLessThan(plan.Now);
            (plan.Now - plan.First).TotalDays.ShouldBeInRange(450, 462);
        });

    [Fact]
    public void Each_registration_goes_a_legal_way() =>
        Holds(plan =>
        {
            var states = new Dictionary<string, RegistrationState>(StringComparer.Ordinal);
            var closed = new HashSet<string>(StringComparer.Ordinal);
            foreach (var act in plan.Acts)
            {
                switch (act)
                {
                    case RegistrationSubmitted a:
                        states.Add(a.Key, RegistrationState.InReview);
                        break;
                    case InfoAsked a:
                        Step(a.Key, RegistrationState.InReview, RegistrationState.NeedsInfo);
                        break;
                    case InfoAnswered a:
                        Step(a.Key, RegistrationState.NeedsInfo, RegistrationState.InReview);
                        break;
                    case Approved a:
                        Step(a.Key, RegistrationState.InReview, RegistrationState.Approved);
                        break;
                    case Declined a:
                        Step(a.Key, RegistrationState.InReview, RegistrationState.Declined);
                        break;
                    case Rejected a:
                        Step(a.Key, RegistrationState.InReview, RegistrationState.Rejected);
                        break;
                    case MeetingHeld a:
                        states[a.Key].ShouldBe(RegistrationState.Approved);
                        break;
                    case DirectDealOpened a:
                        states.Add(a.Key, RegistrationState.Approved);
                        break;
                    case RepMovesStage a:
                        states[a.Key].ShouldBe(RegistrationState.Approved);
                        closed.ShouldNotContain(a.Key);
                        break;
                    case DealWon a:
                        Close(a.Key);
                        break;
                    case DealLost a:
                        Close(a.Key);
                        break;
                }
            }

            void Step(string key, RegistrationState from, RegistrationState to)
            {
                states[key].ShouldBe(from, key);
                states[key] = to;
            }

            void Close(string key)
            {
                states[key].ShouldBe(RegistrationState.Approved);
                closed.Add(key).ShouldBeTrue();
            }
        });

    [Fact]
    public void Only_members_of_a_partner_act_for_it_and_only_once_they_are_there() =>
        Holds(plan =>
        {
            var there = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
            foreach (var act in plan.Acts)
                switch (act)
                {
                    case PartnerJoins a:
                        there[a.Partner.Key] = [a.Partner.People[0].Email];
                        break;
                    case PersonJoins a:
                        there[a.Partner].Add(a.Person.Email);
                        break;
                    case RegistrationSubmitted a:
                        there[a.Partner].ShouldContain(a.By);
                        break;
                }
        });

    [Fact]
    public void Registrations_are_sent_on_business_days() =>
        Holds(plan => plan.Acts.OfType<RegistrationSubmitted>().ShouldAllBe(s => StoryTime.Calendar.IsBusinessDay(s.At)));

    [Fact]
    public void Names_are_unique_and_addresses_belong_to_nobody() =>
        Holds(plan =>
        {
            var companies = plan
                .Accounts.Select(a => a.Company)
                .Concat(plan.Acts.OfType<RegistrationSubmitted>().Select(s => s.Claim.Company))
                .Distinct()
                .ToList();
            companies.Select(c => c.Name).ShouldBeUnique();
            companies.Select(c => c.Domain).ShouldBeUnique();
            companies.ShouldAllBe(c => c.Domain.EndsWith(".example", StringComparison.Ordinal));
            companies.ShouldAllBe(c => c.ContactEmail.EndsWith("@" + c.Domain, StringComparison.Ordinal));
            var people = plan.Partners.SelectMany(p => p.People.Select(q => q.Email)).Concat(plan.Staff.Select(s => s.Email)).ToList();
            people.ShouldBeUnique();
            people.ShouldAllBe(e => e.EndsWith(".example", StringComparison.Ordinal));
        });

    private static void Holds(Action<StoryPlan> law) =>
        Prop.ForAll(Moments.ToArbitrary(), now => law(StoryPlan.For(now))).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
}
