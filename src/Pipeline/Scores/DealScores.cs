using Entente.Access;
using Entente.Access.Safelist;
using Entente.Crm;
using Entente.Pipeline.Model;
using Entente.Pipeline.Safelist;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Scores;

/// <summary>
/// What tier plans measure of deals. A deal counts whole for every partner with a part in it, on the day it was won. A deal resold is one of a resale
/// role or a resale motion; one influenced is one that the partner neither brought nor resold.
/// </summary>
internal sealed class DealScores(EntenteDb db, PipelineApi pipeline, CrmApi crm, Fields fields, Actor actor, Workspaces workspaces)
    : IScorecardSource
{
    public const string Resold = "deal.resold";
    public const string Sourced = "deal.sourced";
    public const string Influenced = "deal.influenced";
    public const string Won = "deal.won";
    public const string Closed = "deal.closed";
    public const string Hygiene = "deal.hygiene";

    private static readonly string[] ResaleMotions = ["reseller", "marketplace"];

    public IReadOnlyList<ScoreFact> Facts { get; } =
    [
        new(Won, "Deals won with a part in them", Money: true, Customers: true, Shares: false),
        new(Resold, "Deals won that the partner resold", Money: true, Customers: true, Shares: false),
        new(Sourced, "Deals won that the partner sourced", Money: true, Customers: true, Shares: false),
        new(Influenced, "Deals won that the partner influenced", Money: true, Customers: true, Shares: false),
        new(Closed, "Deals closed; good are those won", Money: false, Customers: true, Shares: true),
        new(
            Hygiene,
            "Open deals; good are those with a next step and a close date ahead",
            Money: false,
            Customers: true,
            Shares: true,
            Standing: true
        ),
    ];

    public async Task<IReadOnlyList<ScoreRecord>> Read(ScoreQuery query, CancellationToken ct)
    {
        var records = new List<ScoreRecord>();
        var (begins, ends) = (query.Begins, query.Ends);
        if (query.Facts.Any(f => f != Hygiene))
            foreach (
                var row in await Rows(
                    query,
                    o => (o.State == OpportunityState.Won || o.State == OpportunityState.Lost) && o.ClosedAt >= begins && o.ClosedAt < ends,
                    ct
                )
            )
                records.AddRange(OfClosed(row, query));
        if (query.Facts.Contains(Hygiene))
            records.AddRange(
                from row in await Rows(query, o => o.State == OpportunityState.Open, ct)
                select new ScoreRecord(Hygiene, row.Partner, query.Until, row.Subject)
                {
                    Customer = row.Customer,
                    Good = row.HasNextStep && row.CloseDate >= query.Until,
                }
            );
        return records;
    }

    public async Task<IReadOnlyDictionary<SubjectRef, ScoreLabel>> Labels(
        PartnerId partner,
        IReadOnlyCollection<SubjectRef> records,
        CancellationToken ct
    )
    {
        if (!actor.IsOutsider && actor.Kind is not ActorKind.System && !actor.May(Permissions.ReadPipeline))
            return new Dictionary<SubjectRef, ScoreLabel>();
        var deals = await pipeline.Cards(
            [.. records.Where(r => r.Kind == PipelineApi.SubjectKind).Select(r => new OpportunityId(r.Id))],
            ct
        );
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        if (!actor.IsOutsider)
            return deals.Values.ToDictionary(
                d => new SubjectRef(PipelineApi.SubjectKind, d.Id.Value),
                d => new ScoreLabel(d.Name, $"/w/{slug}/pipeline/{d.Id}", d.Amount)
            );
        var all = await fields.For(actor, ct);
        var accounts = (await crm.Accounts([.. deals.Values.Select(d => d.Account).OfType<AccountId>()], ct)).ToDictionary(
            a => a.Id,
            a => a.Name
        );
        var labels = new Dictionary<SubjectRef, ScoreLabel>();
        foreach (var deal in deals.Values)
        {
            var shown = all.In(deal.Stage.Outward)
                .Pick(
                    SafeObjects.Opportunity,
                    OpportunityFields.Of(deal, deal.Account is { } a ? accounts.GetValueOrDefault(a) : null, partner)
                );
            var amount = shown.GetValueOrDefault("amount") as Money?;
            var number = shown.GetValueOrDefault("registration") as string;
            labels[new(PipelineApi.SubjectKind, deal.Id.Value)] = new(
                shown.GetValueOrDefault("name") as string ?? shown.GetValueOrDefault("account") as string ?? number ?? "A deal of yours",
                number is null ? null : $"/w/{slug}/portal/deals/{number}",
                amount,
                HidesAmount: deal.Amount is not null && amount is null
            );
        }
        return labels;
    }

    private static IEnumerable<ScoreRecord> OfClosed(Row row, ScoreQuery query)
    {
        var record = new ScoreRecord(Closed, row.Partner, query.DayOf(row.ClosedAt!.Value), row.Subject)
        {
            Amount = row.Amount,
            Customer = row.Customer,
            Good = row.Won,
        };
        IEnumerable<string> counts = row.Won ? [Closed, Won, .. row.As()] : [Closed];
        return counts.Where(query.Facts.Contains).Select(f => record with { Fact = f });
    }

    private async Task<List<Row>> Rows(
        ScoreQuery query,
        System.Linq.Expressions.Expression<Func<Opportunity, bool>> which,
        CancellationToken ct
    )
    {
        var only = query.Partners?.ToArray();
        var found = await (
            from deal in db.Set<Opportunity>().AsNoTracking().Where(o => !o.Deleted).Where(which)
            join part in db.Set<OpportunityPartner>().Where(p => only == null || only.Contains(p.PartnerId))
                on new { deal.WorkspaceId, deal.Id } equals new { part.WorkspaceId, Id = part.OpportunityId }
            select new
            {
                deal.Id,
                part.PartnerId,
                part.Role,
                part.Motion,
                deal.State,
                deal.ClosedAt,
                deal.CloseDate,
                deal.AmountMinor,
                deal.Currency,
                deal.AccountId,
                deal.NextStep,
            }
        ).ToListAsync(ct);
        return found.ConvertAll(f => new Row(
            f.PartnerId,
            new(PipelineApi.SubjectKind, f.Id.Value),
            f.Role,
            f.Motion,
            f.State is OpportunityState.Won,
            f.ClosedAt,
            f.CloseDate,
            f.AmountMinor is { } minor && f.Currency is { } currency ? new Money(minor, currency) : null,
            f.AccountId?.Value.ToString("N"),
            !string.IsNullOrWhiteSpace(f.NextStep)
        ));
    }

    private sealed record Row(
        PartnerId Partner,
        SubjectRef Subject,
        DealRole Role,
        string Motion,
        bool Won,
        DateTimeOffset? ClosedAt,
        DateOnly? CloseDate,
        Money? Amount,
        string? Customer,
        bool HasNextStep
    )
    {
        public IEnumerable<string> As()
        {
            var resold = Role is DealRole.Resale || ResaleMotions.Contains(Motion);
            if (resold)
                yield return Resold;
            if (Role is DealRole.Sourcing)
                yield return Sourced;
            else if (!resold)
                yield return Influenced;
        }
    }
}

/// <summary>A deal was won, lost, mended after that, or given to a partner: the partner's card is brought up to date.</summary>
internal sealed class FreshenCards(EntenteDb db, ScorecardNews news)
    : IHandle<DealWon>,
        IHandle<DealLost>,
        IHandle<DealGone>,
        IHandle<DealBack>,
        IHandle<OpportunityClosedChanged>,
        IHandle<OpportunityPartnerLinked>
{
    public Task Handle(DealWon what, Telling telling, CancellationToken ct) => Freshen(what.Opportunity, ct);

    public Task Handle(DealLost what, Telling telling, CancellationToken ct) => Freshen(what.Opportunity, ct);

    public Task Handle(DealGone what, Telling telling, CancellationToken ct) => Freshen(what.Opportunity, ct);

    public Task Handle(DealBack what, Telling telling, CancellationToken ct) => Freshen(what.Opportunity, ct);

    public Task Handle(OpportunityClosedChanged what, Telling telling, CancellationToken ct) => Freshen(what.Opportunity, ct);

    public Task Handle(OpportunityPartnerLinked what, Telling telling, CancellationToken ct) => news.Changed([what.Partner], ct);

    private async Task Freshen(OpportunityId deal, CancellationToken ct) =>
        await news.Changed(
            await db.Set<OpportunityPartner>().Where(p => p.OpportunityId == deal).Select(p => p.PartnerId).ToListAsync(ct),
            ct
        );
}
