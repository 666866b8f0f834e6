using Entente.Platform.Values;

namespace Entente.Partners;

/// <summary>
/// What a higher room sees of partners that says how the relationship stands. Asked by jobs, for hundreds of partners at once: a few questions, however
/// many they are.
/// </summary>
public interface IPartnerSignals
{
    /// <summary>
    /// One of each kind at most for a partner; none where the room has nothing to measure of it. That all is well is a signal too, with the value 0.
    /// </summary>
    Task<IReadOnlyList<PartnerSignal>> Of(IReadOnlyCollection<PartnerId> partners, DateTimeOffset now, CancellationToken ct);
}

/// <summary>One thing that was measured of a partner.</summary>
/// <param name="Value">How much is wrong, in the unit of its kind: 0 is well, more is worse.</param>
/// <param name="Words">What was seen, for staff, without a full stop: <c>No registration for 92 days</c>.</param>
public sealed record PartnerSignal(PartnerId Partner, SignalKind Kind, int Value, string Words);

/// <summary>What is measured of partners. The list is closed: what each weighs stands in one place.</summary>
public enum SignalKind
{
    /// <summary>Days since the last registration, or since the partner is active; of active partners.</summary>
    Silence,

    /// <summary>By how many of a hundred the registrations of 90 days are fewer than those of the 90 before.</summary>
    RegistrationsDropped,

    /// <summary>1: no deal is open; of active partners.</summary>
    NothingOpen,

    /// <summary>How many of a hundred open deals are past their close date.</summary>
    PastClose,

    /// <summary>How many of a hundred open deals are without a next step.</summary>
    NoNextStep,

    /// <summary>1: every certificate that its people had has ended.</summary>
    CertificatesEnded,

    /// <summary>Steps of a running onboarding that are stuck.</summary>
    OnboardingStuck,

    /// <summary>Items of running action plans that are overdue.</summary>
    ItemsOverdue,

    /// <summary>Days since other rules came into force, of a partner that registered before and has not since.</summary>
    SilentSinceRules,

    /// <summary>By how many of a hundred the share of announcements that its people open is lower than before.</summary>
    NewsLessOpened,
}
