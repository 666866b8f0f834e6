using Entente.Access;
using Entente.Pipeline;
using Entente.Pipeline.Playbooks;
using Entente.Pipeline.Rules.Motions;
using Entente.Pipeline.Work;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Pipeline;

public sealed class MotionsTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private House House => web.House;

    private Actor System => Actor.System(web.Corvane.Id);

    [Fact]
    public async Task A_stage_is_left_only_when_what_it_asks_for_is_there()
    {
        var deal = await Deal("tech", "m-1");

        (await Advance(deal, 1)).Problem!.Code.ShouldBe("deal.blocked");
        (await Show(deal, "use-case", "")).Problem!.Fields!.Keys.ShouldBe(["use-case"]);
        (await Show(deal, "no-such", "A call")).Problem!.Code.ShouldBe("criterion.not_found");
        (await Show(deal, "use-case", "Call with their architect on 3 March")).Problem.ShouldBeNull();
        (await Show(deal, "use-case", "Another")).Problem!.Code.ShouldBe("criterion.shown");
        (await Stands(deal))!.Standing.Blocking.ShouldBeEmpty();
        (await Advance(deal, 2)).Problem!.Code.ShouldBe("deal.moved", "the page showed another stage");

        (await House.Act<ShowEvidence, Result>(System, e => e.TakeBack(deal, "use-case", Ct))).Problem.ShouldBeNull();
        (await Advance(deal, 1)).Problem!.Code.ShouldBe("deal.blocked", "what was taken back counts no more");
        (await House.Act<ShowEvidence, Result>(System, e => e.TakeBack(deal, "use-case", Ct))).Problem!.Code.ShouldBe(
            "criterion.nothing_shown"
        );
    }

    [Fact]
    public async Task A_deal_that_the_crm_moves_on_is_marked_with_what_it_left_behind()
    {
        var connection = House.Connection();
        var deal = await Deal("tech", "m-2", connection);

        await House.Apply(web.Corvane, connection, House.Deal("m-2") with { Stage = Late, ModifiedAt = House.Clock.Now.AddMinutes(1) });

        var standing = (await Stands(deal))!.Standing;
        standing.In.Name.ShouldBe("Validation");
        standing.LeftBehind.Select(c => c.Of.Key).ShouldBe(["use-case", "pitch", "influence"]);
        var maren = await web.Owner();
        (await maren.Open("/w/corvane/today")).Words.ShouldContain("Moved on without");
        (await maren.Open($"/w/corvane/pipeline/{deal.Value}")).Words.ShouldContain("The CRM moved the deal on without these.");
    }

    [Fact]
    public async Task Nobody_shows_what_is_looked_up_and_nobody_wins_here()
    {
        var connection = House.Connection();
        var deal = await Deal("referral", "m-3", connection);

        (await Show(deal, "fact-ownernamed", "Believe me")).Problem!.Code.ShouldBe("criterion.looked_up");
        await House.Apply(
            web.Corvane,
            connection,
            House.Deal("m-3") with
            {
                Stage = Late,
                CloseDate = new(2027, 1, 1),
                ModifiedAt = House.Clock.Now.AddMinutes(1),
            }
        );
        foreach (var proof in new[] { "fit", "value" })
            (await Show(deal, proof, "Seen")).Problem.ShouldBeNull();
        (await Stands(deal))!.Standing.Blocking.Select(c => c.Of.Key).ShouldBe(["fact-firstmeeting"], "the meeting is on no record");
        await House.Apply(
            web.Corvane,
            connection,
            House.Deal("m-3") with
            {
                Stage = DealStory.Lost,
                ModifiedAt = House.Clock.Now.AddMinutes(2),
            }
        );
        (await Advance(deal, 4)).Problem!.Code.ShouldBe("deal.lost");
        (await Stands(deal)).ShouldBeNull();
    }

    [Fact]
    public async Task A_won_deal_goes_through_the_stages_after_the_sale_by_hand()
    {
        var connection = House.Connection();
        var deal = await Deal("marketplace", "m-4", connection);
        await House.Apply(
            web.Corvane,
            connection,
            House.Deal("m-4") with
            {
                Stage = DealStory.Won,
                ModifiedAt = House.Clock.Now.AddMinutes(1),
            }
        );
        (await Stands(deal))!.Standing.In.Name.ShouldBe("Close & Disburse");
        foreach (var key in new[] { "offer", "terms", "buyer", "revenue" })
            (await Show(deal, key, "On file")).Problem.ShouldBeNull();

        (await Advance(deal, 4)).Problem!.Message.ShouldContain("The registration is approved", customMessage: "it has none");

        var published = await Change(
            "marketplace",
            p =>
                p with
                {
                    Stages = [.. p.Stages.Select(s => s with { Exit = [.. s.Exit.Where(c => c.Key != "fact-registrationapproved")] })],
                }
        );
        published.Problem.ShouldBeNull();
        var moved = await Advance(deal, 4);
        moved.Problem.ShouldBeNull();
        moved.Value.ShouldBeOfType<NextStage.ByHand>();
        (await Stands(deal))!.Standing.In.Name.ShouldBe("Adopt & Expand");
        (await Advance(deal, 5)).Problem!.Code.ShouldBe("deal.last_stage");
    }

    [Fact]
    public async Task Of_two_who_publish_a_motion_the_second_sees_the_first_ones()
    {
        var before = (await House.Act<PlaybookShelf, PublishedPlaybook?>(System, s => s.Of("services", Ct)))!;
        var renamed = before.Playbook with
        {
            Stages = [before.Playbook.Stages[0] with { Name = "Design" }, .. before.Playbook.Stages.Skip(1)],
        };

        (await House.Act<PublishPlaybook, Result<int>>(System, p => p.Run(renamed, before.Number, Ct))).Value.ShouldBe(before.Number + 1);
        (await House.Act<PublishPlaybook, Result<int>>(System, p => p.Run(before.Playbook, before.Number, Ct))).Problem!.Code.ShouldBe(
            "playbook.stale"
        );
        (
            await House.Act<PublishPlaybook, Result<int>>(System, p => p.Run(renamed with { Motion = "barter" }, 1, Ct))
        ).Problem!.Code.ShouldBe("playbook.no_motion");
        (await House.Act<PlaybookShelf, PublishedPlaybook?>(Actor.System(web.Other.Id), s => s.Of("services", Ct)))!.Number.ShouldBe(
            1,
            "another vendor’s motion is its own"
        );
    }

    [Fact]
    public async Task The_motion_s_page_keeps_what_was_typed_and_says_what_is_wrong_where_it_stands()
    {
        var maren = await web.Owner();
        var page = await maren.Open("/w/corvane/settings/motions/reseller");

        var refused = await maren.Submit(
            page,
            ("Input.Stages[1].Name", ""),
            ("Input.Stages[1].Exit[0].Gone", "true"),
            ("Input.Stages[1].Exit[2].Words", new string('x', 200))
        );

        refused.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        refused.Words.ShouldContain("Name the stage in up to 40 characters.");
        refused
            .Document.QuerySelector("[name='Input.Stages[1].Exit[2].Words']")!
            .GetAttribute("aria-invalid")
            .ShouldBe("true", "the line below the one crossed out");
        refused.Document.QuerySelector("[name='Input.Stages[1].Exit[2].Words']")!.GetAttribute("value").ShouldBe(new string('x', 200));

        (await maren.Submit(page, ("Input.Stages[1].Exit[2].Words", "Budget is confirmed"))).Status.ShouldBe(StatusCodes.Status303SeeOther);
        (await maren.Open("/w/corvane/settings/motions")).Words.ShouldContain("Budget is confirmed");
    }

    [Fact]
    public async Task Whoever_may_only_read_sees_the_deal_and_changes_nothing()
    {
        var deal = await Deal("tech", "m-5");
        var page = $"/w/corvane/pipeline/{deal.Value}";
        var finn = await web.Staff(StaffRole.Finance, "finn.reader@corvane.example", "Finn Reader");
        var maren = await web.Owner();

        var read = await finn.Open(page);
        read.Words.ShouldContain("The use case needs the integration");
        // Talking about it is all that is left to them, on the conversation's own page.
        read.Document.QuerySelectorAll("main form[method=post]")
            .Select(f => f.GetAttribute("action"))
            .ShouldAllBe(a => a != null && a.Contains("/messages/"));
        (await finn.Post(page, ("_handler", "note"), ("Input.Note", "x"))).Status.ShouldNotBe(StatusCodes.Status303SeeOther);
        (await House.Act<KeepDealUpToDate, Result>(Staff("pipeline.read"), k => k.WriteNote(deal, "x", Ct))).Problem!.Code.ShouldBe(
            "deal.may_not"
        );

        (await maren.Submit(page, ("Input.Shown[0].Words", ""))).Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        (await maren.Submit(page, ("Input.Shown[0].Words", "Their architect said so"))).Status.ShouldBe(StatusCodes.Status303SeeOther);
        (await maren.Submit(page, ("Input.Note", "They compare us with one other"))).Status.ShouldBe(StatusCodes.Status303SeeOther);
        (await maren.Submit(page, ("Input.NextStep", "Send the reference"))).Status.ShouldBe(StatusCodes.Status303SeeOther);
        var shown = await maren.Open(page);
        shown.Words.ShouldContain("Their architect said so");
        shown.Words.ShouldContain("They compare us with one other");
        shown.Words.ShouldContain("A change is on its way to the CRM.");

        var partner = await web.House.Made(web.Corvane, "Motion Outside");
        var ines = await web.PartnerPerson(partner, email: "ines@motion-outside.example");
        (await ines.Get(page)).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await maren.Get($"/w/corvane/pipeline/{Guid.CreateVersion7(House.Clock.Now)}")).Status.ShouldBe(StatusCodes.Status404NotFound);
    }

    [Fact]
    public async Task The_board_shows_each_deal_in_its_stage()
    {
        var deal = await Deal("tech", "m-6", name: "Marlowe Freight");
        var maren = await web.Owner();

        var board = await maren.Open("/w/corvane/pipeline?view=board&motion=tech&q=marlowe");

        board.Document.QuerySelectorAll(".board > section").Length.ShouldBe(Playbook.StageCount);
        var card = board.Document.QuerySelector("article.deal")!;
        card.QuerySelector("a")!.GetAttribute("href").ShouldBe($"/w/corvane/pipeline/{deal.Value}");
        card.ParentElement!.QuerySelector("h3")!.TextContent.ShouldStartWith("Integration Fit");
        card.TextContent.ShouldContain("Use case");
    }

    private static readonly DealStage Late = new("proposal", "Proposal sent", 4, 5, new Percent(60), OpportunityState.Open)
    {
        Means = Entente.Crm.Mapping.EntenteStage.Proposal,
    };

    private Actor Staff(params string[] may) =>
        new(web.Corvane.Id, ActorKind.Staff, Channel.Web, Person: Ids.New<PersonId>(House.Clock.Now)) { Permissions = may.ToHashSet() };

    private async Task<OpportunityId> Deal(
        string motion,
        string crmId,
        Entente.Crm.CrmConnectionId? of = null,
        string name = "Oakhaven Media"
    )
    {
        var connection = of ?? House.Connection();
        var partner = await House.Made(web.Corvane, $"Partner {crmId}");
        await House.Apply(
            web.Corvane,
            connection,
            House.Deal(crmId, name) with
            {
                Stage = DealStory.Qualification with { Means = Entente.Crm.Mapping.EntenteStage.Introduced },
            }
        );
        return await House.Link(web.Corvane, new(connection, crmId, "", null, null, partner, Motion: motion));
    }

    private Task<Result<NextStage>> Advance(OpportunityId deal, int from) =>
        House.Act<AdvanceDeal, Result<NextStage>>(System, a => a.Run(deal, from, Ct));

    private Task<Result> Show(OpportunityId deal, string criterion, string words) =>
        House.Act<ShowEvidence, Result>(System, e => e.Run(deal, new Dictionary<string, string> { [criterion] = words }, Ct));

    private Task<DealStanding?> Stands(OpportunityId deal) =>
        House.Act<DealQuery, DealStanding?>(System, async q => (await q.Load(deal, Ct))!.Work);

    private async Task<Result<int>> Change(string motion, Func<Playbook, Playbook> change)
    {
        var now = (await House.Act<PlaybookShelf, PublishedPlaybook?>(System, s => s.Of(motion, Ct)))!;
        return await House.Act<PublishPlaybook, Result<int>>(System, p => p.Run(change(now.Playbook), now.Number, Ct));
    }
}
