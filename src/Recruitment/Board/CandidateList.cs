using System.Globalization;
using Entente.Access;
using Entente.Partners;
using Entente.Partners.List;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Book;
using Entente.Recruitment.Decide;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Recruitment.Board;

/// <summary>What of the candidates is asked for; stands in the address.</summary>
/// <param name="State">Of the table; null: all.</param>
/// <param name="Owner">Null: whoever.</param>
public sealed record CandidateFilter(string? Q, CandidateState? State, PartnerType? Type, string? Region, PersonId? Owner, int Page);

/// <param name="Total">Of the scorecard; null: nothing is scored.</param>
public sealed record CandidateRow(
    string Number,
    string Company,
    string Country,
    string Region,
    PartnerType Type,
    CandidateSource Source,
    CandidateState State,
    string? Owner,
    decimal? Total,
    decimal Threshold,
    DateTimeOffset ReceivedAt,
    DateTimeOffset Since,
    DateOnly? RevisitOn
);

/// <param name="ByState">How many of each there are under the other filters.</param>
public sealed record CandidateListView(
    IReadOnlyList<CandidateRow> Rows,
    int Total,
    IReadOnlyDictionary<CandidateState, int> ByState,
    IReadOnlyList<string> Regions,
    IReadOnlyList<PersonCard> Owners
);

/// <summary>One line of the funnel.</summary>
/// <param name="Month"><c>2026-11</c>, in the workspace's zone.</param>
/// <param name="Came">Without those that joined another or were partners already.</param>
/// <param name="Evaluated">That anybody began to evaluate.</param>
/// <param name="Days">From coming to the decision, the median; null: none is decided.</param>
public sealed record FunnelRow(string Month, CandidateSource Source, int Came, int Evaluated, int Accepted, int Declined, double? Days);

/// <summary>The candidates that staff see, and what became of them month by month.</summary>
public sealed class CandidateList(
    EntenteDb db,
    Actor actor,
    AccessApi access,
    RecruitmentShelf shelf,
    Workspaces workspaces,
    TimeProvider clock
)
{
    public const int PageSize = 50;

    /// <summary>In one column of the board.</summary>
    public const int MostInColumn = 50;

    private const int Months = 12;

    /// <summary>The table: one page of them.</summary>
    public Task<CandidateListView> Table(CandidateFilter filter, CancellationToken ct) =>
        Load(
            filter,
            async asked =>
            {
                var wanted = filter.State is { } state ? asked.Where(c => c.State == state) : asked;
                return (
                    await wanted
                        .OrderByDescending(c => c.ReceivedAt)
                        .ThenByDescending(c => c.Id)
                        .Skip(PageSize * Math.Max(0, filter.Page - 1))
                        .Take(PageSize)
                        .ToListAsync(ct),
                    await wanted.CountAsync(ct)
                );
            },
            ct
        );

    /// <summary>The board: of each column those that came there last.</summary>
    public Task<CandidateListView> Board(CandidateFilter filter, IReadOnlyList<CandidateState> columns, CancellationToken ct) =>
        Load(
            filter,
            async asked =>
            {
                var rows = new List<Candidate>();
                foreach (var column in columns)
                    rows.AddRange(
                        await asked
                            .Where(c => c.State == column)
                            .OrderByDescending(c => c.Since)
                            .ThenBy(c => c.Id)
                            .Take(MostInColumn)
                            .ToListAsync(ct)
                    );
                return (rows, rows.Count);
            },
            ct
        );

    /// <summary>The last twelve months, the newest first; counted by the database.</summary>
    public async Task<IReadOnlyList<FunnelRow>> Funnel(CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRecruitment))
            return [];
        var workspace = await workspaces.Get(db.Workspace, ct);
        var today = workspace.DayOf(clock.GetUtcNow());
        var begun = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);
        return await db.Read(
            """
            select to_char(c.received_at at time zone $2, 'YYYY-MM'), c.source, count(*),
              count(*) filter (where c.evaluated_at is not null),
              count(*) filter (where c.state = 'Accepted'), count(*) filter (where c.state = 'Declined'),
              percentile_cont(0.5) within group (order by extract(epoch from c.decided_at - c.received_at) / 86400.0)
                filter (where c.decided_at is not null)
            from candidate c
            where c.workspace_id = $1 and c.state not in ('Joined', 'Routed', 'Received')
              and c.received_at >= ($3::date)::timestamp at time zone $2
            group by 1, 2 order by 1 desc, 2
            """,
            r => new FunnelRow(
                r.GetString(0),
                Enum.Parse<CandidateSource>(r.GetString(1)),
                r.GetInt32(2),
                r.GetInt32(3),
                r.GetInt32(4),
                r.GetInt32(5),
                r.IsDBNull(6) ? null : r.GetDouble(6)
            ),
            ct,
            db.Workspace.Value,
            workspace.TimeZone,
            begun
        );
    }

    private async Task<CandidateListView> Load(
        CandidateFilter filter,
        Func<IQueryable<Candidate>, Task<(List<Candidate> Rows, int Total)>> take,
        CancellationToken ct
    )
    {
        if (!actor.May(Permissions.DecideRecruitment))
            return new([], 0, new Dictionary<CandidateState, int>(), [], []);
        var all = db.Set<Candidate>().AsNoTracking();
        var regions = await all.Where(c => c.Region != "").Select(c => c.Region).Distinct().OrderBy(r => r).Take(200).ToListAsync(ct);
        var asked = Narrow(all, filter);
        var counts = await asked.GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var (rows, total) = await take(asked);
        var ids = rows.ConvertAll(r => r.Id);
        var scores = (
            await db.Set<CandidateScore>()
                .Where(s => ids.Contains(s.CandidateId))
                .Select(s => new
                {
                    s.CandidateId,
                    s.Criterion,
                    s.Value,
                })
                .ToListAsync(ct)
        ).ToLookup(s => s.CandidateId, s => new FitScore(s.Criterion, s.Value));
        var book = (await shelf.InForce(ct)).Book;
        var owners = await all.Where(c => c.Owner != null).Select(c => c.Owner!.Value).Distinct().ToListAsync(ct);
        var people = await access.People(owners, ct);
        return new(
            [
                .. rows.Select(c => new CandidateRow(
                    c.Number,
                    c.Company,
                    c.Country,
                    c.Region,
                    c.Type,
                    c.Source,
                    c.State,
                    c.Owner is { } owner ? people.GetValueOrDefault(owner)?.Name : null,
                    c.Total ?? Fit.Total([.. scores[c.Id]], book.Weights).Value,
                    c.Threshold ?? book.ThresholdOf(c.Type),
                    c.ReceivedAt,
                    c.Since,
                    c.RevisitOn
                )),
            ],
            total,
            counts.ToDictionary(c => c.Key, c => c.Count),
            regions,
            [.. people.Values.OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)]
        );
    }

    private static IQueryable<Candidate> Narrow(IQueryable<Candidate> all, CandidateFilter filter)
    {
        var asked = all;
        if (filter.Type is { } type)
            asked = asked.Where(c => c.Type == type);
        if (TypedText.Line(filter.Region) is { Length: > 0 } region)
            asked = asked.Where(c => c.Region == region);
        if (filter.Owner is { } owner)
            asked = asked.Where(c => c.Owner == owner);
        if (TypedText.Line(filter.Q) is { Length: > 0 } words)
        {
            var like = $"%{Like.Escaped(words)}%";
            asked = asked.Where(c =>
                EF.Functions.ILike(c.Company, like, Like.Sign)
                || EF.Functions.ILike(c.Number, like, Like.Sign)
                || EF.Functions.ILike(c.ContactName, like, Like.Sign)
            );
        }
        return asked;
    }
}
