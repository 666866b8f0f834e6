using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Crm.Http;

/// <summary>One call: <paramref name="Path"/> is relative to the CRM's origin and starts with a slash.</summary>
internal sealed record CrmRequest(HttpMethod Method, string Path, CrmLane Lane, object? Body = null, LaneLimit Limit = LaneLimit.General);

/// <summary>An answer of 2xx. <paramref name="Body"/> is undefined when there was none.</summary>
/// <param name="ServerTime">The CRM's own clock when it answered.</param>
internal sealed record CrmReply(int Status, JsonElement Body, DateTimeOffset? ServerTime);

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
                gate.Pause(request.Limit, wait);
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
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (request.Body is { } body)
            message.Content = new StringContent(JsonSerializer.Serialize(body, Json), Encoding.UTF8, "application/json");
        dialect.Prepare(message);

        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
            var bytes = await response.Content.ReadAsByteArrayAsync(ct);
            dialect.Observe(response.Headers, gate);
            var (json, readable) = Parse(bytes);
            var status = (int)response.StatusCode;
            if (response.IsSuccessStatusCode && readable)
                return (new CrmReply(status, json, response.Headers.Date), null, false);
            if (response.IsSuccessStatusCode)
                return (
                    null,
                    new CrmError(CrmErrorClass.Poison, "unreadable_answer", "The CRM's answer is not the JSON it promises."),
                    false
                );
            return (null, dialect.Explain(status, json, response.Headers), dialect.TokenRefused(status, json));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, new CrmError(CrmErrorClass.Transient, "network", "The CRM cannot be reached."), false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, new CrmError(CrmErrorClass.Transient, "timeout", "The CRM did not answer in time."), false);
        }
    }

    /// <summary>The wall clock, for stamps the CRM must understand.</summary>
    public DateTimeOffset Now() => clock.GetUtcNow();

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
