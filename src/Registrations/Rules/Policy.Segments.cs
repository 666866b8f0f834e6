using System.Text.Json.Serialization;
using Entente.Platform.Time;

namespace Entente.Registrations.Rules;

// What a policy says beyond its base values. A version stored before one of these existed reads as the default.
public sealed partial record Policy
{
    /// <summary>Rules for some of the claims, in order.</summary>
    public IReadOnlyList<PolicyRule> Rules { get; init; } = [];

    /// <summary>Who leads when two want the same customer.</summary>
    public ConflictRules Conflicts { get; init; } = ConflictRules.Default;

    /// <summary>The days of the week on which clocks run.</summary>
    public IReadOnlyList<DayOfWeek> BusinessDays { get; init; } = BusinessCalendar.MondayToFriday;

    /// <summary>When a decision that nobody makes is made.</summary>
    public OutwardDelay Delay { get; init; } = OutwardDelay.Default;

    /// <summary>When a decision of now is told outside; until then it can be undone.</summary>
    /// <param name="reviewed">Since when the claim has been in review.</param>
    internal DateTimeOffset ToldAt(DateTimeOffset now, DateTimeOffset reviewed, RegistrationId id) =>
        Delay.ToldAt(Undo.AnnounceAt(now), reviewed, id);

    [JsonIgnore]
    internal bool AsksForSignatures => Rules.Any(r => r.Route is { Count: > 0 });

    [JsonIgnore]
    internal bool DecidesByItself => Rules.Any(r => r.AutoApprove is { Allowed: true } || r.AutoDecline.Count > 0);
}
