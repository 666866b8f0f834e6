using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Registrations.Guard;
using Entente.Registrations.Model;
using Entente.Registrations.Promises;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Conduct;

/// <summary>The vendor's conduct as a page shows it.</summary>
public sealed record ConductView(int Days, int Decided, TimeSpan? Median, int Late, int Overdue, int Disputes, int Upheld)
{
    /// <summary>Complaints about fairness that were answered, and those in which the partner was right.</summary>
    public (int Answered, int Upheld) Complaints { get; init; }

    /// <summary>Direct deals on protected accounts; null for partners when there are too few to tell of.</summary>
    internal DirectDealFigures? Direct { get; init; }

    /// <summary>What is promised besides decisions; null where there is nothing to tell.</summary>
    internal IReadOnlyList<PromiseFigures>? Promises { get; init; }
}

/// <summary>Reads from the history of all registrations how the vendor keeps its word: the same figures for whoever asks.</summary>
internal sealed class ConductQuery(EntenteDb db, ClaimWorld world, IEnumerable<IAnsweredDisputes> rooms, Actor actor, TimeProvider clock)
{
    private const int Most = 20_000;

    public async Task<ConductView> Load(CancellationToken ct)
    {
        var (terms, now) = (await world.Terms(ct), clock.GetUtcNow());
        // What nobody was told of yet is in no figure.
        var untold = terms.Policy.Delay.Longest;
        var until = now - (untold > terms.Policy.Undo.Time ? untold : terms.Policy.Undo.Time);
        var from = until.AddDays(-ConductBoard.Days);
        // The partner filter is lifted: it is the vendor's record towards all its partners. Only sums leave this class.
        var registrations = await db.Set<Registration>()
            .IgnoreQueryFilters(Fences.OfPartners)
            .AsNoTracking()
            .Where(r => r.State == RegistrationState.InReview || r.State == RegistrationState.NeedsInfo || r.DecidedAt > from)
            .OrderByDescending(r => r.SubmittedAt)
            .Take(Most)
            .Select(r => new { r.Id, r.DecisionHours })
            .ToDictionaryAsync(r => r.Id, r => r.DecisionHours, ct);
        var ids = registrations.Keys.ToList();
        var steps = (
            await db.Set<RegistrationStep>()
                .IgnoreQueryFilters(Fences.OfPartners)
                .AsNoTracking()
                .Where(s => ids.Contains(s.RegistrationId) && !s.Internal && s.From != s.To)
                .OrderBy(s => s.At)
                .ThenBy(s => s.Position)
                .Select(s => new
                {
                    s.RegistrationId,
                    s.From,
                    s.To,
                    s.At,
                })
                .ToListAsync(ct)
        ).ToLookup(s => s.RegistrationId, s => new Move(s.From, s.To, s.At));
        var appeals = await db.Set<Appeal>()
            .IgnoreQueryFilters(Fences.OfPartners)
            .AsNoTracking()
            .Where(a => a.AnsweredAt > from && a.Outcome != null)
            .Select(a => new { a.AnsweredAt, a.Outcome })
            .ToListAsync(ct);
        var complaints = new List<AnsweredComplaint>();
        foreach (var room in rooms)
            complaints.AddRange((await room.Since(from, ct)).Select(d => new AnsweredComplaint(d.AnsweredAt, d.PartnerWasRight)));
        var board = ConductBoard.Of(
            registrations.SelectMany(r => Reviews(steps[r.Key], TimeSpan.FromHours(r.Value), terms.Calendar, now)),
            appeals.Select(a => new AnsweredAppeal(a.AnsweredAt!.Value, a.Outcome is AppealOutcome.Overturned)),
            until,
            complaints
        );
        var direct = await DirectDeals(from, now, ct);
        return new(ConductBoard.Days, board.Decided, board.Median, board.Late, board.Overdue, board.Disputes, board.Upheld)
        {
            Complaints = (board.Complaints, board.ComplaintsUpheld),
            Direct =
                actor.IsOutsider ? direct.Outward
                : direct.Asked == 0 ? null
                : direct,
            Promises = await Promises(now, ct) is { Count: > 0 } promises ? promises : null,
        };
    }

    private async Task<IReadOnlyList<PromiseFigures>> Promises(DateTimeOffset now, CancellationToken ct)
    {
        var from = now.AddDays(-ConductBoard.Days);
        // The partner filter is lifted as above: towards all partners, and only sums leave.
        var begun = await db.Set<WorkingPromise>()
            .IgnoreQueryFilters(Fences.OfPartners)
            .AsNoTracking()
            .Where(p => p.BeganAt > from)
            .OrderByDescending(p => p.BeganAt)
            .Take(Most)
            .ToListAsync(ct);
        return [.. PromiseFigures.Of(begun.Select(p => (p.Kind, p.AsRun())), now).Where(f => f.IsOutward || !actor.IsOutsider)];
    }

    private async Task<DirectDealFigures> DirectDeals(DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        DirectDealFigures.Of(
            (
                await db.Set<DirectDealQuestion>()
                    .AsNoTracking()
                    .Where(q => q.AskedAt > from)
                    .Select(q => new
                    {
                        q.AskedAt,
                        q.DueAt,
                        q.State,
                        q.Reason,
                        q.EndedAt,
                    })
                    .ToListAsync(ct)
            ).Select(q => new AskedDirectDeal(q.AskedAt, q.DueAt, q.State, q.Reason, q.EndedAt)),
            until
        );

    /// <summary>A move of the state.</summary>
    internal readonly record struct Move(RegistrationState From, RegistrationState To, DateTimeOffset At);

    /// <summary>The reviews of one registration, out of its history in order: each from its begin to its decision, questions as pauses.</summary>
    internal static IEnumerable<ReviewTime> Reviews(
        IEnumerable<Move> history,
        TimeSpan promise,
        BusinessCalendar calendar,
        DateTimeOffset now
    )
    {
        DateTimeOffset? began = null;
        var stops = new List<ClockStop>();
        foreach (var move in history)
        {
            if (move is { To: RegistrationState.NeedsInfo })
                stops.Add(new(move.At, null));
            else if (move is { From: RegistrationState.NeedsInfo } && stops.Count > 0)
                stops[^1] = stops[^1] with { Until = move.At };
            if (move is { To: RegistrationState.InReview, From: not RegistrationState.NeedsInfo })
                (began, stops) = (move.At, []);
            else if (began is { } start && !move.To.IsUndecided())
            {
                if (move.To is RegistrationState.Approved or RegistrationState.Declined or RegistrationState.Rejected)
                    yield return new(new DecisionClock(start, promise, stops, calendar).Used(move.At), promise, move.At);
                began = null;
            }
        }
        if (began is { } open)
            yield return new(new DecisionClock(open, promise, stops, calendar).Used(now), promise, null);
    }
}
