using Entente.Access;
using Entente.Platform.Tenancy;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Status;

/// <summary>What the partner may do with a registration now, besides answering, meeting and withdrawing. Pure.</summary>
/// <param name="CanMend">It was rejected: mend it and send it again.</param>
/// <param name="CanChange">It is approved: its fields may be changed.</param>
/// <param name="CanElevate">It is a lead that may become a deal.</param>
/// <param name="CanReport">Its protection runs: a word on how it goes, a meeting, a proposal.</param>
/// <param name="ExtensionsLeft">How often it may still be extended.</param>
/// <param name="ExtensionAsked">Somebody decides on a request.</param>
/// <param name="CanPostpone">It may be postponed, once.</param>
/// <param name="QuietBy">Without a word before this instant the protection is released; null: silence does not matter.</param>
/// <param name="AppealUntil">Until then a refusal may be appealed against; null: not.</param>
/// <param name="CanConfirm">It waits for a decision: the customer's own word helps.</param>
public sealed record StatusActs(
    bool CanMend,
    bool CanChange,
    bool CanElevate,
    bool CanReport,
    int ExtensionsLeft,
    bool ExtensionAsked,
    bool CanPostpone,
    DateTimeOffset? QuietBy,
    DateTimeOffset? AppealUntil,
    bool CanConfirm
)
{
    /// <summary>Without evidence before this instant the protection loses <see cref="EvidenceTakes"/>; null: nothing.</summary>
    public DateTimeOffset? EvidenceBy { get; init; }

    /// <summary>Days; 0: all of it.</summary>
    public int EvidenceTakes { get; init; }

    public static StatusActs None { get; } = new(false, false, false, false, 0, false, false, null, null, false);

    /// <summary>The same for somebody whose role may not do all of it.</summary>
    internal StatusActs For(Actor actor)
    {
        var claims = PartnerRights.Holds(actor, PartnerRights.Register);
        var answers = PartnerRights.Holds(actor, PartnerRights.Answer);
        var appeals = PartnerRights.Holds(actor, PartnerRights.Appeal);
        return actor.Kind is not ActorKind.Partner
            ? this
            : this with
            {
                CanMend = CanMend && claims,
                CanChange = CanChange && claims,
                CanElevate = CanElevate && claims,
                CanReport = CanReport && answers,
                CanPostpone = CanPostpone && answers,
                ExtensionsLeft = appeals ? ExtensionsLeft : 0,
                AppealUntil = appeals ? AppealUntil : null,
                CanConfirm = CanConfirm && appeals,
            };
    }

    internal static StatusActs Of(Registration r, OutwardState seen, DateTimeOffset? appealUntil, Terms terms, DateTimeOffset now)
    {
        if (seen.Hidden)
            // As before the decision: a claim in review.
            return None with { CanConfirm = true };
        var approved = r.State is RegistrationState.Approved or RegistrationState.Converted;
        var protects =
            r.Protection.Protects() && r.Window!.At(now).Protects() && r.State.IsOpen() && r.State is not RegistrationState.NeedsInfo;
        return new(
            r.State is RegistrationState.Rejected && r.OpenAppeal is null,
            approved,
            r.Kind is RegistrationKind.Lead && (approved || r.State is RegistrationState.InReview),
            protects,
            protects ? Math.Max(0, terms.Policy.Extending.Most - r.ExtensionsUsed) : 0,
            r.AskedExtension is not null,
            protects && r.PostponedUntil is null,
            protects && r.QuietBy < r.ProtectedUntil ? r.QuietBy : null,
            appealUntil,
            r.State.IsUndecided()
        )
        {
            EvidenceBy = protects && r.EvidenceBy < r.ProtectedUntil ? r.EvidenceBy : null,
            EvidenceTakes = r.EvidenceTakes ?? 0,
        };
    }
}
