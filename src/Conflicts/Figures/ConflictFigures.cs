using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Registrations;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Figures;

/// <summary>The figures of conflicts as a page shows them; formatted by the page.</summary>
public sealed record FiguresView(
    int Days,
    int Cases,
    int Open,
    int Registrations,
    decimal? Rate,
    TimeSpan? Median,
    int Avoided,
    int Appeals,
    int Upheld,
    IReadOnlyList<CauseView> Causes,
    ComplaintsView Complaints
);

/// <summary>Complaints about fairness that came in the same time.</summary>
public sealed record ComplaintsView(int Complaints, int Answered, int Upheld, int Late, IReadOnlyList<ReasonView> Reasons);

public sealed record ReasonView(string Reason, int Complaints, int Open, int Upheld, int Late);

public sealed record CauseView(string Cause, int Cases, int Open, int Decided, int Avoided, TimeSpan? Median);

/// <summary>Loads the cases of the last days and has the figures made of them.</summary>
public sealed class ConflictFigures(EntenteDb db, RegistrationsApi registrations, TimeProvider clock)
{
    public async Task<FiguresView> Load(int days, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var since = now.AddDays(-days);
        var cases = await db.Set<ConflictCase>()
            .Where(c => c.OpenedAt >= since)
            .Select(c => new
            {
                c.Kind,
                c.Cause,
                c.OpenedAt,
                c.ResolvedAt,
                c.End,
                Taken = c.AcknowledgedAt != null,
                Appeals = c.Appeals.Count,
                Upheld = c.Appeals.Count(a => a.Upheld == true),
            })
            .ToListAsync(ct);
        var made = CaseFigures.Of(
            [.. cases.Select(c => new CaseFact(c.Kind, c.Cause, c.OpenedAt, c.ResolvedAt, c.End, c.Taken, c.Appeals, c.Upheld))],
            await registrations.Received(since, ct)
        );
        return new(
            days,
            made.Cases,
            made.Open,
            made.Registrations,
            made.Rate,
            made.Median,
            made.Avoided,
            made.Appeals,
            made.Upheld,
            [.. made.Causes.Select(c => new CauseView(c.Cause.Words(), c.Cases, c.Open, c.Decided, c.Avoided, c.Median))],
            await Complaints(since, now, ct)
        );
    }

    private async Task<ComplaintsView> Complaints(DateTimeOffset since, DateTimeOffset now, CancellationToken ct)
    {
        var runs = await db.Set<Complaint>()
            .Where(c => c.At >= since)
            .Select(c => new ComplaintRun(c.Reason, c.At, c.DueAt, c.AnsweredAt, c.Upheld))
            .ToListAsync(ct);
        var sums = ComplaintFigures.Of(runs, now);
        return new(
            sums.Complaints,
            sums.Answered,
            sums.Upheld,
            sums.Late,
            [.. sums.Reasons.Select(r => new ReasonView(r.Reason.Words(), r.Complaints, r.Open, r.Upheld, r.Late))]
        );
    }
}
