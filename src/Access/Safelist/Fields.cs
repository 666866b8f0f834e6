using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Safelist;

/// <summary>Contributed by whoever owns an object: which of its fields could be shown to partners at all.</summary>
public interface IFieldCatalog
{
    ValueTask<IReadOnlyList<CatalogField>> Fields(CancellationToken ct);
}

/// <summary>Contributed by Partners: what the safelist may distinguish by. Null when there is no such partner.</summary>
public interface IActorFacts
{
    ValueTask<PartnerFacts?> Of(PartnerId partner, CancellationToken ct);
}

/// <summary>A partner's type, tier and region by their stable names; null where it has none.</summary>
public sealed record PartnerFacts(string? Type, string? Tier, string? Region);

/// <summary>
/// The one outward choke point: whatever leaves towards a partner, guest, link, mail or interface is projected by what this gives.
/// </summary>
public sealed class Fields(EntenteDb db, IEnumerable<IFieldCatalog> catalogues, IEnumerable<IActorFacts> facts)
{
    private List<CatalogField>? catalogue;
    private List<FieldRule>? rules;

    /// <summary>
    /// What this actor may see: staff everything, a partner's people what the safelist says, guests nothing. Entente itself has no
    /// eyes: a job that writes to a partner says for whom by <see cref="ForPartner"/>, and asking for it throws.
    /// </summary>
    public async Task<Projection> For(Actor actor, CancellationToken ct = default) =>
        actor.Kind switch
        {
            ActorKind.Staff => Projection.Everything,
            ActorKind.Partner when actor.Partner is { } partner => await ForPartner(partner, actor.Person, ct),
            ActorKind.System => throw new InvalidOperationException("Say for whom: use ForPartner."),
            _ => Projection.Nothing,
        };

    /// <summary>What someone of this partner may see: for mails and other things that jobs write.</summary>
    /// <param name="person">Whose role counts; null: a reader without a role.</param>
    public async Task<Projection> ForPartner(PartnerId partner, PersonId? person, CancellationToken ct = default)
    {
        var role = person is { } id
            ? await db.Set<Membership>()
                .Where(m => m.PersonId == id && m.PartnerId == partner)
                .Select(m => m.PartnerRole)
                .SingleOrDefaultAsync(ct)
            : null;
        PartnerFacts? known = null;
        foreach (var source in facts)
            known ??= await source.Of(partner, ct);
        return FieldRules.For(await Catalogue(ct), await Rules(ct), new(known?.Type, known?.Tier, role?.ToString(), known?.Region));
    }

    /// <summary>Every listed field, for the settings page.</summary>
    public async Task<IReadOnlyList<CatalogField>> Catalogue(CancellationToken ct)
    {
        if (catalogue is not null)
            return catalogue;
        var all = new List<CatalogField>();
        foreach (var source in catalogues)
            all.AddRange(await source.Fields(ct));
        return catalogue = all;
    }

    private async Task<List<FieldRule>> Rules(CancellationToken ct) =>
        rules ??= [.. (await db.Set<SafelistRule>().AsNoTracking().ToListAsync(ct)).Select(r => r.Rule)];
}
