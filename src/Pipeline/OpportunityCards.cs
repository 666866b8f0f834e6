using System.Linq.Expressions;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline;

/// <summary>Reads opportunities as the cards that others see.</summary>
internal static class OpportunityCards
{
    public static async Task<IReadOnlyList<OpportunityCard>> Load(
        EntenteDb db,
        Expression<Func<Opportunity, bool>> which,
        CancellationToken ct
    )
    {
        var rows = await db.Set<Opportunity>().AsNoTracking().Where(which).OrderBy(o => o.Id).ToListAsync(ct);
        var ids = rows.Select(o => o.Id).ToArray();
        var parts = (await db.Set<OpportunityPartner>().AsNoTracking().Where(p => ids.Contains(p.OpportunityId)).ToListAsync(ct)).ToLookup(
            p => p.OpportunityId
        );
        return [.. rows.Select(o => Of(o, parts[o.Id]))];
    }

    private static OpportunityCard Of(Opportunity o, IEnumerable<OpportunityPartner> parts) =>
        new(
            o.Id,
            o.ConnectionId,
            o.CrmId,
            o.Name,
            o.AccountId,
            o.Stage,
            o.State,
            o.Amount,
            o.CloseDate,
            o.OwnerCrmId is { } owner ? new(owner, o.OwnerName ?? "") : null,
            o.NextStep,
            o.CreatedAt,
            o.ModifiedAt ?? o.CreatedAt,
            o.ClosedAt,
            o.Url,
            [
                .. parts
                    .OrderByDescending(p => p.IsPrimary)
                    .ThenBy(p => p.LinkedAt)
                    .ThenBy(p => p.PartnerId.Value)
                    .Select(p => new OpportunityPart(p.PartnerId, p.Role, p.RegistrationId, p.RegistrationNumber, p.Motion, p.LinkedAt)),
            ]
        )
        {
            Gone = o.Deleted,
        };
}
