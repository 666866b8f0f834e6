using Microsoft.AspNetCore.Http;

namespace Entente.Access.Http;

/// <summary>
/// A refusal without a page of its own, left as a feature of the request; the host's error page says it (or problem+json does).
/// </summary>
public sealed record Refused(int Status, string Code, string Title, string Sentence, string? Href = null, string? Label = null)
{
    /// <summary>A component that stands in the place of the one action, with its parameters: a form that was kept.</summary>
    public (Type Component, IDictionary<string, object?> Parameters)? Body { get; init; }

    internal static Refused Forbidden { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "access.forbidden",
            "You have no access to this",
            "Your role does not include it. An owner or admin of this workspace can give it to you."
        );

    internal static Refused ViewingAs(string who) =>
        new(
            StatusCodes.Status403Forbidden,
            "access.viewing_as",
            "You only look",
            $"You are viewing as {who}, so nothing was sent or changed. End the view to act as yourself."
        );

    internal static Refused NotWhileViewing(string who) =>
        new(
            StatusCodes.Status403Forbidden,
            "access.not_viewed",
            "This page is theirs alone",
            $"You are viewing as {who}. Their keys, their team and their own settings are not shown to anybody else."
        );

    internal static Refused OnlyLooks { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "access.only_looks",
            "Your role only looks",
            "Nothing was sent or changed. An admin of your company can give you another role."
        );

    internal static Refused NotYourRole { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "access.role_may_not",
            "Your role does not include this",
            "An admin of your company can give you another one."
        );

    internal static Refused SignedOut(string signIn) =>
        new(
            StatusCodes.Status401Unauthorized,
            "access.signed_out",
            "You are signed out",
            "Nothing was saved. Sign in in another tab, come back here with the browser’s back button and send the form again.",
            signIn,
            "Sign in"
        );

    internal static Refused NotYetIn(string way) =>
        new(
            StatusCodes.Status401Unauthorized,
            "access.factor_wanted",
            "One more step to sign in",
            "Nothing was saved. Confirm in another tab that it is you, come back here with the browser’s back button and send the form again.",
            way,
            "Confirm it is you"
        );

    internal static Refused Link(LinkVisit? visit, string? slug) =>
        visit?.Kind is LinkKind.Share ? Shared(visit.State) : Other(visit, slug);

    // Whoever holds it has nothing to sign in to.
    private static Refused Shared(LinkState state) =>
        new(
            StatusCodes.Status410Gone,
            "access.link_" + state.ToString().ToLowerInvariant(),
            state switch
            {
                LinkState.Expired => "This link has run out",
                LinkState.Revoked => "This link was taken back",
                _ => "This link does not work",
            },
            state is LinkState.Unknown ? "Part of it may be missing: copy the whole address." : "Ask whoever gave it to you for a new one."
        );

    private static Refused Other(LinkVisit? visit, string? slug) =>
        new(
            StatusCodes.Status410Gone,
            "access.link_" + (visit?.State ?? LinkState.Unknown).ToString().ToLowerInvariant(),
            visit?.State switch
            {
                LinkState.Expired => "This link has run out",
                LinkState.Used => "This link has been used",
                LinkState.Revoked => "This link was withdrawn",
                _ => "This link does not work",
            },
            visit?.State switch
            {
                LinkState.Expired => "Links work for a limited time. ",
                LinkState.Used => "A sign-in link works once. ",
                LinkState.Revoked => "It was replaced by a newer one, or access ended. ",
                _ => "Part of it may be missing: copy the whole address from the mail. ",
            }
                + (
                    visit?.Kind is LinkKind.SignIn
                        ? "Ask for a new one; it takes a minute."
                        : "Sign in by mail, or ask your partner manager for a new one."
                ),
            slug is null ? null : $"/w/{slug}/sign-in",
            visit?.Kind is LinkKind.SignIn ? "Get a new link" : "Sign in by mail"
        );

    /// <summary>Sets the status and leaves the words for whoever writes the body.</summary>
    public static void Set(HttpContext http, Refused refused)
    {
        http.Response.StatusCode = refused.Status;
        http.Features.Set(refused);
    }
}
