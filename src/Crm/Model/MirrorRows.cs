using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Crm.Model;

/// <summary>A record as the CRM last showed it: the base of every comparison.</summary>
[NotAudited("a copy of the CRM, journalled by the sync")]
internal sealed class MirroredRecord : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }
    public string CrmId { get; init; } = "";

    /// <summary>Canonical values by neutral key, as JSON.</summary>
    public string Fields { get; init; } = "{}";

    /// <summary>Associations, as JSON.</summary>
    public string Links { get; init; } = "[]";

    /// <summary>SHA-256 over fields and links: equal hashes are no change.</summary>
    public byte[] Hash { get; init; } = [];
    public DateTimeOffset ModifiedAt { get; init; }
    public bool Deleted { get; init; }
    public DateTimeOffset AppliedAt { get; init; }

    /// <summary>
    /// On the CRM's clock, at the earliest: when this state was last read. A stamp that is older by some seconds cannot hide a second
    /// change of the same instant any more.
    /// </summary>
    public DateTimeOffset SeenAt { get; init; }

    /// <summary>
    /// Made by the database: the first hundred characters of what the record is called, in small letters. Under row-level
    /// security an index serves comparisons of a column alone; of anything read out of <see cref="Fields"/> it would not.
    /// </summary>
    public string? NameLow { get; private init; }
}

/// <summary>An account, with the keys by which it is found.</summary>
[NotAudited("a copy of the CRM, journalled by the sync")]
internal sealed class AccountRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public AccountId Id { get; init; }
    public CrmConnectionId ConnectionId { get; init; }
    public string CrmId { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>The strong key "core name"; null when the name shows nothing.</summary>
    public string? NameKey { get; init; }

    /// <summary>The registrable domain; null for free mail and for none.</summary>
    public string? Domain { get; init; }
    public string? Website { get; init; }
    public string? Country { get; init; }
    public string? City { get; init; }
    public string? Phone { get; init; }
    public string? Industry { get; init; }
    public string? OwnerId { get; init; }
    public bool IsCustomer { get; init; }
    public string? EntenteId { get; init; }
    public bool Deleted { get; init; }

    /// <summary>The database's time of the last change: what derived indexes follow.</summary>
    public DateTimeOffset ChangedAt { get; init; }
}

[NotAudited("a copy of the CRM, journalled by the sync")]
internal sealed class ContactRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public ContactId Id { get; init; }
    public CrmConnectionId ConnectionId { get; init; }
    public string CrmId { get; init; } = "";

    /// <summary>The CRM's id of the account: the account itself may be mirrored later.</summary>
    public string? AccountCrmId { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }

    /// <summary>Lower case.</summary>
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Title { get; init; }
    public string? OwnerId { get; init; }
    public bool Deleted { get; init; }
}

/// <summary>A lead, with the keys by which its company is found.</summary>
[NotAudited("a copy of the CRM, journalled by the sync")]
internal sealed class LeadRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public string CrmId { get; init; } = "";

    /// <summary>What the CRM calls it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The core name of its company, or of itself where it names none; null when that shows nothing.</summary>
    public string? NameKey { get; init; }

    /// <summary>The registrable domain of its website or of its person's address; null for free mail and for none.</summary>
    public string? Domain { get; init; }

    /// <summary>The CRM's ids of the company and the person it is about, where it is linked with them.</summary>
    public string? AccountCrmId { get; init; }
    public string? ContactCrmId { get; init; }
    public string? Status { get; init; }
    public string? OwnerId { get; init; }
    public bool Open { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public bool Deleted { get; init; }
}

/// <summary>An id that was merged away, and who it is now.</summary>
[NotAudited("a copy of the CRM, journalled by the sync")]
internal sealed class AliasRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }
    public string OldId { get; init; } = "";
    public string CrmId { get; init; } = "";
}

[NotAudited("a copy of the CRM, journalled by the sync")]
internal sealed class OwnerRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public string CrmId { get; init; } = "";
    public string Email { get; init; } = "";
    public string Name { get; init; } = "";
    public bool Active { get; init; }
}

[NotAudited("a copy of the CRM, journalled by the sync")]
internal sealed class StageRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public string Pipeline { get; init; } = "";
    public string PipelineLabel { get; init; } = "";
    public string CrmId { get; init; } = "";
    public string Label { get; init; } = "";
    public int Position { get; init; }
    public bool Closed { get; init; }
    public bool Won { get; init; }

    /// <summary>0 to 100 %.</summary>
    public decimal Probability { get; init; }
}
