using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Entente.Sandbox.HubSpot.Webhooks;
using Entente.Sandbox.Salesforce;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.Pages;

/// <summary>Where the app's panel is launched, per protocol: what an admin would put into the app's card. Kept with the store.</summary>
/// <param name="LaunchUrl">`https://app/panel/launch/hubspot/…` or `…/canvas/…`.</param>
internal sealed record PanelTarget(Protocol Protocol, string LaunchUrl);

internal sealed class PanelTargets(CrmStore store)
{
    public string? Of(Protocol protocol) => store.Setting(Key(protocol)) is { Length: > 0 } url ? url : null;

    public void Put(PanelTarget target) => store.Write(Origin.Admin, tx => tx.Setting(Key(target.Protocol), target.LaunchUrl));

    private static string Key(Protocol protocol) => $"panel.{protocol}";
}

/// <summary>
/// Plays the CRM's part in showing the app's panel beside a record: as HubSpot it calls the app with a version 3 signature for its card and opens
/// the address it gets; as Salesforce it vouches for its user by a signed request, exchanged for an address or posted into the frame by Canvas.
/// </summary>
internal sealed class PanelFrame(PanelTargets targets, SandboxOptions options, Organisation organisation, TimeProvider clock) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = TimeSpan.FromSeconds(15),
    };

    private static readonly byte[] Script = "document.forms[0].submit();\n"u8.ToArray();

    public static void Map(RouteGroupBuilder pages) =>
        pages.MapGet("/panel-canvas.js", () => Results.Bytes(Script, "text/javascript; charset=utf-8"));

    /// <summary>The origin that the page beside it must let into a frame; null when the app has no panel here.</summary>
    public string? AppOrigin(Protocol protocol) => targets.Of(protocol) is { } url ? new Uri(url).GetLeftPart(UriPartial.Authority) : null;

    public async Task<IResult> Open(HttpContext context, Protocol protocol, Record record, Owner user)
    {
        if (targets.Of(protocol) is not { } launch)
            return Say("No app has a panel here.", 404);
        return protocol == Protocol.HubSpot ? await AsHubSpot(context, launch, record, user) : AsSalesforce(context, launch, record, user);
    }

    public void Dispose() => http.Dispose();

    /// <summary>What a card shows, as the app tells it, or why not: `{title, lines, url}` or `{detail}` with 422.</summary>
    public async Task<IResult> Card(HttpContext context, Protocol protocol, Record record, Owner user)
    {
        if (targets.Of(protocol) is not { } launch)
            return Results.Json(new { detail = "No app has a panel here." }, statusCode: 404);
        var (told, refused) =
            protocol == Protocol.HubSpot
                ? await Ask(AskAsHubSpot(launch, record, user), context)
                : await Ask(AskAsSalesforce(context, launch, record, user), context);
        return told is { } json ? Results.Json(json) : Results.Json(new { detail = refused }, statusCode: 422);
    }

    private async Task<IResult> AsHubSpot(HttpContext context, string launch, Record record, Owner user)
    {
        var (told, refused) = await Ask(AskAsHubSpot(launch, record, user), context);
        if (told is not { } json)
            // As a card does it: what the app refused is shown, and is no failure of the page.
            return Say(refused!, 200);
        context.Response.Headers.Location = json.GetProperty("url").GetString();
        return Results.StatusCode(303);
    }

    /// <summary>HubSpot's proxy: it appends who asks, and signs the whole address with the body.</summary>
    private HttpRequestMessage AskAsHubSpot(string launch, Record record, Owner user)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { objectTypeId = record.Kind == Kind.Deal ? "0-3" : "0-2", objectId = record.Id.ToString(CultureInfo.InvariantCulture) }
        );
        var uri = string.Create(
            CultureInfo.InvariantCulture,
            $"{launch}?userId={user.UserId}&portalId={options.HubSpotPortalId}&userEmail={Uri.EscapeDataString(user.Email)}&appId={options.HubSpotAppId}"
        );
        var stamp = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var request = new HttpRequestMessage(HttpMethod.Post, uri) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-HubSpot-Request-Timestamp", stamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("X-HubSpot-Signature-v3", Signature.V3(options.HubSpotAppSecret, "POST", uri, body, stamp));
        return request;
    }

    /// <summary>The org's server vouches for its user by the request that Canvas would post, and asks for an address in return.</summary>
    private HttpRequestMessage AskAsSalesforce(HttpContext context, string launch, Record record, Owner user)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, launch)
        {
            Content = new FormUrlEncodedContent([new("signed_request", SignedRequest(context, launch, record, user))]),
        };
        request.Headers.Accept.Add(new("application/json"));
        return request;
    }

    private async Task<(JsonElement? Told, string? Refused)> Ask(HttpRequestMessage request, HttpContext context)
    {
        try
        {
            using (request)
            {
                using var answer = await http.SendAsync(request, context.RequestAborted);
                using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(context.RequestAborted));
                return answer.IsSuccessStatusCode
                    ? (json.RootElement.Clone(), null)
                    : (null, $"{Text(json, "title")}. {Text(json, "detail")}");
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or OperationCanceledException)
        {
            return (null, "The app does not answer.");
        }
    }

    private string SignedRequest(HttpContext context, string launch, Record record, Owner user)
    {
        var now = clock.GetUtcNow();
        var id = Prefixes.IdOf(record.Id);
        var envelope = Convert.ToBase64String(
            JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    algorithm = "HMACSHA256",
                    issuedAt = now.ToUnixTimeSeconds(),
                    userId = Prefixes.IdOf(user.Id),
                    client = new
                    {
                        oauthToken = $"{organisation.Id[..15]}!{Guid.CreateVersion7(now):N}",
                        instanceUrl = Origins.Root(context),
                    },
                    context = new
                    {
                        user = new
                        {
                            userId = Prefixes.IdOf(user.Id),
                            userName = user.Email,
                            fullName = user.Name,
                            email = user.Email,
                        },
                        organization = new { organizationId = organisation.Id, name = organisation.Name },
                        environment = new
                        {
                            displayLocation = "Aura",
                            parameters = new { recordId = id },
                            record = new { Id = id },
                        },
                        application = new
                        {
                            name = "Entente",
                            authType = "SIGNED_REQUEST",
                            canvasUrl = launch,
                        },
                    },
                }
            )
        );
        var signature = System.Security.Cryptography.HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(options.SalesforceClientSecret),
            Encoding.UTF8.GetBytes(envelope)
        );
        return $"{Convert.ToBase64String(signature)}.{envelope}";
    }

    private IResult AsSalesforce(HttpContext context, string launch, Record record, Owner user)
    {
        var app = new Uri(launch).GetLeftPart(UriPartial.Authority);
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; form-action {app}; base-uri 'none'; frame-ancestors 'self'";
        // A reference of the page's address must not travel along: the record's number is enough.
        return Results.Content(
            $"""
            <!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Opening the panel</title></head><body>
            <form method="post" action="{WebUtility.HtmlEncode(launch)}">
            <input type="hidden" name="signed_request" value="{SignedRequest(context, launch, record, user)}">
            <noscript><button>Open the panel</button></noscript></form>
            <script src="/panel-canvas.js"></script></body></html>
            """,
            "text/html; charset=utf-8"
        );
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value)
            ? value.GetString()
            : null;

    private static IResult Say(string words, int status) => Results.Text(words, "text/plain; charset=utf-8", statusCode: status);
}
