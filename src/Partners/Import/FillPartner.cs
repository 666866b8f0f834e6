using Entente.Crm;
using Entente.Partners.Crm;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Import;

/// <summary>Gives a partner what it lacks of what a row says. What it has stays, and so does what a person said of its company.</summary>
internal sealed class FillPartner(EntenteDb db, PartnersApi partners, PartnerCompanies companies, CrmApi crm)
{
    /// <summary>What a use case holds around <see cref="Stage"/>.</summary>
    public static IEnumerable<string> Locks(PartnerId partner, NewPartner input) =>
        [.. Domains.Locks(input.Domains), $"partner:{partner.Value:N}", PartnerCompanies.Lock];

    /// <summary>What it got, in a sentence. Only stages: the caller saves.</summary>
    public async Task<Result<string>> Stage(PartnerId id, NewPartner input, CancellationToken ct)
    {
        if (
            await db.Set<Partner>().SingleOrDefaultAsync(p => p.PartnerId == id, ct) is not { } partner
            || await partners.Get(id, ct) is not { } card
        )
            return Refusals.NoPartner;
        var got = new List<string>();
        if (partner.Region.Length == 0 && input.Region.Length > 0)
            got.Add("region");
        if (partner.Complete(input.Region.Length > 0 ? input.Region : null, input.Manager))
        {
            got.Add("manager");
            await partners.Managed(partner, input.Manager!.Value, ct);
        }
        if (card.Domains.Count == 0 && input.Domains.Count > 0)
        {
            if (await Domains.Taken(db, input.Domains, id, ct) is { } taken)
                return taken;
            db.AddRange(input.Domains.Select(d => new PartnerDomain { PartnerId = id, Domain = d }));
            got.Add("web address");
        }
        if (await Company(partner, input, ct) is { } company)
        {
            if (await companies.Taken(company, id, "account", ct) is { } taken)
                return taken;
            partner.TakeCompany(company.Id);
            await partners.Described(partner, card.Tier, ct);
            got.Add("company in the CRM");
        }
        return got.Count == 0 ? "Nothing was lacking." : $"Filled in: {string.Join(", ", got)}.";
    }

    private async Task<AccountCard?> Company(Partner partner, NewPartner input, CancellationToken ct) =>
        partner is { Account: null, CompanySettled: false, ContestedCompany: null } && input.Account is { } named
            ? (await crm.Accounts([named], ct)).SingleOrDefault()
            : null;
}
