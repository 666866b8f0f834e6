using System.Net;
using System.Text;
using Entente.Sandbox.Store;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Sandbox.HubSpot.OAuth;

/// <summary>Where a person of the vendor lets the app into the account: a page that works without script, as everything here.</summary>
internal sealed class AuthorizePage(SandboxOptions options, CrmStore store, Codes codes)
{
    private const string Policy = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void Map(RouteGroupBuilder oauth)
    {
        foreach (var path in (string[])["/authorize", "/{portal:long}/authorize"])
        {
            oauth.MapGet(path, (HttpContext http, AuthorizePage page) => page.Show(http));
            oauth.MapPost(path, (HttpContext http, AuthorizePage page) => page.Decide(http));
        }
    }

    private IResult Show(HttpContext http)
    {
        if (Complaint(http) is { } complaint)
            return Page(http, 400, $"<h1>This app cannot be connected</h1><p class=\"note-bad\" role=\"alert\">{E(complaint)}</p>");
        var (asked, optional) = Asked(http);
        var items = string.Concat(asked.Select(s => $"<li><code>{E(s)}</code></li>"));
        var choices = string.Concat(
            optional.Select(s =>
                $"<label><input type=\"checkbox\" name=\"optional\" value=\"{E(s)}\" checked> <code>{E(s)}</code> (optional)</label>"
            )
        );
        var people = string.Concat(
            store.Owners.Where(o => !o.Archived).Select(o => $"<option value=\"{o.Id}\">{E(o.Name)}, {E(o.Email)}</option>")
        );
        return Page(
            http,
            200,
            $"""
            <h1>Connect Entente to account {options.HubSpotPortalId}</h1>
            <p>The app <code>{E(options.HubSpotClientId)}</code> asks for these scopes:</p>
            <ul class="items">{items}</ul>
            <form method="post">
            {choices}
            <label for="user">Signed in as</label><select id="user" name="user">{people}</select>
            <button class="btn primary" name="decision" value="connect">Connect app</button>
            <button class="btn" name="decision" value="cancel">Cancel</button>
            </form>
            """
        );
    }

    private async Task<IResult> Decide(HttpContext http)
    {
        if (http.Request.Headers.Origin is [{ } origin] && origin != Origins.Root(http))
            return Page(http, 403, "<h1>This form was sent from another site</h1>");
        if (Complaint(http) is { } complaint)
            return Page(http, 400, $"<h1>This app cannot be connected</h1><p role=\"alert\">{E(complaint)}</p>");
        var query = http.Request.Query;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var redirect = query["redirect_uri"].ToString();
        var back = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (form["decision"] == "connect")
        {
            var (asked, optional) = Asked(http);
            var scopes = asked.Concat(optional.Where(s => form["optional"].Contains(s))).Distinct(StringComparer.Ordinal).ToList();
            var user = store.Owners.FirstOrDefault(o => $"{o.Id}" == form["user"] && !o.Archived) ?? store.Owners[0];
            var challenge = query["code_challenge"] is [{ Length: > 0 } given] ? given : null;
            back["code"] = codes.Issue(redirect, scopes, challenge, query["code_challenge_method"] == "S256", user);
        }
        else
        {
            back["error"] = "access_denied";
            back["error_description"] = "The user did not grant the app access.";
        }
        if (query["state"] is [{ } state])
            back["state"] = state;
        http.Response.Headers.Location = QueryHelpers.AddQueryString(redirect, back);
        return Results.StatusCode(302);
    }

    private string? Complaint(HttpContext http)
    {
        var query = http.Request.Query;
        if (query["client_id"] != options.HubSpotClientId)
            return $"No app has the client id {query["client_id"]}.";
        if (
            !Uri.TryCreate(query["redirect_uri"], UriKind.Absolute, out var redirect)
            || !(redirect.Scheme == "https" || (redirect.Scheme == "http" && redirect.IsLoopback))
        )
            return "redirect_uri must be an https address, or http on localhost.";
        if (query["code_challenge"].Count > 0 && query["code_challenge_method"].ToString() is not ("S256" or "plain" or ""))
            return "code_challenge_method must be S256 or plain.";
        return Asked(http).Scopes.Count == 0 ? "No scopes are asked for." : null;
    }

    private static (List<string> Scopes, List<string> Optional) Asked(HttpContext http) =>
        (Words(http.Request.Query["scope"]), Words(http.Request.Query["optional_scope"]));

    private static List<string> Words(string? text) => [.. (text ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)];

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private static IResult Page(HttpContext http, int status, string main)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        var html = $"""
            <!doctype html>
            <html lang="en-GB">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Connect an app · Sandbox CRM</title><link rel="stylesheet" href="/sandbox.css"></head>
            <body><main id="main"><section class="card">{main}</section></main></body>
            </html>
            """;
        return Results.Content(html, "text/html", Encoding.UTF8, status);
    }
}
