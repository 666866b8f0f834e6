using Entente.Crm.Port;

namespace Entente.Crm.Connect;

/// <summary>What an admin does about a connection that is refused.</summary>
/// <param name="What">What is wrong, in one sentence.</param>
/// <param name="Steps">What to do, in order.</param>
/// <param name="Link">Where the first step is done, when it has an address that is the same for everybody.</param>
public sealed record Advice(string What, IReadOnlyList<string> Steps, string? Link = null, string? LinkWords = null)
{
    public string InOne => Steps.Count == 0 ? What : $"{What} {Steps[0]}";
}

/// <summary>From a CRM's own code for a refusal to what somebody must do about it. Pure; nothing of the credentials is said.</summary>
internal static class CrmAdvice
{
    private const string HubSpotDocs = "https://developers.hubspot.com/docs";
    private const string SalesforceHelp = "https://help.salesforce.com";
    private const string Again = "Connect again below; what waits is then sent.";

    /// <param name="code">The CRM's code; ours in lower case.</param>
    /// <param name="said">The sentence that came with the error: names scopes and rights.</param>
    public static Advice Of(CrmKind kind, string? code, string said) =>
        kind == CrmKind.HubSpot ? HubSpot(code, said) : Salesforce(code, said);

    /// <summary>The key ring that closed the credentials is not there.</summary>
    public static Advice KeysLost { get; } =
        new(
            "The keys to this CRM have to be entered again: what was kept of them cannot be opened with the keys of this installation.",
            [
                "Connect again below, with the same account.",
                "This is what a database looks like that was restored without its key ring. If you still have the folder data/keys of that time, put it back and restart instead.",
            ]
        );

    /// <summary>The credentials work, and these rights are missing.</summary>
    public static Advice Lacking(CrmKind kind, IReadOnlyList<string> rights) =>
        kind == CrmKind.HubSpot
            ? new(
                $"The account lets us in, but these scopes are missing: {string.Join(", ", rights)}.",
                ["Add them to the app or service key in HubSpot (Settings, Integrations), save, and connect again.", Again],
                HubSpotDocs + "/apps/developer-platform/build-apps/authentication/scopes",
                "HubSpot’s list of scopes"
            )
            : new(
                $"The organisation lets us in, but our user may not do all it must: {string.Join(", ", rights)}.",
                [
                    "In Salesforce Setup, give the permission set of the integration user these object rights (and “View All”), then connect again.",
                    Again,
                ],
                SalesforceHelp,
                "Salesforce help"
            );

    private static Advice HubSpot(string? code, string said) =>
        code switch
        {
            "MISSING_SCOPES" => new(
                said,
                ["Add the scope to the app or service key in HubSpot (Settings, Integrations), save, and connect again.", Again],
                HubSpotDocs + "/apps/developer-platform/build-apps/authentication/scopes",
                "HubSpot’s list of scopes"
            ),
            "INVALID_AUTHENTICATION" or "EXPIRED_AUTHENTICATION" => new(
                "HubSpot does not accept the token: it is wrong, was rotated, or was deleted.",
                ["Open Settings, Integrations in HubSpot, copy the service key’s or private app’s token whole, and paste it below.", Again]
            ),
            "BAD_REFRESH_TOKEN" or "invalid_grant" or "no_refresh_token" => new(
                "Somebody removed Entente’s app from the HubSpot account, so nobody signs us in any more.",
                [
                    "Sign in with HubSpot again below, as a super admin of the same account.",
                    "If it was removed on purpose, disconnect here.",
                ]
            ),
            "BAD_CLIENT_ID" or "BAD_CLIENT_SECRET" or "invalid_client" => new(
                "HubSpot does not know this client id or secret.",
                ["Copy both from the app’s Auth tab in HubSpot and try again."]
            ),
            "BAD_REDIRECT_URI" or "redirect_uri_mismatch" => new(
                "The app in HubSpot does not list the address we come back to.",
                ["Add the redirect address shown below to the app’s Auth settings and try again."]
            ),
            "BAD_HUB" or "access_denied" => new(
                "HubSpot let nobody in: access was not allowed, or the account may not install this app.",
                ["Sign in as a super admin, choose the right account, and allow every scope asked for."]
            ),
            "BAD_AUTH_CODE" => new("HubSpot’s answer was too old or already used.", ["Begin the sign-in again."]),
            "account_migrating" => new(said, ["Nothing to do: it goes on by itself within a day."]),
            // HubSpot says 403 without a scope when the account's subscription has not what was asked for.
            "FORBIDDEN" or "HTTP_403" or "BANNED" or "NOT_IN_EDITION" => new(
                "This HubSpot account’s subscription does not include what Entente needs.",
                [
                    "Look under Account & billing which hub and edition the account has: companies, contacts, deals and custom properties come with every CRM account; leads need Sales Hub Professional.",
                    "Ask your HubSpot admin to upgrade or to connect another account, then connect again.",
                ],
                "https://legal.hubspot.com/hubspot-product-and-services-catalog",
                "What each edition has"
            ),
            _ => new(said, [Again]),
        };

    private static Advice Salesforce(string? code, string said) =>
        code switch
        {
            "invalid_app_access" => new(
                "The organisation knows the app, but no admin has assigned it to our user.",
                [
                    "In Setup, open External Client App Manager, the app, Policies, and add the permission set or profile of the integration user.",
                    "Then connect again below.",
                ],
                SalesforceHelp,
                "Salesforce help"
            ),
            "invalid_client" or "invalid_client_id" => new(
                "Salesforce does not know this consumer key or secret.",
                ["In Setup, open the external client app, Settings, OAuth, Consumer Key and Secret; copy both again."]
            ),
            "invalid_grant" or "no_refresh_token" => new(
                "Salesforce no longer signs us in: the app’s access was revoked, expired, or was used up elsewhere.",
                [
                    "Sign in with Salesforce again below, as the integration user.",
                    "If it happens every month, set the app’s refresh token policy to “valid until revoked” or a longer idle time.",
                ]
            ),
            "inactive_user" => new(
                "The user Entente acts as is inactive.",
                ["Activate the integration user in Setup, Users, or connect with another one."]
            ),
            "inactive_org" => new("The organisation is inactive or locked.", ["Ask your Salesforce admin to reactivate it."]),
            "redirect_uri_mismatch" => new(
                "The app in Salesforce does not list the address we come back to.",
                ["Add the redirect address shown below as a callback URL of the external client app and try again."]
            ),
            "access_denied" => new("Access was not allowed.", ["Sign in as the integration user and press Allow."]),
            "API_DISABLED_FOR_ORG" or "API_CURRENTLY_DISABLED" or "FUNCTIONALITY_NOT_ENABLED" => new(
                "This organisation’s edition does not include the API.",
                [
                    "The API comes with Enterprise, Unlimited, Performance and Developer editions, and with Professional as an add-on: ask your Salesforce account executive, or connect another organisation.",
                    "Where the edition has it, give the integration user the permission “API Enabled”.",
                ],
                SalesforceHelp,
                "Salesforce help"
            ),
            "INVALID_SESSION_ID" or "HTTP_401" => new("Salesforce does not accept the session any more.", [Again]),
            _ => new(said, [Again]),
        };
}
