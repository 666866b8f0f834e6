namespace Entente.Partners.Rules;

/// <summary>What is known of somebody's silence.</summary>
/// <param name="LastAct">Their last act here through any channel; at the earliest when they joined or came back.</param>
/// <param name="FirstWarned">When they were warned two weeks ahead, and again three days ahead; null: not yet.</param>
public sealed record SilenceFacts(DateTimeOffset LastAct, DateTimeOffset? FirstWarned, DateTimeOffset? LastWarned);

/// <summary>What follows from it.</summary>
public abstract record SilenceRuling
{
    private SilenceRuling() { }

    public sealed record Fine : SilenceRuling;

    /// <param name="Ends">When the access rests unless they do something.</param>
    /// <param name="Last">The second warning.</param>
    public sealed record Warn(DateTimeOffset Ends, bool Last) : SilenceRuling;

    /// <summary>Warned, and time still runs.</summary>
    public sealed record Waits(DateTimeOffset Ends) : SilenceRuling;

    public sealed record Suspend(DateTimeOffset Since) : SilenceRuling;
}

/// <summary>
/// SEC-7: who does nothing for so many days loses access, warned two weeks and three days ahead. Nobody loses it unwarned: where a warning went out
/// late (the rule was switched on, the worker stood still), the end waits for it.
/// </summary>
public static class Silence
{
    public const int FewestDays = 30;
    public const int MostDays = 365;

    public static readonly TimeSpan First = TimeSpan.FromDays(14);
    public static readonly TimeSpan Last = TimeSpan.FromDays(3);

    public static SilenceRuling Judge(SilenceFacts facts, int days, DateTimeOffset now)
    {
        var due = facts.LastAct.AddDays(days);
        // An act after a warning makes it void.
        var first = facts.FirstWarned is { } f && f > facts.LastAct ? facts.FirstWarned : null;
        var last = facts.LastWarned is { } l && first is not null && l >= first ? facts.LastWarned : null;
        if (now < due - First)
            return new SilenceRuling.Fine();
        if (first is not { } warned)
            return new SilenceRuling.Warn(Later(due, now + First), Last: false);
        var ends = Later(due, warned + First);
        if (last is { } again)
            ends = Later(ends, again + Last);
        if (now < ends - Last)
            return new SilenceRuling.Waits(ends);
        if (last is null)
            return new SilenceRuling.Warn(Later(ends, now + Last), Last: true);
        return now < ends ? new SilenceRuling.Waits(ends) : new SilenceRuling.Suspend(facts.LastAct);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
