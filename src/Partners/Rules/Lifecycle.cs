namespace Entente.Partners.Rules;

/// <summary>
/// Which step of a partner's life may follow which (PTN-2): prospect → evaluating → onboarding → active ⇄ at risk → offboarding → ended,
/// with ways out (declined, suspended) and back (not now, offboarding called off, a former partner returns as a prospect).
/// </summary>
public static class Lifecycle
{
    public static IReadOnlyList<PartnerStatus> After(PartnerStatus status) =>
        status switch
        {
            PartnerStatus.Prospect => [PartnerStatus.Evaluating, PartnerStatus.Declined],
            PartnerStatus.Evaluating => [PartnerStatus.Onboarding, PartnerStatus.Prospect, PartnerStatus.Declined],
            PartnerStatus.Onboarding => [PartnerStatus.Active, PartnerStatus.Suspended, PartnerStatus.Offboarding],
            PartnerStatus.Active => [PartnerStatus.AtRisk, PartnerStatus.Suspended, PartnerStatus.Offboarding],
            PartnerStatus.AtRisk => [PartnerStatus.Active, PartnerStatus.Suspended, PartnerStatus.Offboarding],
            PartnerStatus.Suspended => [PartnerStatus.Active, PartnerStatus.Onboarding, PartnerStatus.Offboarding],
            PartnerStatus.Offboarding => [PartnerStatus.Ended, PartnerStatus.Active],
            PartnerStatus.Ended or PartnerStatus.Declined => [PartnerStatus.Prospect],
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };

    public static bool MayFollow(PartnerStatus from, PartnerStatus to) => After(from).Contains(to);

    /// <summary>A partner may start anywhere before its end: vendors bring the partners they already have.</summary>
    public static bool MayStart(PartnerStatus status) =>
        status
            is PartnerStatus.Prospect
                or PartnerStatus.Evaluating
                or PartnerStatus.Onboarding
                or PartnerStatus.Active
                or PartnerStatus.AtRisk;

    /// <summary>Who may claim a deal: the first registration is part of onboarding; a partner that leaves or is suspended claims nothing new.</summary>
    public static bool MayRegister(PartnerStatus status) =>
        status is PartnerStatus.Onboarding or PartnerStatus.Active or PartnerStatus.AtRisk;

    /// <summary>Whether the vendor works with this partner at all: its people may sign in and follow what they have.</summary>
    public static bool MayEnter(PartnerStatus status) => MayRegister(status) || status is PartnerStatus.Offboarding;
}
