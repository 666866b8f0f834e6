using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm;

// The attribution that the CRM itself keeps.
public sealed partial class CrmApi
{
    /// <summary>
    /// Who has a part in a deal by the CRM's own word: HubSpot's association labels, Salesforce's opportunity partners. What the mirror
    /// last saw; the attribution that existed before Entente.
    /// </summary>
    public Task<IReadOnlyList<ExistingPartner>> ExistingPartners(CrmConnectionId connection, string dealCrmId, CancellationToken ct) =>
        ExistingPartners(connection, [dealCrmId], ct);

    /// <summary>The same of several deals of one connection.</summary>
    public async Task<IReadOnlyList<ExistingPartner>> ExistingPartners(
        CrmConnectionId connection,
        IReadOnlyCollection<string> dealCrmIds,
        CancellationToken ct
    )
    {
        var held = await db.Set<MirroredRecord>()
            .AsNoTracking()
            .Where(r => r.ConnectionId == connection && r.Kind == CrmObject.Deal && dealCrmIds.Contains(r.CrmId) && !r.Deleted)
            .Select(r => new { r.CrmId, r.Links })
            .ToListAsync(ct);
        var links = held.SelectMany(h =>
                Json.Read<List<CrmLink>>(h.Links).Where(l => l.To == CrmObject.Partner).Select(l => (Deal: h.CrmId, Link: l))
            )
            .ToList();
        var ids = links.Select(l => l.Link.Id).Distinct().ToList();
        var accounts =
            ids.Count == 0
                ? []
                : await db.Set<AccountRow>()
                    .AsNoTracking()
                    .Where(a => a.ConnectionId == connection && ids.Contains(a.CrmId))
                    .ToDictionaryAsync(a => a.CrmId, ct);
        return
        [
            .. links.Select(l =>
            {
                var account = accounts.GetValueOrDefault(l.Link.Id);
                return new ExistingPartner(l.Deal, l.Link.Id, account?.Id, account?.Name, l.Link.Role, l.Link.Primary)
                {
                    Domain = account?.Domain,
                };
            }),
        ];
    }
}

/// <summary>A company's part in a deal, as the CRM itself keeps it.</summary>
/// <param name="AccountCrmId">The CRM's id of the partner's company.</param>
/// <param name="Account">The same in the mirror, when it is there; its name is <paramref name="Name"/>.</param>
/// <param name="Role">HubSpot's label, Salesforce's role.</param>
/// <param name="Primary">Salesforce: the first of the deal's partners.</param>
public sealed record ExistingPartner(string DealCrmId, string AccountCrmId, AccountId? Account, string? Name, string? Role, bool Primary)
{
    /// <summary>The company's registrable domain: by it a partner is known whose company nobody has linked.</summary>
    public string? Domain { get; init; }
}
