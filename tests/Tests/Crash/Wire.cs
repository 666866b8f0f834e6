using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Entente.Tests.Crash;

/// <summary>Where on the wire the app dies.</summary>
internal enum Cut
{
    /// <summary>The app has sent a write; the CRM never gets it.</summary>
    BeforeTheCrm,

    /// <summary>The CRM has applied the write; the app never hears of it.</summary>
    BeforeTheAnswer,

    /// <summary>The answer is on its way to the app, which is noting it.</summary>
    AfterTheAnswer,
}

/// <summary>
/// The wire between the app and the CRM: passes every call on, counts the writes, and strikes at a chosen one. No sleeping and
/// no polling hits "applied but not recorded" as surely.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    private static readonly string[] OfTheConnection =
    [
        "Host",
        "Connection",
        "Keep-Alive",
        "Transfer-Encoding",
        "Content-Length",
        "Content-Type",
        "Date",
        "traceparent",
    ];
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly Uri behind;
    private WebApplication? app;
    private Strike? armed;
    private int writes;
    private long lastCall;

    public Wire(Uri behind) => this.behind = behind;

    /// <summary>Since the last call began or was answered.</summary>
    public TimeSpan Quiet => Stopwatch.GetElapsedTime(Volatile.Read(ref lastCall));

    /// <summary>The CRM's origin as the app knows it.</summary>
    public Uri Url => new(app!.Urls.First());

    /// <summary>At the <paramref name="Write"/>-th write from now, <paramref name="Do"/> is called.</summary>
    /// <param name="Later">With <see cref="Cut.AfterTheAnswer"/>: so long after it.</param>
    /// <param name="AnyCall">Reads are counted as well.</param>
    public sealed record Strike(Cut Where, int Write, TimeSpan Later, Action Do, bool AnyCall = false);

    public async Task Start(CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        app = builder.Build();
        app.Run(Pass);
        await app.StartAsync(ct);
    }

    public void Arm(Strike? strike)
    {
        Volatile.Write(ref armed, null);
        Volatile.Write(ref writes, 0);
        Volatile.Write(ref armed, strike);
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await app.DisposeAsync();
        http.Dispose();
    }

    private async Task Pass(HttpContext context)
    {
        Volatile.Write(ref lastCall, Stopwatch.GetTimestamp());
        var strike =
            Volatile.Read(ref armed) is { } set
            && (set.AnyCall || IsWrite(context.Request))
            && Interlocked.Increment(ref writes) == set.Write
                ? set
                : null;
        if (strike is { Where: Cut.BeforeTheCrm })
        {
            strike.Do();
            context.Abort();
            return;
        }
        using var call = await Copy(context.Request);
        HttpResponseMessage answer;
        try
        {
            // Not cancelled with the caller: what the app sent before it died is on the wire, and arrives.
            answer = await http.SendAsync(call, CancellationToken.None);
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            // The CRM hung up, or fell silent.
            context.Abort();
            return;
        }
        using (answer)
        {
            if (strike is { Where: Cut.BeforeTheAnswer })
            {
                strike.Do();
                context.Abort();
                return;
            }
            await Answer(context, answer);
            Volatile.Write(ref lastCall, Stopwatch.GetTimestamp());
        }
        if (strike is not null)
        {
            await context.Response.CompleteAsync();
            await Task.Delay(strike.Later);
            strike.Do();
        }
    }

    // Searches and batch reads are posts as well; tokens are no records.
    private static bool IsWrite(HttpRequest request)
    {
        var path = request.Path.Value!;
        return !HttpMethods.IsGet(request.Method)
            && !path.EndsWith("/search", StringComparison.Ordinal)
            && !path.EndsWith("/read", StringComparison.Ordinal)
            && !path.Contains("/oauth2/", StringComparison.Ordinal);
    }

    private async Task<HttpRequestMessage> Copy(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var call = new HttpRequestMessage(new HttpMethod(request.Method), new Uri(behind, target));
        // Salesforce tells its own address to whoever signs in: it must be ours.
        call.Headers.Host = request.Host.Value;
        foreach (var (name, value) in request.Headers)
            if (!OfTheConnection.Contains(name, StringComparer.OrdinalIgnoreCase))
                call.Headers.TryAddWithoutValidation(name, value.ToString());
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (body.Length > 0)
        {
            call.Content = new ByteArrayContent(body.ToArray());
            call.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }
        return call;
    }

    private static async Task Answer(HttpContext context, HttpResponseMessage answer)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (
            var header in answer
                .Headers.Concat(answer.Content.Headers)
                .Where(h => h.Key == "Content-Type" || !OfTheConnection.Contains(h.Key))
        )
            context.Response.Headers[header.Key] = header.Value.ToArray();
        try
        {
            await answer.Content.CopyToAsync(context.Response.Body);
        }
        catch (IOException)
        {
            // The app is dead already.
        }
    }
}
