using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Crm.Model;

/// <summary>Which walk a cursor belongs to.</summary>
internal enum CursorOf
{
    Backfill,
    Changes,
    Deletions,
}

/// <summary>Where a walk through one object stands. Moves in the commit that applies what it brought.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class SyncCursor : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }
    public CursorOf Walk { get; init; }

    /// <summary>The connector's own; null before the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>Records this walk has brought so far.</summary>
    public long Count { get; init; }

    /// <summary>What the CRM expects it to bring, when it says.</summary>
    public long? Total { get; init; }

    /// <summary>When the walk last arrived at its end.</summary>
    public DateTimeOffset? ArrivedAt { get; init; }
}

/// <summary>What one commit of the sync changed; tells it to others.</summary>
[NotAudited("the journal of the sync itself")]
internal sealed class SyncBatch : Entity
{
    public SyncBatchId Id { get; init; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }
    public SyncSource Source { get; init; }
    public int Seen { get; init; }
    public int Changed { get; init; }
    public int Removed { get; init; }
    public DateTimeOffset At { get; init; }

    public void Tell(Platform.Outbox.IEvent what) => Announce(what);
}

internal readonly record struct SyncBatchId(Guid Value) : ITypedId<SyncBatchId>
{
    public static SyncBatchId From(Guid value) => new(value);
}

/// <summary>Through what a change reached the mirror.</summary>
internal enum SyncSource
{
    Backfill,
    Poll,
    Push,

    /// <summary>Read back after Entente wrote it.</summary>
    Write,
}

/// <summary>How a connection is doing; one row each.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class ConnectionStatus : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public DateTimeOffset? LastPushAt { get; init; }
    public DateTimeOffset? LastPollAt { get; init; }
    public DateTimeOffset? CatalogueAt { get; init; }
    public DateTimeOffset? DeletionsAt { get; init; }

    /// <summary>The last thing that went wrong, cleared by the next success.</summary>
    public string? ErrorCode { get; init; }
    public string? ErrorMessage { get; init; }
    public DateTimeOffset? ErrorAt { get; init; }
    public long Refused { get; init; }
}

/// <summary>A delivery that was verified and kept; the same one again is answered and forgotten.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class PushRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }

    /// <summary>SHA-256 of the event's key.</summary>
    public byte[] Key { get; init; } = [];
    public DateTimeOffset At { get; init; }
}

/// <summary>A record that a push named and that must be fetched. One row per record, however often it is named.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class FetchRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }
    public string CrmId { get; init; } = "";

    /// <summary>Rises with each naming: a fetch strikes the row off only when nobody named it meanwhile.</summary>
    public long Named { get; init; }
    public DateTimeOffset At { get; init; }
}
