using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Sandbox;
using Entente.Sandbox.Store;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Entente.Tests.Sandbox.Support;

/// <summary>A sandbox on free ports over a temporary folder, its clock standing still, with clients for both origins.</summary>
public sealed class RunningSandbox : IAsyncLifetime
{
    private readonly StoreFolder folder = new();
    private WebApplication app = null!;

    /// <summary>Change before the sandbox starts.</summary>
    public Func<SandboxOptions, SandboxOptions> With { get; init; } = o => o;

    internal TestClock Clock => folder.Clock;

    internal CrmStore Store => app.Services.GetRequiredService<CrmStore>();

    public string HubSpotUrl { get; private set; } = "";

    public HttpClient HubSpot { get; private set; } = null!;

    public HttpClient Salesforce { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var options = With(
            new()
            {
                HubSpotUrl = "http://127.0.0.1:0",
                SalesforceUrl = "http://127.0.0.1:0",
                DataFolder = folder.Path,
                Clock = folder.Clock,
                Say = folder.Said.Add,
                WebhookRetries = [TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(30)],
            }
        );
        app = SandboxApp.Build(options);
        await app.StartAsync();
        (HubSpotUrl, var salesforce) = SandboxApp.Addresses(app);
        HubSpot = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new(HubSpotUrl) };
        HubSpot.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.HubSpotToken);
        Salesforce = new() { BaseAddress = new(salesforce) };
    }

    public async ValueTask DisposeAsync()
    {
        HubSpot.Dispose();
        Salesforce.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Calls HubSpot's side; the status must be the given one; the body is null when there is none.</summary>
    internal async Task<JsonNode?> Call(HttpMethod method, string path, object? body, int status)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(
                body as string ?? System.Text.Json.JsonSerializer.Serialize(body),
                Encoding.UTF8,
                "application/json"
            );
        using var answer = await HubSpot.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        return text.Length == 0 || answer.Content.Headers.ContentType?.MediaType != "application/json" ? null : JsonNode.Parse(text);
    }

    internal Task<JsonNode?> Post(string path, object body, int status = 200) => Call(HttpMethod.Post, path, body, status);

    internal Task<JsonNode?> Get(string path, int status = 200) => Call(HttpMethod.Get, path, null, status);

    internal async Task<string> Create(string type, object properties) =>
        (await Post($"/crm/v3/objects/{type}", new { properties }, 201))!["id"]!.GetValue<string>();
}
