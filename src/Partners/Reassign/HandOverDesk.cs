using Entente.Access;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Reassign;

/// <summary>Somebody who looks after partners that are not ended.</summary>
/// <param name="Person">Null: nobody looks after them.</param>
/// <param name="Here">They are active staff.</param>
public sealed record ManagerLine(PersonId? Person, string Name, bool Here, int Partners);

/// <summary>Who looks after which partners; what has ended needs nobody.</summary>
public sealed class HandOverDesk(EntenteDb db, AccessApi access, PartnersApi partners)
{
    /// <summary>Those who left first, then by name; nobody last.</summary>
    public async Task<IReadOnlyList<ManagerLine>> Managers(CancellationToken ct)
    {
        var held = await db.Set<Partner>()
            .Where(p => p.Status != PartnerStatus.Ended)
            .GroupBy(p => p.Manager)
            .Select(g => new { Manager = g.Key, Partners = g.Count() })
            .ToListAsync(ct);
        var here = (await access.Staff(ct)).ToDictionary(m => m.Person.Id, m => m.Person.Name);
        var left = await access.People(held.Select(h => h.Manager).OfType<PersonId>().Where(m => !here.ContainsKey(m)), ct);
        return
        [
            .. held.Select(h =>
                    h.Manager is not { } person ? new ManagerLine(null, "Nobody", false, h.Partners)
                    : here.TryGetValue(person, out var name) ? new ManagerLine(person, name, true, h.Partners)
                    : new ManagerLine(person, left.GetValueOrDefault(person)?.Name ?? "Somebody who left", false, h.Partners)
                )
                .OrderBy(m => m.Person is null)
                .ThenBy(m => m.Here)
                .ThenBy(m => m.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>By name, at most as many as go over at once.</summary>
    public async Task<IReadOnlyList<PartnerCard>> Of(PersonId? manager, CancellationToken ct)
    {
        var ids = await db.Set<Partner>()
            .Where(p => p.Manager == manager && p.Status != PartnerStatus.Ended)
            .OrderBy(p => p.Name)
            .ThenBy(p => p.PartnerId)
            .Take(HandOverPartners.Most)
            .Select(p => p.PartnerId)
            .ToListAsync(ct);
        var cards = await partners.Cards(ids, ct);
        return [.. ids.Select(i => cards[i])];
    }
}
