using System.Diagnostics;
using System.Globalization;
using Entente.Access;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Index;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Matching;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Check;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Registrations;

/// <summary>
/// The live check is no oracle for the vendor's customer list, measured: 10,000 names of which the CRM knows half, asked over HTTP in a drawn
/// order by several at once. Answers are the same bytes, and their times say nothing.
/// </summary>
[Trait("part", "peers")]
public sealed class OracleTest(WebHouse web, ITestOutputHelper output) : IClassFixture<WebHouse>
{
    private const int Names = 10_000;
    private const int AtOnce = 8;

    [Fact]
    public async Task Ten_thousand_answers_tell_the_known_from_the_unknown_neither_by_their_bytes_nor_by_their_time()
    {
        var story = await RegistrationStory.In(web.House);
        web.Services.GetRequiredService<CheckLimits>().PerMinute = int.MaxValue;
        await Know(Enumerable.Range(0, Names).Where(n => n % 2 == 0));
        var link = await RegistrationStory.Link(web.House, story.Ines, LinkKind.Register);
        var url = new Uri(new Uri(web.Url), link + "/check");
        using var http = new HttpClient();
        foreach (var warm in Enumerable.Range(Names, 200))
            await Ask(http, url, warm);

        var order = Enumerable.Range(0, Names).ToArray();
        new Random(42).Shuffle(order);
        var (times, texts) = (new double[Names], new HashSet<string>(StringComparer.Ordinal));
        await Parallel.ForEachAsync(
            order,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = RegistrationStory.Ct },
            async (n, _) =>
            {
                var (text, took) = await Ask(http, url, n);
                times[n] = took;
                lock (texts)
                    texts.Add(text);
            }
        );

        texts.ShouldHaveSingleItem("one shape, the same bytes but for the asker's own words");
        var p = TwoSamples.P(
            [.. Enumerable.Range(0, Names).Where(n => n % 2 == 0).Select(n => times[n])],
            [.. Enumerable.Range(0, Names).Where(n => n % 2 == 1).Select(n => times[n])]
        );
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Names} names, {AtOnce} at once: {times.Order().ElementAt(Names / 2):0.00} ms in the middle, p = {p:0.000}"
            )
        );
        // One run in a hundred falls below 0.01 by chance alone; a difference that can be used shows in far less.
        p.ShouldBeGreaterThan(0.0001);
    }

    // Drawn, so that an unknown one is a stranger to every account: with a near neighbour it would cost what a known one costs.
    private static readonly string[] Drawn = Draw();

    private static string Name(int n) => Drawn[n];

    private static string[] Draw()
    {
        var random = new Random(7);
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (names.Count < Names + 200)
            names.Add(string.Concat(Enumerable.Range(0, 12).Select(_ => (char)('a' + random.Next(26)))));
        return [.. names];
    }

    private static async Task<(string Text, double Milliseconds)> Ask(HttpClient http, Uri url, int n)
    {
        var name = Name(n);
        using var form = new FormUrlEncodedContent([new("Input.Company", name), new("Input.Domain", $"{name}.example")]);
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.PostAsync(url, form);
        var text = await answer.Content.ReadAsStringAsync();
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        answer.EnsureSuccessStatusCode();
        var headers = string.Join(
            '|',
            answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key != "Date").Select(h => h.Key).Order()
        );
        return (headers + text.Replace(name, "·", StringComparison.Ordinal), took);
    }

    // Accounts as the mirror keeps them, with a connection to know them by.
    private async Task Know(IEnumerable<int> known)
    {
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var id = Ids.New<CrmConnectionId>(web.Clock.Now);
        var keys = web.Services.GetRequiredService<SecretBox>().Close(CrmCredentials.Purpose, Json.Write(new CrmCredentials("pat")));
        db.Add(CrmConnection.Connect(id, CrmKind.HubSpot, "http://localhost:1", "v3", keys, web.Clock.Now));
        await db.SaveChangesAsync(RegistrationStory.Ct);
        var names = known.Select(Name).ToArray();
        await db.Write(
            """
            insert into crm_account (workspace_id, id, connection_id, crm_id, name, name_key, domain, is_customer, deleted, changed_at)
            select $1, gen_random_uuid(), $2, n, n, n, n || '.example', true, false, clock_timestamp() from unnest($3::text[]) as n
            """,
            RegistrationStory.Ct,
            web.Corvane.Id.Value,
            id.Value,
            names
        );
        // As the mirror's writer does; and what is known must be known, or there is nothing to hide.
        web.Services.GetRequiredService<AccountIndexes>().Stale(web.Corvane.Id);
        await using var app = web.Services.CreateAsyncScope();
        app.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(web.Corvane.Id));
        var crm = app.ServiceProvider.GetRequiredService<CrmApi>();
        (await Found(crm, 0)).ShouldBe(1);
        (await Found(crm, 1)).ShouldBe(0, "a stranger to every account");
    }

    private static async Task<int> Found(CrmApi crm, int n) =>
        (await crm.Candidates(Name(n), $"{Name(n)}.example", 8, RegistrationStory.Ct)).Found.Count(c => c.Verdict is not MatchVerdict.None);
}
