using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Entente.Crm.Http;
using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>The first load of a large organisation by Bulk API 2.0, as its documents describe it; and without it.</summary>
public sealed partial class BulkBackfillTests
{
    [Fact]
    public async Task A_large_object_is_read_by_a_job_page_by_page_with_its_contact_roles()
    {
        using var org = new Org(deals: 2_400, bulk: true);
        var (records, cursors) = await Walk(org, CrmObject.Deal);
        records.Select(r => r.Id).Distinct().Count().ShouldBe(2_400);
        records.Count.ShouldBe(2_400);
        records[7][CrmFields.Name].ShouldBe("Deal \"7\", first\nsecond");
        records[7].Links.ShouldContain(l => l.To == CrmObject.Contact && l.Role == "Decision Maker");
        org.Jobs.ShouldBe(1);
        cursors.ShouldAllBe(c => c.Length < 400);
    }

    [Fact]
    public async Task A_job_brings_the_partners_of_an_organisation_that_keeps_them()
    {
        using var org = new Org(deals: 2_400, bulk: true) { Partners = true };
        var (records, _) = await Walk(org, CrmObject.Deal);
        records.ShouldAllBe(r => r.Links.Count(l => l.To == CrmObject.Partner && l.Role == "Reseller") == 1);
        records[7].Links.ShouldContain(l => l.To == CrmObject.Contact);
        org.Jobs.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_does_without_a_column_that_is_gone()
    {
        using var org = new Org(deals: 2_400, bulk: true) { Lacks = "Entente_Motion__c" };
        var (records, _) = await Walk(org, CrmObject.Deal);
        records.Count.ShouldBe(2_400);
        org.Jobs.ShouldBe(1);
    }

    [Fact]
    public async Task Where_bulk_is_refused_the_load_goes_page_by_page()
    {
        using var org = new Org(deals: 4_100, bulk: false);
        var (records, _) = await Walk(org, CrmObject.Deal);
        records.Select(r => r.Id).Distinct().Count().ShouldBe(4_100);
        org.Jobs.ShouldBe(0);
    }

    [Fact]
    public async Task A_small_object_needs_no_job()
    {
        using var org = new Org(deals: 1_500, bulk: true);
        (await Walk(org, CrmObject.Deal)).Records.Count.ShouldBe(1_500);
        org.Jobs.ShouldBe(0);
    }

    [Fact]
    public async Task A_job_that_is_lost_halfway_is_begun_again_behind_what_it_brought()
    {
        using var org = new Org(deals: 12_000, bulk: true) { LoseJobAfter = 1 };
        var (records, _) = await Walk(org, CrmObject.Deal);
        records.Count.ShouldBe(12_000, "nothing twice");
        records.Select(r => r.Id).Distinct().Count().ShouldBe(12_000);
        org.Jobs.ShouldBe(2);
    }

    [Fact]
    public async Task A_job_that_fails_is_gone_on_with_by_id()
    {
        using var org = new Org(deals: 2_400, bulk: true) { Fails = true };
        (await Walk(org, CrmObject.Deal)).Records.Select(r => r.Id).Distinct().Count().ShouldBe(2_400);
    }

    [Fact]
    public void A_table_gives_back_whatever_was_put_into_its_cells() =>
        Prop.ForAll(
                Gen.Elements("a", "x,y", "say \"so\"", "two\nlines", "\r\n", " ", "é", "1").ArrayOf(3).NonEmptyListOf().ToArbitrary(),
                rows =>
                {
                    var csv = "\"A\",\"B\",\"C\"\n" + string.Concat(rows.Select(r => string.Join(',', r.Select(Cell)) + "\n"));
                    var read = CsvRows.Read(csv);
                    return read.Count == rows.Count
                        && rows.Zip(read).All(p => p.First.SequenceEqual(new[] { "A", "B", "C" }.Select(n => p.Second.Text(n) ?? "")));
                }
            )
            .QuickCheckThrowOnFailure();

    private static async Task<(List<CrmRecord> Records, List<string> Cursors)> Walk(Org org, CrmObject kind)
    {
        using var connector = new SalesforceConnector(
            org.Client,
            new(new("https://acme.my.salesforce.com"), "66.0", SalesforceGrant.ClientCredentials, "id", "secret"),
            ConnectorFacts.Unknown,
            new LaneGate(LanePolicy.Paced(10_000), TimeProvider.System),
            null,
            TimeProvider.System
        );
        var (records, cursors) = (new List<CrmRecord>(), new List<string>());
        string? cursor = null;
        for (var more = true; more; )
        {
            var page = await connector.Backfill(kind, cursor, default);
            page.Error.ShouldBeNull();
            records.AddRange(page.Value.Records);
            cursors.Add(cursor = page.Value.Cursor);
            more = page.Value.More;
            cursors.Count.ShouldBeLessThan(50);
        }
        return (records, cursors);
    }

    private static string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>An organisation that has deals, and perhaps the Bulk API.</summary>
    private sealed partial class Org(int deals, bool bulk) : HttpMessageHandler
    {
        private readonly Dictionary<string, (int From, int Looked)> jobs = [];
        private int pages;

        public HttpClient Client => new(this);

        public int Jobs => jobs.Count;

        public int? LoseJobAfter { get; set; }

        public bool Fails { get; init; }

        public bool Partners { get; init; }

        public string? Lacks { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            var query = Uri.UnescapeDataString(request.RequestUri.Query);
            if (path.EndsWith("/oauth2/token", StringComparison.Ordinal))
                return Json("""{"access_token":"t","instance_url":"https://acme.my.salesforce.com","id":"https://x/id/00D/005"}""");
            if (path.EndsWith("/jobs/query", StringComparison.Ordinal))
                return bulk
                    ? Begin(await request.Content!.ReadAsStringAsync(cancellationToken), Lacks)
                    : Json("""[{"errorCode":"API_DISABLED_FOR_ORG","message":"no"}]""", HttpStatusCode.Forbidden);
            if (JobPattern().Match(path) is { Success: true } job)
                return Job(job.Groups["id"].Value, job.Groups["results"].Success, query);
            if (query.Contains("COUNT()", StringComparison.Ordinal))
                return Json($$"""{"totalSize":{{deals}},"done":true,"records":[]}""");
            if (path.EndsWith("/Opportunity/describe", StringComparison.Ordinal))
                return Json(
                    $$"""{"fields":[],"childRelationships":[{"relationshipName":"{{(Partners ? "OpportunityPartnersFrom" : "Tasks")}}"}]}"""
                );
            if (query.Contains("FROM OpportunityContactRole ", StringComparison.Ordinal))
                return Children(query, "\"ContactId\":\"003000000000001AAA\",\"Role\":\"Decision Maker\"");
            if (query.Contains("FROM OpportunityPartner ", StringComparison.Ordinal))
                return Children(query, "\"AccountToId\":\"001000000000002AAA\",\"Role\":\"Reseller\"");
            var from = After(query);
            var rows = Enumerable
                .Range(from, Math.Clamp(deals - from, 0, 2_000))
                .Select(i =>
                    $$"""{"Id":"{{Id(i)}}","Name":"Deal {{i}}","IsDeleted":false,"SystemModstamp":"2026-11-20T10:00:00.000+0000"}"""
                );
            return Json($$"""{"done":true,"records":[{{string.Join(',', rows)}}]}""");
        }

        private static HttpResponseMessage Children(string query, string fields) =>
            Json(
                $$"""{"done":true,"records":[{{string.Join(',', IdPattern().Matches(query).Select(m => $$"""{"OpportunityId":"{{m.Value.Trim('\'')}}",{{fields}},"IsPrimary":true}"""))}}]}"""
            );

        private HttpResponseMessage Begin(string body, string? lacks)
        {
            var id = "750" + jobs.Count;
            if (lacks is not null && body.Contains(lacks, StringComparison.Ordinal))
                return Json(
                    $$"""[{"errorCode":"INVALID_FIELD","message":"No such column '{{lacks}}' on entity 'Opportunity'."}]""",
                    HttpStatusCode.BadRequest
                );
            body.ShouldNotContain("(SELECT", Case.Insensitive, "the Bulk API takes no child rows");
            jobs[id] = (After(System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("query").GetString()!), 0);
            return Json($$"""{"id":"{{id}}","state":"UploadComplete"}""");
        }

        private HttpResponseMessage Job(string id, bool results, string query)
        {
            var (from, looked) = jobs[id];
            if (!results)
            {
                jobs[id] = (from, looked + 1);
                return Json($$"""{"id":"{{id}}","state":"{{(Fails ? "Failed" : looked == 0 ? "InProgress" : "JobComplete")}}"}""");
            }
            if (LoseJobAfter == pages)
            {
                LoseJobAfter = null;
                return Json("""[{"errorCode":"NOT_FOUND","message":"gone"}]""", HttpStatusCode.NotFound);
            }
            pages++;
            var at = LocatorPattern().Match(query) is { Success: true } m
                ? int.Parse(m.Groups["at"].Value, System.Globalization.CultureInfo.InvariantCulture)
                : from;
            var take = Math.Min(5_000, deals - at);
            var csv = new StringBuilder("\"Id\",\"Name\",\"IsDeleted\",\"SystemModstamp\"\n");
            for (var i = at; i < at + take; i++)
                csv.Append($"\"{Id(i)}\",\"Deal \"\"{i}\"\", first\nsecond\",\"false\",\"2026-11-20T10:00:00.000Z\"\n");
            var answer = new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(csv.ToString(), Encoding.UTF8, "text/csv"),
            };
            answer.Headers.Add("Sforce-Locator", at + take < deals ? $"L{at + take}" : "null");
            return answer;
        }

        private static int After(string text) =>
            AfterPattern().Match(text) is { Success: true } m
                ? int.Parse(m.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture) + 1
                : 0;

        // Fifteen characters whose order is that of the numbers, and their checksum: no capitals, so AAA but for the prefix.
        private static string Id(int number) => SalesforceId.Normalise($"006{number:000000000000}")!;

        private static HttpResponseMessage Json(string body, HttpStatusCode status = HttpStatusCode.OK) => FakeCrm.Json(status, body);

        [GeneratedRegex("/jobs/query/(?<id>[0-9]+)(?<results>/results)?$", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex JobPattern();

        [GeneratedRegex("'006[0-9]{12}[A-Z0-9]{3}'", RegexOptions.None, 1000)]
        private static partial Regex IdPattern();

        [GeneratedRegex("Id > '006(?<number>[0-9]{12})", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex AfterPattern();

        [GeneratedRegex("locator=L(?<at>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex LocatorPattern();
    }
}
