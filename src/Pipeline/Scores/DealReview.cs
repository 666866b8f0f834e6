using Entente.Access;
using Entente.Crm;
using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Scores;

/// <summary>A partner's quarter in deals: what is open, what was won and lost, what it is credited with.</summary>
internal sealed class DealReview(EntenteDb db, CrmApi crm) : IReviewPart
{
    private const int MostRows = 15;
    private const string State = "opportunity.state";
    private const string Amount = "opportunity.amount";

    public async Task<ReviewPart?> Of(ReviewAsked asked, CancellationToken ct)
    {
        var deals = await Deals(asked, ct);
        var credits = await Credits(asked, ct);
        var accounts = (await crm.Accounts([.. deals.Select(d => d.Account).OfType<AccountId>().Distinct()], ct)).ToDictionary(
            a => a.Id,
            a => a.Name
        );
        var open = deals.Where(d => d.State is OpportunityState.Open).ToList();
        var (won, wonBefore) = (Closed(deals, OpportunityState.Won, asked), Closed(deals, OpportunityState.Won, asked.Before));
        var (lost, lostBefore) = (Closed(deals, OpportunityState.Lost, asked), Closed(deals, OpportunityState.Lost, asked.Before));
        return new("pipeline", 20, "Pipeline", [Permissions.ReadPipeline])
        {
            Figures =
            [
                Counted("Open deals", open.Count, null, null) with
                {
                    Note = "On the day on which these numbers were read.",
                },
                .. Worth("Open pipeline", open, null),
                Counted("New deals", deals.Count(d => asked.Holds(d.LinkedAt)), deals.Count(d => asked.Before.Holds(d.LinkedAt)), true) with
                {
                    Needs = [],
                },
                Counted("Won", won.Count, wonBefore.Count, true),
                .. Worth("Won amount", won, wonBefore, good: true),
                Counted("Lost", lost.Count, lostBefore.Count, false),
                .. Worth("Lost amount", lost, lostBefore, good: false),
                new(
                    "Win rate",
                    ReviewValue.Share(won.Count, won.Count + lost.Count),
                    ReviewValue.Share(wonBefore.Count, wonBefore.Count + lostBefore.Count)
                )
                {
                    MoreIsGood = true,
                    Needs = [State],
                },
                new("Days to win", Took(won), Took(wonBefore))
                {
                    MoreIsGood = false,
                    Needs = [State, "opportunity.close_date"],
                    Note = "From the deal’s beginning in the CRM to its close; the middle one.",
                },
                .. Credit("Sourced", credits.Where(c => c.Sourced), asked),
                .. Credit("Influenced", credits.Where(c => c.Influenced), asked),
            ],
            Tables =
            [
                Table("Won", won, accounts, "Closed", d => d.ClosedOn(asked)),
                Table("Lost", lost, accounts, "Closed", d => d.ClosedOn(asked)),
                Table("Open", open, accounts, "Close date", d => d.CloseDate),
            ],
        };
    }

    private static List<Deal> Closed(List<Deal> deals, OpportunityState state, ReviewAsked asked) =>
        deals.FindAll(d => d.State == state && asked.Holds(d.ClosedAt));

    private static ReviewValue? Took(List<Deal> won) =>
        ReviewValue.Median(won.Where(d => d.ClosedAt > d.CreatedAt).Select(d => d.ClosedAt!.Value - d.CreatedAt));

    private static ReviewFigure Counted(string label, int now, int? was, bool? good) =>
        new(label, ReviewValue.Count(now), was is { } before ? ReviewValue.Count(before) : null) { MoreIsGood = good, Needs = [State] };

    private static IEnumerable<ReviewFigure> Worth(string label, List<Deal> now, List<Deal>? was, bool? good = null) =>
        ReviewSums
            .Of(label, now.Select(d => d.Amount), was?.Select(d => d.Amount))
            .Select(f => f with { MoreIsGood = good, Needs = [State, Amount] });

    private static IEnumerable<ReviewFigure> Credit(string label, IEnumerable<Credited> all, ReviewAsked asked)
    {
        var lines = all.ToList();
        return ReviewSums
            .Of(
                label,
                lines.Where(c => asked.Holds(c.ClosedAt)).Select(c => (Money?)c.Amount),
                lines.Where(c => asked.Before.Holds(c.ClosedAt)).Select(c => (Money?)c.Amount)
            )
            .Select(f => f with { MoreIsGood = true, Needs = [State, Amount, "opportunity.credit"] });
    }

    private static ReviewTable Table(
        string title,
        List<Deal> deals,
        Dictionary<AccountId, string> accounts,
        string dayHead,
        Func<Deal, DateOnly?> day
    ) =>
        new(
            title,
            [
                new("Deal", "opportunity.name", "A deal of yours"),
                new("Customer", "opportunity.account"),
                new("Stage", "opportunity.stage"),
                new(dayHead, "opportunity.close_date"),
                new("Amount", Amount),
            ],
            [
                .. deals
                    .OrderBy(d => day(d) ?? DateOnly.MaxValue)
                    .ThenBy(d => d.Name, StringComparer.Ordinal)
                    .ThenBy(d => d.Id.Value)
                    .Take(MostRows)
                    .Select(d => new ReviewRow(
                        [
                            ReviewValue.Words(d.Name),
                            d.Account is { } account && accounts.TryGetValue(account, out var name) ? ReviewValue.Words(name) : null,
                            ReviewValue.Words(d.Stage),
                            day(d) is { } at ? ReviewValue.Day(at) : null,
                            d.Amount is { } amount ? ReviewValue.Money(amount) : null,
                        ],
                        d.Stage,
                        d.Beyond
                    )),
            ],
            Math.Max(0, deals.Count - MostRows)
        )
        {
            Needs = [State],
        };

    // The scope of whoever makes the review is lifted: it is the partner's whole quarter. Which rows name a deal with others stands on them.
    private async Task<List<Deal>> Deals(ReviewAsked asked, CancellationToken ct)
    {
        var (partner, begins, ends) = (asked.Partner, asked.Before.Begins, asked.Ends);
        var rows = await (
            from deal in db.Set<Opportunity>().AsNoTracking().IgnoreQueryFilters([Fences.Scope])
            join part in db.Set<OpportunityPartner>().Where(p => p.PartnerId == partner)
                on new { deal.WorkspaceId, deal.Id } equals new { part.WorkspaceId, Id = part.OpportunityId }
            where !deal.Deleted
            where
                deal.State == OpportunityState.Open
                || (deal.ClosedAt >= begins && deal.ClosedAt < ends)
                || (part.LinkedAt >= begins && part.LinkedAt < ends)
            select new
            {
                deal.Id,
                deal.Name,
                deal.AccountId,
                deal.State,
                Stage = deal.StageOutward ?? deal.StageLabel,
                deal.AmountMinor,
                deal.Currency,
                deal.CloseDate,
                deal.CreatedAt,
                deal.ClosedAt,
                part.LinkedAt,
                Beyond = db.Set<DealParts>().Any(p => p.Deal == deal.Id && p.Concerns != partner),
            }
        ).ToListAsync(ct);
        return rows.ConvertAll(r => new Deal(
            r.Id,
            r.Name,
            r.AccountId,
            r.State,
            r.Stage,
            r.AmountMinor is { } minor && r.Currency is { } currency ? new Money(minor, currency) : null,
            r.CloseDate,
            r.CreatedAt,
            r.ClosedAt,
            r.LinkedAt,
            r.Beyond
        ));
    }

    // To split an amount to the cent, the shares of all who have one are needed; only the partner's own leaves here.
    private async Task<List<Credited>> Credits(ReviewAsked asked, CancellationToken ct)
    {
        var (partner, begins, ends) = (asked.Partner, asked.Before.Begins, asked.Ends);
        var rows = await (
            from deal in db.Set<Opportunity>().AsNoTracking().IgnoreQueryFilters([Fences.Scope])
            where !deal.Deleted && deal.State == OpportunityState.Won && deal.AmountMinor != null && deal.Currency != null
            where deal.ClosedAt >= begins && deal.ClosedAt < ends
            where db.Set<PartnerCredit>().Any(c => c.OpportunityId == deal.Id && c.PartnerId == partner)
            join credit in db.Set<PartnerCredit>()
                on new { deal.WorkspaceId, deal.Id } equals new { credit.WorkspaceId, Id = credit.OpportunityId }
            select new
            {
                deal.Id,
                deal.ClosedAt,
                Minor = deal.AmountMinor!.Value,
                Currency = deal.Currency!,
                credit.PartnerId,
                credit.Points,
                credit.Sourced,
                credit.Influenced,
            }
        ).ToListAsync(ct);
        var found = new List<Credited>();
        foreach (var deal in rows.GroupBy(r => r.Id))
        {
            var parts = deal.OrderBy(r => r.PartnerId.Value).ToList();
            var own = parts.FindIndex(p => p.PartnerId == partner);
            var money = Crediting.SplitMoney(new(parts[0].Minor, parts[0].Currency), [.. parts.Select(p => p.Points)]);
            found.Add(new(parts[own].ClosedAt, money[own], parts[own].Sourced, parts[own].Influenced));
        }
        return found;
    }

    private sealed record Deal(
        OpportunityId Id,
        string Name,
        AccountId? Account,
        OpportunityState State,
        string Stage,
        Money? Amount,
        DateOnly? CloseDate,
        DateTimeOffset CreatedAt,
        DateTimeOffset? ClosedAt,
        DateTimeOffset LinkedAt,
        bool Beyond
    )
    {
        public DateOnly? ClosedOn(ReviewAsked asked) => ClosedAt is { } at ? Platform.Time.LocalTime.DateAt(at, asked.Zone) : null;
    }

    private sealed record Credited(DateTimeOffset? ClosedAt, Money Amount, bool Sourced, bool Influenced);
}
