using System.Linq.Expressions;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Contests;

namespace Entente.Conflicts.Model;

/// <summary>
/// A conflict over one company, from the first signal to its end. Of a company one is open at a time; each signal is raised once. Changes
/// itself by verbs; a step that is not possible is refused aloud.
/// </summary>
[Subject(ConflictId.SubjectKind)]
internal sealed partial class ConflictCase : Entity, IScoped<ConflictCase>
{
    private ConflictCase() { }

    /// <summary>Seen by whoever sees one of its partners, and every one: half a conflict would tell of the other half.</summary>
    public static Expression<Func<ConflictCase, bool>> InScope(EntenteDb db) =>
        c =>
            !db.Scoped
            || (
                db.Set<CaseParties>().Any(p => p.CaseId == c.Id && db.Scope.Contains(p.Concerns))
                && !db.Set<CaseParties>().Any(p => p.CaseId == c.Id && !db.Scope.Contains(p.Concerns))
            );

    public ConflictId Id { get; private init; }

    /// <summary><c>CF-12</c>; unique in the workspace.</summary>
    public string Number { get; private init; } = "";
    public string Company { get; private init; } = "";
    public ConflictKind Kind { get; private set; }

    /// <summary>The signal that opened it.</summary>
    public SignalCode Cause { get; private init; }
    public CaseStatus Status { get; private set; }
    public DateTimeOffset OpenedAt { get; private init; }

    /// <summary>From when its clocks run: the opening, or its last coming back.</summary>
    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset AcknowledgeBy { get; private set; }
    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>Who took it up, and whom Today tells of it.</summary>
    public PersonId? Owner { get; private set; }
    public DateTimeOffset PlanBy { get; private set; }
    public DateTimeOffset? PlannedAt { get; private set; }
    public string? Plan { get; private set; }

    /// <summary>What staff were told of the promise that runs.</summary>
    public CaseMark Reminded { get; private set; }
    public DateTimeOffset? NextReminderAt { get; private set; }

    /// <summary>Rises with each decision.</summary>
    public int DecisionNo { get; private set; }
    public Settlement? How { get; private set; }

    /// <summary>The key of who leads by the decision; null: several do.</summary>
    public string? Leader { get; private set; }

    /// <summary>For staff.</summary>
    public string? Rationale { get; private set; }
    public PersonId? DecidedBy { get; private set; }

    /// <summary>The hierarchy's ruling when it was decided, as JSON.</summary>
    public string? Ruling { get; private set; }
    public CaseEnd? End { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>Rises with each entry of the history: so the record itself changes, and its version with it.</summary>
    public int StepsTaken { get; private set; }

    public List<CaseKey> Keys { get; } = [];
    public List<CaseSignal> Signals { get; } = [];
    public List<CaseSide> Sides { get; } = [];
    public List<CaseStep> Steps { get; } = [];
    public List<CaseLetter> Letters { get; } = [];
    public List<CaseAppeal> Appeals { get; } = [];

    public bool IsOpen => Status is not CaseStatus.Resolved;

    public CaseAppeal? OpenAppeal => Appeals.Find(a => a.Upheld is null);

    /// <summary>Opens a case at risk.</summary>
    /// <param name="signals">At least one.</param>
    public static ConflictCase Open(
        string number,
        string company,
        IReadOnlyCollection<string> keys,
        IReadOnlyList<Party> parties,
        IReadOnlyList<Signal> signals,
        ContestTerms terms,
        DateTimeOffset now
    )
    {
        var opened = new ConflictCase
        {
            Id = Ids.New<ConflictId>(now),
            Number = number,
            Company = company,
            Cause = signals.MinBy(s => s.Key, StringComparer.Ordinal)!.Code,
            OpenedAt = now,
            StartedAt = now,
            AcknowledgeBy = CaseClock.AcknowledgeBy(now, terms.Calendar),
            PlanBy = CaseClock.PlanBy(now, terms.Calendar),
        };
        opened.Add(keys, parties, signals, now);
        opened.Note("Opened", signals[0].Sentence, null, now);
        opened.Wind(terms, CaseMark.None);
        opened.Announce(new ConflictOpened(opened.Id));
        return opened;
    }

    /// <summary>Further signals of the same company, and who has come in meanwhile. Nothing when all of it is known.</summary>
    public void See(IReadOnlyCollection<string> keys, IReadOnlyList<Party> parties, IReadOnlyList<Signal> signals, DateTimeOffset now)
    {
        var news = signals.Where(s => !Signals.Exists(k => k.Key == s.Key)).ToList();
        Add(keys, parties, news, now);
        if (news.Count == 0)
            return;
        foreach (var signal in news)
            Note(signal.Code.Words(), signal.Sentence, null, now);
        Announce(new ConflictSignalAdded(Id));
    }

    /// <summary>Somebody takes it up.</summary>
    public void Acknowledge(PersonId? by, ContestTerms terms, DateTimeOffset now)
    {
        Must(Status is CaseStatus.Risk, "taken up");
        (Status, AcknowledgedAt, Owner) = (CaseStatus.Active, now, by);
        Note("Taken up", null, by, now);
        Wind(terms, CaseMark.None);
        Announce(new ConflictAcknowledged(Id));
    }

    /// <summary>What is to be done, by whom, by when. May be written anew as long as it is open.</summary>
    public void MakePlan(string plan, PersonId? by, ContestTerms terms, DateTimeOffset now)
    {
        Must(Status is CaseStatus.Active, "planned");
        (Plan, PlannedAt) = (plan, PlannedAt ?? now);
        Note("Plan", plan, by, now);
        Wind(terms, CaseMark.None);
        Announce(new ConflictPlanned(Id));
    }

    /// <summary>Nobody competes any more: it ends by itself.</summary>
    public void FallAway(string why, DateTimeOffset now)
    {
        Must(IsOpen, "closed");
        Close(CaseEnd.FellAway, now);
        Note("Fell away", why, null, now);
        Announce(new ConflictResolved(Id, Decided: false));
    }

    /// <summary>It had fallen away, and they compete again: at risk once more, with its clocks from now.</summary>
    public void ComeBack(ContestTerms terms, DateTimeOffset now)
    {
        Must(End is CaseEnd.FellAway, "brought back");
        (Status, End, ResolvedAt, AcknowledgedAt, PlannedAt) = (CaseStatus.Risk, null, null, null, null);
        (AcknowledgeBy, PlanBy, StartedAt) = (CaseClock.AcknowledgeBy(now, terms.Calendar), CaseClock.PlanBy(now, terms.Calendar), now);
        Keys.ForEach(k => k.Open());
        Note("Back", "They compete again.", null, now);
        Wind(terms, CaseMark.None);
        Announce(new ConflictOpened(Id));
    }

    /// <summary>A complaint that is one of its signals was answered: it stands in the history, once.</summary>
    public void HearAnswer(string complaint, bool upheld, string reply, PersonId? by, DateTimeOffset now)
    {
        Must(IsOpen, "told of an answer");
        var what = $"Complaint {complaint} {(upheld ? "upheld" : "not upheld")}";
        if (!Steps.Exists(s => s.What == what))
            Note(what, reply, by, now);
    }

    /// <summary>Remembers the mark that staff are told of now.</summary>
    public CaseMark Remind(ContestTerms terms, DateTimeOffset now)
    {
        if (Running is not { } running)
            return CaseMark.None;
        var mark = CaseClock.Reached(running.From, running.Due, terms.Calendar, now);
        Wind(terms, mark);
        return mark;
    }

    /// <summary>The promise that runs now; null: none.</summary>
    public (CasePromise What, DateTimeOffset From, DateTimeOffset Due)? Running =>
        Status switch
        {
            CaseStatus.Risk => (CasePromise.Acknowledge, StartedAt, AcknowledgeBy),
            CaseStatus.Active when PlannedAt is null => (CasePromise.Plan, StartedAt, PlanBy),
            _ when OpenAppeal is { } appeal => (CasePromise.Answer, appeal.At, appeal.DueAt),
            _ => null,
        };

    private void Close(CaseEnd end, DateTimeOffset now)
    {
        (Status, End, ResolvedAt, NextReminderAt) = (CaseStatus.Resolved, end, now, null);
        Keys.ForEach(k => k.Close());
    }

    private void Wind(ContestTerms terms, CaseMark given)
    {
        Reminded = given;
        NextReminderAt = Running is { } running ? CaseClock.Next(running.From, running.Due, given, terms.Calendar) : null;
    }

    private void Add(IReadOnlyCollection<string> keys, IReadOnlyList<Party> parties, IReadOnlyList<Signal> signals, DateTimeOffset now)
    {
        Keys.AddRange(keys.Where(k => !Keys.Exists(h => h.Value == k)).Select(k => CaseKey.Of(this, k)));
        Sides.AddRange(parties.Where(p => !Sides.Exists(s => s.Key == p.Key)).Select(p => CaseSide.Of(this, p, now)));
        Signals.AddRange(signals.Select(s => CaseSignal.Of(this, s, now)));
        if (signals.Count > 0)
            Kind = SignalWords.Kind(Signals.Select(s => s.Kind));
    }

    private void Note(string what, string? text, PersonId? by, DateTimeOffset now)
    {
        Steps.Add(CaseStep.Of(this, what, text, by, now, StepsTaken));
        StepsTaken++;
    }

    private void Must(bool may, string what)
    {
        if (!may)
            throw new InvalidOperationException($"{Number} is {Status} and cannot be {what}.");
    }
}
