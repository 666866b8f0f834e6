using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Collaboration.Threads;
using Entente.Collaboration.Threads.Tasks;
using Entente.Conflicts;
using Entente.Pipeline;
using Entente.Pipeline.Talk;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Tests.Conflicts;
using Entente.Tests.Partners;
using Entente.Tests.Pipeline;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Collaboration;

/// <summary>What is said about a deal, with a partner, about a conflict: each partner reads what is shared with it alone.</summary>
public sealed class DealTalkTest(WebHouse web) : CreditStory(web), IClassFixture<WebHouse>
{
    private static int made;

    [Fact]
    public async Task Two_partners_on_one_deal_each_talk_with_the_vendor_and_neither_reads_the_other()
    {
        var (deal, maren) = (await Joint($"talk-{++made}"), (await RegistrationStory.In(House)).Maren);
        var about = new SubjectRef(PipelineApi.SubjectKind, deal.Deal.Value);

        (await Say(maren, about, "To whom?", ReadBy.Shared)).Problem!.Fields!.Keys.ShouldContain(
            "audience",
            "with several partners one is named"
        );
        (await Say(maren, about, "Only Alpha", ReadBy.Shared, deal.One)).Problem.ShouldBeNull();
        (await Say(maren, about, "Only Beta", ReadBy.Shared, deal.Two)).Problem.ShouldBeNull();
        (await Say(maren, about, "Only us", ReadBy.Internal)).Problem.ShouldBeNull();
        (await Say(deal.First, about, "Alpha answers", null, deal.Two)).Problem.ShouldBeNull("whatever a forged form says");

        Texts(await See(deal.First, about)).ShouldBe(["Only Alpha", "Alpha answers"]);
        Texts(await See(deal.Second, about)).ShouldBe(["Only Beta"]);
        Texts(await See(maren, about)).ShouldBe(["Only Alpha", "Only Beta", "Only us", "Alpha answers"]);
        var (own, inside) = ((await See(deal.First, about))!, (await See(maren, about))!);
        own.Readers.Sides.ShouldHaveSingleItem().Id.ShouldBe(deal.One);
        own.Title.ShouldBe("Oakhaven Media");
        inside.Readers.InternalWords.ShouldContain($"Nobody at Alpha talk-{made} or Beta talk-{made}");
        inside.Readers.SharedWith(inside.Readers.Sides[0]).ShouldEndWith("No other partner");
        (await See(maren with { Permissions = Permissions.Of(StaffRole.Marketing) }, about)).ShouldBeNull("who may not read the pipeline");
        Texts(await See(maren with { Scope = [deal.One, deal.Two] }, about)).Count().ShouldBe(4);
        (await See(maren with { Scope = [deal.Two] }, about)).ShouldBeNull("a deal that is another partner’s as well");
        var elsewhere = Ids.New<PartnerId>(House.Clock.Now);
        (await See(maren with { Scope = [elsewhere] }, about)).ShouldBeNull("a deal of which no part is in their scope");
    }

    [Fact]
    public async Task What_was_written_for_one_partner_does_not_go_to_another_who_took_its_place_meanwhile()
    {
        var maren = (await RegistrationStory.In(House)).Maren;
        var connection = House.Connection();
        var crm = $"swapped-{++made}";
        var (one, two) = (await House.Made(Web.Corvane, $"Was Here {made}"), await House.Made(Web.Corvane, $"Came Later {made}"));
        await House.Apply(Web.Corvane, connection, House.Deal(crm));
        var deal = await House.Link(Web.Corvane, new(connection, crm, "", null, null, one, Motion: "reseller"));
        var about = new SubjectRef(PipelineApi.SubjectKind, deal.Value);
        using var staff = await Web.Owner();
        var path = $"/w/corvane/messages/opportunity/{deal.Value:N}";
        string Said(WebPage page, string name) =>
            page.Document.QuerySelector($"input[name='{name}'][value^='Shared']").ShouldNotBeNull().GetAttribute("value")!;
        var page = await staff.Open(path);
        var said = Said(page, "MessageInput.Audience");
        said.ShouldBe(Said(page, "TaskInput.Audience"));

        await House.Act<EntenteDb, int>(
            System,
            db => db.Write("update opportunity_partner set partner_id = $1 where opportunity_id = $2", Ct, two.Value, deal.Value)
        );
        var answer = await staff.Submit(page, ("MessageInput.Audience", said), ("MessageInput.Text", "Only for Was Here"));
        (answer.Status, answer.Words.Contains("Choose who reads it", StringComparison.Ordinal)).ShouldBe((422, true));
        (await Say(maren, about, "To whoever is there", ReadBy.Shared)).Problem!.Fields!.Keys.ShouldContain("audience");
        await Web.Work();

        Texts(await See(PartnerStory.Partner(Web.Corvane, two), about)).ShouldBeEmpty();
        (await See(maren, about))!.Total.ShouldBe(0);
        (await Say(maren, about, "Welcome", ReadBy.Shared, two)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_task_that_is_done_opened_again_and_done_is_noted_on_the_timeline_once()
    {
        var (deal, maren) = (await Joint($"done-{++made}"), (await RegistrationStory.In(House)).Maren);
        var about = new SubjectRef(PipelineApi.SubjectKind, deal.Deal.Value);
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        await House.Apply(Web.Corvane, deal.Connection, House.Deal(deal.CrmId) with { Url = "https://crm.example/deal" });
        var day = Web.Corvane.DayOf(House.Clock.Now).AddDays(1);
        (
            await House.Act<TaskDesk, Result>(
                maren,
                d => d.Add(new(about, "Agree on the plan", maren.Person, day, ReadBy.Shared, "plan") { With = deal.One }, Ct)
            )
        ).Problem.ShouldBeNull();
        var task = (await See(maren, about))!.Tasks.ShouldHaveSingleItem().Id;
        (await House.Act<TaskDesk, Result>(maren, d => d.Finish(about, task, Ct))).Problem.ShouldBeNull();
        (await House.Act<TaskDesk, Result>(maren, d => d.Reopen(about, task, Ct))).Problem.ShouldBeNull();
        await Web.Work();
        (await Notes(deal)).ShouldBeEmpty("it is open");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            (await House.Act<TaskDesk, Result>(maren, d => d.Finish(about, task, Ct))).Problem.ShouldBeNull();
            await Web.Work();
            (await Notes(deal)).Distinct().ShouldHaveSingleItem().ShouldEndWith($"task-{task:N}");
            (await House.Act<TaskDesk, Result>(maren, d => d.Reopen(about, task, Ct))).Problem.ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_deal_that_came_from_a_registration_shows_its_conversation_and_no_second_one()
    {
        var story = await RegistrationStory.In(House);
        var number = await story.Submitted(story.Ines, $"One Talk {++made}");
        var claim = (await story.Load(number)).Id;
        (await Say(story.Maren, claim.Subject, "On the registration", ReadBy.Shared, story.Kestrel)).Problem.ShouldBeNull();
        var connection = House.Connection();
        await House.Apply(Web.Corvane, connection, House.Deal($"one-talk-{made}"));
        var deal = await House.Link(
            Web.Corvane,
            new(
                connection,
                $"one-talk-{made}",
                "",
                null,
                null,
                story.Kestrel,
                Registration: claim.Value,
                RegistrationNumber: number,
                Motion: "reseller"
            )
        );
        var about = new SubjectRef(PipelineApi.SubjectKind, deal.Value);

        (await OnDeal(story.Maren, deal)).ShouldHaveSingleItem().About.ShouldBe(claim.Subject);
        await House.Link(
            Web.Corvane,
            new(connection, $"one-talk-{made}", "", null, null, story.Vantora, DealRole.Services, Motion: "reseller")
        );
        (await OnDeal(story.Maren, deal))
            .Select(v => v.About)
            .ShouldBe([claim.Subject, about], "the second partner has registered nothing");

        using var staff = await Web.Owner();
        var page = await staff.Open($"/w/corvane/pipeline/{deal.Value:D}");
        page.Words.ShouldContain("On the registration");
        page.Words.ShouldContain($"Conversation on {number}");
        (
            await staff.Submit(
                $"/w/corvane/messages/opportunity/{deal.Value:N}",
                ("MessageInput.Audience", "Internal"),
                ("MessageInput.Text", "On the deal")
            )
        ).Status.ShouldBe(303);
        (await staff.Open($"/w/corvane/pipeline/{deal.Value:D}")).Words.ShouldContain("On the deal");
    }

    [Fact]
    public async Task A_partner_and_the_vendor_talk_besides_all_deals_and_nobody_else_of_another_reads_it()
    {
        var story = await RegistrationStory.In(House);
        var about = new SubjectRef("partner", story.Kestrel.Value);
        (await Say(story.Maren, about, "Shall we plan the quarter?", ReadBy.Shared, story.Kestrel)).Problem.ShouldBeNull();
        (await Say(story.Maren, about, "They are late with everything.", ReadBy.Internal)).Problem.ShouldBeNull();
        (await See(story.Jonah, about)).ShouldBeNull();
        await Web.Work();
        using var ines = await Web.SignIn(story.InesEmail);
        var room = $"/w/corvane/portal/messages/partner/{story.Kestrel.Value:N}";
        var page = await ines.Open(room);
        page.Words.ShouldContain("Shall we plan the quarter?");
        page.Text.ShouldNotContain("late with everything");
        (await ines.Submit(room, ("MessageInput.Text", "On Tuesday?"))).Status.ShouldBe(303);
        (await ines.Open("/w/corvane/portal/messages")).Words.ShouldContain("Partnership");
        (await ines.Get($"/w/corvane/portal/messages/partner/{story.Vantora.Value:N}")).Status.ShouldBe(404);
        using var staff = await Web.Owner();
        (await staff.Open($"/w/corvane/partners/{story.Kestrel.Value:N}")).Words.ShouldContain("On Tuesday?");
    }

    [Fact]
    public async Task A_conflict_is_talked_about_among_staff_alone()
    {
        var conflicts = new ConflictStory(House, await RegistrationStory.In(House));
        var (one, first, second) = await conflicts.Contested($"Talked Over {++made}");
        var claims = conflicts.Claims;
        (await Say(claims.Maren, one.Id.Subject, "First looks stronger.", ReadBy.Internal)).Problem.ShouldBeNull();
        (await Say(claims.Maren, one.Id.Subject, "To a claimant", ReadBy.Shared)).Problem!.Fields!.Keys.ShouldContain("audience");
        foreach (var who in new[] { claims.Ines, claims.Jonah })
        {
            (await See(who, one.Id.Subject)).ShouldBeNull();
            (await Say(who, one.Id.Subject, "Let me in", null)).Problem!.Code.ShouldBe("thread.unknown");
        }
        (
            await Say(claims.Maren, (await claims.Load(first)).Id.Subject, "Only to the first", ReadBy.Shared, claims.Kestrel)
        ).Problem.ShouldBeNull();
        (await See(claims.Jonah, (await claims.Load(first)).Id.Subject)).ShouldBeNull();
        Texts(await See(claims.Jonah, (await claims.Load(second)).Id.Subject)).ShouldBeEmpty();

        using var staff = await Web.Owner();
        var page = await staff.Open($"/w/corvane/conflicts/{one.Number}");
        page.Words.ShouldContain("First looks stronger.");
        page.Document.QuerySelectorAll("a[href$='/messages']")
            .Length.ShouldBeGreaterThanOrEqualTo(2, "the way to each claimant's conversation");
    }

    [Fact]
    public async Task What_is_shared_about_a_deal_is_noted_on_its_timeline_once()
    {
        var (deal, maren) = (await Joint($"noted-{++made}"), (await RegistrationStory.In(House)).Maren);
        var about = new SubjectRef(PipelineApi.SubjectKind, deal.Deal.Value);
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        await House.Apply(
            Web.Corvane,
            deal.Connection,
            House.Deal(deal.CrmId) with
            {
                Url = "https://crm.example/deal",
                Name = "In the CRM",
            }
        );
        (await Say(maren, about, "Stands in the CRM", ReadBy.Shared, deal.One)).Problem.ShouldBeNull();
        (await Say(maren, about, "Stands nowhere else", ReadBy.Internal)).Problem.ShouldBeNull();
        await Web.Work();
        await Web.Work();
        var id = (
            await House.Act<EntenteDb, SharedMessage>(System, db => db.Set<SharedMessage>().SingleAsync(m => m.SubjectId == about.Id, Ct))
        ).Id;
        (await Notes(deal)).ShouldHaveSingleItem().ShouldEndWith($"message-{id.Value:N}");
    }

    // What was asked of the CRM beside the deal, by its key.
    private Task<List<string>> Notes(JointDeal deal) =>
        House.Act<EntenteDb, List<string>>(
            System,
            async db =>
                [
                    .. await db.Read(
                        "select key from crm_write_key where connection_id = $1 and (key like '%message-%' or key like '%task-%')",
                        r => r.GetString(0),
                        Ct,
                        deal.Connection.Value
                    ),
                ]
        );

    private Task<Result> Say(Actor who, SubjectRef about, string text, ReadBy? audience, PartnerId? with = null)
    {
        House.Clock.Advance(TimeSpan.FromSeconds(1));
        return House.Act<PostMessage, Result>(
            who,
            p => p.Run(new(about, audience, text, Ids.New<RegistrationId>(House.Clock.Now).Short()) { With = with }, Ct)
        );
    }

    private Task<ThreadView?> See(Actor who, SubjectRef about) =>
        House.Act<ThreadQuery, ThreadView?>(who, q => q.Load(about, ThreadQuery.Most, Ct));

    private async Task<IReadOnlyList<ThreadView>> OnDeal(Actor who, OpportunityId deal)
    {
        var card = (await House.Ask(who, p => p.Get(deal, Ct)))!;
        return await House.Act<DealTalk, IReadOnlyList<ThreadView>>(who, t => t.Of(card, Ct));
    }

    private static IEnumerable<string> Texts(ThreadView? view) => view.ShouldNotBeNull().Lines.Select(l => l.Text);
}
