using Entente.Collaboration.Threads;
using Entente.Collaboration.Threads.Tasks;
using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Crm;
using Entente.Tests.Onboarding;

namespace Entente.Tests.Registrations;

// Since when a partner is onboarded, and when it was last active.
public abstract partial class WriteBackContract
{
    [Fact]
    public async Task The_day_a_partner_was_activated_stands_on_its_company_and_on_its_deals_and_stays()
    {
        var connection = await sync.Connect(Kind);
        var story = await RegistrationStory.In(sync.House);
        var journeys = new JourneyStory(sync.House);
        var company = await OwnCompany(connection, story);
        var number = await story.Approved(story.Ines, "Before Onboarding " + sync.Tag());
        await sync.House.Work();
        var deal = (await story.Load(number)).CrmDealId!;
        (await Deal(deal))[EntenteFields.OnboardedOn].ShouldBeNull("nobody was activated");
        (await Company(company))[EntenteFields.OnboardedOn].ShouldBeNull();

        // The first registration activates: it is there already.
        await Tomorrow();
        var journey = await journeys.Begun(story.Kestrel);
        var day = Canonical.Date(sync.House.Corvane.DayOf((await journeys.Load(journey)).ActivatedAt.ShouldNotBeNull()));
        await Written();
        (await Deal(deal))[EntenteFields.OnboardedOn].ShouldBe(day);
        (await Company(company))[EntenteFields.OnboardedOn].ShouldBe(day);
        (await Company(company))[EntenteFields.Tier].ShouldBe("Select");

        // Another journey is no other beginning, and what is approved later carries the day from the start.
        await Tomorrow();
        (await journeys.End(story.Kestrel, journey)).Problem.ShouldBeNull();
        (await journeys.Load(await journeys.Begun(story.Kestrel))).ActivatedAt.ShouldNotBeNull();
        var later = await story.Approved(story.Ines, "After Onboarding " + sync.Tag());
        await Written();
        (await Deal((await story.Load(later)).CrmDealId!))[EntenteFields.OnboardedOn].ShouldBe(day);
        (await Deal(deal))[EntenteFields.OnboardedOn].ShouldBe(day);
        (await Company(company))[EntenteFields.OnboardedOn].ShouldBe(day);
    }

    [Fact]
    public async Task What_a_partner_says_and_does_moves_its_last_activity_once_a_day_and_what_the_vendor_does_never()
    {
        var connection = await sync.Connect(Kind);
        var story = await RegistrationStory.In(sync.House);
        var company = await OwnCompany(connection, story);
        var number = await story.Approved(story.Ines, "Kept Talking " + sync.Tag());
        await Written();
        var registration = await story.Load(number);
        var (about, deal) = (registration.Id.Subject, registration.CrmDealId!);
        var before = (await Deal(deal))[EntenteFields.LastPartnerActivity].ShouldNotBeNull();

        await Tomorrow();
        await Say(story.Maren, "Any news?");
        await Finish(await Task(story.Maren), story.Maren);
        await Stands(before, "the vendor's own word and task");

        var first = Canonical.Instant(sync.House.Clock.Now);
        await Say(story.Ines, "They meet on Friday.");
        await Stands(first, "the partner's word");
        await Say(story.Ines, "At ten.");
        await Finish(await Task(story.Ines), story.Ines);
        await Stands(first, "once a day");
        (await Timeline(connection, deal)).Count(a => a.Body?.Contains("At ten.", StringComparison.Ordinal) == true).ShouldBe(1);

        await Tomorrow();
        var task = await Task(story.Ines);
        var second = Canonical.Instant(sync.House.Clock.Now);
        await Finish(task, story.Ines);
        await Stands(second, "a task of the partner's, on another day");

        async Task Say(Actor who, string words)
        {
            (
                await sync.House.Act<PostMessage, Result>(
                    who,
                    p => p.Run(new(about, ReadBy.Shared, words, words[..5]) { With = who.IsStaff ? story.Kestrel : null }, Ct)
                )
            ).Problem.ShouldBeNull();
            await Written();
        }

        async Task<Guid> Task(Actor whose)
        {
            var title = "Do " + sync.Tag();
            var day = sync.House.Corvane.DayOf(sync.House.Clock.Now).AddDays(1);
            (
                await sync.House.Act<TaskDesk, Result>(
                    story.Maren,
                    d => d.Add(new(about, title, whose.Person, day, ReadBy.Shared, title) { With = story.Kestrel }, Ct)
                )
            ).Problem.ShouldBeNull();
            return (await sync.House.Act<ThreadQuery, ThreadView?>(story.Maren, q => q.Load(about, ThreadQuery.Most, Ct)))!
                .Tasks.Single(t => t.Title == title)
                .Id;
        }

        async Task Finish(Guid task, Actor who)
        {
            (await sync.House.Act<TaskDesk, Result>(who, d => d.Finish(about, task, Ct))).Problem.ShouldBeNull();
            await Written();
        }

        async Task Stands(string at, string why)
        {
            (await Deal(deal))[EntenteFields.LastPartnerActivity].ShouldBe(at, why);
            (await Company(company))[EntenteFields.LastPartnerActivity].ShouldBe(at, why);
        }
    }

    /// <summary>The next morning (UTC), so that hours more are the same day.</summary>
    private async Task Tomorrow()
    {
        var now = sync.House.Clock.Now;
        sync.House.Clock.Advance(now.UtcDateTime.Date.AddDays(1).AddHours(8) - now.UtcDateTime);
        await sync.House.Work();
    }

    // Writes to one record go one after the other: the next waits for a second.
    private async Task Written()
    {
        foreach (var _ in Enumerable.Range(0, 4))
        {
            await sync.House.Work();
            sync.House.Clock.Advance(TimeSpan.FromSeconds(2));
        }
        await sync.House.Work();
    }

    private async Task<string> OwnCompany(CrmConnectionId connection, RegistrationStory story)
    {
        var tag = sync.Tag();
        var (company, _, _) = await sync.RepMakesADeal(Kind, tag, "Partner Itself " + tag, $"own{tag}.example");
        await sync.Pass(TimeSpan.FromMinutes(2));
        await Belongs(
            story.Kestrel,
            (await sync.House.Act<CrmApi, AccountId?>(sync.Entente, c => c.AccountByCrmId(connection, company, Ct)))!.Value
        );
        return company;
    }
}
