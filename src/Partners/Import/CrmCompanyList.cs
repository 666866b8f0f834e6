using Entente.Crm;
using Entente.Crm.Port;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Import;

/// <summary>What companies are looked for by.</summary>
/// <param name="Field">The CRM's own name; null: by name alone.</param>
/// <param name="Called">Part of name or domain.</param>
internal sealed record CompanyQuery(string? Field, string? Value, string? Called)
{
    public bool Asks => Called is not null || (Field is not null && Value is not null);
}

/// <summary>A company that is no partner yet.</summary>
/// <param name="Here">The partner with its domain: that one would be linked, none made.</param>
internal sealed record ListedCompany(AccountCard Account, (PartnerId Id, string Name)? Here);

/// <param name="Crm">What it is called.</param>
/// <param name="Trouble">Why the CRM did not answer, in its words.</param>
/// <param name="Partners">How many of those found are partners already, and so not listed.</param>
internal sealed record CompaniesView(
    string Crm,
    IReadOnlyList<CrmField> Fields,
    CompanyQuery Query,
    IReadOnlyList<ListedCompany> Found,
    int Partners,
    bool More,
    string? Trouble
)
{
    public CrmField? Field => Fields.FirstOrDefault(f => f.Name == Query.Field);
}

/// <summary>Companies of the connected CRM that may be taken up as partners.</summary>
internal sealed class CrmCompanyList(EntenteDb db, Actor actor, CrmApi crm)
{
    /// <summary>Null when no CRM is connected, or for whoever imports nothing.</summary>
    public async Task<CompaniesView?> Load(CompanyQuery query, CancellationToken ct)
    {
        if (Imports.Importer(actor) is null || await crm.Connection(ct) is not { } connection)
            return null;
        var fields = await crm.CompanyFields(connection.Id, ct);
        var (found, trouble) = (new CrmCompanies([], More: false), (string?)null);
        if (query is { Field: { } field, Value: { } value })
        {
            var told = await crm.CompaniesWith(connection.Id, field, value, query.Called, ct);
            if (told.Ok)
                found = told.Value;
            else
                trouble = told.Error.Message;
        }
        else if (query.Called is { } called)
            found = await crm.CompaniesCalled(connection.Id, called, ct);

        var ids = found.Found.Select(a => a.Id).ToList();
        var taken = await db.Set<Partner>()
            .Where(p => p.Account != null && ids.Contains(p.Account.Value))
            .Select(p => p.Account!.Value)
            .ToListAsync(ct);
        var open = found.Found.Where(a => !taken.Contains(a.Id)).ToList();
        var domains = open.Select(a => a.Domain).OfType<string>().Distinct().ToList();
        var here = await (
            from d in db.Set<PartnerDomain>()
            join p in db.Set<Partner>() on new { d.WorkspaceId, d.PartnerId } equals new { p.WorkspaceId, p.PartnerId }
            where domains.Contains(d.Domain)
            select new
            {
                d.Domain,
                p.PartnerId,
                p.Name,
            }
        ).ToDictionaryAsync(p => p.Domain, p => (p.PartnerId, p.Name), ct);
        return new(
            connection.Kind.ToString(),
            fields,
            query,
            [
                .. open.Select(a => new ListedCompany(
                    a,
                    a.Domain is { } domain && here.TryGetValue(domain, out var partner) ? partner : null
                )),
            ],
            taken.Count,
            found.More,
            trouble
        );
    }

    /// <summary>The property that most likely tells partners: what CRMs call type; null when there is none.</summary>
    public static (string Field, string? Value)? Likely(IReadOnlyList<CrmField> fields)
    {
        if (fields.FirstOrDefault(f => f.Name.Equals("type", StringComparison.OrdinalIgnoreCase)) is not { } type)
            return fields.Any(f => f.Name == "IsPartner") ? ("IsPartner", "true") : null;
        var partner = type.Options.FirstOrDefault(o => Tells(o.Value) || Tells(o.Label));
        return (type.Name, partner?.Value);

        static bool Tells(string text) => text.Contains("partner", StringComparison.OrdinalIgnoreCase);
    }
}
