using Entente.Crm;
using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <summary>Parts in a deal that come from no registration: somebody gave them.</summary>
internal sealed class PartTouches : ITouchSource
{
    public Task<IReadOnlyList<FoundTouch>> Of(IReadOnlyCollection<OpportunityCard> deals, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<FoundTouch>>([
            .. from deal in deals
            from part in deal.Partners
            where part.Registration is null
            select new FoundTouch(deal.Id, new(part.Partner, TouchKind.Linked, part.Role, part.LinkedAt, $"part:{part.Partner.Value:N}")),
        ]);
}

/// <summary>
/// Whom the CRM itself names as a deal's partner: HubSpot's association labels, Salesforce's opportunity partners, as the mirror last saw them. Neither
/// CRM says since when: it counts from the day the deal was made there, never from the moment somebody looked.
/// </summary>
internal sealed class CrmTouches(CrmApi crm, PartnersApi partners) : ITouchSource
{
    public async Task<IReadOnlyList<FoundTouch>> Of(IReadOnlyCollection<OpportunityCard> deals, CancellationToken ct) =>
        [
            .. (await Named(deals, ct)).Select(n => new FoundTouch(
                n.Deal,
                new(
                    n.Partner,
                    TouchKind.NamedInCrm,
                    CrmLabels.RoleOf(n.Label),
                    n.Made,
                    $"crm:{n.Partner.Value:N}",
                    n.Label is { Length: > 0 } label ? label[..Math.Min(label.Length, 120)] : null
                )
            )),
        ];

    /// <summary>Those of them that are partners here.</summary>
    public async Task<IReadOnlyList<(OpportunityId Deal, DateTimeOffset Made, PartnerId Partner, string? Label)>> Named(
        IReadOnlyCollection<OpportunityCard> deals,
        CancellationToken ct
    )
    {
        var named = new List<(OpportunityCard Deal, ExistingPartner By)>();
        foreach (var connection in deals.GroupBy(d => d.Connection))
        {
            var of = connection.ToDictionary(d => d.CrmId, StringComparer.Ordinal);
            var found = await crm.ExistingPartners(connection.Key, [.. of.Keys], ct);
            // A label may also say that a company is the customer.
            named.AddRange(found.Select(f => (of[f.DealCrmId], f)).Where(n => n.f.Account is null || n.f.Account != n.Item1.Account));
        }
        if (named.Count == 0)
            return [];
        var known = await partners.All(entering: false, ct);
        var byAccount = known.Where(p => p.Account is not null).ToLookup(p => p.Account!.Value);
        var byDomain = known.SelectMany(p => p.Domains.Select(d => (Domain: d, Partner: p))).ToLookup(p => p.Domain, p => p.Partner);
        return
        [
            .. named
                .Select(n =>
                    (
                        n.Deal.Id,
                        Made: n.Deal.CreatedAt,
                        Partner: (n.By.Account is { } account ? byAccount[account].FirstOrDefault() : null)
                            ?? (n.By.Domain is { } domain ? byDomain[domain].FirstOrDefault() : null),
                        n.By.Role
                    )
                )
                .Where(n => n.Partner is not null)
                .DistinctBy(n => (n.Id, n.Partner!.Id))
                .Select(n => (n.Id, n.Made, n.Partner!.Id, n.Role)),
        ];
    }
}

/// <summary>A partner is named (by the CRM, by another partner's registration) but has no part in the deal: staff give it one, or leave it out.</summary>
public sealed class DecideNamed(EntenteDb db, Actor actor, TimeProvider clock, PipelineApi pipeline)
{
    public async Task<Result> Run(OpportunityId deal, PartnerId partner, bool takeIn, CancellationToken ct)
    {
        if (Refusals.MayNotSettle(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([ShareDesk.Lock(deal)], ct);
        if (await pipeline.Get(deal, ct) is not { Gone: false } card)
            return Refusals.NotFound;
        if (card.State is not OpportunityState.Open)
            return Refusals.SharesLocked;
        var named = await db.Set<CreditTouch>()
            .Where(t => t.OpportunityId == deal && t.PartnerId == partner && t.LeftOutAt == null)
            .OrderBy(t => t.At)
            .ToListAsync(ct);
        if (named.Count == 0 || card.Partners.Any(p => p.Partner == partner))
            return Refusals.NotNamed;
        if (takeIn)
            await pipeline.Link(
                new(card.Connection, card.CrmId, card.Name, card.Account, card.Amount, partner, named[0].Role, Motion: card.Motion ?? ""),
                ct
            );
        else
            foreach (var touch in named)
                touch.LeaveOut(actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return Result.Done;
    }
}

/// <summary>Settled shares answer the motions' exit criteria.</summary>
internal sealed class CreditFact(EntenteDb db) : IMotionFacts
{
    public async Task<IReadOnlyDictionary<OpportunityId, IReadOnlyDictionary<MotionFact, string>>> Of(
        IReadOnlyCollection<OpportunityCard> deals,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var ids = deals.Select(d => d.Id).ToArray();
        var settled = await db.Set<DealShares>()
            .Where(d => ids.Contains(d.OpportunityId) && (d.SettledAt != null || d.LockedAt != null))
            .Select(d => d.OpportunityId)
            .ToListAsync(ct);
        return settled.ToDictionary(
            d => d,
            IReadOnlyDictionary<MotionFact, string> (_) => new Dictionary<MotionFact, string> { [MotionFact.CreditSettled] = "Settled" }
        );
    }
}

/// <summary>What higher rooms may stage about credit; they save.</summary>
public sealed class CreditApi
{
    private readonly EntenteDb db;
    private readonly GatherCredit gather;
    private readonly PipelineApi pipeline;
    private readonly TimeProvider clock;

    internal CreditApi(EntenteDb db, GatherCredit gather, PipelineApi pipeline, TimeProvider clock) =>
        (this.db, this.gather, this.pipeline, this.clock) = (db, gather, pipeline, clock);

    /// <summary>
    /// Puts shares in force that were settled elsewhere, by a conflict's decision; nothing where the deal is unknown or its credit is locked. Throws when
    /// together they go above the whole.
    /// </summary>
    public async Task Settle(
        OpportunityId opportunity,
        IReadOnlyDictionary<PartnerId, RoleShare> given,
        PersonId? by,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        if (await pipeline.Get(opportunity, ct) is null)
            return;
        var sheet = await db.Set<DealShares>().Include(d => d.Shares).SingleOrDefaultAsync(d => d.OpportunityId == opportunity, ct);
        if (sheet is null)
            db.Add(sheet = DealShares.Begin(opportunity));
        if (sheet.LockedAt is not null)
            return;
        sheet.Settle(given, by, now);
        await ShareDesk.Overtake(db, opportunity, "The shares were settled with a conflict.", by, now, ct);
    }

    /// <summary>A touch that somebody just made, for what is told as it happens. Of one source once.</summary>
    public async Task Touch(FoundTouch found, CancellationToken ct)
    {
        var (deal, touch) = found;
        if (
            await db.Set<CreditTouch>()
                .AnyAsync(t => t.OpportunityId == deal && t.PartnerId == touch.Partner && t.Source == touch.Source, ct)
        )
            return;
        db.Add(CreditTouch.Of(deal, touch, clock.GetUtcNow()));
    }

    /// <summary>Gathers the touches of these deals anew, and credits them.</summary>
    public Task Gather(IReadOnlyCollection<OpportunityId> deals, CancellationToken ct) => gather.Stage(deals, ct);
}
