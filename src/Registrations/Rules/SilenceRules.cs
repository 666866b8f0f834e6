namespace Entente.Registrations.Rules;

/// <summary>What silence of the partner does to a protection (REG-6).</summary>
/// <param name="QuietDays">Calendar days without an act by any channel; then the protection is released.</param>
/// <param name="WarnDays">So many days before that the partner is told.</param>
/// <param name="ReclaimDays">After a release or an expiry the same partner waits so long before it may claim the company again.</param>
public sealed record SilenceRules(int QuietDays, int WarnDays, int ReclaimDays)
{
    public static SilenceRules Default { get; } = new(30, 7, 30);
}

/// <summary>Why a protection was taken away before its end.</summary>
public enum ReleaseCause
{
    NoFirstMeeting,
    Silence,

    /// <summary>Words perhaps, but no evidence came in time.</summary>
    NoEvidence,

    /// <summary>Somebody of the vendor released it, so that another partner can be approved.</summary>
    Reassigned,
}
