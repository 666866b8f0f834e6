using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Registrations.Contests;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.List;

/// <summary>Which cases a list shows.</summary>
public enum CaseView
{
    /// <summary>Not resolved, or appealed against: by the clock that runs.</summary>
    Open,

    /// <summary>Taken up by the reader.</summary>
    Mine,
    Resolved,
    All,
}

/// <summary>One line of the list.</summary>
/// <param name="Promise">What the clock runs towards, in words; null: no clock.</param>
public sealed record CaseRow(
    string Number,
    string Company,
    string KindWords,
    string StatusWords,
    Tone StatusTone,
    IReadOnlyList<string> Sides,
    string Cause,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ResolvedAt,
    string? Promise,
    DateTimeOffset? From,
    DateTimeOffset? Due,
    TimeSpan? Left,
    TimeSpan? Whole
)
{
    public bool IsLate => Left < TimeSpan.Zero;
}

/// <summary>Lists cases: two queries and the count.</summary>
public sealed class ConflictList(EntenteDb db, Actor actor, ClaimContests contests, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <param name="kind">A <c>ConflictKind</c> by its name; anything else: all kinds.</param>
    public async Task<(IReadOnlyList<CaseRow> Rows, int Total)> Load(
        CaseView view,
        string? kind,
        int page,
        CancellationToken ct,
        int take = PageSize
    )
    {
        var which = In(view);
        if (Enum.TryParse<ConflictKind>(kind, ignoreCase: true, out var only) && Enum.IsDefined(only))
            which = which.Where(c => c.Kind == only);
        var rows = await (
            view is CaseView.Open or CaseView.Mine
                ? which.OrderBy(c => c.NextReminderAt == null).ThenBy(c => c.NextReminderAt).ThenBy(c => c.OpenedAt)
                : which.OrderByDescending(c => c.OpenedAt)
        )
            .ThenBy(c => c.Id)
            .Skip(Math.Max(0, page - 1) * take)
            .Take(take)
            .Include(c => c.Sides)
            .Include(c => c.Appeals)
            .AsSplitQuery()
            .AsNoTracking()
            .ToListAsync(ct);
        var total = await which.Total(rows.Count, page, take, ct);
        var (terms, now) = (await contests.Terms(ct), clock.GetUtcNow());
        var shown = rows.Select(c => Row(c, terms, now));
        return ([.. view is CaseView.Open or CaseView.Mine ? shown.OrderBy(r => r.Due ?? DateTimeOffset.MaxValue) : shown], total);
    }

    public Task<int> Count(CaseView view, CancellationToken ct) => In(view).CountAsync(ct);

    internal static CaseRow Row(ConflictCase c, ContestTerms terms, DateTimeOffset now) =>
        new(
            c.Number,
            c.Company,
            c.Kind.Words(),
            c.Status.Words(),
            Tone(c.Status),
            [.. c.Sides.OrderBy(s => s.JoinedAt).ThenBy(s => s.Key, StringComparer.Ordinal).Select(s => s.Name).Distinct()],
            c.Cause.Words(),
            c.OpenedAt,
            c.ResolvedAt,
            c.Running is { } what ? Promise(what.What) : null,
            c.Running?.From,
            c.Running?.Due,
            c.Running is { } running ? terms.Calendar.Elapsed(now, running.Due) : null,
            c.Running is { } whole ? terms.Calendar.Elapsed(whole.From, whole.Due) : null
        );

    internal static Tone Tone(CaseStatus status) =>
        status switch
        {
            CaseStatus.Risk => Ui.Tone.Warn,
            CaseStatus.Active => Ui.Tone.Info,
            _ => Ui.Tone.Ok,
        };

    internal static string Promise(CasePromise promise) =>
        promise switch
        {
            CasePromise.Acknowledge => "Take it up",
            CasePromise.Plan => "Plan",
            _ => "Answer the appeal",
        };

    private IQueryable<ConflictCase> In(CaseView view) =>
        view switch
        {
            CaseView.Open => db.Set<ConflictCase>().Where(c => c.Status != CaseStatus.Resolved || c.Appeals.Any(a => a.Upheld == null)),
            CaseView.Mine => db.Set<ConflictCase>()
                .Where(c => c.Status != CaseStatus.Resolved && c.Owner != null && c.Owner == actor.Person),
            CaseView.Resolved => db.Set<ConflictCase>().Where(c => c.Status == CaseStatus.Resolved),
            _ => db.Set<ConflictCase>(),
        };
}
