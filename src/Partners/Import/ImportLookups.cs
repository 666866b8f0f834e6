using Entente.Access;
using Entente.Crm;
using Entente.Partners.Import.Rules;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Import;

/// <summary>Looks up what rows are judged against.</summary>
internal sealed class ImportLookups(EntenteDb db, AccessApi access, CrmApi crm)
{
    public async Task<ImportWorld> World(IEnumerable<PartnerSaid> rows, CancellationToken ct)
    {
        var domains = (await db.Set<PartnerDomain>().Select(d => new { d.PartnerId, d.Domain }).ToListAsync(ct)).ToLookup(
            d => d.PartnerId,
            d => d.Domain
        );
        var partners = await db.Set<Partner>()
            .Select(p => new
            {
                p.PartnerId,
                p.Name,
                p.Account,
            })
            .ToListAsync(ct);
        var people = new Dictionary<string, PartnerId?>(StringComparer.Ordinal);
        foreach (var member in await access.AllPartnerPeople(ct))
            people[member.Person.Email] = member.Partner;
        foreach (var colleague in await access.Staff(ct))
            people[colleague.Person.Email] = null;
        var named = await Named(rows, ct);
        return named with
        {
            Partners = partners.ConvertAll(p => new KnownPartner(p.PartnerId, p.Name, [.. domains[p.PartnerId]], p.Account)),
            People = people,
        };
    }

    /// <summary>Whom and which companies rows name, and nobody else: what making a row needs.</summary>
    public async Task<ImportWorld> Named(IEnumerable<PartnerSaid> rows, CancellationToken ct)
    {
        var colleagues = await access.Staff(ct);
        var staff = colleagues
            .GroupBy(m => m.Person.Name.ToLowerInvariant(), StringComparer.Ordinal)
            .Where(g => g.Count() == 1)
            .ToDictionary(g => g.Key, g => g.Single().Person.Id, StringComparer.Ordinal);
        foreach (var colleague in colleagues)
            staff[colleague.Person.Email] = colleague.Person.Id;
        var typed = rows.Select(r => r.Company).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var connection = await crm.Connection(ct);
        var companies = connection is null
            ? new Dictionary<string, KnownCompany>(StringComparer.Ordinal)
            : (await crm.AccountsNamed(connection, typed, ct)).ToDictionary(
                c => c.Key,
                c => new KnownCompany(c.Value.Id, c.Value.Name, c.Value.Domain),
                StringComparer.Ordinal
            );
        return new([], new Dictionary<string, PartnerId?>(StringComparer.Ordinal), staff, companies, connection?.Kind.ToString());
    }
}
