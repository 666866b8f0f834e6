using Entente.Access;
using Entente.Crm;
using Entente.Partners.Crm;
using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Edit;

/// <summary>A partner's details as the browser sends them.</summary>
public sealed class PartnerForm
{
    public int Version { get; set; }
    public string? SeenTier { get; set; }
    public string? Name { get; set; }
    public string? Domains { get; set; }
    public string? Account { get; set; }
    public string? AccountAddress { get; set; }
    public string? Type { get; set; }
    public string? Region { get; set; }
    public string? Tier { get; set; }
    public string? Status { get; set; }
    public string? Manager { get; set; }

    // The binder leaves null where no box is ticked.
    public List<string>? Territories { get; set; }
    public string? Reason { get; set; }

    internal EditPartner.Input Read(PartnerId partner) =>
        new(
            partner,
            Version,
            Forms.Enum<PartnerTier>(SeenTier),
            Name ?? "",
            Forms.Enum<PartnerType>(Type),
            Forms.Enum<PartnerTier>(Tier),
            Forms.Enum<PartnerStatus>(Status),
            Region ?? "",
            Ids.TryParse<PersonId>(Manager, out var manager) ? manager : null,
            Entente.Partners.Domains.Split(Domains),
            Ids.TryParse<AccountId>(Account, out var account) ? account : null,
            AccountAddress,
            [.. (Territories ?? []).Where(t => t.Length > 0)],
            Reason
        );
}

/// <summary>A partner with what its form offers.</summary>
/// <param name="Territories">All there are, by name.</param>
/// <param name="Crm">What the connected CRM is called; null: none is connected.</param>
/// <param name="Companies">Those with its domains, and the one it has.</param>
/// <param name="Lost">Why it has none any more; null: it lost none.</param>
public sealed record PartnerEdited(
    PartnerCard Card,
    PartnerForm Form,
    IReadOnlyList<string> Territories,
    string? Crm,
    IReadOnlyList<AccountCard> Companies,
    string? Lost
)
{
    /// <summary>That its company has another owner in the CRM, in a sentence; null: nobody is asked whether that is its manager.</summary>
    public string? NewOwner { get; init; }
}

/// <summary>Reads a partner for its form.</summary>
public sealed class PartnerToEdit(EntenteDb db, PartnersApi partners, PartnerCompanies companies, CrmApi crm, AccessApi access)
{
    /// <summary>Null when there is none.</summary>
    public async Task<PartnerEdited?> Load(PartnerId id, CancellationToken ct)
    {
        if (await partners.Get(id, ct) is not { } card)
            return null;
        var held = await db.Set<Partner>()
            .Where(p => p.PartnerId == id)
            .Select(p => new
            {
                p.Version,
                p.ContestedCompany,
                p.ProposedManager,
            })
            .SingleAsync(ct);
        var all = await db.Set<Territory>().OrderBy(t => t.Name).Select(t => new { t.Id, t.Name }).ToListAsync(ct);
        var bound = await db.Set<PartnerTerritory>().Where(t => t.PartnerId == id).Select(t => t.TerritoryId).ToListAsync(ct);
        var form = new PartnerForm
        {
            Version = held.Version,
            SeenTier = card.Tier.ToString(),
            Name = card.Name,
            Domains = string.Join(", ", card.Domains),
            Account = card.Account?.ToString(),
            Type = card.Type.ToString(),
            Region = card.Region,
            Tier = card.Tier.ToString(),
            Status = card.Status.ToString(),
            Manager = card.Manager?.ToString(),
            Territories = [.. all.Where(t => bound.Contains(t.Id)).Select(t => t.Name)],
        };
        var own = card.Account is { } present ? await crm.Accounts([present], ct) : [];
        return new(
            card,
            form,
            [.. all.Select(t => t.Name)],
            (await crm.Connection(ct))?.Kind.ToString(),
            [.. own.Concat(await companies.With(card.Domains, ct)).DistinctBy(a => a.Id)],
            held.ContestedCompany is { } lost ? await Lost(lost, ct) : null
        )
        {
            NewOwner = held.ProposedManager is { } owner
                ? OwnersToday.Why((await access.People([owner], ct)).GetValueOrDefault(owner)?.Name)
                : null,
        };
    }

    private async Task<string> Lost(AccountId survivor, CancellationToken ct) =>
        CompaniesToday.Why(
            (await crm.Accounts([survivor], ct)).SingleOrDefault()?.Name,
            await db.Set<Partner>().Where(p => p.Account == survivor).Select(p => p.Name).SingleOrDefaultAsync(ct)
        );
}
