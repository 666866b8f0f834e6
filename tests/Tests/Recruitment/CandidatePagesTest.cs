using Entente.Partners;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Recruitment.Rules;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Recruitment;

/// <summary>The page of one candidate, the board, and what is sent to them by whoever means no good.</summary>
public sealed class CandidatePagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Board = "/w/corvane/recruitment";

    private readonly RecruitmentStory story = new(web.House);

    [Fact]
    public async Task Enter_in_a_field_of_one_decision_never_takes_another_and_what_was_typed_stays()
    {
        await story.Publish(RecruitmentStory.Open);
        var number = await story.Evaluated();
        (await story.Score(number, 5)).Problem.ShouldBeNull();
        var maren = await web.Owner();
        var page = await maren.Open($"{Board}/{number}");

        foreach (var (field, does) in new[] { ("Revisit", "later"), ("Reason", "decline"), ("Outward", "decline"), ("Invite", "accept") })
        {
            var form = page.Document.QuerySelector($"[name='Input.{field}']")!.Closest("form")!;
            form.QuerySelectorAll("button").ShouldHaveSingleItem().HasAttribute("name").ShouldBeFalse();
            form.QuerySelector("[name='Input.Do']")!.GetAttribute("value").ShouldBe(does, field);
            form.QuerySelector("[name='Input.Why']").ShouldNotBeNull();
        }
        var ids = page.Document.QuerySelectorAll("[id]").Select(e => e.Id).ToList();
        ids.ShouldBe(ids.Distinct());

        // As a browser sends Enter in the day's field: the form as it stands.
        var sent = await maren.Submit(page, ("Input.Revisit", "2001-01-01"), ("Input.Why", "Zzlater"));
        sent.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        sent.Words.ShouldContain("Choose a day after today");
        sent.Document.QuerySelector("#why-later")!.TextContent.ShouldBe("Zzlater");
        sent.Document.QuerySelector("#why-accept")!.TextContent.ShouldBeEmpty("it was typed for another decision");
        sent.Document.QuerySelector("[name='Input.Revisit']")!.Closest("details")!.HasAttribute("open").ShouldBeTrue();
        (await story.Load(number)).State.ShouldBe(CandidateState.Evaluating);
        var declined = await maren.Submit(page, ("Input.Reason", ""), ("Input.Outward", "Zzoutward"), ("Input.Why", "Zzinward"));
        declined.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        declined.Words.ShouldContain("Choose a reason.");
        declined.Text.ShouldContain("Zzoutward");
        declined.Document.QuerySelector("#why-decline")!.TextContent.ShouldBe("Zzinward");
    }

    [Fact]
    public async Task A_domain_that_is_another_partner_s_by_now_is_a_choice_in_the_form()
    {
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host("taken");
        var number = await story.Evaluated(RecruitmentStory.Input(host));
        (await story.Score(number, 5)).Problem.ShouldBeNull();
        var maren = await web.Owner();
        var before = await maren.Open($"{Board}/{number}");
        before.Document.QuerySelector("[name='Input.Bare']").ShouldBeNull();
        (
            await web.House.Create(
                web.Corvane,
                new("Faster Ltd", PartnerType.Reseller, PartnerTier.Registered, PartnerStatus.Active, [host])
            )
        ).Problem.ShouldBeNull();

        var refused = await maren.Submit(before, ("_handler", "move"), ("Input.Do", "accept"), ("Input.Invite", "true"));

        refused.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        refused.Words.ShouldContain($"{host} already belongs to Faster Ltd.");
        (await maren.Submit(refused with { Path = before.Path }, ("Input.Bare", "true"), ("Input.Do", "accept"))).Status.ShouldBe(303);
    }

    [Fact]
    public async Task What_no_database_holds_neither_breaks_the_open_form_nor_the_board()
    {
        await story.Publish(RecruitmentStory.Open);
        var maren = await web.Owner();
        foreach (var id in new[] { "a\0b", "\0", new string('x', 79) + "\U0001F600" })
        {
            // The framework turns NUL away in a form of the usual kind, and lets it through in one that could carry files.
            var sent = await RecruitmentPagesTest.Send(web.Guest(), RecruitmentStory.Host("odd"), parts: true, ("Input.SubmissionId", id));
            sent.Status.ShouldBe(303, sent.Words);
        }
        (await maren.Get(Board + "?region=%00")).Status.ShouldBe(200);
        (await maren.Get(Board + "?view=table&region=a%00&q=%00")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_application_that_no_rule_looked_at_yet_stands_on_the_board()
    {
        await story.Publish(RecruitmentStory.Open);
        await web.Work();
        var maren = await web.Owner();
        (await maren.Open(Board)).Words.ShouldNotContain("Received");

        (await story.TryApply(RecruitmentStory.Input(RecruitmentStory.Host(), "Lost Ltd"))).Problem.ShouldBeNull();

        var board = await maren.Open(Board);
        board.Words.ShouldContain("Received1Lost Ltd");
        (await maren.Open(Board + "?view=table&state=received")).Words.ShouldContain("Lost Ltd");
        await web.Work();
    }

    [Fact]
    public async Task Who_looked_at_a_candidate_and_its_contacts_is_recorded()
    {
        await story.Publish(RecruitmentStory.Open);
        var host = RecruitmentStory.Host();
        var number = await story.Apply(RecruitmentStory.Input(host));
        var joined = await story.Apply(RecruitmentStory.Input(host) with { ContactName = "Otto Other", ContactEmail = $"otto@{host}" });
        var maren = await web.Owner();

        var page = await maren.Open($"{Board}/{number}");

        page.Words.ShouldContain("Otto Other");
        page.Words.ShouldContain("Agreed that we keep it");
        foreach (var one in new[] { number, joined })
            (await Looked((await story.Load(one)).Id.Value)).ShouldBe(1);
        (await maren.Open($"{Board}/{joined}")).Words.ShouldContain("Take it up on its own");
    }

    // The app's own writer may have begun to write it already.
    private async Task<int> Looked(Guid candidate)
    {
        var ct = TestContext.Current.CancellationToken;
        await web.Services.GetRequiredService<ReadLog>().Flush(ct);
        for (var tries = 0; ; tries++)
        {
            await using var scope = web.House.As(web.Corvane);
            var found = await scope
                .ServiceProvider.GetRequiredService<EntenteDb>()
                .Set<AuditEntry>()
                .CountAsync(e => e.Action == "candidate.read" && e.SubjectId == candidate, ct);
            if (found > 0 || tries == 20)
                return found;
            await Task.Delay(100, ct);
        }
    }
}
