using System.Net.Http.Json;
using Entente.Demo.Plan;

namespace Entente.Demo.Sales;

/// <summary>What no real CRM has: its clock, a fresh start, and the people who own deals.</summary>
internal sealed class SandboxAdmin(HttpClient http, SandboxDoor door)
{
    public Task SetClock(DateTimeOffset now, CancellationToken ct) => Send(HttpMethod.Put, "/clock", new { now }, ct);

    /// <summary>Lets real time run; from now on nobody can set the clock.</summary>
    public Task Seal(CancellationToken ct) => Send(HttpMethod.Post, "/clock/seal", null, ct);

    public Task Reset(CancellationToken ct) => Send(HttpMethod.Post, "/reset", null, ct);

    public Task AddOwner(StaffPlan person, CancellationToken ct)
    {
        var name = person.Name.Split(' ', 2);
        return Send(
            HttpMethod.Post,
            "/owners",
            new
            {
                email = person.Email,
                firstName = name[0],
                lastName = name[1],
            },
            ct
        );
    }

    /// <summary>From now on changes are told to the app at once; until then its cursor finds them.</summary>
    public Task Push(DemoCrm crm, string targetUrl, CancellationToken ct) =>
        crm is DemoCrm.HubSpot
            ? Send(HttpMethod.Put, "/webhooks", new { targetUrl }, ct)
            : Send(HttpMethod.Put, "/salesforce/outbound", new { targetUrl }, ct, door.SalesforceUrl);

    /// <summary>Whoever was told before is told no more. Salesforce has one place only.</summary>
    public Task ForgetPush(DemoCrm crm, CancellationToken ct) =>
        crm is DemoCrm.HubSpot ? Send(HttpMethod.Delete, "/webhooks", null, ct) : Task.CompletedTask;

    /// <summary>Where the app's panel is launched: from now on the page of a deal shows it.</summary>
    public Task Panel(DemoCrm crm, string launchUrl, CancellationToken ct) =>
        Send(HttpMethod.Put, "/panel", new { protocol = crm is DemoCrm.HubSpot ? "hubSpot" : "salesforce", launchUrl }, ct);

    private async Task Send(HttpMethod method, string path, object? body, CancellationToken ct, string? origin = null)
    {
        using var request = new HttpRequestMessage(method, $"{origin ?? door.HubSpotUrl}/sandbox/admin{path}")
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var answer = await http.SendAsync(request, ct);
        if (!answer.IsSuccessStatusCode)
            throw new StoryException(
                $"The sandbox refused {method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}"
            );
    }
}
