using Entente.Platform.Values;

namespace Entente.Platform.Jobs;

/// <summary>
/// One line of the due-list: that something waits to be done, not what. Global, because workers must find it before they know
/// the workspace; therefore it carries no content (that lies behind the fence, in <c>job</c> or <c>outbox_event</c>).
/// </summary>
[Data.NotAudited("a line of the due-list says only that something waits")]
internal sealed class DueItem
{
    public WorkspaceId WorkspaceId { get; init; }

    /// <summary>The job's or the event's id.</summary>
    public Guid Id { get; init; }

    /// <summary><c>job:{name}</c> or <c>event:{handler}</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>In the app's time, which the demo's story clock may move.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Where it stands among what is due: its time, or that and <see cref="DueList.Courtesy"/> for one of a crowd.</summary>
    public DateTimeOffset StandsAt { get; init; }

    /// <summary>In the database's time: until when a worker holds it. A dead worker's lease runs out by itself.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Which claim holds it; a worker that lost its lease can no longer finish.</summary>
    public Guid? Lease { get; init; }

    public int Attempts { get; init; }
}

/// <summary>What a line of the due-list stands for when it is a job.</summary>
[Data.NotAudited("a job's effects are audited where they happen")]
internal sealed class Job : Data.IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public string Payload { get; init; } = "";
    public DateTimeOffset EnqueuedAt { get; init; }
    public PersonId? By { get; init; }
    public string Correlation { get; init; } = "";
}

/// <summary>Work that kept failing: set aside with its cause so that it blocks nobody, and can be retried by a person.</summary>
[Data.NotAudited("bookkeeping of the relay")]
internal sealed class DeadLetter : Data.IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public Guid Id { get; init; }
    public string Kind { get; init; } = "";
    public int Attempts { get; init; }
    public string Cause { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
