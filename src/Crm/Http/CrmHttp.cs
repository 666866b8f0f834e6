using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Http;

/// <summary>One call: <paramref name="Path"/> is relative to the CRM's origin and starts with a slash.</summary>
internal sealed record CrmRequest(HttpMethod Method, string Path, CrmLane Lane, object? Body = null, LaneLimit Limit = LaneLimit.General)
{
    /// <summary>The records it writes, by our ids and the CRM's: the journal of calls is found by them.</summary>
    public IReadOnlyList<string> About { get; init; } = [];

    /// <summary>The answer is a table of comma-separated values, not JSON.</summary>
    public bool WantsCsv { get; init; }
}

/// <summary>An answer of 2xx. <paramref name="Body"/> is undefined when there was none.</summary>
/// <param name="ServerTime">The CRM's own clock when it answered.</param>
/// <param name="Csv">The text of an answer that was asked for as CSV.</param>
/// <param name="Locator">Where such a table goes on; null at its end.</param>
internal sealed record CrmReply(int Status, JsonElement Body, DateTimeOffset? ServerTime, string? Csv = null, string? Locator = null);

/// <summary>Where to call, and as whom.</summary>
internal sealed record CrmAccess(Uri Origin, string Token);

/// <summary>Gives a token, and a new one when the last was refused.</summary>
internal interface ICrmAuth
{
    /// <param name="refused">The access the CRM answered 401 to, or null for the first time.</param>
    ValueTask<CrmResult<CrmAccess>> Access(CrmAccess? refused, CancellationToken ct);
}

/// <summary>What differs between the two CRMs on every call.</summary>
internal interface ICrmDialect
{
    /// <summary>Turns an answer outside 2xx into the class that says what to do.</summary>
    CrmError Explain(int status, JsonElement body, HttpResponseHeaders headers);

    /// <summary>Whether this refusal means the token has run out, and a new one may help.</summary>
    bool TokenRefused(int status, JsonElement body);

    void Observe(HttpResponseHeaders headers, LaneGate gate);

    void Prepare(HttpRequestMessage message);

    /// <summary>Which of our limits a Throttled answer speaks of.</summary>
    IReadOnlyList<LaneLimit> Hit(CrmError error, LaneLimit asked);
}

/// <summary>
/// Sends one call through the lanes. Replays it once with a fresh token, and once after a <c>Retry-After</c> of at most two seconds;
/// every other failure goes back to the caller as it is.
/// </summary>
internal sealed class CrmHttp(HttpClient http, LaneGate gate, ICrmAuth auth, ICrmDialect dialect, TimeProvider clock)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    public LaneGate Gate => gate;

    public async Task<CrmResult<CrmReply>> Send(CrmRequest request, CancellationToken ct)
    {
        var access = await auth.Access(null, ct);
        if (!access.Ok)
            return access.Error;

        var (refreshed, waited) = (false, false);
        while (true)
        {
            if (await gate.Enter(request.Lane, request.Limit, ct) is { } full)
                return full;
            var (reply, error, tokenRefused) = await Once(request, access.Value, ct);
            if (reply is not null)
                return reply;
            if (tokenRefused && !refreshed)
            {
                refreshed = true;
                access = await auth.Access(access.Value, ct);
                if (!access.Ok)
                    return access.Error;
                continue;
            }
            if (error!.Class == CrmErrorClass.Throttled && error.RetryAfter is { } wait)
            {
                foreach (var limit in dialect.Hit(error, request.Limit))
                    gate.Pause(limit, wait);
                if (wait <= ShortWait && !waited)
                {
                    waited = true;
                    continue;
                }
            }
            return error;
        }
    }

    private async Task<(CrmReply? Reply, CrmError? Error, bool TokenRefused)> Once(
        CrmRequest request,
        CrmAccess access,
        CancellationToken ct
    )
    {
        using var message = new HttpRequestMessage(request.Method, new Uri(access.Origin, request.Path));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Token);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(request.WantsCsv ? "text/csv" : "application/json"));
        var sent = request.Body is { } body ? JsonSerializer.Serialize(body, Json) : null;
        if (sent is not null)
            message.Content = new StringContent(sent, Encoding.UTF8, "application/json");
        dialect.Prepare(message);

        var (at, began) = (clock.GetUtcNow(), clock.GetTimestamp());
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
            gate.Skew.Observe(response.Headers.Date, clock.GetUtcNow(), clock.GetElapsedTime(began));
            var bytes = await response.Content.ReadAsByteArrayAsync(ct);
            dialect.Observe(response.Headers, gate);
            var read = Read(request, response, bytes);
            Note(request, at, began, (int)response.StatusCode, sent, bytes, read.Error);
            return read;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            var error = new CrmError(CrmErrorClass.Transient, "network", "The CRM cannot be reached.");
            Note(request, at, began, 0, sent, [], error);
            return (null, error, false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            var error = new CrmError(CrmErrorClass.Transient, "timeout", "The CRM did not answer in time.");
            Note(request, at, began, 0, sent, [], error);
            return (null, error, false);
        }
    }

    private (CrmReply? Reply, CrmError? Error, bool TokenRefused) Read(CrmRequest request, HttpResponseMessage response, byte[] bytes)
    {
        var (json, readable) = request.WantsCsv && response.IsSuccessStatusCode ? (default, true) : Parse(bytes);
        var status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode)
            return (null, dialect.Explain(status, json, response.Headers), dialect.TokenRefused(status, json));
        if (!readable)
            return (null, new CrmError(CrmErrorClass.Poison, "unreadable_answer", "The CRM's answer is not the JSON it promises."), false);
        var csv = request.WantsCsv ? Encoding.UTF8.GetString(bytes) : null;
        return (new CrmReply(status, json, response.Headers.Date, csv, Locator(response)), null, false);
    }

    // Salesforce says "null" in so many letters where a table has come to its end.
    private static string? Locator(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Sforce-Locator", out var values) && values.FirstOrDefault() is { Length: > 0 } locator
            ? locator == "null"
                ? null
                : locator
            : null;

    private void Note(CrmRequest request, DateTimeOffset at, long began, int status, string? sent, byte[] answered, CrmError? error)
    {
        var kept = CallLog.IsKept(request.Lane, error is not null);
        gate.Calls.Add(
            new CallNote(
                at,
                request.Lane,
                request.Method.Method,
                request.Path,
                status,
                clock.GetElapsedTime(began).TotalMilliseconds,
                error?.Code,
                kept ? sent : null,
                kept && answered.Length > 0
                    ? Encoding.UTF8.GetString(answered, 0, Math.Min(answered.Length, 4 * Rules.Masking.Longest))
                    : null,
                request.About
            ),
            error?.Class == CrmErrorClass.Throttled
        );
    }

    /// <summary>The wall clock, for stamps the CRM must understand.</summary>
    public DateTimeOffset Now() => clock.GetUtcNow();

    /// <summary>Ours or the CRM's present time, whichever is later: the end of a window that must not end too soon.</summary>
    public DateTimeOffset LaterNow() => clock.GetUtcNow() + (gate.Skew.Usable > TimeSpan.Zero ? gate.Skew.Usable : TimeSpan.Zero);

    private static (JsonElement Json, bool Readable) Parse(byte[] bytes)
    {
        if (bytes.Length == 0)
            return (default, true);
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return (document.RootElement.Clone(), true);
        }
        catch (JsonException)
        {
            return (default, false);
        }
    }
}
