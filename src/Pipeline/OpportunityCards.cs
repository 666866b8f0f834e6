using System.Linq.Expressions;
using Entente.Access;
using Entente.Crm;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline;

/// <summary>Reads opportunities as the cards that others see.</summary>
internal static class OpportunityCards
{
    private static readonly Dictionary<(CrmConnectionId, string), PersonCard> Nobody = [];

    /// <param name="owners">Names owners as the people they are here; null: as the CRM calls them.</param>
    public static async Task<IReadOnlyList<OpportunityCard>> Load(
        EntenteDb db,
        CrmOwners? owners,
        Expression<Func<Opportunity, bool>> which,
        CancellationToken ct,
        IReadOnlyCollection<string>? lifted = null
    )
    {
        var rows = await Lifted(db.Set<Opportunity>()).AsNoTracking().Where(which).OrderBy(o => o.Id).ToListAsync(ct);
        var people = owners is null
            ? Nobody
            : await owners.People([.. rows.Where(o => o.OwnerCrmId is not null).Select(o => (o.ConnectionId, o.OwnerCrmId!))], ct);
        return await Of(Lifted(db.Set<OpportunityPartner>()), rows, people, ct);

        IQueryable<T> Lifted<T>(IQueryable<T> all)
            where T : class => lifted is null ? all : all.IgnoreQueryFilters(lifted);
    }

    /// <summary>Of rows that are loaded already.</summary>
    /// <param name="parts">All parts that may be told of.</param>
    /// <param name="people">Owners who are people here.</param>
    public static async Task<IReadOnlyList<OpportunityCard>> Of(
        IQueryable<OpportunityPartner> parts,
        IReadOnlyCollection<Opportunity> rows,
        IReadOnlyDictionary<(CrmConnectionId, string), PersonCard> people,
        CancellationToken ct
    )
    {
        var ids = rows.Select(o => o.Id).ToArray();
        var theirs = (await parts.AsNoTracking().Where(p => ids.Contains(p.OpportunityId)).ToListAsync(ct)).ToLookup(p => p.OpportunityId);
        return [.. rows.Select(o => Of(o, theirs[o.Id], people))];
    }

    private static OpportunityCard Of(
        Opportunity o,
        IEnumerable<OpportunityPartner> parts,
        IReadOnlyDictionary<(CrmConnectionId, string), PersonCard> people
    ) =>
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
            o.OwnerCrmId is { } owner ? OwnerOf(owner, o.OwnerName, people.GetValueOrDefault((o.ConnectionId, owner))) : null,
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
            NextStepAt = o.NextStepAt,
        };

    /// <summary>An owner of the CRM, named as the person here where it is one.</summary>
    internal static DealOwner OwnerOf(string crmId, string? name, PersonCard? person) =>
        person is null ? new(crmId, name ?? "") : new(crmId, person.Name) { Person = person.Id };
}
