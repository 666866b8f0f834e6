using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Crm.Model;

/// <summary>The value Entente last wrote to a field: a change that brings just this back is our own echo.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class LedgerRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }
    public string CrmId { get; init; } = "";
    public string Field { get; init; } = "";
    public string? Value { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>Which CRM record one of our ids became.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class IdentityRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }
    public string EntenteId { get; init; } = "";
    public string CrmId { get; init; } = "";
}

/// <summary>A record that a waiting write touches: who must go first is found by it. Gone when the write has ended.</summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class WriteKey : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }

    /// <summary>Object and id: <c>Deal e:deal-17</c>.</summary>
    public string Key { get; init; } = "";
    public DateTimeOffset StagedAt { get; init; }
    public CrmWriteId WriteId { get; init; }
}
