using Entente.Access;
using Entente.Onboarding.Journeys;
using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Plans.Rules;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Tests.Registrations;
using Entente.Tests.Support;

namespace Entente.Tests.Onboarding;

/// <summary>A partner that enters onboarding goes through its steps; some tick themselves off, others are ticked by those whose they are.</summary>
public sealed class JourneysTest(House house) : IClassFixture<House>
{
    private readonly JourneyStory story = new(house);

    [Fact]
    public async Task Entering_onboarding_begins_one_journey_and_leaving_ends_it()
    {
        var made = await story.Partner(PartnerStatus.Onboarding);
        var evaluated = await story.Partner(PartnerStatus.Evaluating);
        await house.Work();
        (await story.Of(evaluated)).ShouldBeEmpty();
        await story.Becomes(evaluated, PartnerStatus.Onboarding);

        foreach (var partner in new[] { made, evaluated })
        {
            var journey = (await story.Of(partner)).ShouldHaveSingleItem();
            (journey.Template, journey.StartedBy, journey.EndedAt).ShouldBe((1, null, null));
            journey.Steps.Count(s => s.State is JourneyStepState.Open).ShouldBeGreaterThan(0);
        }
        (await story.Begin(made)).Problem!.Code.ShouldBe("journey.running");
        await story.Becomes(made, PartnerStatus.Active);
        (await story.Of(made)).Single().EndedAt.ShouldBeNull("an active partner goes on with what is open");
        await story.Becomes(made, PartnerStatus.Suspended);
        (await story.Of(made)).Single().EndedAt.ShouldBeNull();
        await story.Becomes(made, PartnerStatus.Offboarding);
        var ended = (await story.Of(made)).Single();
        (ended.EndedAt is null, ended.Why).ShouldBe((false, "The partner is offboarding."));
        (await story.Begin(made)).Problem!.Code.ShouldBe("journey.not_there");
    }

    [Fact]
    public async Task What_Entente_sees_ticks_itself_off_once_and_activates_the_partner_once()
    {
        var claims = await RegistrationStory.In(house);
        await new AgreementStory(house).Alone();
        var id = await story.Begun(claims.Kestrel);
        (await story.Step(id, "agreements")).State.ShouldBe(JourneyStepState.Done, "nothing waits for it");
        (await story.Step(id, "team")).State.ShouldBe(JourneyStepState.Open);
        (await story.Step(id, "register")).State.ShouldBe(JourneyStepState.Waiting);
        (await story.Tick(story.Maren, await story.Step(id, "team"))).Problem!.Code.ShouldBe("journey.by_sight");

        var ada = await story.Person(claims.Kestrel);
        await story.Watch();
        (await story.Step(id, "team")).State.ShouldBe(JourneyStepState.Done);
        await claims.Submitted(ada, "First Foods");
        await house.Work();
        var register = await story.Step(id, "register");
        (register.State, register.ClosedBy).ShouldBe((JourneyStepState.Done, null));
        (await story.Step(id, "meetings")).State.ShouldBe(JourneyStepState.Open, "what waited for it is open");
        var activated = (await story.Load(id)).ActivatedAt.ShouldNotBeNull();
        await claims.Submitted(ada, "Second Foods");
        house.Clock.Advance(TimeSpan.FromHours(2));
        await house.Work();
        await story.Watch();
        (await story.Load(id)).ActivatedAt.ShouldBe(activated);
        (await story.Reopen(story.Maren, await story.Step(id, "register"))).Problem!.Code.ShouldBe(
            "journey.not_open",
            "facts never untick"
        );
    }

    [Fact]
    public async Task A_step_about_agreements_ticks_itself_off_when_they_are_accepted()
    {
        var agreements = new AgreementStory(house);
        await agreements.Alone();
        var agreement = await agreements.Out(AgreementStory.Sheet(grace: 30));
        var partner = await story.Partner();
        var ada = await story.Person(partner);
        var id = await story.Begun(partner);
        (await story.Step(id, "agreements")).State.ShouldBe(JourneyStepState.Open);

        (await agreements.Accept(ada, agreement)).Problem.ShouldBeNull();
        await house.Work();

        (await story.Step(id, "agreements")).State.ShouldBe(JourneyStepState.Done);
    }

    [Fact]
    public async Task Each_side_ticks_its_own_with_evidence_and_staff_skip_with_a_reason()
    {
        var (kestrel, other) = (await story.Partner(), await story.Partner());
        var (ada, snoop, viewer) = (
            await story.Person(kestrel),
            await story.Person(other),
            await story.Person(kestrel, PartnerRole.Viewer)
        );
        var id = await story.Begun(kestrel);
        var welcome = await story.Step(id, "welcome");

        (await story.Tick(ada, welcome)).Problem!.Code.ShouldBe("journey.not_yours", "it is the vendor's");
        (await story.Tick(story.Maren, await story.Step(id, "offer"), "Early")).Problem!.Code.ShouldBe("journey.not_open");
        (await story.Tick(story.Maren, welcome)).Problem.ShouldBeNull();
        (await story.Tick(story.Maren, welcome)).Problem!.Code.ShouldBe("journey.step_stale");
        var offer = await story.Step(id, "offer");
        foreach (
            var who in new[]
            {
                viewer,
                ada with
                {
                    ReadOnly = true,
                },
                ada with
                {
                    OwnOnly = true,
                },
                story.Maren with
                {
                    Permissions = new HashSet<string>(),
                },
            }
        )
            (await story.Tick(who, offer, "Shown")).Problem!.Code.ShouldBe("journey.not_yours");
        (await story.Tick(snoop, offer, "Shown")).Problem!.Code.ShouldBe("journey.none");
        (await story.Tick(ada, offer)).Problem!.Fields!.Keys.ShouldBe(["words"]);
        (await story.Skip(ada, offer)).Problem!.Code.ShouldBe("journey.may_not");
        (await story.Tick(ada, offer, "https://kestrel.example/offer")).Problem.ShouldBeNull();
        (await story.Skip(story.Maren, await story.Step(id, "targets"), "")).Problem!.Fields!.Keys.ShouldBe(["words"]);
        (await story.Skip(story.Maren, await story.Step(id, "targets"))).Problem.ShouldBeNull();
        (await story.Step(id, "register")).State.ShouldBe(JourneyStepState.Open, "a skipped step opens what waits for it too");
        (await story.Reopen(ada, await story.Step(id, "offer"))).Problem.ShouldBeNull();
        (await story.Step(id, "offer")).State.ShouldBe(JourneyStepState.Open);
        // Skipped before its time and taken back: it waits again.
        (await story.Skip(story.Maren, await story.Step(id, "won"))).Problem.ShouldBeNull();
        (await story.Reopen(story.Maren, await story.Step(id, "won"))).Problem.ShouldBeNull();
        (await story.Step(id, "won")).State.ShouldBe(JourneyStepState.Waiting);
        (await story.End(kestrel, id)).Problem.ShouldBeNull();
        (await story.Tick(ada, await story.Step(id, "offer"), "Late")).Problem!.Code.ShouldBe("journey.ended");
    }

    [Fact]
    public async Task Another_partner_and_staff_out_of_scope_see_none_of_it_and_names_of_the_vendor_stay_inside()
    {
        var (kestrel, other) = (await story.Partner(), await story.Partner());
        var (ada, snoop) = (await story.Person(kestrel), await story.Person(other));
        var claims = await RegistrationStory.In(house);
        var id = await story.Begun(kestrel);
        (await story.Tick(claims.Maren, await story.Step(id, "welcome"))).Problem.ShouldBeNull();

        (await story.View(snoop, kestrel)).ShouldBeNull();
        (await story.Of(kestrel, snoop)).ShouldBeEmpty();
        (await story.View(story.Maren with { Scope = [other] }, kestrel)).ShouldBeNull();
        (await story.End(kestrel, id, story.Maren with { Scope = [other] })).Problem!.Code.ShouldBe("journey.ended");
        Json.Write(await story.View(ada, kestrel)).ShouldNotContain("Maren");
        (await story.Tick(ada, await story.Step(id, "offer"), "Secret-evidence")).Problem.ShouldBeNull();
        Json.Write(await story.View(ada with { OwnOnly = true }, kestrel)).ShouldNotContain("Secret-evidence");
        Json.Write(await story.View(ada, kestrel)).ShouldContain("Secret-evidence");
        (await story.View(story.Maren, kestrel))!
            .Steps.Single(s => s.Title.StartsWith("Welcome", StringComparison.Ordinal))
            .By.ShouldBe("Maren Voss");
    }

    [Fact]
    public async Task Open_steps_are_told_three_days_before_and_when_overdue_once_each_to_whose_they_are()
    {
        var claims = await RegistrationStory.In(house);
        await story.Person(claims.Kestrel);
        await new AgreementStory(house).Alone();
        var id = await story.Begun(claims.Kestrel);

        for (var hours = 0; hours < 24 * 14; hours += 6)
        {
            await story.Watch();
            house.Clock.Advance(TimeSpan.FromHours(6));
        }

        var welcome = await story.Mails(await story.Step(id, "welcome"));
        welcome.Count.ShouldBe(2);
        welcome.Count(s => s.Contains("overdue", StringComparison.Ordinal)).ShouldBe(1);
        (await story.Mails(await story.Step(id, "team"))).ShouldBeEmpty("it was done by then");
        (await story.Mails(await story.Step(id, "offer"))).ShouldBeEmpty("it waits");
    }

    [Fact]
    public async Task Today_tells_of_activated_partners_that_are_still_called_onboarding_and_of_our_overdue_steps()
    {
        var claims = await RegistrationStory.In(house);
        var partner = await story.Partner(PartnerStatus.Onboarding);
        await house.Work();
        var ada = await story.Person(partner);
        var narrow = story.Maren with { Scope = [partner] };
        (await Rows(narrow)).ShouldBeEmpty();
        await new AgreementStory(house).Alone();
        await claims.Submitted(ada, $"Today Foods {partner.Short()[..6]}");
        await house.Work();

        var row = (await Rows(narrow)).ShouldHaveSingleItem();
        (row.Href, row.Badge!.Words).ShouldBe(($"/w/corvane/partners/{partner.Short()}", "Activated"));
        house.Clock.Advance(TimeSpan.FromDays(10));
        (await Rows(narrow)).Select(r => r.Badge!.Words).ShouldBe(["Activated", "Overdue"]);
        await story.Becomes(partner, PartnerStatus.Active);
        (await Rows(narrow)).ShouldHaveSingleItem().Title.ShouldStartWith("Welcome call");
        (await Rows(narrow with { Scope = [claims.Kestrel] })).ShouldBeEmpty();
        (await Rows(narrow with { Permissions = Permissions.Of(StaffRole.Finance) })).ShouldBeEmpty();

        async Task<IReadOnlyList<TodayRow>> Rows(Actor who) =>
            (
                await house.Act<JourneysToday, TodaySection?>(who, t => t.Section(house.Clock.Now, TestContext.Current.CancellationToken))
            )?.Rows
            ?? [];
    }

    [Fact]
    public async Task A_new_template_counts_for_what_begins_from_then_on_and_the_drop_off_adds_up()
    {
        var before = await story.Partner();
        var old = await story.Begun(before);
        var steps = new List<JourneyStep>
        {
            new("one", "One", PlanSide.Vendor, null, null, 1, false),
            new("two", "Two", PlanSide.Partner, null, "one", 1, false),
        };
        await story.Publish(new(PartnerType.Reseller, steps, [JourneyFact.FirstWon], true));
        var (done, left, stuck) = (await story.Partner(), await story.Partner(), await story.Partner());
        var (first, second, third) = (await story.Begun(done), await story.Begun(left), await story.Begun(stuck));
        (await story.Load(first)).Template.ShouldBe(2);
        (await story.Load(old)).Steps.Count.ShouldBe(8, "what runs stays as it is");

        house.Clock.Advance(TimeSpan.FromDays(3));
        (await story.Tick(story.Maren, await story.Step(first, "one"))).Problem.ShouldBeNull();
        (await story.End(left, second)).Problem.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromDays(20));

        var one = (await story.Funnel(PartnerType.Reseller)).Single(f => f.Key == "one");
        (one.Opened, one.Done, one.Open, one.Left, one.Stuck, one.MedianDays).ShouldBe((3, 1, 1, 1, 1, 3));
        (await story.Funnel(PartnerType.Reseller)).Single(f => f.Key == "two").Opened.ShouldBe(1);
        (await story.Funnel(PartnerType.Reseller, story.Maren with { Scope = [done] })).Single(f => f.Key == "one").Opened.ShouldBe(1);
        (await story.Load(third)).EndedAt.ShouldBeNull();
        await story.Publish(JourneyTemplate.Standard(PartnerType.Reseller));
    }
}
