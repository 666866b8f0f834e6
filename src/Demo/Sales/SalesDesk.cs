using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Entente.Demo.Plan;

namespace Entente.Demo.Sales;

/// <summary>
/// The sales reps at work in the CRM, through the CRM's own API: Entente learns of what they do only by its sync, as in life.
/// </summary>
internal abstract class SalesDesk(HttpClient http)
{
    /// <summary>Opens the API and learns who is who.</summary>
    public abstract Task Open(CancellationToken ct);

    /// <summary>Makes the companies that the CRM has from the first day, each with the person who is spoken to there.</summary>
    public abstract Task Load(IReadOnlyList<AccountPlan> accounts, CancellationToken ct);

    /// <summary>The new deal's id.</summary>
    public abstract Task<string> OpenDeal(DirectDealOpened deal, CancellationToken ct);

    /// <summary>The deal that came of a registration; null when the CRM has none.</summary>
    public abstract Task<string?> FindDeal(string registrationNumber, CancellationToken ct);

    public abstract Task Move(string deal, DealStage stage, string owner, string? nextStep, CancellationToken ct);

    public abstract Task Close(string deal, DealStage stage, int? amount, DateOnly day, string? why, CancellationToken ct);

    public abstract Task Note(string deal, string owner, string text, DateTimeOffset at, CancellationToken ct);

    protected async Task<JsonElement> Send(HttpMethod method, string url, object? body, string token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, url) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Answer(request, ct);
    }

    protected async Task<JsonElement> Answer(HttpRequestMessage request, CancellationToken ct)
    {
        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode)
            throw new StoryException($"The sandbox refused {request.Method} {request.RequestUri}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    protected static string Text(int amount) => amount.ToString(CultureInfo.InvariantCulture);

    protected static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>First and last name.</summary>
    protected static (string First, string Last) Names(string name) =>
        name.Split(' ', 2) is [var first, var last] ? (first, last) : ("", name);
}
