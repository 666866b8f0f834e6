using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Status;
using Entente.Ui;

namespace Entente.Registrations.Panel;

/// <summary>One claim with its window, as the panel shows it.</summary>
/// <param name="Window">First and last instant; null before the approval.</param>
/// <param name="HoldBy">Until then the next step must be on record; null when it is, or no longer counts.</param>
/// <param name="AskedUntil">When an unanswered question ends the claim; null when none is open.</param>
/// <param name="Elsewhere">On the same company, and not bound to the deal beside the panel.</param>
public sealed record ProtectedClaim(
    string Number,
    string Partner,
    string StateWords,
    Tone StateTone,
    (DateTimeOffset From, DateTimeOffset End)? Window,
    bool Runs,
    DateTimeOffset? HoldBy,
    DateTimeOffset? AskedUntil,
    bool Elsewhere
)
{
    internal static ProtectedClaim Of(Registration r, string partner, bool elsewhere) =>
        new(
            r.Number,
            partner,
            r.State.Words(),
            StatusQuery.Tone(r.State),
            r.ProtectedFrom is { } from && r.ProtectedUntil is { } until ? (from, until.AddTicks(-1)) : null,
            r.Protection.Protects(),
            r.Protection is ProtectionState.Conditional && r.NextStepAt is null ? r.HoldBy : null,
            r.State is RegistrationState.NeedsInfo ? r.WaitsUntil : null,
            elsewhere
        );
}

/// <summary>Something that was said with a step of a claim.</summary>
/// <param name="From">The person's company, for a partner's person.</param>
/// <param name="About"><c>Proof of engagement, DR-1048</c>.</param>
public sealed record SaidWord(string Name, Guid Person, string? From, string About, string Text, DateTimeOffset At);
