using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Sandbox;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Entente.Tests.Sandbox.Salesforce;

/// <summary>A sandbox of its own on free ports with a signed-in Salesforce client; restartable on the same data.</summary>
internal sealed class SalesforceOrg : IAsyncDisposable
{
    public const string Data = "/services/data/v66.0";

    private readonly string _folder = Directory.CreateTempSubdirectory("entente-sandbox-").FullName;
    private readonly SandboxOptions _options;
    private WebApplication? _app;

    private SalesforceOrg(SandboxOptions? options) =>
        _options = (options ?? new SandboxOptions()) with
        {
            HubSpotUrl = "http://127.0.0.1:0",
            SalesforceUrl = "http://127.0.0.1:0",
            DataFolder = _folder,
            Clock = Clock,
            WebhookRetries = [.. Enumerable.Repeat(TimeSpan.FromMilliseconds(50), 5)],
            Say = _ => { },
        };

    public TestClock Clock { get; } = new();

    public HttpClient Http { get; private set; } = null!;

    public HttpClient HubSpot { get; private set; } = null!;

    public SandboxOptions Options => _options;

    public static async Task<SalesforceOrg> Start(SandboxOptions? options = null)
    {
        var org = new SalesforceOrg(options);
        await org.Open();
        return org;
    }

    public T Service<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();

    public async Task Restart()
    {
        await Close();
        await Open();
    }

    /// <summary>The answer to a call of the data API below v66.0, or to a whole path that begins with /services.</summary>
    public async Task<(int Status, JsonNode? Body)> Call(
        string method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            path.StartsWith("/services", StringComparison.Ordinal) ? path : Data + path
        );
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
            request.Content = new StringContent(
                body as string ?? JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(body))!.ToJsonString(),
                Encoding.UTF8,
                "application/json"
            );
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Records a query finds on its first page.</summary>
    public async Task<JsonArray> Query(string soql, string resource = "query")
    {
        var (status, body) = await Call("GET", $"/{resource}?q={Uri.EscapeDataString(soql)}");
        status.ShouldBe(200, body?.ToJsonString());
        return body!["records"]!.AsArray();
    }

    public async Task<string> Create(string type, object body)
    {
        var (status, saved) = await Call("POST", $"/sobjects/{type}", body);
        status.ShouldBe(201, saved?.ToJsonString());
        return saved!["id"]!.GetValue<string>();
    }

    /// <summary>The code and message of a refusal, which must be one error in an array.</summary>
    public async Task<(int Status, string Code, string Message)> Refusal(string method, string path, object? body = null)
    {
        var (status, answer) = await Call(method, path, body);
        var error = answer.ShouldBeOfType<JsonArray>().ShouldHaveSingleItem()!;
        return (status, error["errorCode"]!.GetValue<string>(), error["message"]!.GetValue<string>());
    }

    /// <summary>Makes the unique external id field on an object and lets the API see it.</summary>
    public async Task DefineEntenteId(string on, string seenOn)
    {
        var metadata = new
        {
            label = "Entente id",
            type = "Text",
            length = 64,
            externalId = true,
            unique = true,
        };
        (
            await Call("POST", "/tooling/sobjects/CustomField", new { FullName = $"{on}.Entente_Id__c", Metadata = metadata })
        ).Status.ShouldBe(201);
        var set = (await Query("SELECT Id FROM PermissionSet WHERE IsOwnedByProfile = true"))[0]!["Id"]!.GetValue<string>();
        await Create(
            "FieldPermissions",
            new
            {
                ParentId = set,
                SobjectType = seenOn,
                Field = $"{seenOn}.Entente_Id__c",
                PermissionsRead = true,
                PermissionsEdit = true,
            }
        );
    }

    public async Task SignIn()
    {
        var token = await Token("grant_type=client_credentials&client_id=sandbox-client&client_secret=sandbox-client-secret");
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token["access_token"]!.GetValue<string>());
    }

    public async Task<JsonNode> Token(string form)
    {
        using var answer = await Http.PostAsync(
            "/services/oauth2/token",
            new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded")
        );
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public async Task<JsonNode?> HubSpotCall(string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await HubSpot.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    public static string Utc(DateTimeOffset at) =>
        Uri.EscapeDataString(at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        await Close();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Open()
    {
        _app = SandboxApp.Build(_options);
        await _app.StartAsync();
        var (hubSpot, salesforce) = SandboxApp.Addresses(_app);
        Http = new HttpClient { BaseAddress = new Uri(salesforce) };
        HubSpot = new HttpClient { BaseAddress = new Uri(hubSpot) };
        HubSpot.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _options.HubSpotToken);
        await SignIn();
    }

    private async Task Close()
    {
        Http.Dispose();
        HubSpot.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
    }
}
