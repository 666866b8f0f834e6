using Entente.Access;
using Entente.Crm;
using Entente.Partners;
using Entente.Partners.List;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Motions;
using Entente.Pipeline.Work;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.List;

/// <summary>Reads the staff's pipeline table.</summary>
public sealed class PipelineList(
    EntenteDb db,
    CrmOwners owners,
    Standings standings,
    IEnumerable<IProtectionBadges> protections,
    TimeProvider clock
)
{
    public const int PageSize = 100;

    /// <summary>A board shows what one can still look over.</summary>
    public const int MostOnBoard = 400;

    /// <param name="today">In the reader's zone: what lies before it is past its close date.</param>
    public async Task<PipelineView> Load(PipelineQuery query, DateOnly today, CancellationToken ct)
    {
        var lines = Lines();
        var open = lines.Where(l => l.Deal.State == OpportunityState.Open);
        var scoped = Filtered(lines, query);
        var found = query.Motion is { } motion ? OfMotion(scoped, motion) : scoped;

        var rows = query.Board
            ? await Sorted(found.Where(l => l.Part != null && l.Part.Motion != ""), null).Take(MostOnBoard).ToListAsync(ct)
            : await Sorted(found, query.Sort).Skip((Math.Max(query.Page, 1) - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var motions = await Totals(scoped, ct);
        var total = query.Motion is null ? motions : await Totals(found, ct);
        var sides = await Sides(open, ct);
        var past = await found.CountAsync(l => l.Deal.State == OpportunityState.Open && l.Deal.CloseDate < today, ct);
        var known = await Owners(open, ct);
        var people = await owners.People(
            [.. known.Keys, .. rows.Where(r => r.Deal.OwnerCrmId is not null).Select(r => (r.Deal.ConnectionId, r.Deal.OwnerCrmId!))],
            ct
        );
        return new(
            await Rows(rows, people, ct),
            Together("", total),
            [.. motions.GroupBy(t => t.Motion).Select(g => Together(g.Key, g)).OrderByDescending(t => t.Deals)],
            sides.GetValueOrDefault(true) ?? new(0, []),
            sides.GetValueOrDefault(false) ?? new(0, []),
            past,
            await Stages(open, ct),
            [
                .. known
                    .Select(o => OpportunityCards.OwnerOf(o.Key.Owner, o.Value, people.GetValueOrDefault(o.Key)))
                    .DistinctBy(o => o.CrmId),
            ],
            await Partners(lines, ct)
        );
    }

    /// <summary>The open deals in which a partner has a part.</summary>
    public async Task<PipelineSide> Partners(CancellationToken ct) =>
        (await Sides(Lines().Where(l => l.Deal.State == OpportunityState.Open), ct)).GetValueOrDefault(true) ?? new(0, []);

    private IQueryable<Line> Lines() =>
        from deal in db.Set<Opportunity>().Where(o => !o.Deleted)
        join linked in db.Set<OpportunityPartner>().Where(p => p.IsPrimary)
            on new { deal.WorkspaceId, deal.Id } equals new { linked.WorkspaceId, Id = linked.OpportunityId }
            into parts
        from part in parts.DefaultIfEmpty()
        join known in db.Set<PartnersCard>()
            on new { part.WorkspaceId, part.PartnerId } equals new { known.WorkspaceId, known.PartnerId }
            into cards
        from card in cards.DefaultIfEmpty()
        select new Line
        {
            Deal = deal,
            Part = part,
            PartnerName = card.Name,
        };

    private static IQueryable<Line> Filtered(IQueryable<Line> lines, PipelineQuery query)
    {
        lines = lines.Where(l => l.Deal.State == query.State);
        if (query.Partner is { } partner)
            lines = lines.Where(l => l.Part != null && l.Part.PartnerId == partner);
        else if (query.Scope is not PipelineScope.All)
        {
            var withPartner = query.Scope is PipelineScope.Partners;
            lines = lines.Where(l => (l.Part != null) == withPartner);
        }
        if (!string.IsNullOrWhiteSpace(query.Stage))
            lines = lines.Where(l => l.Deal.StageLabel == query.Stage);
        if (!string.IsNullOrWhiteSpace(query.Owner))
            lines = lines.Where(l => l.Deal.OwnerCrmId == query.Owner);
        if (query.Text?.Trim() is not { Length: > 0 } text)
            return lines;
        var part = $"%{Like.Escaped(text)}%";
        return lines.Where(l => EF.Functions.ILike(l.Deal.Name, part, Like.Sign));
    }

    private static IQueryable<Line> OfMotion(IQueryable<Line> lines, string motion) =>
        motion == PipelineQuery.NoMotion
            ? lines.Where(l => l.Part == null || l.Part.Motion == "")
            : lines.Where(l => l.Part != null && l.Part.Motion == motion);

    private static IQueryable<Line> Sorted(IQueryable<Line> lines, string? sort) =>
        (
            sort switch
            {
                // A null would stand first when the largest comes first.
                "amount" => lines.OrderBy(l => l.Deal.AmountMinor ?? -1),
                "-amount" => lines.OrderByDescending(l => l.Deal.AmountMinor ?? -1),
                "close" => lines.OrderBy(l => l.Deal.CloseDate ?? DateOnly.MaxValue),
                "-close" => lines.OrderByDescending(l => l.Deal.CloseDate ?? DateOnly.MinValue),
                "name" => lines.OrderBy(l => l.Deal.Name),
                "-name" => lines.OrderByDescending(l => l.Deal.Name),
                "partner" => lines.OrderBy(l => l.PartnerName),
                "-partner" => lines.OrderByDescending(l => l.PartnerName),
                "changed" => lines.OrderBy(l => l.Deal.ModifiedAt),
                "-changed" => lines.OrderByDescending(l => l.Deal.ModifiedAt),
                _ => lines
                    .OrderBy(l => l.Part == null || l.Part.Motion == "")
                    .ThenBy(l => l.Part!.Motion)
                    .ThenByDescending(l => l.Deal.StageRank)
                    .ThenByDescending(l => l.Deal.StageNumber)
                    .ThenByDescending(l => l.Deal.AmountMinor ?? -1),
            }
        ).ThenBy(l => l.Deal.Id);

    private static async Task<List<Sum>> Totals(IQueryable<Line> lines, CancellationToken ct) =>
        await lines
            .GroupBy(l => new { Motion = l.Part == null ? "" : l.Part.Motion, l.Deal.Currency })
            .Select(g => new Sum(
                g.Key.Motion,
                g.Key.Currency,
                g.Count(),
                g.Sum(l => (decimal)(l.Deal.AmountMinor ?? 0)),
                g.Sum(l => (l.Deal.AmountMinor ?? 0) * l.Deal.Probability / 100m)
            ))
            .ToListAsync(ct);

    private static async Task<Dictionary<bool, PipelineSide>> Sides(IQueryable<Line> open, CancellationToken ct)
    {
        var sums = await open.GroupBy(l => new { WithPartner = l.Part != null, l.Deal.Currency })
            .Select(g => new
            {
                g.Key.WithPartner,
                Sum = new Sum("", g.Key.Currency, g.Count(), g.Sum(l => (decimal)(l.Deal.AmountMinor ?? 0)), 0m),
            })
            .ToListAsync(ct);
        return sums.GroupBy(s => s.WithPartner)
            .ToDictionary(g => g.Key, g => new PipelineSide(g.Sum(s => s.Sum.Deals), Worth(g.Select(s => s.Sum), s => s.Amount)));
    }

    private static PipelineTotal Together(string motion, IEnumerable<Sum> sums)
    {
        var all = sums.ToList();
        return new(motion, all.Sum(s => s.Deals), Worth(all, s => s.Amount), Worth(all, s => s.Weighted));
    }

    // Amounts of different currencies are never added.
    private static IReadOnlyList<Money> Worth(IEnumerable<Sum> sums, Func<Sum, decimal> amount) =>
        [
            .. sums.Where(s => s.Currency is not null)
                .GroupBy(s => s.Currency!)
                .Select(g => new Money((long)decimal.Round(g.Sum(amount), 0, MidpointRounding.ToEven), g.Key))
                .Where(m => m.Minor != 0)
                .OrderByDescending(m => m.Major),
        ];

    private static Task<List<string>> Stages(IQueryable<Line> open, CancellationToken ct) =>
        open.Select(l => l.Deal.StageLabel).Where(s => s != "").Distinct().Order().ToListAsync(ct);

    private static async Task<Dictionary<(CrmConnectionId Connection, string Owner), string>> Owners(
        IQueryable<Line> open,
        CancellationToken ct
    )
    {
        var found = await open.Where(l => l.Deal.OwnerCrmId != null)
            .GroupBy(l => new { l.Deal.ConnectionId, Owner = l.Deal.OwnerCrmId! })
            .Select(g => new
            {
                g.Key.ConnectionId,
                g.Key.Owner,
                Name = g.Max(l => l.Deal.OwnerName) ?? "",
            })
            .ToListAsync(ct);
        return found.ToDictionary(o => (o.ConnectionId, o.Owner), o => o.Name);
    }

    private static Task<List<PartnerChoice>> Partners(IQueryable<Line> lines, CancellationToken ct) =>
        lines
            .Where(l => l.Part != null)
            .Select(l => new { l.Part!.PartnerId, l.PartnerName })
            .Distinct()
            .OrderBy(p => p.PartnerName)
            .Select(p => new PartnerChoice(p.PartnerId, p.PartnerName ?? ""))
            .ToListAsync(ct);

    private async Task<IReadOnlyList<PipelineRow>> Rows(
        List<Line> lines,
        IReadOnlyDictionary<(CrmConnectionId, string), PersonCard> people,
        CancellationToken ct
    )
    {
        var badges = await protections.Of([.. lines.Select(l => l.Deal.Id)], ct);
        var withPartner = lines.Where(l => l.Part != null).Select(l => l.Deal).ToList();
        var stands = await standings.Of(await OpportunityCards.Of(db.Set<OpportunityPartner>(), withPartner, people, ct), ct);
        return [.. lines.Select(l => Row(l, people, badges.GetValueOrDefault(l.Deal.Id), stands.GetValueOrDefault(l.Deal.Id)))];
    }

    private PipelineRow Row(
        Line line,
        IReadOnlyDictionary<(CrmConnectionId, string), PersonCard> people,
        ProtectionBadge? protection,
        DealStanding? standing
    ) =>
        new(
            line.Deal.Id,
            line.Deal.Name,
            line.Part?.PartnerId,
            line.PartnerName,
            line.Part?.Motion ?? "",
            line.Part?.RegistrationNumber,
            line.Deal.Stage,
            line.Deal.State,
            line.Deal.Amount,
            line.Deal.CloseDate,
            line.Deal.OwnerCrmId is { } owner && people.TryGetValue((line.Deal.ConnectionId, owner), out var person)
                ? person.Name
                : line.Deal.OwnerName,
            line.Deal.NextStep,
            line.Deal.ModifiedAt ?? line.Deal.CreatedAt,
            line.Deal.Url,
            protection
        )
        {
            InCrm = (line.Deal.ConnectionId, line.Deal.CrmId),
            Standing = standing?.Standing,
            NoteStale =
                standing is { NoteAt: { } at } && line.Deal.State == OpportunityState.Open && clock.GetUtcNow() - at > DealOwnFacts.Fresh,
        };

    private sealed class Line
    {
        public Opportunity Deal { get; init; } = null!;
        public OpportunityPartner? Part { get; init; }
        public string? PartnerName { get; init; }
    }

    private sealed record Sum(string Motion, string? Currency, int Deals, decimal Amount, decimal Weighted);
}
