using Entente.Crm.Inspect;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Crm.Model;

/// <summary>
/// What Entente last wrote to a field, by which write, and what came of it: a change that brings just this back is our own echo, and
/// what differs from it is ruled on by <see cref="Rules.FieldRules"/>.
/// </summary>
[NotAudited("bookkeeping of the sync")]
internal sealed class LedgerRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }
    public string CrmId { get; init; } = "";
    public string Field { get; init; } = "";
    public string? Value { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When it was decided: what "newest" compares, and what keeps an older decision from being sent over it.</summary>
    public DateTimeOffset DecidedAt { get; init; }
    public CrmWriteId WriteId { get; init; }

    /// <summary>What both sides agree on: the CRM's own rendering of what we wrote; before it was read back, what stood there before.</summary>
    public string? Agreed { get; init; }

    /// <summary>The CRM has shown what it made of it.</summary>
    public bool Confirmed { get; init; }

    /// <summary>False once the CRM's value was taken instead: the field is then no longer ours to defend.</summary>
    public bool Stands { get; init; }

    /// <summary>How often it was written again since it was last confirmed.</summary>
    public int Pushes { get; init; }
}

/// <summary>A field that both sides changed, or that somebody changed although Entente owns it; and whose value stood.</summary>
[NotAudited("the journal of the sync itself")]
internal sealed class ConflictRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public Guid Id { get; init; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }
    public string CrmId { get; init; } = "";
    public string Field { get; init; } = "";
    public string? Agreed { get; init; }
    public string? Ours { get; init; }
    public DateTimeOffset OursAt { get; init; }
    public CrmWriteId OursBy { get; init; }
    public string? Theirs { get; init; }
    public DateTimeOffset TheirsAt { get; init; }
    public FieldOwner Rule { get; init; }
    public ConflictWinner Winner { get; init; }
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

    /// <summary>Its line on the due-list: called for when the write before it is done.</summary>
    public Guid JobId { get; init; }
}
