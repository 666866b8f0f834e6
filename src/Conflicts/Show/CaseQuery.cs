using Entente.Access;
using Entente.Conflicts.Complaints;
using Entente.Conflicts.Decide;
using Entente.Conflicts.List;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Entente.Registrations.Guard;
using Entente.Ui;
using Entente.Ui.Parts;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Show;

/// <summary>A case as staff see it.</summary>
public sealed record CaseSheetView(CaseRow Head, int Version)
{
    public ConflictId Id { get; init; }
    public bool AtRisk { get; init; }
    public bool Active { get; init; }
    public string? Owner { get; init; }
    public string? Plan { get; init; }
    public IReadOnlyList<SignalView> Signals { get; init; } = [];
    public IReadOnlyList<SideView> Sides { get; init; } = [];
    public LadderView Ladder { get; init; } = new([], [], null, 0, false);
    public DecisionView? Decision { get; init; }
    public IReadOnlyList<AppealView> Appeals { get; init; } = [];

    /// <summary>Both claims and the case itself, the newest first.</summary>
    public IReadOnlyList<MomentView> Moments { get; init; } = [];

    /// <summary>Complaints about a side's registration, for those who may answer.</summary>
    public IReadOnlyList<ComplaintRow> Complaints { get; init; } = [];

    /// <summary>Direct deals opened under a side's protection, and why; for staff.</summary>
    public IReadOnlyList<DirectDealCard> Direct { get; init; } = [];
}

public sealed record SignalView(string Title, string Sentence, DateTimeOffset At, IReadOnlyList<(string Label, string Value)> Facts);

/// <param name="Gone">It wants the company no more.</param>
/// <param name="Href">Below the workspace: its registration, or the shares of its opportunity.</param>
public sealed record SideView(
    string Key,
    string Name,
    bool IsPartner,
    Guid? Opportunity,
    string? Number,
    bool Gone,
    string? Claimed,
    IReadOnlyList<(string Words, DateTimeOffset At)> Evidence
);

/// <param name="Stored">As it was when the case was decided; otherwise by the facts and the policy of this moment.</param>
public sealed record LadderView(
    IReadOnlyList<(string Key, string Name)> Columns,
    IReadOnlyList<LadderRow> Rows,
    string? Leader,
    int Policy,
    bool Stored
);

public sealed record LadderRow(string Rule, IReadOnlyList<string> Facts, StepState State, string? Winner);

public sealed record DecisionView(
    string How,
    string? Leader,
    string Rationale,
    string? By,
    DateTimeOffset At,
    bool FellAway,
    IReadOnlyList<LetterView> Letters
);

public sealed record AppealView(
    Guid Id,
    string From,
    string Words,
    DateTimeOffset At,
    DateTimeOffset Due,
    TimeSpan Left,
    TimeSpan Promise,
    bool MayAnswer,
    bool? Upheld,
    string? Reply
);

public sealed record MomentView(string Title, string? Text, DateTimeOffset At, string Icon, Tone? Tone);

/// <summary>Reads a case for whoever decides it; the hierarchy rules again, so that the page shows what holds now.</summary>
public sealed class CaseQuery
{
    private readonly EntenteDb db;
    private readonly Weighing weighing;
    private readonly ClaimContests contests;
    private readonly AccessApi access;
    private readonly DirectDealGuard guard;
    private readonly ComplaintList complaints;
    private readonly Actor actor;
    private readonly TimeProvider clock;

    internal CaseQuery(
        EntenteDb db,
        Weighing weighing,
        ClaimContests contests,
        AccessApi access,
        DirectDealGuard guard,
        ComplaintList complaints,
        Actor actor,
        TimeProvider clock
    ) =>
        (this.db, this.weighing, this.contests, this.access, this.guard, this.complaints, this.actor, this.clock) = (
            db,
            weighing,
            contests,
            access,
            guard,
            complaints,
            actor,
            clock
        );

    public async Task<CaseSheetView?> Load(string number, CancellationToken ct)
    {
        if (await CaseDesk.Whole(db.Set<ConflictCase>()).AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, ct) is not { } one)
            return null;
        var now = clock.GetUtcNow();
        var weighed = await weighing.Of(one, now, ct);
        var claims = (
            await contests.These([.. one.Sides.Select(s => s.Registration).OfType<Guid>().Select(g => new RegistrationId(g))], ct)
        ).ToDictionary(c => c.Id.Value);
        var about = one.Sides.SelectMany(s => new[] { s.Registration, s.Opportunity }).OfType<Guid>().Distinct().ToList();
        var evidence = await db.Set<ClaimEvidence>().AsNoTracking().Where(e => about.Contains(e.About)).OrderBy(e => e.At).ToListAsync(ct);
        var people = await access.People([.. one.Steps.Select(s => s.By).Append(one.Owner).Append(one.DecidedBy).OfType<PersonId>()], ct);
        string? Name(PersonId? id) => id is { } known ? people.GetValueOrDefault(known)?.Name : null;
        var sides = one.Sides.OrderBy(s => s.JoinedAt).ThenBy(s => s.Key, StringComparer.Ordinal).ToList();
        return new(ConflictList.Row(one, weighed.Terms, now), one.Version)
        {
            Id = one.Id,
            AtRisk = one.Status is CaseStatus.Risk,
            Active = one.Status is CaseStatus.Active,
            Owner = Name(one.Owner),
            Plan = one.Plan,
            Signals =
            [
                .. one
                    .Signals.OrderBy(s => s.SeenAt)
                    .ThenBy(s => s.Key, StringComparer.Ordinal)
                    .Select(s => new SignalView(s.Code.Words(), s.Sentence, s.SeenAt, [.. s.Read().Select(f => (f.Label, f.Value))])),
            ],
            Sides =
            [
                .. sides.Select(s => new SideView(
                    s.Key,
                    s.Name,
                    s.Key != Party.DirectKey,
                    s.Opportunity ?? (s.Registration is { } r && claims.TryGetValue(r, out var bound) ? bound.Opportunity : null),
                    s.RegistrationNumber,
                    weighed.Gone.Any(g => g.Key == s.Key),
                    s.Registration is { } claim && claims.TryGetValue(claim, out var known) ? Signals.Day(known.ClaimedAt) : null,
                    // Each side's own, and nobody else's.
                    [
                        .. evidence
                            .Where(e => e.About == (s.Registration ?? s.Opportunity) && e.PartnerId == s.PartnerId)
                            .Select(e => (e.Words, e.At)),
                    ]
                )),
            ],
            Ladder = Shown(one, sides, weighed),
            Decision = Decided(one, Name),
            Appeals = [.. one.Appeals.OrderBy(a => a.At).Select(a => Shown(one, a, weighed.Terms, now))],
            Moments = Moments(one, claims, evidence, Name),
            Complaints = actor.May(Permissions.DecideRegistrations)
                ? await complaints.About([.. one.Sides.Select(s => s.Registration).OfType<Guid>()], ct)
                : [],
            Direct = await guard.About([.. claims.Values.Select(c => c.Id)], ct),
        };
    }

    private static LadderView Shown(ConflictCase one, List<CaseSide> sides, Weighed weighed)
    {
        var stored = one.Status is CaseStatus.Resolved && one.Ruling is not null;
        var ruling = stored ? Json.Read<LadderRuling>(one.Ruling!) : weighed.Ruling;
        var columns = sides
            .Where(s => ruling.Steps.Count > 0 && ruling.Steps[0].Facts.ContainsKey(s.Key))
            .Select(s => (s.Key, s.Name))
            .ToList();
        string? NameOf(string? key) => columns.Find(c => c.Key == key).Name;
        return new(
            columns,
            [
                .. ruling.Steps.Select(s => new LadderRow(
                    s.Rule,
                    [.. columns.Select(c => s.Facts[c.Key])],
                    !s.Reached ? StepState.NotReached
                        : s.Decides ? StepState.Decides
                        : StepState.Level,
                    s.Decides ? s.Left[0] : null
                )),
            ],
            NameOf(ruling.Leader),
            ruling.Policy,
            stored
        );
    }

    private static DecisionView? Decided(ConflictCase one, Func<PersonId?, string?> name) =>
        one switch
        {
            { Status: CaseStatus.Resolved, End: CaseEnd.FellAway } => new("Fell away", null, "", null, one.ResolvedAt!.Value, true, []),
            { Status: CaseStatus.Resolved, How: { } how } => new(
                how.Words(),
                one.Sides.Find(s => s.Key == one.Leader)?.Name,
                one.Rationale ?? "",
                name(one.DecidedBy),
                one.ResolvedAt!.Value,
                false,
                [
                    .. one
                        .Letters.Where(l => l.Decision == one.DecisionNo)
                        .Select(l => new LetterView(
                            l.Id.Value.ToString("N"),
                            one.Sides.Find(s => s.PartnerId == l.PartnerId && s.Registration == l.Registration)?.Name ?? "",
                            l.Subject,
                            l.Verdict,
                            l.Paragraphs.Split('\n')
                        )),
                ]
            ),
            _ => null,
        };

    private AppealView Shown(ConflictCase one, CaseAppeal a, ContestTerms terms, DateTimeOffset now) =>
        new(
            a.Id.Value,
            one.Sides.Find(s => s.PartnerId == a.PartnerId)?.Name ?? "A partner",
            a.Words,
            a.At,
            a.DueAt,
            terms.Calendar.Elapsed(now, a.DueAt),
            terms.Calendar.Elapsed(a.At, a.DueAt),
            a.AgainstBy is not { } first || first != actor.Person,
            a.Upheld,
            a.Reply
        );

    private static IReadOnlyList<MomentView> Moments(
        ConflictCase one,
        Dictionary<Guid, ContestedClaim> claims,
        List<ClaimEvidence> evidence,
        Func<PersonId?, string?> name
    )
    {
        var moments = one
            .Steps.OrderBy(s => s.Position)
            .Select(s => new MomentView(name(s.By) is { } by ? $"{s.What}, {by}" : s.What, s.Text, s.At, "conflict", null))
            .ToList();
        foreach (var side in one.Sides)
        {
            if (side.Registration is { } id && claims.TryGetValue(id, out var claim))
            {
                moments.Add(new($"{side.Name} claims, {claim.Number}", null, claim.ClaimedAt, "registration", Tone.Brand));
                if (claim.FirstMeetingAt is { } met)
                    moments.Add(new($"{side.Name}: first meeting", null, met, "calendar", null));
                if (claim.ProtectedFrom is { } from)
                    moments.Add(
                        new(
                            $"{side.Name} is protected",
                            $"Until {Signals.Day(claim.ProtectedUntil!.Value.AddTicks(-1))}",
                            from,
                            "shield",
                            Tone.Ok
                        )
                    );
            }
            moments.AddRange(
                evidence
                    .Where(e => e.About == (side.Registration ?? side.Opportunity) && e.PartnerId == side.PartnerId)
                    .Select(e => new MomentView($"{side.Name} brings evidence", e.Words, e.At, "paperclip", null))
            );
        }
        return [.. moments.Select((m, i) => (m, i)).OrderByDescending(x => x.m.At).ThenByDescending(x => x.i).Select(x => x.m)];
    }
}
