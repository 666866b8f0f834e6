using Entente.Platform.Time;

namespace Entente.Partners.Rules;

/// <summary>What the clock asks of a round in which a team is confirmed.</summary>
public enum ConfirmationStep
{
    /// <summary>Nothing yet, or nothing more.</summary>
    None,

    /// <summary>Its admins are reminded.</summary>
    Remind,

    /// <summary>It is late: the partner's manager is told, and whoever is not confirmed is out where the workspace wants it so.</summary>
    Escalate,
}

/// <summary>SEC-7: each quarter a partner's admins confirm who is on their team. By the calendar of UTC.</summary>
public static class TeamConfirmation
{
    /// <summary>So long they have, from the day they are asked.</summary>
    public static readonly TimeSpan Given = TimeSpan.FromDays(21);

    /// <summary>Reminded so long before the end.</summary>
    private static readonly TimeSpan[] Reminders = [TimeSpan.FromDays(7), TimeSpan.FromDays(1)];

    /// <summary><c>2026-Q2</c>.</summary>
    public static string QuarterOf(DateTimeOffset now) => Quarter.Of(DateOnly.FromDateTime(now.UtcDateTime)).ToString();

    /// <param name="reminded">How many reminders went out.</param>
    /// <param name="done">Everybody was confirmed, changed or removed.</param>
    /// <param name="escalated">The manager was told.</param>
    public static ConfirmationStep Next(DateTimeOffset due, int reminded, bool done, bool escalated, DateTimeOffset now) =>
        done || escalated ? ConfirmationStep.None
        : now >= due ? ConfirmationStep.Escalate
        : reminded < Wanted(due, now) ? ConfirmationStep.Remind
        : ConfirmationStep.None;

    /// <summary>How many reminders should have gone out by now: those missed are not made up for one by one.</summary>
    public static int Wanted(DateTimeOffset due, DateTimeOffset now) => Reminders.Count(r => now >= due - r);
}
