using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Sandbox.Salesforce.Auth;

/// <summary>The browser's part of the web-server flow: a page that asks, and the redirect back with a code.</summary>
internal sealed class ConsentPage(SandboxOptions options, AuthorizationCodes codes)
{
    private static readonly string[] Kept =
    [
        "response_type",
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "code_challenge",
        "code_challenge_method",
    ];

    public async Task Show(HttpContext context)
    {
        var query = context.Request.Query;
        if (Complaint(name => query[name].ToString()) is { } complaint)
        {
            await Page(context, 400, $"<p>{WebUtility.HtmlEncode(complaint)}</p>");
            return;
        }

        var hidden = string.Concat(
            Kept.Select(name => $"<input type=\"hidden\" name=\"{name}\" value=\"{WebUtility.HtmlEncode(query[name].ToString())}\">")
        );
        await Page(
            context,
            200,
            $"""
            <p>The app <b>{WebUtility.HtmlEncode(query["client_id"].ToString())}</b> asks to read and change the data of this sandbox.</p>
            <form method="post">{hidden}<button name="answer" value="allow">Allow</button> <button name="answer" value="deny">Deny</button></form>
            """
        );
    }

    public async Task Decide(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Complaint(name => form[name].ToString()) is { } complaint)
        {
            await Page(context, 400, $"<p>{WebUtility.HtmlEncode(complaint)}</p>");
            return;
        }

        var back = form["redirect_uri"].ToString();
        var challenge = form["code_challenge"].ToString() is { Length: > 0 } given ? given : null;
        var parameters =
            form["answer"] == "allow"
                ? new Dictionary<string, string?> { ["code"] = codes.Issue(back, challenge) }
                : new Dictionary<string, string?> { ["error"] = "access_denied", ["error_description"] = "end-user denied authorization" };
        if (form["state"].ToString() is { Length: > 0 } state)
            parameters["state"] = state;
        context.Response.Redirect(QueryHelpers.AddQueryString(back, parameters));
    }

    /// <summary>Why the request is not answered with a redirect: its client or its address is not one to trust.</summary>
    private string? Complaint(Func<string, string> parameter)
    {
        if (parameter("client_id") != options.SalesforceClientId)
            return "error=invalid_client_id&error_description=client identifier invalid";
        if (!Uri.TryCreate(parameter("redirect_uri"), UriKind.Absolute, out var back) || back.Scheme is not ("http" or "https"))
            return "error=redirect_uri_mismatch&error_description=redirect_uri must match configuration";
        if (parameter("response_type") != "code")
            return "error=unsupported_response_type&error_description=response type must be code";
        // A challenge without a method is taken as S256, which is what the usual client sends.
        return parameter("code_challenge_method") is not ("" or "S256")
            ? "error=invalid_request&error_description=code_challenge_method must be S256"
            : null;
    }

    private static Task Page(HttpContext context, int status, string content)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Allow access</title><h1>Allow access?</h1>{content}</html>"
        );
    }
}
