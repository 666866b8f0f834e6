using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Outbox;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <summary>
/// Gathers what partners did in deals, and keeps what credit comes of it: new touches are added, of one source once; an open deal is credited anew, one
/// that is closed is locked as it stood. Only stages, in the transaction of whoever calls; running it again changes nothing.
/// </summary>
internal sealed class GatherCredit(EntenteDb db, CreditBook book, IEnumerable<ITouchSource> sources, WriteCredit write, TimeProvider clock)
{
    public async Task Stage(IReadOnlyCollection<OpportunityId> ids, CancellationToken ct)
    {
        // Two events of one deal may run at once: each touch is added by one of them.
        await db.Lock(ids.Select(ShareDesk.Lock), ct);
        var now = clock.GetUtcNow();
        var credits = (await book.Load(ids, tracked: true, ct)).Where(c => !c.Deal.Gone).ToList();
        if (credits.Count == 0)
            return;
        var found = new List<FoundTouch>();
        foreach (var source in sources)
            found.AddRange(await source.Of([.. credits.Select(c => c.Deal)], ct));
        var byDeal = found.ToLookup(f => f.Deal, f => f.Touch);
        foreach (var credit in credits)
        {
            var touches = Add(credit, byDeal[credit.Deal.Id], now);
            write.Stage(credit, await Follow(credit, touches, now, ct));
        }
    }

    private List<Touch> Add(DealCredit credit, IEnumerable<Touch> found, DateTimeOffset now)
    {
        var touches = credit.Touches.Select(t => t.Touch).ToList();
        var known = touches.Select(t => (t.Partner, t.Source)).ToHashSet();
        foreach (var touch in found.Where(t => known.Add((t.Partner, t.Source))))
        {
            db.Add(CreditTouch.Of(credit.Deal.Id, touch, now));
            touches.Add(touch);
        }
        return touches;
    }

    // Returns what stands afterwards, a row for each partner.
    private async Task<IReadOnlyList<PartnerCredit>> Follow(
        DealCredit credit,
        List<Touch> touches,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var (deal, sheet) = (credit.Deal, credit.Sheet);
        var closed = deal.State is not OpportunityState.Open;
        if (sheet.LockedAt is not null && closed)
            return credit.Rows;
        if (sheet.LockedAt is not null)
        {
            sheet.Unlock();
            sheet.Join(deal.Partners.Select(p => (p.Partner, p.Role)));
        }
        sheet.SettleIfAgreed(now);
        var rows = Credit(credit, touches);
        if (!closed || (deal.IsDirect && !credit.Kept))
            return rows;
        sheet.Lock(credit.Counts, credit.Rule.Label, deal.ClosedAt ?? deal.ChangedAt);
        foreach (
            var offer in await db.Set<ShareOffer>().Where(o => o.OpportunityId == deal.Id && o.Outcome == OfferEnd.Open).ToListAsync(ct)
        )
            offer.Close(OfferEnd.Overtaken, "The deal was closed first.", null, now);
        return rows;
    }

    private List<PartnerCredit> Credit(DealCredit credit, List<Touch> touches)
    {
        var rows = new List<PartnerCredit>();
        var facts = credit.Facts(touches);
        var by = Crediting.All(facts, credit.Rule.Rule);
        var counts = Crediting.Counts(facts, credit.Rule.Rule);
        var standings = Crediting.Standings(facts).ToDictionary(s => s.Partner);
        foreach (var row in credit.Rows.Where(r => !facts.Partners.Contains(r.PartnerId)))
            db.Remove(row);
        foreach (var partner in facts.Partners)
        {
            var row = credit.Rows.FirstOrDefault(r => r.PartnerId == partner);
            if (row is null)
                db.Add(row = PartnerCredit.Begin(credit.Deal.Id, partner));
            row.Become(
                standings[partner],
                counts.Of(partner)!.Points,
                by[CreditModel.Primary].Of(partner)!.Points,
                by[CreditModel.Split].Of(partner)!.Points,
                by[CreditModel.FirstTouch].Of(partner)!.Points,
                by[CreditModel.ByTouch].Of(partner)!.Points
            );
            rows.Add(row);
        }
        return rows;
    }
}

/// <summary>What happened to a deal changes its credit. Each looks at the deal as it is now, so their order says nothing.</summary>
internal sealed class HearOfCredit(EntenteDb db, GatherCredit gather)
    : IHandle<OpportunityPartnerLinked>,
        IHandle<OpportunityStageChanged>,
        IHandle<DealWon>,
        IHandle<DealLost>,
        IHandle<SharesSettled>,
        IHandle<CreditCorrected>,
        IHandle<OpportunityMerged>,
        IHandle<CreditRulePublished>
{
    public Task Handle(OpportunityPartnerLinked what, Telling telling, CancellationToken ct) => gather.Stage([what.Opportunity], ct);

    public Task Handle(DealWon what, Telling telling, CancellationToken ct) => gather.Stage([what.Opportunity], ct);

    public Task Handle(DealLost what, Telling telling, CancellationToken ct) => gather.Stage([what.Opportunity], ct);

    public Task Handle(SharesSettled what, Telling telling, CancellationToken ct) => gather.Stage([what.Opportunity], ct);

    public Task Handle(CreditCorrected what, Telling telling, CancellationToken ct) => gather.Stage([what.Opportunity], ct);

    public async Task Handle(OpportunityStageChanged what, Telling telling, CancellationToken ct)
    {
        // Only a deal that was closed and is open again: every other move changes no credit.
        if (await db.Set<DealShares>().AnyAsync(d => d.OpportunityId == what.Opportunity && d.LockedAt != null, ct))
            await gather.Stage([what.Opportunity], ct);
    }

    public async Task Handle(OpportunityMerged what, Telling telling, CancellationToken ct)
    {
        // What was done in the one that is gone was done in the one that stands for both.
        await db.Lock([ShareDesk.Lock(what.Opportunity), ShareDesk.Lock(what.Into)], ct);
        var known = await db.Set<CreditTouch>()
            .Where(t => t.OpportunityId == what.Opportunity || t.OpportunityId == what.Into)
            .AsNoTracking()
            .ToListAsync(ct);
        var there = known.Where(t => t.OpportunityId == what.Into).Select(t => (t.PartnerId, t.Source)).ToHashSet();
        foreach (var touch in known.Where(t => t.OpportunityId == what.Opportunity && there.Add((t.PartnerId, t.Source))))
            db.Add(CreditTouch.Of(what.Into, touch.Touch, touch.SeenAt));
        await db.SaveChangesAsync(ct);
        await gather.Stage([what.Into], ct);
    }

    public Task Handle(CreditRulePublished what, Telling telling, CancellationToken ct)
    {
        db.Enqueue(new CreditAnew(what.Motion));
        return Task.CompletedTask;
    }
}

/// <param name="Motion">Empty: every one.</param>
[JobName("credit.anew")]
internal sealed record CreditAnew(string Motion);

/// <summary>Every open deal with a partner, in pages: after a rule was published, and every third day for what nobody announces.</summary>
internal sealed class CreditOpenDeals(EntenteDb db, GatherCredit gather) : IJob<CreditAnew>, IScheduled
{
    private const int Page = 200;

    public async Task<JobOutcome> Run(CreditAnew payload, CancellationToken ct)
    {
        await All(payload.Motion, ct);
        return JobOutcome.Done;
    }

    public Task Run(DateTimeOffset now, CancellationToken ct) => All("", ct);

    private async Task All(string motion, CancellationToken ct)
    {
        var ids = await db.Set<OpportunityPartner>()
            .Where(p => p.IsPrimary && (motion == "" || p.Motion == motion))
            .Where(p => db.Set<Opportunity>().Any(o => o.Id == p.OpportunityId && o.State == OpportunityState.Open && !o.Deleted))
            .OrderBy(p => p.OpportunityId)
            .Select(p => p.OpportunityId)
            .ToListAsync(ct);
        foreach (var page in ids.Chunk(Page))
        {
            await using var held = await db.Hold([], ct);
            await gather.Stage(page, ct);
            await held.Save(ct);
            db.ChangeTracker.Clear();
        }
    }
}
