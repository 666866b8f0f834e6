using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Crm.Model;

/// <summary>
/// What opens a panel once: a launch token of ours, or a signed request of a CRM, which is kept (as a hash) so that it is not taken twice.
/// </summary>
[NotAudited("bookkeeping of a moment; that somebody opened a panel is witnessed")]
internal sealed class PanelTicket : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>SHA-256 of the token, or of the request's signature.</summary>
    public byte[] Hash { get; init; } = [];
    public CrmConnectionId ConnectionId { get; init; }
    public PersonId PersonId { get; init; }
    public CrmObject Kind { get; init; }
    public string CrmId { get; init; } = "";
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
}
