using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Platform.Outbox;

/// <summary>An announced event as it was saved with what it tells of. Kept: the log of what happened.</summary>
[NotAudited("an event is itself the record of a fact")]
internal sealed class OutboxEvent : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public int Shape { get; init; }
    public string SubjectKind { get; init; } = "";
    public Guid SubjectId { get; init; }
    public int SubjectVersion { get; init; }
    public string Payload { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public PersonId? By { get; init; }
    public string Correlation { get; init; } = "";
}

/// <summary>That one handler has dealt with one event: its unique key makes "at least once" into once.</summary>
[NotAudited("bookkeeping of the relay")]
internal sealed class HandledEvent : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public Guid EventId { get; init; }
    public string Handler { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
