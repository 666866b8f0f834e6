using Entente.Crm;
using Entente.Partners.Crm;
using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners;

/// <summary>
/// What higher modules may ask about partners. A partner's own people and links get answers about their own partner only: the filter
/// <c>partner</c> holds here too.
/// </summary>
public sealed partial class PartnersApi
{
    private readonly EntenteDb db;
    private readonly PartnerInCrm inCrm;
    private readonly PageMemo memo;

    internal PartnersApi(EntenteDb db, PartnerInCrm inCrm, PageMemo memo) => (this.db, this.inCrm, this.memo) = (db, inCrm, memo);

    /// <summary>The kind of a partner in a <see cref="SubjectRef"/>.</summary>
    public const string SubjectKind = "partner";

    /// <summary>The partner, or null when there is none for this actor.</summary>
    public async Task<PartnerCard?> Get(PartnerId id, CancellationToken ct) => (await Cards([id], ct)).GetValueOrDefault(id);

    /// <summary>Those of the ids that exist for this actor.</summary>
    public Task<IReadOnlyDictionary<PartnerId, PartnerCard>> Cards(IReadOnlyCollection<PartnerId> ids, CancellationToken ct) =>
        memo.Of<PartnerId, PartnerCard>(
            ids,
            async wanted => (await PartnerCards.Load(db, p => wanted.Contains(p.PartnerId), ct)).ToDictionary(c => c.Id)
        );

    /// <summary>
    /// Somebody of the partner did something: its own company in the CRM is told, where it has one there. Only stages, the caller saves.
    /// </summary>
    public Task Active(PartnerCard partner, DateTimeOffset at, CancellationToken ct) =>
        inCrm.Active(PartnerThere.Of(partner), partner.Account, at, ct);

    /// <summary>What rooms know of a partner that the CRM is told, by field; read by whoever sees all of the partner.</summary>
    public Task<IReadOnlyDictionary<string, string?>> Fields(PartnerId partner, CancellationToken ct) => inCrm.Known(partner, ct);

    /// <summary>As <see cref="Active"/>, of what happens often (words, tasks): told once a day at most. The caller holds <see cref="Stirring"/>.</summary>
    public Task Stirred(PartnerCard partner, DateTimeOffset at, CancellationToken ct) =>
        inCrm.Stir(PartnerThere.Of(partner), partner.Account, at, ct);

    /// <summary>The lock of whoever tells the CRM what a partner does often: of two at once the second sees what the first told.</summary>
    public static string Stirring(PartnerId partner) => $"partner-stirs:{partner.Value:N}";

    /// <summary>
    /// It was activated on this day (in the workspace's zone): kept where no such day is known, told to its company in the CRM and by
    /// <see cref="PartnerOnboarded"/>. Only stages, the caller saves, and holds <see cref="PartnerCompanies.Lock"/>.
    /// </summary>
    public async Task Onboarded(PartnerId id, DateOnly on, CancellationToken ct)
    {
        if (await db.Set<Partner>().SingleOrDefaultAsync(p => p.PartnerId == id, ct) is not { } partner || !partner.Onboard(on))
            return;
        if (await Get(id, ct) is { } card)
            await Described(partner, card.Tier, ct);
    }

    /// <summary>Its company is told what is known of it: another type or tier, that it was onboarded, or all of it where the company is another.</summary>
    internal Task Described(Partner partner, PartnerTier tier, CancellationToken ct) =>
        inCrm.Tell(new(partner.Id, partner.Type, tier, partner.OnboardedOn), partner.Account, ct);

    /// <summary>A person named its manager: the same owns its company in the CRM.</summary>
    internal Task Managed(Partner partner, PersonId manager, CancellationToken ct) => inCrm.Own(partner.Id, partner.Account, manager, ct);

    /// <summary>It is no longer of this company: there nothing is said of it any more.</summary>
    internal Task Left(Partner partner, AccountId? company, CancellationToken ct) => inCrm.Leave(partner.Id, company, ct);

    /// <summary>Every partner, by name; with <paramref name="entering"/> only those the vendor works with.</summary>
    public async Task<IReadOnlyList<PartnerCard>> All(bool entering, CancellationToken ct)
    {
        var cards = await PartnerCards.Load(db, _ => true, ct);
        return [.. cards.Where(c => !entering || Lifecycle.MayEnter(c.Status)).OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>
    /// Ids of the partners of a type, tier (in the default program), home region, program; null: any. Also those that the actor does not see: for
    /// counting, never to be shown.
    /// </summary>
    public async Task<IReadOnlyList<PartnerId>> Like(
        PartnerType? type,
        PartnerTier? tier,
        string? region,
        string? program,
        CancellationToken ct
    )
    {
        var enrolled =
            from e in db.Set<Enrollment>().IgnoreQueryFilters(Fences.OfLooker)
            join p in db.Set<Program>() on new { e.WorkspaceId, Id = e.ProgramId } equals new { p.WorkspaceId, p.Id }
            select new
            {
                e.PartnerId,
                e.Tier,
                p.Name,
                p.IsDefault,
            };
        var all = db.Set<Partner>().IgnoreQueryFilters(Fences.OfLooker).AsNoTracking();
        if (type is { } sort)
            all = all.Where(p => p.Type == sort);
        if (region?.ToLowerInvariant() is { } home)
            all = all.Where(p => p.Region.ToLower() == home);
        if (program?.ToLowerInvariant() is { } name)
            all = all.Where(p => enrolled.Any(e => e.PartnerId == p.PartnerId && e.Name.ToLower() == name));
        if (tier is { } rank)
            all = all.Where(p =>
                enrolled.Where(e => e.PartnerId == p.PartnerId && e.IsDefault).Select(e => (PartnerTier?)e.Tier).FirstOrDefault() == rank
                || (rank == default && !enrolled.Any(e => e.PartnerId == p.PartnerId && e.IsDefault))
            );
        return await all.Select(p => p.PartnerId).ToListAsync(ct);
    }

    /// <summary>Whose domain this is: takes a host, a web or a mail address. Null for nobody's and for free mail.</summary>
    public async Task<PartnerCard?> ByDomain(string? address, CancellationToken ct)
    {
        if (Domain.OfCompany(address) is not { Value: var domain })
            return null;
        var owner = await db.Set<PartnerDomain>()
            .Where(d => d.Domain == domain)
            .Select(d => (PartnerId?)d.PartnerId)
            .SingleOrDefaultAsync(ct);
        return owner is { } id ? await Get(id, ct) : null;
    }

    /// <summary>May this partner claim this account, by territory and by the vendor's list of named accounts (PTN-6)?</summary>
    /// <param name="country">A code or a name, as a form or the CRM has it.</param>
    /// <param name="domain">Host, web or mail address of the company.</param>
    public async Task<TerritoryRuling> Territory(
        PartnerId partner,
        string? country,
        string? domain,
        string companyName,
        CancellationToken ct
    )
    {
        var all = await db.Set<Territory>()
            .OrderBy(t => t.Name)
            .Select(t => new
            {
                t.Id,
                t.Name,
                t.Countries,
            })
            .ToListAsync(ct);
        var own = await db.Set<PartnerTerritory>().Where(t => t.PartnerId == partner).Select(t => t.TerritoryId).ToListAsync(ct);
        var (key, host) = (CompanyName.Of(companyName).Key, Domain.OfCompany(domain)?.Value ?? "");
        var listed = await db.Set<NamedAccount>()
            .Where(n => (key != "" && n.NameKey == key) || (host != "" && n.Domain == host))
            .Select(n => new NamedAccountFact(n.Kind, n.Holder, n.Reason))
            .ToListAsync(ct);
        return Territories.Judge(
            new(
                partner,
                Countries.Code(country),
                [.. all.Where(t => own.Contains(t.Id)).Select(t => new TerritoryFact(t.Name, t.Countries.ToHashSet()))],
                [.. all.Select(t => new TerritoryFact(t.Name, t.Countries.ToHashSet()))],
                listed
            )
        );
    }
}
