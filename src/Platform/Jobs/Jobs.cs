using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Platform.Jobs;

/// <summary>The job's stable name: <c>[JobName("mail.deliver")]</c> on its payload record.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class JobNameAttribute(string name) : Attribute
{
    public string Name => name;

    public static string Of(Type payload) =>
        payload.GetCustomAttribute<JobNameAttribute>()?.Name ?? throw new InvalidOperationException($"{payload.Name} needs a [JobName].");
}

/// <summary>
/// Runs one kind of job. May be run more than once (a worker can die after the effect and before the line is struck off),
/// so it must be safe to repeat. It may do slow outside work; it saves through the scope's <c>EntenteDb</c>.
/// An exception means: try again later, with growing pauses; after <see cref="Backoff.MostAttempts"/> it is a dead letter.
/// </summary>
public interface IJob<in TPayload>
{
    Task<JobOutcome> Run(TPayload payload, CancellationToken ct);
}

/// <summary>How a run of a job ended.</summary>
public readonly record struct JobOutcome
{
    /// <summary>When to run again, in the app's time; null: finished for good.</summary>
    public DateTimeOffset? Again { get; private init; }

    public static JobOutcome Done => default;

    /// <summary>Not finished, and not a failure: run again at <paramref name="when"/>. Attempts start anew.</summary>
    public static JobOutcome At(DateTimeOffset when) => new() { Again = when };
}

/// <summary>
/// A job that runs again and again in every workspace: <c>new Schedule("registrations.remind", TimeSpan.FromMinutes(5), typeof(RemindDecisions))</c>.
/// Its one line per workspace has a fixed id, so it is never there twice.
/// </summary>
/// <param name="Name">Stable name.</param>
/// <param name="Every">From the end of one run to the start of the next.</param>
/// <param name="Runs">An <see cref="IScheduled"/>, resolved from the scope of the workspace.</param>
public sealed record Schedule(string Name, TimeSpan Every, Type Runs)
{
    internal string Kind => "schedule:" + Name;

    internal Guid IdIn(WorkspaceId workspace) =>
        new(SHA256.HashData([.. workspace.Value.ToByteArray(), .. Encoding.UTF8.GetBytes(Name)]).AsSpan(0, 16));

    internal DueItem FirstRun(WorkspaceId workspace, DateTimeOffset now) =>
        new()
        {
            WorkspaceId = workspace,
            Id = IdIn(workspace),
            Kind = Kind,
            DueAt = now + Every,
            StandsAt = now + Every,
        };
}

/// <summary>What a <see cref="Schedule"/> runs.</summary>
public interface IScheduled
{
    Task Run(DateTimeOffset now, CancellationToken ct);
}

/// <summary>How long to wait before the next try.</summary>
public static class Backoff
{
    /// <summary>After so many failed runs the work becomes a dead letter: 2 s, 4 s, … at most 15 min apart, about two hours in all.</summary>
    public const int MostAttempts = 14;

    /// <summary>Doubles from two seconds to at most fifteen minutes, up to a quarter more by the item's own id, so that a crowd spreads out.</summary>
    public static TimeSpan After(int attempts, Guid id)
    {
        var seconds = Math.Min(900, Math.Pow(2, Math.Clamp(attempts, 1, 12)));
        var spread = id.ToByteArray()[15] / 255d * 0.25;
        return TimeSpan.FromSeconds(seconds * (1 + spread));
    }
}

/// <summary>Enqueueing is part of the save that makes it necessary.</summary>
public static class Enqueueing
{
    /// <summary>Stages a job; it is there when the use case's save commits, and not otherwise.</summary>
    /// <param name="due">Not before this moment; default: at once.</param>
    /// <param name="crowd">One of many alike for which nobody waits alone: whatever else is due goes first, as long as it is due soon after.</param>
    public static Guid Enqueue<TPayload>(this EntenteDb db, TPayload payload, DateTimeOffset? due = null, bool crowd = false)
        where TPayload : notnull => db.Stage(payload, due, crowd);

    /// <summary>
    /// Enqueues a job of which one at a time is enough: by <paramref name="key"/> it is on the list once, however often it is called for.
    /// Called for while it runs, it runs once more after that; so whatever is committed with this call is seen by a run that begins after
    /// it. Part of the transaction that is open, which must be one of <see cref="EntenteDb.Hold"/>.
    /// </summary>
    public static Task EnqueueOnce<TPayload>(this EntenteDb db, TPayload payload, string key, CancellationToken ct)
        where TPayload : notnull => db.StageOnce(payload, key, ct);

    /// <summary>
    /// What they waited for has come: those of these jobs that are still on the list are due now, and one that runs already runs once more. Part of the
    /// transaction that is open.
    /// </summary>
    public static Task CallFor<TPayload>(this EntenteDb db, IReadOnlyCollection<Guid> jobs, CancellationToken ct)
        where TPayload : notnull => db.StageAgain(JobNameAttribute.Of(typeof(TPayload)), jobs, ct);
}

/// <summary>The id of a job that is on the list once.</summary>
internal static class JobId
{
    public static Guid Of(WorkspaceId workspace, string name, string key) =>
        new(SHA256.HashData([.. workspace.Value.ToByteArray(), .. Encoding.UTF8.GetBytes($"{name} {key}")]).AsSpan(0, 16));
}
