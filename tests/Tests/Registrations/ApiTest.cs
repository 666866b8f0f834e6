using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Access.Keys;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.AskInfo;
using Entente.Registrations.Rules;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>Programs register and follow by the same acts as people, with keys that can be revoked.</summary>
public sealed partial class ApiTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Root = "/api/v1/registrations";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_partners_key_registers_and_reads_what_it_registered_and_nothing_of_others()
    {
        var story = await RegistrationStory.In(web.House);
        var theirs = await story.Submitted(story.Jonah, "Theirs By Form");
        using var api = await Partner(story);

        var sent = await Post(api, Root, Claim("Ours By Key"), "first");

        sent.Status.ShouldBe(201, sent.Text);
        var number = (string)sent.Json["number"]!;
        sent.Headers.Location!.ToString().ShouldBe($"{Root}/{number}");
        var read = await Get(api, $"{Root}/{number}");
        ((string?)read.Json["company"], (string?)read.Json["state"]).ShouldBe(("Ours By Key", "in_review"));
        (await Get(api, $"{Root}/{theirs}")).Status.ShouldBe(404);
        (await Get(api, Root)).Json["items"]!.AsArray().Select(i => (string)i!["number"]!).ShouldBe([number]);
        (await story.Load(number)).SubmittedBy.ShouldBe(story.Ines.Person, "in the name of whoever made the key");
        (await Get(api, $"{Root}/{number}/history")).Json["steps"]!.AsArray().Count.ShouldBePositive();
    }

    [Fact]
    public async Task Incumbent_second_partner_and_discount_come_in_by_key_and_wrong_ones_are_named()
    {
        var story = await RegistrationStory.In(web.House);
        using var api = await Partner(story);
        var body = Claim("Renewed By Key").TrimEnd('}').Replace("\"deal\"", "\"renewal\"", StringComparison.Ordinal);

        var wrong = await Post(
            api,
            Root,
            body + ""","incumbent":"Nobody","secondPartner":7,"discount":"much","custom":{"colour":"red","deal-x":1}}""",
            "renewed"
        );
        wrong.Status.ShouldBe(422, wrong.Text);
        wrong.Json["errors"]!.AsObject().Select(e => e.Key).Order().ShouldBe(["custom.colour", "custom.deal-x", "secondPartner"]);
        var read = await Post(api, Root, body + ""","incumbent":"Nobody","discount":"much"}""", "renewed");
        read.Json["errors"]!.AsObject().Select(e => e.Key).Order().ShouldBe(["discount", "incumbent"]);
        var sent = await Post(
            api,
            Root,
            body + ""","incumbent":"Claimant","secondPartner":"Boreal Distribution","secondRole":"Distributor","discount":"12.5"}""",
            "renewed"
        );

        sent.Status.ShouldBe(201, sent.Text);
        var kept = await story.Load((string)sent.Json["number"]!);
        (kept.Kind, kept.Incumbent, kept.SecondPartner, kept.SecondRole, kept.DiscountAsked).ShouldBe(
            (RegistrationKind.Renewal, Incumbent.Claimant, "Boreal Distribution", SecondRole.Distributor, 1250)
        );
    }

    [Fact]
    public async Task The_same_request_gets_the_same_answer_and_another_body_is_refused()
    {
        var story = await RegistrationStory.In(web.House);
        using var api = await Partner(story);

        var all = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Post(api, Root, Claim("Sent Five Times"), "same")));

        all.Select(a => (a.Status, a.Text)).Distinct().ShouldHaveSingleItem().Status.ShouldBe(201);
        var other = await Post(api, Root, Claim("Another Body"), "same");
        (other.Status, (string?)other.Json["code"]).ShouldBe((409, "api.idempotency_key_reused"));
        (await Get(api, Root)).Json["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_request_names_every_field_and_may_be_mended_with_the_same_key()
    {
        var story = await RegistrationStory.In(web.House);
        using var api = await Partner(story);

        var refused = await Post(api, Root, """{"company":"","amount":"lots","closeDate":7,"colour":"red","consent":"yes"}""", "mend");
        refused.Status.ShouldBe(422);
        refused.Type.ShouldBe("application/problem+json");
        refused.Json["errors"]!.AsObject().Select(e => e.Key).Order().ShouldBe(["closeDate", "colour", "consent"]);
        var form = await Post(api, Root, """{"company":"","amount":"lots"}""", "mend");
        form.Json["errors"]!.AsObject().Select(e => e.Key).ShouldContain("company");
        form.Json["errors"]!.AsObject().Select(e => e.Key).ShouldContain("amount");

        (await Post(api, Root, Claim("Mended"), "mend")).Status.ShouldBe(201);
        (await Post(api, Root, Claim("No Number"), null)).Json["errors"]!.AsObject().Select(e => e.Key).ShouldBe(["Idempotency-Key"]);
        (await Post(api, Root, "[1]", "array")).Json["code"]!.ToString().ShouldBe("api.not_json");
        (await Post(api, Root, "{", "half")).Json["code"]!.ToString().ShouldBe("api.not_json");
    }

    [Fact]
    public async Task An_unknown_currency_and_a_close_date_long_past_are_named_by_field()
    {
        var story = await RegistrationStory.In(web.House);
        using var api = await Partner(story);
        var body = Claim("In Odd Money").TrimEnd('}').Replace("2026-05-29", "2020-01-31", StringComparison.Ordinal);

        var refused = await Post(api, Root, body + ""","currency":"ZZZ"}""", "odd");

        refused.Status.ShouldBe(422, refused.Text);
        var errors = refused.Json["errors"]!.AsObject();
        errors.Select(e => e.Key).Order().ShouldBe(["amount", "closeDate"]);
        errors["amount"]!.ToJsonString().ShouldContain("Name an ISO currency that is in use, such as EUR.");
        errors["closeDate"]!.ToJsonString().ShouldContain("This lies in the past.");
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gaps_or_repetitions_while_more_come_in()
    {
        var story = await RegistrationStory.In(web.House);
        using var api = await Partner(story);
        for (var n = 0; n < 5; n++)
            await story.Submitted(story.Ines, $"Paged {n}");
        var seen = new List<string>();
        var cursor = "";
        do
        {
            var page = (await Get(api, $"{Root}?limit=2{cursor}")).Json;
            seen.AddRange(page["items"]!.AsArray().Select(i => (string)i!["company"]!));
            await story.Submitted(story.Ines, $"Meanwhile {seen.Count}");
            cursor = page["next"] is { } next ? $"&cursor={next}" : "";
        } while (cursor.Length > 0);

        seen.ShouldBe(["Paged 4", "Paged 3", "Paged 2", "Paged 1", "Paged 0"]);
        foreach (var wrong in (string[])["limit=0", "limit=51", "limit=x", "cursor=~", "cursor=AAAA"])
            (await Get(api, $"{Root}?{wrong}")).Status.ShouldBe(422, wrong);
    }

    [Fact]
    public async Task The_tag_changes_with_what_may_be_seen_and_with_nothing_else()
    {
        var story = await RegistrationStory.In(web.House);
        using var api = await Partner(story);
        var number = await story.Submitted(story.Ines, "Tagged");
        var tag = (await Get(api, $"{Root}/{number}")).Headers.ETag!.Tag;

        (await Get(api, $"{Root}/{number}", ("If-None-Match", tag))).Status.ShouldBe(304);
        await story.Decide(number);
        (await Get(api, $"{Root}/{number}", ("If-None-Match", tag))).Status.ShouldBe(
            304,
            "a decision that can still be undone is nobody’s to see"
        );
        story.LetStand();
        (await Get(api, $"{Root}/{number}", ("If-None-Match", tag))).Status.ShouldBe(200);
        (await Post(api, $"{Root}/{number}/withdraw", "", null, ("If-Match", tag))).Status.ShouldBe(412);
        (await Post(api, $"{Root}/{number}/withdraw", "", null)).Json["state"]!.ToString().ShouldBe("withdrawn");
        (await Post(api, $"{Root}/{number}/withdraw", "", null)).Status.ShouldBe(200, "a second time changes nothing");
    }

    [Fact]
    public async Task A_question_is_answered()
    {
        var story = await RegistrationStory.In(web.House);
        using var api = await Partner(story);
        var number = await story.Submitted(story.Ines, "Questioned");
        (await Post(api, $"{Root}/{number}/answer", """{"answer":"Nobody asked."}""", null)).Status.ShouldBe(409);
        await web.House.Act<AskForInfo, Result>(
            story.Maren,
            async u => await u.Run(new(number, (await story.Load(number)).Version, InfoTopic.SomethingElse, "How many plants?"), Ct)
        );

        (await Get(api, $"{Root}/{number}")).Json["question"]!["text"]!.ToString().ShouldBe("How many plants?");
        (await Post(api, $"{Root}/{number}/answer", """{"answer":7}""", null)).Status.ShouldBe(422);
        (await Post(api, $"{Root}/{number}/answer", """{"answer":"Six."}""", null)).Json["state"]!.ToString().ShouldBe("in_review");
    }

    private static string Claim(string company)
    {
        var letters = new string([.. company.Where(char.IsAsciiLetterOrDigit)]).ToLowerInvariant();
        return JsonSerializer.Serialize(
            new Dictionary<string, object>
            {
                ["kind"] = "deal",
                ["company"] = company,
                ["domain"] = $"{letters}.example",
                ["contactName"] = "R Ashdown",
                ["contactEmail"] = $"r.ashdown@{letters}.example",
                ["problem"] = "Trace quality issues",
                ["stage"] = "Evaluation",
                ["amount"] = "84000",
                ["closeDate"] = "2026-05-29",
                ["consent"] = true,
            }
        );
    }

    private sealed record Answered(int Status, string Text, string? Type, System.Net.Http.Headers.HttpResponseHeaders Headers)
    {
        public JsonNode Json => JsonNode.Parse(Text)!;
    }

    private static Task<Answered> Get(HttpClient api, string path, params (string, string)[] headers) =>
        Send(api, HttpMethod.Get, path, null, headers);

    private static Task<Answered> Post(HttpClient api, string path, string body, string? idempotency, params (string, string)[] headers) =>
        Send(
            api,
            HttpMethod.Post,
            path,
            new StringContent(body, Encoding.UTF8, "application/json"),
            idempotency is null ? headers : [.. headers, ("Idempotency-Key", idempotency)]
        );

    private static async Task<Answered> Send(HttpClient api, HttpMethod method, string path, HttpContent? body, (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var answer = await api.SendAsync(request, Ct);
        return new(
            (int)answer.StatusCode,
            await answer.Content.ReadAsStringAsync(Ct),
            answer.Content.Headers.ContentType?.MediaType,
            answer.Headers
        );
    }

    private static Actor Admin(RegistrationStory story) => story.Ines with { Channel = Channel.Web };

    private async Task<HttpClient> Partner(RegistrationStory story, params string[] scopes)
    {
        await using (var scope = web.House.As(web.Corvane))
        {
            await scope
                .ServiceProvider.GetRequiredService<AccessApi>()
                .AddPartnerPerson(story.Kestrel, story.InesEmail, "Ines Calder", global::Entente.Access.PartnerRole.Admin, Ct);
            await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        }
        return await Client(Admin(story), scopes.Length > 0 ? scopes : [.. ApiScopes.OfPartners]);
    }

    private async Task<HttpClient> Client(Actor maker, string[] scopes)
    {
        var key = await web.House.Act<ApiKeys, Result<string>>(maker, k => k.Make("Tests", scopes, Ct));
        key.Problem.ShouldBeNull();
        var client = new HttpClient { BaseAddress = new(web.Url) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key.Value);
        return client;
    }
}
