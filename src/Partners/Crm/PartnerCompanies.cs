using Entente.Crm;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Crm;

/// <summary>Which company of the CRM a partner is: what may be chosen, what is taken without asking, whose it is already.</summary>
public sealed class PartnerCompanies(EntenteDb db, CrmApi crm)
{
    /// <summary>What everybody holds who gives a partner its company.</summary>
    public const string Lock = "partner-company";

    /// <summary>Living accounts of the connected CRM with one of these registrable domains; none for domains that prove nothing.</summary>
    public async Task<IReadOnlyList<AccountCard>> With(IReadOnlyCollection<string> domains, CancellationToken ct)
    {
        if (domains.Count == 0 || await crm.Connection(ct) is not { } connection)
            return [];
        var sites = await crm.Sites(ct);
        var prove = domains.Where(d => Domain.OfCompany(d, sites) is not null).ToList();
        return [.. (await crm.AccountsWith(prove, [], ct)).Where(a => a.Connection == connection.Id)];
    }

    /// <summary>The only one with one of these domains, where it is no other partner's; else nobody can know without asking.</summary>
    public async Task<AccountId?> Sole(IReadOnlyCollection<string> domains, CancellationToken ct) =>
        await With(domains, ct) is [var only] && await Taken(only, null, "account", ct) is null ? only.Id : null;

    /// <summary>The company that a person says it is. What stands already is not looked at again.</summary>
    /// <param name="address">The CRM's id or the address of its page; it goes before <paramref name="picked"/>.</param>
    public async Task<(AccountId? Account, Problem? Wrong)> Chosen(
        AccountId? picked,
        string? address,
        AccountId? present,
        PartnerId own,
        CancellationToken ct
    )
    {
        var typed = address?.Trim() ?? "";
        if (typed.Length == 0 && (picked is null || picked == present))
            return (picked, null);
        var field = typed.Length > 0 ? "accountAddress" : "account";
        if (await crm.Connection(ct) is not { } connection)
            return (present, Refusals.NoCrm(field));
        var found =
            typed.Length > 0
                ? await crm.AccountNamed(connection, typed, ct)
                : (await crm.Accounts([picked!.Value], ct)).FirstOrDefault(a => a.Connection == connection.Id && !a.Deleted);
        if (found is null)
            return (present, Refusals.NoCompany(field, connection.Kind));
        return (found.Id, found.Id == present ? null : await Taken(found, own, field, ct));
    }

    /// <summary>Refused beside <paramref name="field"/> when it is the company of another partner than <paramref name="own"/>.</summary>
    internal async Task<Problem?> Taken(AccountCard account, PartnerId? own, string field, CancellationToken ct)
    {
        // The scope is lifted: a company is of one partner, whoever looks. Of whom is told to those alone who see that partner.
        var holder = await db.Set<Partner>()
            .IgnoreQueryFilters([Fences.Scope])
            .Where(p => p.Account == account.Id && (own == null || p.PartnerId != own))
            .Select(p => !db.Scoped || db.Scope.Contains(p.PartnerId) ? p.Name : "another partner")
            .FirstOrDefaultAsync(ct);
        return holder is null ? null : Refusals.CompanyTaken(field, account.Name, holder);
    }
}
