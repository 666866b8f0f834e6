using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners;

/// <summary>A partner's domains as they are typed, and whose they are already.</summary>
internal static class Domains
{
    /// <summary>Registrable domains, each once; what is none of a company stands in <paramref name="wrong"/> under <c>domains</c>.</summary>
    public static IReadOnlyList<string> Read(IReadOnlyList<string> given, Dictionary<string, string> wrong)
    {
        var read = new List<string>();
        foreach (var text in given.Where(t => !string.IsNullOrWhiteSpace(t)))
        {
            if (!Domain.TryParse(text, out var domain))
                wrong["domains"] = $"“{text.Trim()}” is not a web address.";
            else if (domain.IsFreeMail)
                wrong["domains"] = $"Anybody can have an address at {domain.Value}: it does not name a company.";
            else if (Domain.ProvesNothing(text))
                wrong["domains"] = $"Anybody can have a page at {domain.Value}: it does not name a company.";
            else
                read.Add(domain.Value);
        }
        if (read.Count > NewPartner.MostDomains)
            wrong["domains"] = $"Give at most {NewPartner.MostDomains} domains.";
        return [.. read.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Cuts what was typed into one field.</summary>
    public static string[] Split(string? typed) =>
        (typed ?? "").Split([',', ';', ' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What two people who give one domain to two partners meet at.</summary>
    public static IEnumerable<string> Locks(IReadOnlyList<string> domains) => domains.Select(d => "partner-domain:" + d);

    /// <summary>Refused when one of them belongs to another partner than <paramref name="own"/>.</summary>
    public static async Task<Problem?> Taken(EntenteDb db, IReadOnlyList<string> domains, PartnerId? own, CancellationToken ct)
    {
        var taken = await (
            // The scope is lifted: a domain is of one partner, whoever looks. Of whom is told to those alone who see that partner.
            from d in db.Set<PartnerDomain>().IgnoreQueryFilters([Fences.Scope])
            join p in db.Set<Partner>() on new { d.WorkspaceId, d.PartnerId } equals new { p.WorkspaceId, p.PartnerId }
            where domains.Contains(d.Domain) && (own == null || p.PartnerId != own)
            orderby d.Domain
            select new { d.Domain, Name = !db.Scoped || db.Scope.Contains(p.PartnerId) ? p.Name : "another partner" }
        ).FirstOrDefaultAsync(ct);
        return taken is null ? null : Refusals.DomainTaken(taken.Domain, taken.Name);
    }
}
