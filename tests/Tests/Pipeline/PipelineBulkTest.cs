using Entente.Access;
using Entente.Crm;
using Entente.Pipeline;
using Entente.Pipeline.Bulk;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;

namespace Entente.Tests.Pipeline;

/// <summary>Work on several deals, and beside one, from the table; and views of it that people keep.</summary>
public sealed class PipelineBulkTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Page = "/w/corvane/pipeline";

    [Fact]
    public async Task Several_deals_get_a_close_date_and_what_cannot_have_one_says_why()
    {
        var (one, other, won) = (await Deal("b-1"), await Deal("b-2"), await Deal("b-3"));
        var maren = await web.Owner();
        var page = await maren.Open(Page);
        await Won("b-3");
        var day = DateOnly.FromDateTime(web.House.Clock.Now.UtcDateTime).AddDays(40).ToString("yyyy-MM-dd", null);

        var done = await Send(maren, page, [("Bulk.Act", "close"), ("Bulk.Day", day)], one, other, won);

        (done.Status, done.Words.Contains("2 of 3 done", StringComparison.Ordinal)).ShouldBe((200, true), done.Words);
        done.Words.ShouldContain("This deal is won or lost.");
        foreach (var deal in new[] { one, other })
            (await maren.Open($"{Page}/{deal.Value}")).Words.ShouldContain("A change is on its way to the CRM.");
    }

    [Fact]
    public async Task Nothing_ticked_no_words_and_a_day_of_the_past_are_said_beside_the_form_and_change_nothing()
    {
        var deal = await Deal("b-4");
        var maren = await web.Owner();
        var page = await maren.Open(Page);

        foreach (
            var (fields, words) in new ((string, string)[], string)[]
            {
                ([("Bulk.Act", "note"), ("Bulk.Words", " ")], "Write where the deal stands"),
                ([("Bulk.Act", "close"), ("Bulk.Day", "2020-01-01")], "Choose a day from today on"),
                ([("Bulk.Act", "")], "Choose what to do"),
            }
        )
        {
            var refused = await Send(maren, page, fields, deal);
            (refused.Status, refused.Words.Contains(words, StringComparison.Ordinal)).ShouldBe((422, true), refused.Words);
            refused.Document.QuerySelector($"input[name='Bulk.Chosen'][value='{deal}']")!.HasAttribute("checked").ShouldBeTrue();
        }
        var nothing = await Send(maren, page, [("Bulk.Act", "step"), ("Bulk.Words", "Call")]);
        (nothing.Status, nothing.Words.Contains("Tick at least one deal", StringComparison.Ordinal)).ShouldBe((422, true));
        (await maren.Open($"{Page}/{deal.Value}")).Words.ShouldNotContain("A change is on its way to the CRM.");
    }

    [Fact]
    public async Task A_next_step_typed_beside_its_deal_is_set_whichever_button_is_pressed()
    {
        var (one, other) = (await Deal("b-5"), await Deal("b-6"));
        var maren = await web.Owner();
        var page = await maren.Open(Page);

        var set = await Send(maren, page, [("Typing", "true"), ($"Step:{one}", "Send the reference")]);
        var bulk = await Send(maren, page, [("Bulk.Act", "note"), ("Bulk.Words", "All met"), ($"Step:{one}", "Call on Friday")], other);

        (set.Status, bulk.Status).ShouldBe((303, 303), bulk.Words);
        foreach (var deal in new[] { one, other })
            (await maren.Open($"{Page}/{deal.Value}")).Words.ShouldContain("A change is on its way to the CRM.");
        var tooLong = await Send(maren, page, [("Typing", "true"), ($"Step:{one}", new string('x', 256))]);
        tooLong.Words.ShouldContain("Write the next step in one line");
        tooLong
            .Document.QuerySelector($"input[name='Step:{one}']")!
            .GetAttribute("value")!
            .Length.ShouldBe(256, "what was typed is not lost");
    }

    [Fact]
    public async Task Whoever_may_only_read_finds_nothing_to_tick_and_is_refused()
    {
        var deal = await Deal("b-7");
        var finn = await web.Staff(StaffRole.Finance, "finn.bulk@corvane.example", "Finn Bulk");
        var page = await finn.Open(Page);

        page.Document.QuerySelector("input[name='Bulk.Chosen']").ShouldBeNull();
        (
            await finn.Post(Page, ("_handler", "bulk"), ("Bulk.Act", "step"), ("Bulk.Words", "x"), ("Bulk.Chosen", deal.ToString()))
        ).Status.ShouldNotBe(303);
        var line = (
            await web.House.Act<WorkInBulk, Result<IReadOnlyList<BulkLine>>>(
                new(
                    web.Corvane.Id,
                    ActorKind.Staff,
                    Channel.Web,
                    Ids.New<PersonId>(web.House.Clock.Now),
                    Permissions: new HashSet<string> { "pipeline.read" }
                ),
                b =>
                    b.Run(
                        new()
                        {
                            Act = "step",
                            Words = "x",
                            Chosen = [deal.ToString()],
                        },
                        default,
                        TestContext.Current.CancellationToken
                    )
            )
        ).Value.Single();
        line.Problem!.Code.ShouldBe("deal.may_not");
    }

    [Fact]
    public async Task A_view_of_the_pipeline_is_kept_with_its_filters_and_opens_first()
    {
        await Deal("b-8", "Viewed Deal");
        var maren = await web.Staff(StaffRole.PartnerManager, "views.pipeline@corvane.example");
        var address = Page + "?q=viewed&sort=-amount";

        (await maren.Submit(address, ("SavedView.Name", "Viewed"), ("SavedView.First", "true"))).Status.ShouldBe(303);

        var opened = await maren.Get(Page);
        (opened.Status, opened.Location).ShouldBe((303, address));
        var page = await maren.Open(address);
        page.Document.QuerySelector("a.chip[aria-current]")!.TextContent.ShouldContain("All motions");
        page.Document.QuerySelectorAll("a.chip").ShouldContain(c => c.TextContent.Trim() == "Viewed" && c.HasAttribute("aria-current"));
    }

    private async Task<OpportunityId> Deal(string id, string? name = null)
    {
        var partner = await web.House.Made(web.Corvane, $"Bulk {id}");
        await web.House.Apply(web.Corvane, connection, web.House.Deal(id, name ?? $"Deal {id}"));
        return await web.House.Link(web.Corvane, new(connection, id, "", null, null, partner, Motion: "reseller"));
    }

    private Task Won(string id) =>
        web.House.Apply(web.Corvane, connection, web.House.Deal(id, $"Deal {id}") with { Stage = DealStory.Won });

    private readonly CrmConnectionId connection = web.House.Connection();

    // As a browser sends the form around the table: the ticked rows, and what is typed.
    private static Task<WebPage> Send(WebVisitor who, WebPage page, (string Name, string Value)[] typed, params OpportunityId[] ticked)
    {
        var form = page.FormFor([("Bulk.Act", "")]);
        var sent = WebPage
            .ValuesOf(form)
            .Where(v => v.Key != "Bulk.Chosen" && !typed.Any(t => t.Name == v.Key))
            .Concat(typed.Select(t => KeyValuePair.Create(t.Name, t.Value)))
            .Concat(ticked.Select(t => KeyValuePair.Create("Bulk.Chosen", t.ToString())));
        return who.Send(HttpMethod.Post, Page, new FormUrlEncodedContent(sent));
    }
}
