using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Programs.Mails;
using Entente.Programs.Model;
using Entente.Programs.Plans;
using Entente.Programs.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Evaluate;

/// <summary>Measures partners, brings their cards up to date and places them: a few questions for hundreds of partners, one save for each lot.</summary>
internal sealed class EvaluateTiers(
    EntenteDb db,
    PartnersApi partners,
    PlanShelf shelf,
    ScoreBook book,
    Measures measures,
    TierMails mails,
    Workspaces workspaces
)
{
    /// <summary>Partners that are measured, placed and saved together.</summary>
    private const int Lot = 250;

    public async Task One(PartnerId partner, DateTimeOffset now, CancellationToken ct)
    {
        if (await partners.Get(partner, ct) is { } card)
            await Measure([card], now, ct);
    }

    public async Task Type(PartnerType type, DateTimeOffset now, CancellationToken ct) =>
        await Measure([.. (await partners.All(entering: true, ct)).Where(p => p.Type == type)], now, ct);

    /// <summary>Those whose numbers may have changed by themselves since they were last measured: everybody in a new quarter.</summary>
    public async Task Due(DateTimeOffset now, CancellationToken ct)
    {
        var plans = await shelf.InForce(ct);
        if (plans.Count == 0)
            return;
        var day = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        var cards = await db.Set<TierCard>()
            .AsNoTracking()
            .Select(c => new
            {
                c.PartnerId,
                c.Day,
                c.PlanNumber,
            })
            .ToDictionaryAsync(c => c.PartnerId, ct);
        var ended = await Ended(day, ct);
        var standing = measures.Standing;
        bool Moves(TierPlan plan) => plan.Criteria.Any(c => c.Kind is CriterionKind.CrmField || standing.Contains(c.Fact));
        var due = (await partners.All(entering: true, ct)).Where(p =>
            plans.TryGetValue(p.Type, out var plan)
            && (
                !cards.TryGetValue(p.Id, out var card)
                || card.PlanNumber != plan.Number
                || Quarter.Of(card.Day) != Quarter.Of(day)
                || ended.Contains(p.Id)
                || (card.Day != day && Moves(plan.Plan))
            )
        );
        await Measure([.. due], now, ct);
    }

    // Whose exception, hold or certificate has run out since they were last measured.
    private async Task<HashSet<PartnerId>> Ended(DateOnly day, CancellationToken ct)
    {
        var cards = db.Set<TierCard>();
        var exceptions = db.Set<TierException>()
            .Where(e => e.Until <= day && cards.Any(c => c.PartnerId == e.PartnerId && c.Day < e.Until))
            .Select(e => e.PartnerId);
        var evidence = db.Set<TierEvidence>()
            .Where(e => e.Until <= day && cards.Any(c => c.PartnerId == e.PartnerId && c.Day < e.Until))
            .Select(e => e.PartnerId);
        var holds = db.Set<TierCourse>()
            .Where(h => h.HeldUntil <= day && cards.Any(c => c.PartnerId == h.PartnerId && c.Day < h.HeldUntil))
            .Select(h => h.PartnerId);
        return [.. await exceptions.Union(evidence).Union(holds).ToListAsync(ct)];
    }

    private async Task Measure(IReadOnlyCollection<PartnerCard> all, DateTimeOffset now, CancellationToken ct)
    {
        var plans = await shelf.InForce(ct);
        var workspace = await workspaces.Get(db.Workspace, ct);
        foreach (var lot in all.Where(p => plans.ContainsKey(p.Type)).OrderBy(p => p.Id.Value).Chunk(Lot))
        {
            await using var held = await db.Hold(lot.Select(p => "tier:" + p.Id), ct);
            // Loaded again behind the locks: a placement made meanwhile is what counts.
            var cards = await partners.Cards([.. lot.Select(p => p.Id)], ct);
            var records = await book.Read(
                [.. cards.Values],
                [.. plans.Values.Select(p => p.Plan)],
                workspace.DayOf(now),
                workspace.Zone,
                ct
            );
            var rows = await TierRows.Load(db, [.. cards.Keys], ct);
            foreach (var partner in cards.Values.Where(p => plans.ContainsKey(p.Type)))
                await Measure(partner, plans[partner.Type], [.. records[partner.Id]], rows, workspace, now, ct);
            await held.Save(ct);
            db.ChangeTracker.Clear();
        }
    }

    private async Task Measure(
        PartnerCard partner,
        PublishedPlan plan,
        IReadOnlyList<ScoreRecord> records,
        TierRows rows,
        WorkspaceCard workspace,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var today = workspace.DayOf(now);
        var course = rows.Course(db, partner.Id);
        var review = Reviews.Due(course.ReviewedQuarter, today);
        Scored On(DateOnly day) => book.Score(plan.Plan, records, day, rows.Waived(partner.Id, day));
        var scored = review is { } over ? On(over.Last) : On(today);
        var placement = Placing.Decide(
            new(
                partner.Tier,
                scored.Earned,
                scored.NearlyHolds(partner.Tier, plan.Plan.NearMiss),
                today,
                review,
                course.GraceQuarter,
                course.IsHeld(today),
                rows.Refused(partner.Id),
                plan.Plan.Promotions,
                workspace.DayOf(plan.At)
            )
        );
        var tier = await Place(partner, placement, scored, course, rows, review?.Last ?? today, now, ct);
        if (review is { } quarter)
            course.Review(quarter);
        var card = rows.Card(db, partner.Id);
        card.Show(plan.Plan, plan.Number, review is null ? scored : On(today), tier, today);
        if (card.NearNext && course.Nudged != Quarter.Of(today).ToString())
        {
            course.Nudge(Quarter.Of(today));
            await mails.Near(partner, TierPlan.Above(tier)!.Value, card, plan.Plan, today, ct);
        }
    }

    /// <returns>The tier that the partner has from now on.</returns>
    private async Task<PartnerTier> Place(
        PartnerCard partner,
        Placement placement,
        Scored scored,
        TierCourse course,
        TierRows rows,
        DateOnly counted,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var open = rows.Proposal(partner.Id);
        if (open is not null && (placement is not Placement.Propose { To: var still } || still != open.To || open.From != partner.Tier))
        {
            open.Outdate(now);
            open = null;
        }
        switch (placement)
        {
            case Placement.Promote(var to):
                await Move(partner, to, TierWords.Earned(scored, to, counted), scored, counted, now, ct);
                course.EndGrace();
                return to;
            case Placement.Propose(var to) when open is null:
                db.Add(TierProposal.Of(partner.Id, partner.Tier, to, string.Join('\n', TierWords.Numbers(scored, to)), now));
                return partner.Tier;
            case Placement.Grace(var until):
                course.GiveGrace(until);
                await mails.Grace(partner, scored, until, ct);
                return partner.Tier;
            case Placement.Demote(var to, _):
                await Move(partner, to, TierWords.Missed(scored, partner.Tier, counted), scored, counted, now, ct);
                course.EndGrace();
                return to;
            case Placement.Stay { GraceEnds: true }:
                course.EndGrace();
                return partner.Tier;
            default:
                return partner.Tier;
        }
    }

    private async Task Move(
        PartnerCard partner,
        PartnerTier to,
        string reason,
        Scored scored,
        DateOnly counted,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var placed = await partners.Place(partner.Id, partner.Tier, to, reason, by: null, now, ct);
        if (!placed.Ok)
            throw new InvalidOperationException(placed.Problem!.Message);
        await mails.Placed(partner, to, TierWords.Numbers(scored, to > partner.Tier ? to : partner.Tier), counted, now, ct);
    }
}
