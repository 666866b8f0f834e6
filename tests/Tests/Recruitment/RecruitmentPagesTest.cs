using Entente.Access;
using Entente.Access.ProofOfWork;
using Entente.Partners;
using Entente.Recruitment.Rules;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Recruitment;

public sealed class RecruitmentPagesTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Apply = "/apply/corvane";
    private const string Board = "/w/corvane/recruitment";
    private const string Settings = "/w/corvane/settings/recruitment";

    private readonly RecruitmentStory story = new(web.House);

    [Fact]
    public async Task The_form_is_not_there_until_it_is_opened_then_a_company_applies_is_scored_and_becomes_a_partner()
    {
        var maren = await web.Owner();
        (await web.Guest().Get("/apply/nobody")).Status.ShouldBe(404);
        await story.Publish(RecruitmentBook.Standard);
        (await web.Guest().Get(Apply)).Status.ShouldBe(404, "it is off by default");
        var wrong = await maren.Submit(Settings, ("Input.Open", "true"), ("Input.Weight[Sales]", "much"), ("Input.Threshold", "9"));
        wrong.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        wrong.Words.ShouldContain("Write a whole number.");
        wrong.Words.ShouldContain("Choose between 1.0 and 5.0");
        wrong.Text.ShouldContain("value=\"much\"");
        var before = await maren.Open(Settings);
        var published = await maren.Submit(before, ("Input.Open", "true"), ("Input.Thresholds[Msp]", "3.5"), ("Input.Note", "We begin"));
        published.Status.ShouldBe(303, published.Words);
        var late = await maren.Submit(before, ("Input.Open", "true"), ("Input.Thresholds[Msp]", "3.5"), ("Input.Note", "We began"));
        late.Status.ShouldBe(StatusCodes.Status412PreconditionFailed);
        late.Words.ShouldContain("What you typed is kept");
        (await maren.Submit(late)).Status.ShouldBe(303, "having seen it, they mean it");
        (await maren.Open(Settings)).Words.ShouldContain("at least 3.0, MSP 3.5, or a written reason");

        var host = RecruitmentStory.Host("pages");
        var visitor = web.Guest();
        var unfit = await Send(visitor, host, ("Input.Company", ""), ("Input.Consent", ""));
        unfit.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        unfit.Words.ShouldContain("Name the company.");
        unfit.Words.ShouldContain("Without your consent");
        unfit.Text.ShouldContain("hilda@" + host, Case.Sensitive, "what was typed is still there");
        var sent = await Send(visitor, host);
        sent.Status.ShouldBe(303, sent.Words);
        var number = sent.Location!.Split('=')[^1];
        var receipt = await visitor.Open(sent.Location!);
        receipt.Heading.ShouldBe($"We have it: {number}");
        receipt.Words.ShouldContain("What happens next");
        await web.Work();

        (await maren.Open("/w/corvane/today")).Words.ShouldContain("Pages Systems");
        (await maren.Open(Board)).Words.ShouldContain("Pages Systems");
        (await maren.Open(Board + "?view=table&state=prospect&type=Msp&region=DACH&q=pages")).Words.ShouldContain("Pages Systems");
        (await maren.Open(Board + "?type=Oem")).Words.ShouldNotContain("Pages Systems");
        var page = $"{Board}/{number}";
        (await maren.Open(page)).Words.ShouldContain("Not known by its domain.");
        (await maren.Submit(page, ("_handler", "move"), ("Input.Do", "evaluate"))).Status.ShouldBe(303);
        var bad = await maren.Submit(page, ("_handler", "score"), ("Scores.Note[Sales]", new string('x', 501)));
        bad.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        bad.Words.ShouldContain("Keep it within 500 characters.");
        (
            await maren.Submit(
                page,
                [
                    ("_handler", "score"),
                    .. Enum.GetValues<FitCriterion>().Select(c => ($"Scores.Score[{c}]", "3")),
                    ("Scores.Note[Overlap]", "Forty shared customers"),
                ]
            )
        ).Status.ShouldBe(303);
        var scored = await maren.Open(page);
        scored.Words.ShouldContain("3.0 of 5, 60 %");
        scored.Words.ShouldContain("Forty shared customers");
        var refused = await maren.Submit(page, ("_handler", "move"), ("Input.Do", "accept"));
        refused.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        refused.Words.ShouldContain("The total is below the threshold: say why");
        var old = await maren.Open(page);
        var accepted = await maren.Submit(
            page,
            ("_handler", "move"),
            ("Input.Do", "accept"),
            ("Input.Why", "They ask for it"),
            ("Input.Invite", "true")
        );
        accepted.Status.ShouldBe(303, accepted.Words);
        (await maren.Submit(old, ("_handler", "move"), ("Input.Do", "decline"), ("Input.Reason", "NoFit"))).Status.ShouldBe(412);
        var after = await maren.Open(page);
        var partner = after.Document.QuerySelector("a[href*='/w/corvane/partners/']")!.GetAttribute("href")!;
        (await maren.Open(partner)).Words.ShouldContain(number);
        (await maren.Open(Board)).Words.ShouldContain("Median days to decision");
    }

    [Fact]
    public async Task The_public_answer_is_the_same_for_a_partner_a_duplicate_a_waiting_and_a_new_company()
    {
        await story.Publish(RecruitmentStory.Open with { MonthlyMost = 1 });
        var known = RecruitmentStory.Host("known");
        (
            await web.House.Create(
                web.Corvane,
                new("Known Ltd", PartnerType.Reseller, PartnerTier.Registered, PartnerStatus.Active, [known])
            )
        ).Problem.ShouldBeNull();
        var twice = RecruitmentStory.Host("twice");
        var answers = new List<string>();
        var states = new List<CandidateState>();
        foreach (var host in new[] { twice, twice, known, RecruitmentStory.Host("capped") })
        {
            var visitor = web.Guest();
            var sent = await Send(visitor, host);
            sent.Status.ShouldBe(303, sent.Words);
            var number = sent.Location!.Split('=')[^1];
            var first = (await visitor.Open(sent.Location!)).Text.Replace(number, "PC-0");
            await web.Work();
            var later = (await visitor.Open(sent.Location!)).Text.Replace(number, "PC-0");
            answers.AddRange([Plain(first), Plain(later)]);
            states.Add((await story.Load(number)).State);
        }

        states.ShouldContain(CandidateState.Joined);
        states.ShouldContain(CandidateState.Routed);
        states.ShouldContain(CandidateState.Waiting);
        answers.Distinct().ShouldHaveSingleItem();
        // Nobody waits any more for the other tests of this house.
        await story.Publish(RecruitmentStory.Open);
        await story.Sweep();

        static string Plain(string html) => System.Text.RegularExpressions.Regex.Replace(html, "nonce=\"[^\"]*\"", "");
    }

    [Fact]
    public async Task What_stands_in_the_address_of_the_receipt_is_a_case_number_or_nothing()
    {
        await story.Publish(RecruitmentStory.Open);

        var page = await web.Guest().Open(Apply + "?sent=PC-1<b>call%20this%20number");

        page.Text.ShouldNotContain("call this number");
        page.Heading.ShouldBe("Become a partner of Corvane");
    }

    [Fact]
    public async Task Who_may_not_is_not_shown_and_staff_add_a_company_themselves()
    {
        var sales = await web.Staff(StaffRole.Sales, "sal.recruit@corvane.example", "Sal Recruit");
        (await sales.Get(Board)).Status.ShouldBe(403);
        (await sales.Get(Settings)).Status.ShouldBe(403);
        var manager = await web.Staff(StaffRole.PartnerManager, "pm.recruit@corvane.example", "Pam Recruit");
        (await manager.Get(Settings)).Status.ShouldBe(403, "rules are for whoever makes policy");
        (await manager.Get(Board + "/PC-1")).Status.ShouldBe(404);
        var host = RecruitmentStory.Host("found");

        var unfit = await manager.Submit(Board + "/new", ("Input.Company", "Found Ltd"), ("Input.Country", "Nowhere"));
        unfit.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        unfit.Words.ShouldContain("Choose the country");
        (string, string)[] form =
        [
            ("Input.Company", "Found Ltd"),
            ("Input.Site", host),
            ("Input.Country", "FR"),
            ("Input.Type", "Isv"),
            ("Input.Source", "Referred"),
        ];
        var added = await manager.Submit(Board + "/new", form);
        added.Status.ShouldBe(303, added.Words);
        (await manager.Open(added.Location!)).Words.ShouldContain("Referred");
        (await manager.Submit(Board + "/new", form)).Words.ShouldContain("is a candidate already");
        var later = await manager.Submit(added.Location!, ("_handler", "move"), ("Input.Do", "later"), ("Input.Revisit", "2001-01-01"));
        later.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        later.Words.ShouldContain("Choose a day after today");
        var day = DateOnly.FromDateTime(web.Clock.Now.UtcDateTime).AddDays(3).ToString("yyyy-MM-dd");
        (
            await manager.Submit(
                added.Location!,
                ("_handler", "move"),
                ("Input.Do", "later"),
                ("Input.Revisit", day),
                ("Input.Why", "Soon")
            )
        ).Status.ShouldBe(303);
        (await manager.Open("/w/corvane/today")).Words.ShouldNotContain("Found Ltd");
        web.Clock.Advance(TimeSpan.FromDays(4));
        manager = await web.SignIn("pm.recruit@corvane.example");
        (await manager.Open("/w/corvane/today")).Words.ShouldContain("Found Ltd");
    }

    internal static Task<WebPage> Send(WebVisitor visitor, string host, params (string Name, string Value)[] other) =>
        Send(visitor, host, parts: false, other);

    /// <param name="parts">As a form that could carry files.</param>
    internal static async Task<WebPage> Send(WebVisitor visitor, string host, bool parts, params (string Name, string Value)[] other)
    {
        var page = await visitor.Open(Apply);
        var field = page.Document.QuerySelector("[data-puzzle]")!;
        var bits = int.Parse(field.GetAttribute("data-puzzle")!, System.Globalization.CultureInfo.InvariantCulture);
        var form = new Dictionary<string, string>
        {
            ["Input.Company"] = "Pages Systems",
            ["Input.Site"] = host,
            ["Input.Country"] = "Germany",
            ["Input.Type"] = "Msp",
            ["Input.Region"] = "DACH",
            ["Input.TheyGive"] = "A team of twelve.",
            ["Input.ContactName"] = "Hilda Pages",
            ["Input.ContactEmail"] = "hilda@" + host,
            ["Input.Consent"] = "true",
            ["Input.Answer"] = Puzzle.Solve(field.GetAttribute("value")!, bits),
        };
        foreach (var (name, value) in other)
            form[name] = value;
        (string Name, string Value)[] typed =
        [
            .. form.Where(f => f.Value.Length > 0 || f.Key != "Input.Consent").Select(f => (f.Key, f.Value)),
        ];
        if (!parts)
            return await visitor.Submit(page, typed);
        using var content = new MultipartFormDataContent();
        foreach (
            var (name, value) in WebPage
                .ValuesOf(page.FormFor(typed))
                .Where(v => !form.ContainsKey(v.Key))
                .Select(v => (v.Key, v.Value))
                .Concat(typed)
        )
            content.Add(new StringContent(value), name);
        return await visitor.Send(HttpMethod.Post, page.Path, content);
    }
}
