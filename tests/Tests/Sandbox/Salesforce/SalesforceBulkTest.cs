using System.Text;
using System.Text.Json.Nodes;
using Entente.Sandbox;
using Entente.Sandbox.Salesforce.Bulk;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Salesforce;

/// <summary>Bulk jobs: each row once, whatever happens in between; rows and results in the job's own CSV.</summary>
public sealed class SalesforceBulkTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_job_cut_short_goes_on_where_it_was_and_does_each_row_once()
    {
        await using var org = await SalesforceOrg.Start();
        const int Rows = 30_000;
        var csv = new StringBuilder("Name,Phone\n");
        for (var i = 0; i < Rows; i++)
            csv.Append($"Row {i:00000},{i}\n");
        var id = await Upload(org, "insert", "Account", csv.ToString());
        (await org.Call("PATCH", $"/jobs/ingest/{id}", new { state = "UploadComplete" })).Status.ShouldBe(200);
        await Begun(org, id);
        await org.Restart();
        var job = await Ended(org, id);

        (job["state"]!.ToString(), job["numberRecordsProcessed"]!.GetValue<int>(), job["numberRecordsFailed"]!.GetValue<int>()).ShouldBe(
            ("JobComplete", Rows, 0)
        );
        (await org.Call("GET", "/query?q=SELECT+COUNT()+FROM+Account")).Body!["totalSize"]!.GetValue<int>().ShouldBe(Rows);
        var results = Csv.Read(await Text(org, $"/jobs/ingest/{id}/successfulResults"), ',')!;
        results.Skip(1).Select(row => row[2]).ShouldBe(Enumerable.Range(0, Rows).Select(i => $"Row {i:00000}"));
        results.Skip(1).Select(row => row[0]).Distinct().Count().ShouldBe(Rows);
    }

    [Fact]
    public async Task Two_rows_of_one_key_in_one_job_make_one_record()
    {
        await using var org = await SalesforceOrg.Start();
        await org.DefineEntenteId("Account", "Account");
        await org.DefineEntenteId("Lead", "Lead");
        foreach (var (type, rest) in new[] { ("Account", "Name"), ("Lead", "LastName") })
        {
            var more = type == "Lead" ? ",Company" : "";
            var cell = type == "Lead" ? ",Co" : "";
            var id = await Upload(org, "upsert", type, $"Entente_Id__c,{rest}{more}\nk1,First{cell}\nK1,Second{cell}\n", "Entente_Id__c");
            (await org.Call("PATCH", $"/jobs/ingest/{id}", new { state = "UploadComplete" })).Status.ShouldBe(200);
            await Ended(org, id);
            var rows = Csv.Read(await Text(org, $"/jobs/ingest/{id}/successfulResults"), ',')!;
            rows.Skip(1).Select(row => row[1]).ShouldBe(["true", "false"]);
            (await org.Query($"SELECT {rest} FROM {type}")).ShouldHaveSingleItem()![rest]!.ToString().ShouldBe("Second");
        }
    }

    [Fact]
    public void What_is_written_as_CSV_is_read_as_it_was() =>
        Prop.ForAll(
                Gen.Elements("", "a", "two words", "q\"uote", "comma,semi;tab\t", "line\nend", "\r\n", "é🙂", "#N/A")
                    .ListOf(3)
                    .ListOf()
                    .Zip(Gen.Elements(Csv.Delimiters.Values.ToArray()), (rows, delimiter) => (rows, delimiter))
                    .ToArbitrary(),
                pair =>
                {
                    var text = new StringBuilder();
                    foreach (var row in pair.rows)
                        Csv.Write(text, row, pair.delimiter, "\n");
                    Csv.Read(text.ToString(), pair.delimiter)!
                        .Select(row => string.Join('\0', row))
                        .ShouldBe(pair.rows.Select(row => string.Join('\0', row)));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static async Task<string> Upload(SalesforceOrg org, string operation, string type, string csv, string? key = null)
    {
        var order = new
        {
            @object = type,
            operation,
            externalIdFieldName = key,
        };
        var (status, job) = await org.Call("POST", "/jobs/ingest", order);
        status.ShouldBe(200, job?.ToJsonString());
        var id = job!["id"]!.ToString();
        using var content = new StringContent(csv, Encoding.UTF8, "text/csv");
        using var answer = await org.Http.PutAsync($"{SalesforceOrg.Data}/jobs/ingest/{id}/batches", content);
        ((int)answer.StatusCode).ShouldBe(201);
        return id;
    }

    /// <summary>Some rows are done, and most likely not all.</summary>
    private static async Task Begun(SalesforceOrg org, string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await org.Call("GET", $"/jobs/ingest/{id}")).Body!["numberRecordsProcessed"]!.GetValue<int>() == 0)
            await Task.Delay(2, patience.Token);
    }

    private static async Task<JsonNode> Ended(SalesforceOrg org, string id)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var (_, job) = await org.Call("GET", $"/jobs/ingest/{id}");
            if (job!["state"]!.ToString() is "JobComplete" or "Failed" or "Aborted")
                return job;
            await Task.Delay(20, patience.Token);
        }
    }

    private static async Task<string> Text(SalesforceOrg org, string path) => await org.Http.GetStringAsync(SalesforceOrg.Data + path);
}
