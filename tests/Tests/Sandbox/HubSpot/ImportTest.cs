using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Sandbox;
using Entente.Sandbox.Store;
using Entente.Tests.Sandbox.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.HubSpot;

/// <summary>Imports while the sandbox itself comes and goes; what the official client sees of them is in tests/Peers.</summary>
public sealed class ImportTest : IDisposable
{
    private const int Rows = 40_000;

    private readonly StoreFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_import_cut_off_by_a_restart_goes_on_and_makes_each_row_once()
    {
        string id;
        var app = await Start();
        using (var client = Client(app))
        {
            id = (await Upload(client))["id"]!.GetValue<string>();
            while (app.Services.GetRequiredService<CrmStore>().CountLiving(Kind.Product) == 0)
                await Task.Delay(1);
        }
        await Stop(app);

        app = await Start();
        var store = app.Services.GetRequiredService<CrmStore>();
        using (var client = Client(app))
        {
            JsonNode seen;
            do
            {
                await Task.Delay(20);
                seen = JsonNode.Parse(await client.GetStringAsync($"/crm/v3/imports/{id}"))!;
            } while (seen["state"]!.GetValue<string>() is "STARTED" or "PROCESSING");

            seen["state"]!.GetValue<string>().ShouldBe("DONE");
            seen["metadata"]!["counters"]!["CREATED_OBJECTS"]!.GetValue<int>().ShouldBe(Rows);
        }
        store.CountLiving(Kind.Product).ShouldBe(Rows);
        store.All(Kind.Product).Select(p => p.Get(store.Schema(Kind.Product)["name"])).Distinct().Count().ShouldBe(Rows);
        await Stop(app);
    }

    [Theory]
    [InlineData("[]", "importRequest must be a JSON object.")]
    [InlineData("""{"name":"x","files":[{"fileName":"rows.csv","fileFormat":"SPREADSHEET"}]}""", "this sandbox reads no spreadsheets")]
    [InlineData(
        """{"name":"x","dateFormat":"LUNAR","files":[{"fileName":"rows.csv","fileImportPage":{"columnMappings":[{}]}}]}""",
        "dateFormat"
    )]
    [InlineData(
        """{"name":"x","files":[{"fileName":"other.csv","fileImportPage":{"columnMappings":[{"columnObjectTypeId":"0-7","propertyName":"name"}]}}]}""",
        "The file other.csv was not uploaded"
    )]
    [InlineData(
        """{"name":"x","files":[{"fileName":"rows.csv","fileImportPage":{"columnMappings":[{"columnObjectTypeId":"9-9","propertyName":"name"}]}}]}""",
        "Unable to infer object type from: 9-9"
    )]
    public async Task An_order_that_cannot_work_is_refused_with_the_reason(string request, string reason)
    {
        var app = await Start();
        using (var client = Client(app))
        {
            using var form = Form(request, "Name\n1\n");
            using var answer = await client.PostAsync("/crm/v3/imports/", form);

            ((int)answer.StatusCode).ShouldBe(400);
            (await answer.Content.ReadAsStringAsync()).ShouldContain(reason);
        }
        await Stop(app);
    }

    private static async Task<JsonNode> Upload(HttpClient client)
    {
        var rows = new StringBuilder("Name\n");
        for (var i = 0; i < Rows; i++)
            rows.Append(CultureInfo.InvariantCulture, $"Row {i}\n");
        using var form = Form(
            """{"name":"Rows","files":[{"fileName":"rows.csv","fileFormat":"CSV","fileImportPage":{"hasHeader":true,"columnMappings":[{"columnObjectTypeId":"0-7","columnName":"Name","propertyName":"name"}]}}]}""",
            rows.ToString()
        );
        using var answer = await client.PostAsync("/crm/v3/imports/", form);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(200, text);
        return JsonNode.Parse(text)!;
    }

    private static MultipartFormDataContent Form(string request, string rows) =>
        new() { { new StringContent(rows), "files", "rows.csv" }, { new StringContent(request), "importRequest" } };

    private async Task<WebApplication> Start()
    {
        var app = SandboxApp.Build(
            new()
            {
                HubSpotUrl = "http://127.0.0.1:0",
                SalesforceUrl = "http://127.0.0.1:0",
                DataFolder = folder.Path,
                Clock = folder.Clock,
                Say = folder.Said.Add,
            }
        );
        await app.StartAsync();
        return app;
    }

    private static async Task Stop(WebApplication app)
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private static HttpClient Client(WebApplication app) =>
        new()
        {
            BaseAddress = new(SandboxApp.Addresses(app).HubSpot),
            DefaultRequestHeaders =
            {
                Authorization = new AuthenticationHeaderValue("Bearer", app.Services.GetRequiredService<SandboxOptions>().HubSpotToken),
            },
        };
}
