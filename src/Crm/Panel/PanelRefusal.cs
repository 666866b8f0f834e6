using Entente.Crm.HubSpot;
using Microsoft.AspNetCore.Http;

namespace Entente.Crm.Panel;

/// <summary>Why a panel does not open, and what to do: each code is public and written here once.</summary>
/// <param name="Status">Of the answer.</param>
public sealed record PanelRefusal(int Status, string Code, string Title, string Sentence)
{
    private const string OpenAgain = "Close it and open it again from the record in your CRM.";

    internal static PanelRefusal NoConnection { get; } =
        new(
            StatusCodes.Status404NotFound,
            "panel.no_connection",
            "This panel leads nowhere",
            "Entente has no CRM connection at this address. An admin finds the right one in Entente under Settings, CRM."
        );

    internal static PanelRefusal NoSecret(string what) =>
        new(
            StatusCodes.Status409Conflict,
            "panel.no_secret",
            "The panel is not set up yet",
            $"Entente cannot check who asks, because the connection was made without {what}. An admin connects again with it in Entente under Settings, CRM."
        );

    internal static PanelRefusal Signature(SignatureVerdict verdict) =>
        verdict switch
        {
            SignatureVerdict.Stale => new(
                StatusCodes.Status401Unauthorized,
                "panel.signature_stale",
                "This request is too old",
                "What the CRM signed is good for five minutes. Reload the record; if that does not help, compare the server’s clock."
            ),
            SignatureVerdict.Missing => new(
                StatusCodes.Status401Unauthorized,
                "panel.signature_missing",
                "The CRM has not signed this",
                "The panel opens from a record in your CRM only."
            ),
            _ => new(
                StatusCodes.Status401Unauthorized,
                "panel.signature_wrong",
                "This is not signed by your CRM",
                "The signature does not fit the secret that the connection holds. An admin compares it in Entente under Settings, CRM."
            ),
        };

    internal static PanelRefusal Replayed { get; } =
        new(
            StatusCodes.Status409Conflict,
            "panel.replayed",
            "This was opened before",
            "A signed request opens the panel once. " + OpenAgain
        );

    internal static PanelRefusal WrongAccount { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "panel.wrong_account",
            "This is another CRM account",
            "The panel’s address belongs to the connection of another account. An admin puts the right address into the app."
        );

    internal static PanelRefusal WrongRecord { get; } =
        new(
            StatusCodes.Status422UnprocessableEntity,
            "panel.wrong_record",
            "There is no panel here",
            "Entente’s panel stands beside deals (opportunities) and companies (accounts)."
        );

    internal static PanelRefusal NotStaff(string email, string workspace) =>
        new(
            StatusCodes.Status403Forbidden,
            "panel.not_staff",
            "You are not in Entente yet",
            $"{email} is nobody who works in {workspace}’s Entente. Ask an owner or admin there to add this address, then open the panel again."
        );

    internal static PanelRefusal Revoked { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "panel.revoked",
            "Your access has ended",
            "You no longer work in this Entente workspace. If that is a mistake, ask an owner or admin to add you again."
        );

    internal static PanelRefusal TokenUnknown { get; } =
        new(
            StatusCodes.Status410Gone,
            "panel.launch_unknown",
            "This panel cannot be opened",
            "Its address is not one of ours, or incomplete. " + OpenAgain
        );

    internal static PanelRefusal TokenUsed { get; } =
        new(StatusCodes.Status410Gone, "panel.launch_used", "This panel was opened before", "Its address works once. " + OpenAgain);

    internal static PanelRefusal TokenExpired { get; } =
        new(
            StatusCodes.Status410Gone,
            "panel.launch_expired",
            "This panel waited too long",
            "Its address works for two minutes. " + OpenAgain
        );

    internal static PanelRefusal ProofExpired { get; } =
        new(
            StatusCodes.Status401Unauthorized,
            "panel.proof_expired",
            "This panel has been open too long",
            "Nothing was saved. The panel closes after half an hour without use. " + OpenAgain
        );

    internal static PanelRefusal ProofWrong { get; } =
        new(
            StatusCodes.Status401Unauthorized,
            "panel.proof_wrong",
            "This panel is not the one that was opened",
            "Nothing was saved: what the form carries was changed, or comes from elsewhere. " + OpenAgain
        );

    internal static PanelRefusal NotMirrored(string crm) =>
        new(
            StatusCodes.Status404NotFound,
            "panel.not_mirrored",
            "Entente does not know this record yet",
            $"It follows {crm} within a minute. If the record stays unknown, an admin looks at the connection in Entente under Settings, CRM."
        );

    /// <summary>For programs: RFC 9457.</summary>
    internal IResult AsProblem() =>
        Results.Problem(title: Title, detail: Sentence, statusCode: Status, type: "urn:entente:problem:" + Code);
}
