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
            [.. (Territories ?? []).Where(t => t.Length > 0)],
            Reason
        );
}

/// <summary>Reads a partner for its form.</summary>
public sealed class PartnerToEdit(EntenteDb db, PartnersApi partners)
{
    /// <summary>Null when there is none; the territories are all there are, by name.</summary>
    public async Task<(PartnerCard Card, PartnerForm Form, IReadOnlyList<string> Territories)?> Load(PartnerId id, CancellationToken ct)
    {
        if (await partners.Get(id, ct) is not { } card)
            return null;
        var version = await db.Set<Partner>().Where(p => p.PartnerId == id).Select(p => p.Version).SingleAsync(ct);
        var all = await db.Set<Territory>().OrderBy(t => t.Name).Select(t => new { t.Id, t.Name }).ToListAsync(ct);
        var own = await db.Set<PartnerTerritory>().Where(t => t.PartnerId == id).Select(t => t.TerritoryId).ToListAsync(ct);
        var form = new PartnerForm
        {
            Version = version,
            SeenTier = card.Tier.ToString(),
            Name = card.Name,
            Domains = string.Join(", ", card.Domains),
            Type = card.Type.ToString(),
            Region = card.Region,
            Tier = card.Tier.ToString(),
            Status = card.Status.ToString(),
            Manager = card.Manager?.ToString(),
            Territories = [.. all.Where(t => own.Contains(t.Id)).Select(t => t.Name)],
        };
        return (card, form, [.. all.Select(t => t.Name)]);
    }
}
