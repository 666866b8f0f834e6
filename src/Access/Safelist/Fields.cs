using Entente.Access.Model;
using Entente.Access.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Safelist;

/// <summary>
/// Contributed by whoever owns an object: which of its fields could be shown to partners at all. Gives the same list while nothing changed: what
/// was worked out from it is kept as long as that.
/// </summary>
public interface IFieldCatalog
{
    ValueTask<IReadOnlyList<CatalogField>> Fields(CancellationToken ct);
}

/// <summary>Contributed by Partners: what the safelist may distinguish by. Null when there is no such partner.</summary>
public interface IActorFacts
{
    ValueTask<PartnerFacts?> Of(PartnerId partner, CancellationToken ct);

    /// <summary>By what the workspace's partners differ.</summary>
    ValueTask<SafelistSegments> Segments(CancellationToken ct);

    /// <summary>Every partner of the workspace, by what data scopes distinguish; whatever the scope of whoever asks.</summary>
    ValueTask<IReadOnlyList<ScopedPartner>> All(CancellationToken ct);
}

/// <summary>A partner's type, tier and region by their stable names; null where it has none.</summary>
public sealed record PartnerFacts(string? Type, string? Tier, string? Region)
{
    /// <summary>What it is called.</summary>
    public string Name { get; init; } = "";
}

/// <summary>
/// The one outward choke point: whatever leaves towards a partner, guest, link, mail or interface is projected by what this gives.
/// </summary>
public sealed class Fields(
    EntenteDb db,
    PageMemo memo,
    PublishedSafelists published,
    IEnumerable<IFieldCatalog> catalogues,
    IEnumerable<IActorFacts> facts
)
{
    private SafelistInForce? inForce;

    /// <summary>
    /// What this actor may see: staff everything, a partner's people what the safelist says, guests nothing. Entente itself has no
    /// eyes: a job that writes to a partner says for whom by <see cref="ForPartner"/>, and asking for it throws.
    /// </summary>
    public async Task<Projection> For(Actor actor, CancellationToken ct = default) =>
        actor.Kind switch
        {
            ActorKind.Staff => Projection.Everything,
            ActorKind.Partner when actor.Partner is { } partner => actor.Role is { } role
                ? await ForRole(partner, Enum.Parse<PartnerRole>(role), ct)
                : await ForPartner(partner, actor.Person, ct),
            ActorKind.System => throw new InvalidOperationException("Say for whom: use ForPartner."),
            _ => Projection.Nothing,
        };

    /// <summary>What someone of this partner may see: for mails and other things that jobs write.</summary>
    /// <param name="person">Whose role counts; null: a reader without a role.</param>
    public async Task<Projection> ForPartner(PartnerId partner, PersonId? person, CancellationToken ct = default) =>
        (await InForce(ct)).For(await memo.One($"{partner} {person}", () => Audience(partner, person, ct)));

    private async Task<Audience> Audience(PartnerId partner, PersonId? person, CancellationToken ct)
    {
        var role = person is { } id
            ? await db.Set<Membership>()
                .Where(m => m.PersonId == id && m.PartnerId == partner)
                .Select(m => m.PartnerRole)
                .SingleOrDefaultAsync(ct)
            : null;
        return Audience(await Facts(partner, ct), role);
    }

    private async Task<Projection> ForRole(PartnerId partner, PartnerRole role, CancellationToken ct) =>
        (await InForce(ct)).For(Audience(await Facts(partner, ct), role));

    /// <summary>As whom the safelist knows a person of this partner.</summary>
    internal static Audience Audience(PartnerFacts? known, PartnerRole? role) =>
        new(known?.Type, known?.Tier, role?.ToString(), known?.Region);

    internal async Task<PartnerFacts?> Facts(PartnerId partner, CancellationToken ct)
    {
        foreach (var source in facts)
            if (await source.Of(partner, ct) is { } known)
                return known;
        return null;
    }

    /// <summary>By what rules may distinguish.</summary>
    internal async Task<SafelistSegments> Segments(CancellationToken ct)
    {
        foreach (var source in facts)
            return await source.Segments(ct);
        return SafelistSegments.None;
    }

    /// <summary>The fields of an object that anybody outside may see in any stage, by the list in force.</summary>
    public async Task<IReadOnlySet<string>> Listed(string objectName, CancellationToken ct) =>
        (await InForce(ct))
            .Rules.Where(r => r.Object == objectName && r.Visibility is not Visibility.Hidden)
            .Select(r => r.Field)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Every listed field, for the settings page.</summary>
    public async Task<IReadOnlyList<CatalogField>> Catalogue(CancellationToken ct) => (await InForce(ct)).Catalogue;

    /// <summary>What counts now; one and the same for the whole of a request.</summary>
    internal async ValueTask<SafelistInForce> InForce(CancellationToken ct)
    {
        if (inForce is not null)
            return inForce;
        var lists = new List<IReadOnlyList<CatalogField>>();
        foreach (var source in catalogues)
            lists.Add(await source.Fields(ct));
        return inForce = await published.Get(db, lists, ct);
    }

    /// <summary>After a version was published in this request.</summary>
    internal void Published()
    {
        published.Forget(db.Workspace);
        inForce = null;
    }
}
