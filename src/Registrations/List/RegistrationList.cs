using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Promises;
using Entente.Registrations.Rules;
using Entente.Registrations.Status;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.List;

/// <summary>Which registrations a list shows.</summary>
public enum ListView
{
    /// <summary>To be decided, the most urgent first.</summary>
    Waiting,

    /// <summary>Of these, claims of the partners that the reader manages, and those that wait for the reader's signature.</summary>
    Mine,

    /// <summary>The partner has the move.</summary>
    Asked,

    /// <summary>Approved and not yet closed; the protection that ends first comes first.</summary>
    Running,
    All,
}

/// <summary>One line of the list.</summary>
public sealed record RegistrationRow(
    string Number,
    string Company,
    PartnerId Partner,
    string PartnerName,
    string Tier,
    string StateWords,
    Ui.Tone StateTone,
    Money? Amount,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? Due,
    TimeSpan Left,
    TimeSpan Promise,
    DateTimeOffset? ProtectedFrom,
    DateTimeOffset? ProtectedUntil
)
{
    /// <summary>Since when the partner has the move; null: it has not.</summary>
    public DateTimeOffset? StoppedSince { get; init; }

    /// <summary>Of the record as it is listed: what a decision on the row was made on.</summary>
    public int Version { get; init; }

    /// <summary>What the vendor still owes its partner; null: nothing.</summary>
    public PromiseChip? Owed { get; init; }

    /// <summary>What the rules found when the claim came in; null when that is not asked for.</summary>
    public FindingTally? Found { get; init; }
}

/// <summary>A decision of the reader's that nobody outside has heard of yet.</summary>
public sealed record UndoableRow(string Number, int Decision);

/// <summary>How many rules blocked, warned and passed when the claim came in.</summary>
/// <param name="Contested">Another partner claims or holds the company now, whatever the rules found then.</param>
public sealed record FindingTally(int Blocks, int Warnings, int Passed, bool Contested);

/// <summary>How decisions of late kept the promise.</summary>
/// <param name="Median">Of the business time they took.</param>
/// <param name="Kept">Share that came in time.</param>
public sealed record DecisionRecord(int Decided, TimeSpan Median, Percent Kept);

/// <summary>Lists registrations with their partner's name: one query, and one for the count.</summary>
public sealed partial class RegistrationList(EntenteDb db, ClaimWorld world, Actor actor, TimeProvider clock)
{
    public const int PageSize = 50;
    private const int MostDecided = 500;

    public async Task<(IReadOnlyList<RegistrationRow> Rows, int Total)> Load(
        ListView view,
        int page,
        CancellationToken ct,
        int take = PageSize,
        PartnerId? partner = null,
        ListFilter? filter = null
    )
    {
        var which = Narrowed(In(view), filter ?? new(Partner: partner));
        var rows = await Ordered(which, view)
            .Skip(Math.Max(0, page - 1) * take)
            .Take(take)
            .Join(
                db.Set<PartnersCard>(),
                r => r.PartnerId,
                p => p.PartnerId,
                (r, p) =>
                    new
                    {
                        Registration = r,
                        p.Name,
                        p.Tier,
                    }
            )
            .AsNoTracking()
            .ToListAsync(ct);
        var total = await which.Total(rows.Count, page, take, ct);
        if (rows.Count == 0)
            return ([], total);
        var ids = rows.Select(r => r.Registration.Id).ToList();
        var questions = (await db.Set<InfoRequest>().AsNoTracking().Where(q => ids.Contains(q.RegistrationId)).ToListAsync(ct)).ToLookup(
            q => q.RegistrationId
        );
        var terms = await world.Terms(ct);
        var now = clock.GetUtcNow();
        var promises = await PromiseChips.Of(db, ids, now, ct);
        return (
            [
                .. rows.Select(r =>
                {
                    r.Registration.Questions.AddRange(questions[r.Registration.Id]);
                    return Row(r.Registration, r.Name, r.Tier, terms, now) with { Owed = promises.GetValueOrDefault(r.Registration.Id) };
                }),
            ],
            total
        );
    }

    /// <summary>The same rows with what the rules found about each when it came in.</summary>
    public async Task<IReadOnlyList<RegistrationRow>> WithFindings(IReadOnlyList<RegistrationRow> rows, CancellationToken ct)
    {
        var numbers = rows.Select(r => r.Number).ToList();
        var traces = await db.Set<AssessmentTrace>()
            .AsNoTracking()
            .Where(t => t.Act == "submit")
            .Join(
                db.Set<Registration>().Where(r => numbers.Contains(r.Number)),
                t => new { t.WorkspaceId, Id = t.RegistrationId },
                r => new { r.WorkspaceId, r.Id },
                (t, r) => new { r.Number, Trace = t }
            )
            .ToListAsync(ct);
        var contested = await Contested(numbers, ct);
        var found = traces.ToDictionary(t => t.Number, t => Tally(t.Trace.Read().Findings, contested.Contains(t.Number)));
        return [.. rows.Select(r => r with { Found = found.GetValueOrDefault(r.Number) })];
    }

    /// <summary>What this person decided and can still undo.</summary>
    public async Task<IReadOnlyList<UndoableRow>> Undoable(PersonId who, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.Set<Registration>()
            .Where(r => r.AnnounceAt > now && r.DecidedBy == who && r.BeforeJson != null)
            .OrderBy(r => r.Number)
            .Select(r => new UndoableRow(r.Number, r.DecisionNo))
            .ToListAsync(ct);
    }

    /// <summary>Decisions since <paramref name="since"/>; null when there was none.</summary>
    public async Task<DecisionRecord?> Decided(DateTimeOffset since, CancellationToken ct)
    {
        var decided = await db.Set<Registration>()
            .AsNoTracking()
            .Include(r => r.Questions)
            .Where(r => r.DecidedAt >= since)
            .OrderByDescending(r => r.DecidedAt)
            .Take(MostDecided)
            .ToListAsync(ct);
        if (decided.Count == 0)
            return null;
        var calendar = (await world.Terms(ct)).Calendar;
        var took = decided.Select(r => r.Clock(calendar)).Zip(decided, (c, r) => (c.Promise, Left: c.Left(r.DecidedAt!.Value))).ToList();
        var sorted = took.Select(t => t.Promise - t.Left).Order().ToList();
        var kept = took.Count(t => t.Left >= TimeSpan.Zero);
        return new(decided.Count, sorted[sorted.Count / 2], new Percent(Math.Floor(100m * kept / decided.Count)));
    }

    // One query for all: a claim that came later than this one is the one thing that often changes while it waits.
    private async Task<HashSet<string>> Contested(List<string> numbers, CancellationToken ct) =>
        [
            .. await (
                from own in db.Set<Registration>()
                where numbers.Contains(own.Number)
                from key in own.Keys
                join other in db.Set<RegistrationKey>()
                    on new
                    {
                        key.WorkspaceId,
                        key.Kind,
                        key.Value,
                    } equals new
                    {
                        other.WorkspaceId,
                        other.Kind,
                        other.Value,
                    }
                join rival in db.Set<Registration>()
                    on new { other.WorkspaceId, Id = other.RegistrationId } equals new { rival.WorkspaceId, rival.Id }
                where
                    rival.PartnerId != own.PartnerId
                    && (
                        rival.State == RegistrationState.InReview
                        || rival.State == RegistrationState.NeedsInfo
                        || rival.Protection == ProtectionState.Conditional
                        || rival.Protection == ProtectionState.Active
                    )
                select own.Number
            )
                .Distinct()
                .ToListAsync(ct),
        ];

    private static FindingTally Tally(IReadOnlyList<Finding> findings, bool contested) =>
        new(
            findings.Count(f => f.Severity is Severity.Block),
            findings.Count(f => f.Severity is Severity.Warn),
            findings.Count(f => f.Severity is Severity.Info),
            contested
        );

    public Task<int> Count(ListView view, CancellationToken ct, ListFilter? filter = null) =>
        Narrowed(In(view), filter ?? new()).CountAsync(ct);

    private IQueryable<Registration> In(ListView view) =>
        view switch
        {
            ListView.Waiting => db.Set<Registration>().Where(r => r.State == RegistrationState.InReview),
            ListView.Mine => Mine(),
            ListView.Asked => db.Set<Registration>().Where(r => r.State == RegistrationState.NeedsInfo),
            ListView.Running => db.Set<Registration>()
                .Where(r => r.State == RegistrationState.Approved || r.State == RegistrationState.Converted),
            _ => db.Set<Registration>(),
        };

    private static IQueryable<Registration> Ordered(IQueryable<Registration> which, ListView view) =>
        view switch
        {
            ListView.Waiting or ListView.Mine => which.OrderBy(r => r.DueAt).ThenBy(r => r.Number),
            ListView.Asked => which.OrderBy(r => r.WaitsUntil).ThenBy(r => r.Number),
            ListView.Running => which.OrderBy(r => r.ProtectedUntil).ThenBy(r => r.Number),
            _ => which.OrderByDescending(r => r.SubmittedAt).ThenBy(r => r.Number),
        };

    private static RegistrationRow Row(Registration r, string partner, PartnerTier tier, Terms terms, DateTimeOffset now)
    {
        var running = r.Clock(terms.Calendar);
        var expiring = StatusQuery.Expiring(r.Outward(now).Window, r.State, terms, now);
        return new(
            r.Number,
            r.Company,
            r.PartnerId,
            partner,
            tier.Words(),
            expiring ? "Expiring" : r.State.Words(),
            expiring ? Ui.Tone.Warn : StatusQuery.Tone(r.State),
            r.Amount,
            r.ReviewFrom,
            r.DueAt,
            running.Left(now),
            running.Promise,
            r.Protection.Protects() ? r.ProtectedFrom : null,
            r.Protection.Protects() ? r.ProtectedUntil!.Value.AddTicks(-1) : null
        )
        {
            Version = r.Version,
            StoppedSince = r.Questions.Find(q => q.AnsweredAt is null)?.AskedAt,
        };
    }
}
