using System.Text.Json.Nodes;

namespace Entente.Sandbox.Salesforce.Auth;

/// <summary>Who a token speaks for: the identity address of the token answer, and <c>userinfo</c>.</summary>
internal sealed class Identity(SandboxOptions options, Organisation organisation, Sessions sessions)
{
    /// <summary>The token may come in the header or, for browsers, as <c>oauth_token</c>.</summary>
    public async Task Show(HttpContext context, string organisationId, string userId)
    {
        var token = Answers.Token(context) ?? (context.Request.Query.TryGetValue("oauth_token", out var given) ? given.ToString() : null);
        if (!sessions.Use(token))
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync(token is null ? "Missing_OAuth_Token" : "Bad_OAuth_Token");
            return;
        }

        if (SalesforceId.Normalise(organisationId) != organisation.Id || SalesforceId.Normalise(userId) != organisation.RunAsId)
        {
            context.Response.StatusCode = 404;
            return;
        }

        await Answers.Json(context, 200, Facts(Origins.Root(context)));
    }

    public async Task UserInfo(HttpContext context)
    {
        if (!sessions.Use(Answers.Token(context)))
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync("Bad_OAuth_Token");
            return;
        }

        await Answers.Json(
            context,
            200,
            new JsonObject
            {
                ["sub"] = $"{Origins.Root(context)}/id/{organisation.Id}/{organisation.RunAsId}",
                ["user_id"] = organisation.RunAsId,
                ["organization_id"] = organisation.Id,
                ["preferred_username"] = options.SalesforceUsername,
                ["name"] = organisation.RunAs.Name,
                ["email"] = options.SalesforceUsername,
                ["zoneinfo"] = "GMT",
            }
        );
    }

    private JsonObject Facts(string root) =>
        new()
        {
            ["id"] = $"{root}/id/{organisation.Id}/{organisation.RunAsId}",
            ["asserted_user"] = true,
            ["user_id"] = organisation.RunAsId,
            ["organization_id"] = organisation.Id,
            ["username"] = options.SalesforceUsername,
            ["display_name"] = organisation.RunAs.Name,
            ["nick_name"] = "integration",
            ["first_name"] = organisation.RunAs.FirstName,
            ["last_name"] = organisation.RunAs.LastName,
            ["email"] = options.SalesforceUsername,
            ["email_verified"] = true,
            ["timezone"] = "GMT",
            ["language"] = "en_US",
            ["locale"] = "en_GB",
            ["utcOffset"] = 0,
            ["user_type"] = "STANDARD",
            ["active"] = true,
            ["urls"] = new JsonObject
            {
                ["rest"] = $"{root}/services/data/v{{version}}/",
                ["sobjects"] = $"{root}/services/data/v{{version}}/sobjects/",
                ["query"] = $"{root}/services/data/v{{version}}/query/",
                ["partner"] = $"{root}/services/Soap/u/{{version}}/{organisation.Id[..15]}",
                ["enterprise"] = $"{root}/services/Soap/c/{{version}}/{organisation.Id[..15]}",
                ["custom_domain"] = root,
            },
        };
}
