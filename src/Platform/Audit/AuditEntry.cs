using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Platform.Audit;

/// <summary>
/// One act as the audit keeps it: who, for whom, through what, on which record. Written by the save itself, in the same commit.
/// What changed stands beside it in <see cref="AuditValue"/>; <see cref="Digest"/> covers both.
/// </summary>
[NotAudited("it is the audit")]
internal sealed class AuditEntry : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public Guid Id { get; init; }

    /// <summary>The transaction that wrote it: the sealer takes entries below the transaction horizon, in this order.</summary>
    public ulong Tx { get; init; }

    public DateTimeOffset At { get; init; }
    public ActorKind ActorKind { get; init; }
    public PersonId? Person { get; init; }
    public PersonId? OnBehalfOf { get; init; }
    public PartnerId? Partner { get; init; }
    public Channel Channel { get; init; }

    /// <summary><c>registration.created</c>, <c>registration.changed</c>, or a named act (<c>export.downloaded</c>).</summary>
    public string Action { get; init; } = "";
    public string SubjectKind { get; init; } = "";
    public Guid SubjectId { get; init; }
    public string Correlation { get; init; } = "";
    public string Reason { get; init; } = "";

    /// <summary>SHA-256 over the entry and the commitments of its values: what the chain links. See <see cref="AuditDigest"/>.</summary>
    public byte[] Digest { get; internal set; } = [];

    public List<AuditValue> Values { get; init; } = [];
}

/// <summary>
/// One field's values before and after, with the salt of its commitment. To erase a person, before, after and salt are emptied;
/// the commitment stays, so the chain still verifies and says nothing any more.
/// </summary>
[NotAudited("it is the audit")]
internal sealed class AuditValue : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public Guid EntryId { get; init; }
    public string Field { get; init; } = "";
    public string? Before { get; init; }
    public string? After { get; init; }
    public byte[]? Salt { get; init; }
    public byte[] Commitment { get; init; } = [];
}

/// <summary>The place of one entry in its workspace's chain.</summary>
[NotAudited("it is the audit")]
internal sealed class AuditSeal : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>1, 2, 3 … without gaps.</summary>
    public long Number { get; init; }
    public Guid EntryId { get; init; }

    /// <summary>SHA-256 of the previous seal's hash, this number and the entry's digest.</summary>
    public byte[] Hash { get; init; } = [];
}

/// <summary>Where the chain of a workspace ends.</summary>
[NotAudited("it is the audit")]
internal sealed class AuditHead : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>Everything below this transaction is sealed.</summary>
    public ulong Horizon { get; init; }
    public long Number { get; init; }
    public byte[] Hash { get; init; } = [];
}
