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

    /// <summary>The list of everything, compared with the mirror.</summary>
    Reconcile,

    /// <summary>What everything is linked with, in turn.</summary>
    Links,
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

    /// <summary>Found to differ when everything was compared.</summary>
    Reconcile,

    /// <summary>Somebody asked for it.</summary>
    Replay,
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

    /// <summary>How far the CRM's clock runs ahead of ours, in milliseconds, as last measured.</summary>
    public long? SkewMs { get; init; }
}

/// <summary>A comparison of everything of one object: how far it is, and what the last whole one found. One row each.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class ReconcileRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }

    /// <summary>Begun and not ended yet; on our clock.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    /// <summary>The CRM's time when it began: what changed since is no drift.</summary>
    public DateTimeOffset? CrmBeganAt { get; init; }
    public bool Whole { get; init; }
    public long Seen { get; init; }
    public long Missing { get; init; }
    public long Stale { get; init; }

    /// <summary>When the last one ended, and what it had found.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public long LastSeen { get; init; }
    public long LastMissing { get; init; }
    public long LastStale { get; init; }
    public long LastGone { get; init; }

    /// <summary>So many seemed to be gone that nothing was declared gone.</summary>
    public long LastDoubted { get; init; }
}

/// <summary>A record that the running comparison has seen; gone when it ends.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class ReconcileSeen : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }
    public string CrmId { get; init; } = "";
}

/// <summary>A record that a comparison found to have drifted. The newest comparison of its object forgets those of the last.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class DriftedRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }
    public string CrmId { get; init; } = "";
    public Inspect.DriftOf How { get; init; }

    /// <summary>When the comparison that found it began; on our clock.</summary>
    public DateTimeOffset RunAt { get; init; }
    public DateTimeOffset FoundAt { get; init; }
}

/// <summary>A call to the CRM, secrets masked. Kept for some days.</summary>
[NotAudited("the journal of the sync itself")]
internal sealed class CallRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public Guid Id { get; init; }
    public CrmConnectionId ConnectionId { get; init; }
    public DateTimeOffset At { get; init; }
    public Lanes.CrmLane Lane { get; init; }
    public string Method { get; init; } = "";
    public string Path { get; init; } = "";
    public int Status { get; init; }
    public double Milliseconds { get; init; }
    public string? ErrorCode { get; init; }
    public string? Sent { get; init; }
    public string? Answered { get; init; }

    /// <summary>Ours and the CRM's ids of what it wrote, as JSON: <c>["deal-17","900"]</c>.</summary>
    public string About { get; init; } = "[]";
}

/// <summary>How many calls a lane made on a day (UTC).</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class UsageRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public DateOnly Day { get; init; }
    public Lanes.CrmLane Lane { get; init; }
    public long Calls { get; init; }
    public long Failed { get; init; }
    public long Throttled { get; init; }
}

/// <summary>What all processes together may still call at once; one row per connection, filled on the database's clock.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class BudgetRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }

    /// <summary>Calls.</summary>
    public double Tokens { get; init; }
    public DateTimeOffset FilledAt { get; init; }

    /// <summary>UTC.</summary>
    public DateOnly Day { get; init; }

    /// <summary>Granted on that day.</summary>
    public long Calls { get; init; }
}

/// <summary>A delivery that was verified and kept; the same one again is answered and forgotten.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class PushRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }

    /// <summary>SHA-256 over the keys of the delivery's events.</summary>
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
