using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.HubSpot.Search;
using Entente.Tests.Sandbox.Support;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.HubSpot;

public sealed class SearchTest(RunningSandbox sandbox) : IClassFixture<RunningSandbox>
{
    [Fact]
    public async Task Walking_by_change_time_and_id_meets_every_record_once()
    {
        var made = new List<string>();
        for (var batch = 0; batch < 4; batch++)
        {
            // Several share a millisecond: the walk must not lose or repeat them.
            sandbox.Clock.Advance(TimeSpan.FromMilliseconds(5));
            var inputs = Enumerable.Range(0, 30).Select(i => new { properties = new { firstname = "Walk", lastname = $"{batch}-{i}" } });
            var answer = await sandbox.Post("/crm/v3/objects/contacts/batch/create", new { inputs }, 201);
            made.AddRange(answer!["results"]!.AsArray().Select(r => r!["id"]!.GetValue<string>()));
        }
        var seen = new List<string>();
        for (var after = "0"; after is not null; )
        {
            var page = await Search(
                "contacts",
                new
                {
                    filterGroups = new[]
                    {
                        new
                        {
                            filters = new[]
                            {
                                new
                                {
                                    propertyName = "firstname",
                                    @operator = "EQ",
                                    value = "walk",
                                },
                            },
                        },
                    },
                    sorts = new[] { new { propertyName = "lastmodifieddate", direction = "ASCENDING" } },
                    limit = 13,
                    after,
                }
            );
            seen.AddRange(Ids(page));
            after = page["paging"]?["next"]?["after"]?.GetValue<string>();
        }
        seen.ShouldBe(made);
    }

    [Fact]
    public async Task Lower_than_and_greater_than_are_each_others_rest()
    {
        string[] amounts = ["-5", "0", "0.01", "7", "99.99", "100", "1000", "20000"];
        foreach (var amount in amounts)
            await sandbox.Create(
                "deals",
                new
                {
                    dealname = "Range",
                    dealstage = "qualifiedtobuy",
                    amount,
                    hs_next_step = "range",
                }
            );
        await sandbox.Create(
            "deals",
            new
            {
                dealname = "Range",
                dealstage = "qualifiedtobuy",
                hs_next_step = "range",
            }
        );
        foreach (var bound in amounts)
        {
            var (lt, gte) = (await Total("LT", bound), await Total("GTE", bound));
            (lt + gte).ShouldBe(amounts.Length, $"around {bound}");
            (await Total("LTE", bound)).ShouldBe(lt + 1);
            lt.ShouldBe(
                amounts.Count(a => decimal.Parse(a, CultureInfo.InvariantCulture) < decimal.Parse(bound, CultureInfo.InvariantCulture))
            );
        }
        (await Total("HAS_PROPERTY", "")).ShouldBe(amounts.Length);
        (await Total("NOT_HAS_PROPERTY", "")).ShouldBe(1);

        async Task<int> Total(string op, string value) =>
            (
                await Search(
                    "deals",
                    new
                    {
                        filters = new object[]
                        {
                            new
                            {
                                propertyName = "hs_next_step",
                                @operator = "EQ",
                                value = "RANGE",
                            },
                            new
                            {
                                propertyName = "amount",
                                @operator = op,
                                value,
                            },
                        },
                    }
                )
            )["total"]!.GetValue<int>();
    }

    [Theory]
    [InlineData("acme", "Acme Corp", true)]
    [InlineData("ACM*", "Acme Corp", true)]
    [InlineData("cme", "Acme Corp", false)]
    [InlineData("*cme", "Acme Corp", true)]
    [InlineData("corp acme", "Acme Corp", true)]
    [InlineData("jane@acme.com", "jane@acme.com", true)]
    [InlineData("*@acme.com", "jane@acme.com", true)]
    [InlineData("*@other.com", "jane@acme.com", false)]
    [InlineData("*", "Acme Corp", false)]
    public void Tokens_are_whole_words_and_stars_stand_for_anything(string pattern, string text, bool matches) =>
        Tokens.Matcher(pattern)(text).ShouldBe(matches);

    [Fact]
    public async Task What_is_newer_than_the_lag_is_not_found_yet()
    {
        await using var lagging = new RunningSandbox { With = o => o with { SearchLag = TimeSpan.FromSeconds(10) } };
        await lagging.InitializeAsync();
        var id = await lagging.Create("companies", new { name = "Late" });
        (await lagging.Post("/crm/v3/objects/companies/search", new { }))!["total"]!.GetValue<int>().ShouldBe(0);
        (await lagging.Get($"/crm/v3/objects/companies/{id}"))!["id"]!.GetValue<string>().ShouldBe(id);
        lagging.Clock.Advance(TimeSpan.FromSeconds(10));
        (await lagging.Post("/crm/v3/objects/companies/search", new { }))!["total"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"limit":201}""")]
    [InlineData("""{"limit":200,"after":"9801"}""")]
    [InlineData("""{"after":"x"}""")]
    [InlineData("""{"sorts":["name","domain"]}""")]
    [InlineData("""{"sorts":["nosuch"]}""")]
    [InlineData("""{"filters":[{"propertyName":"name","operator":"LIKE","value":"x"}]}""")]
    [InlineData("""{"filters":[{"propertyName":"name","operator":"IN","value":"x"}]}""")]
    [InlineData("""{"filters":[{"propertyName":"createdate","operator":"GT","value":"yesterday"}]}""")]
    [InlineData("""[1]""")]
    [InlineData("""{"limit":""")]
    public async Task A_search_outside_the_grammar_is_400(string body)
    {
        var error = await sandbox.Post("/crm/v3/objects/companies/search", body, 400);
        error!["category"]!.GetValue<string>().ShouldBe("VALIDATION_ERROR");
        error["correlationId"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    private async Task<JsonNode> Search(string type, object body) => (await sandbox.Post($"/crm/v3/objects/{type}/search", body))!;

    private static IEnumerable<string> Ids(JsonNode page) => page["results"]!.AsArray().Select(r => r!["id"]!.GetValue<string>());
}
