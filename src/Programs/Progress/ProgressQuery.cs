using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Programs.Evaluate;
using Entente.Programs.Model;
using Entente.Programs.Plans;
using Entente.Programs.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Progress;

/// <summary>How one partner stands against its plan: for its own portal and for staff.</summary>
public sealed class ProgressQuery(
    EntenteDb db,
    Actor actor,
    PartnersApi partners,
    PlanShelf shelf,
    ScoreBook book,
    IEnumerable<IScorecardSource> sources,
    AccessApi access,
    Workspaces workspaces,
    TimeProvider clock
)
{
    /// <summary>Records named under a criterion; the others are counted.</summary>
    private const int MostRecords = 40;

    /// <summary>Null: there is no such partner for the actor.</summary>
    public async Task<ProgressView?> Load(PartnerId id, CancellationToken ct)
    {
        if (await partners.Get(id, ct) is not { } partner)
            return null;
        var (now, workspace) = (clock.GetUtcNow(), await workspaces.Get(db.Workspace, ct));
        var today = workspace.DayOf(now);
        var placements = await partners.Placements(id, ct);
        var rows = await TierRows.Load(db, [id], ct);
        var course = await db.Set<TierCourse>().AsNoTracking().SingleOrDefaultAsync(c => c.PartnerId == id, ct) ?? TierCourse.Of(id);
        var proposal = rows.Proposal(id);
        var exceptions = await db.Set<TierException>().AsNoTracking().Where(e => e.PartnerId == id && e.Until > today).ToListAsync(ct);
        var evidence = await db.Set<TierEvidence>()
            .AsNoTracking()
            .Where(e => e.PartnerId == id)
            .OrderByDescending(e => e.At)
            .ToListAsync(ct);
        var appeals = await db.Set<TierAppeal>().AsNoTracking().Where(a => a.PartnerId == id).OrderByDescending(a => a.At).ToListAsync(ct);
        var people = await Names(
            [.. placements.Select(p => p.By), course.HeldBy, course.PlanBy, .. evidence.SelectMany(e => new[] { e.By, e.DecidedBy })],
            ct
        );
        var published = await shelf.Of(partner.Type, ct);
        var next = TierPlan.Above(partner.Tier) ?? partner.Tier;
        return new(partner, published, next, Quarter.Of(today).Last)
        {
            // Whoever of a partner sees only their own deals reads no numbers of everybody's.
            Criteria = published is null || actor.OwnOnly ? [] : await Criteria(partner, published.Plan, next, rows, today, workspace, ct),
            Since = placements.Count > 0 ? placements[0].At : null,
            History =
            [
                .. placements.Select(p => new PlacementLine(
                    p.From,
                    p.To,
                    p.Reason,
                    p.By is { } by ? people.GetValueOrDefault(by) : null,
                    p.At
                )),
            ],
            Proposal = proposal is null ? null : new(proposal.To, proposal.Numbers.Split('\n'), proposal.At),
            GraceUntil = course.GraceQuarter?.Last,
            GracePlan = course.Plan,
            HeldUntil = course.IsHeld(today) ? course.HeldUntil : null,
            HeldFor = course.HeldFor,
            Exceptions = [.. exceptions.Select(e => new ExceptionLine(e.Id.Value, WordsOf(published, e.Criterion), e.Until, e.Reason))],
            Evidence =
            [
                .. evidence.Select(e => new EvidenceLine(
                    e.Id.Value,
                    WordsOf(published, e.Criterion),
                    e.Who,
                    e.What,
                    e.Day,
                    e.Until,
                    e.State,
                    e.Reason,
                    e.By is { } by ? people.GetValueOrDefault(by) : null
                )),
            ],
            Appeals = [.. appeals.Select(a => new AppealLine(a.Id.Value, a.Wanted, a.Words, a.At, a.DueAt, a.Upheld, a.Reply))],
        };
    }

    private async Task<IReadOnlyList<CriterionView>> Criteria(
        PartnerCard partner,
        TierPlan plan,
        PartnerTier next,
        TierRows rows,
        DateOnly today,
        WorkspaceCard workspace,
        CancellationToken ct
    )
    {
        var records = await book.Read([partner], [plan], today, workspace.Zone, ct);
        var scored = book.Score(plan, records[partner.Id], today, rows.Waived(partner.Id, today));
        var counted = scored.Criteria.SelectMany(c => c.Counted.Concat(c.LeftOut)).Select(r => r.Subject).ToHashSet();
        var labels = new Dictionary<SubjectRef, ScoreLabel>();
        foreach (var source in sources)
        foreach (var (subject, label) in await source.Labels(partner.Id, counted, ct))
            labels[subject] = label;
        return [.. scored.Criteria.Select(c => View(c, partner.Tier, next, labels))];
    }

    private CriterionView View(Measured measured, PartnerTier tier, PartnerTier next, Dictionary<SubjectRef, ScoreLabel> labels)
    {
        var criterion = measured.Criterion;
        // Sums of amounts that the reader may not see, or of records they may not know, are not told in figures.
        var hidden =
            criterion.Kind is CriterionKind.Sum && measured.Counted.Any(r => labels.GetValueOrDefault(r.Subject)?.HidesAmount is not false);
        var target = criterion.Target(next);
        List<RecordLine> lines =
        [
            .. measured
                .Counted.OrderByDescending(r => r.Day)
                .Where(r => labels.ContainsKey(r.Subject))
                .Select(r => new RecordLine(labels[r.Subject], r.Day, r.Good))
                .Take(MostRecords),
        ];
        return new(criterion.Key, criterion.Words, criterion.Kind, hidden)
        {
            Window = criterion.Kind is CriterionKind.People or CriterionKind.Evidence or CriterionKind.CrmField
                ? null
                : criterion.Window.Words(),
            Value = hidden ? null : PlanWords.Value(criterion, measured.Value),
            Target = target is { } asked ? PlanWords.Value(criterion, asked) : null,
            Share = target is { } of && of > 0 ? (int)Math.Clamp(measured.Value * 100m / of, 0, 100) : 100,
            Met = measured.Met(next),
            Holds = measured.Met(tier),
            Missing = hidden || measured.Met(next) ? null : PlanWords.Value(criterion, measured.Missing(next)),
            Coming = hidden || measured.Coming == measured.Value ? null : PlanWords.Value(criterion, measured.Coming),
            WaivedUntil = measured.WaivedUntil,
            Records = lines,
            Others = measured.Counted.Count - lines.Count,
            LeftOut = measured.LeftOut.Count,
        };
    }

    private static string WordsOf(PublishedPlan? plan, string key) => plan?.Plan.Criteria.FirstOrDefault(c => c.Key == key)?.Words ?? key;

    private async Task<IReadOnlyDictionary<PersonId, string>> Names(IEnumerable<PersonId?> ids, CancellationToken ct) =>
        actor.IsOutsider
            ? new Dictionary<PersonId, string>()
            : (await access.People([.. ids.OfType<PersonId>().Distinct()], ct)).ToDictionary(p => p.Key, p => p.Value.Name);
}
