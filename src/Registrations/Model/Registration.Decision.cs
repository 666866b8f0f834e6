using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

// The way to a decision: the clock, questions, and what was decided.
internal sealed partial class Registration
{
    /// <summary>The promise made at submission; a later policy does not change it.</summary>
    public int DecisionHours { get; private init; }

    /// <summary>When the decision is due; null while the partner has the move, and once decided.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    /// <summary>When staff are reminded next; null: not at all.</summary>
    public DateTimeOffset? NextReminderAt { get; private set; }

    /// <summary>The last mark of the clock that staff were told of.</summary>
    public ClockMark RemindedMark { get; private set; }

    /// <summary>An unanswered question withdraws the claim at this moment.</summary>
    public DateTimeOffset? WaitsUntil { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }
    public PersonId? DecidedBy { get; private set; }
    public RefusalReason? Refusal { get; private set; }

    /// <summary>What the partner was told with the decision, in the words of whoever decided.</summary>
    public string? DecisionNote { get; private set; }

    /// <summary>The CRM account that staff chose; null: approval makes a new one.</summary>
    public Guid? AccountId { get; private set; }

    /// <summary>The account was merged into another one in the CRM, which now stands for both.</summary>
    public void FollowAccount(Guid account) => AccountId = account;

    public DecisionClock Clock(BusinessCalendar calendar) =>
        new(SubmittedAt, TimeSpan.FromHours(DecisionHours), [.. Questions.Select(q => new ClockStop(q.AskedAt, q.AnsweredAt))], calendar);

    /// <summary>Gives the partner the move; the clock stands still.</summary>
    public void Ask(InfoTopic topic, string question, PersonId? by, Terms terms, DateTimeOffset now)
    {
        Become(RegistrationState.NeedsInfo, by, topic.Label(), question, now);
        Questions.Add(InfoRequest.Ask(this, topic, question, by, now));
        WaitsUntil = terms.Calendar.EndOfWindow(now, terms.Policy.WaitDays);
        WindClock(terms);
        Announce(new RegistrationInfoRequested(Id, PartnerId));
    }

    /// <summary>The partner answers; the clock goes on where it stood.</summary>
    public void Answer(string answer, PersonId? by, Terms terms, DateTimeOffset now)
    {
        var open = Questions.Single(q => q.AnsweredAt is null);
        open.Answer(answer, by, now);
        Become(RegistrationState.InReview, by, "Answered", answer, now);
        WaitsUntil = null;
        WindClock(terms);
        Announce(new RegistrationAnswered(Id, PartnerId));
    }

    /// <summary>Accepts the claim: protected from now for <paramref name="days"/> calendar days.</summary>
    public void Approve(int days, Guid? account, string? note, PersonId? by, Terms terms, DateTimeOffset now)
    {
        Become(RegistrationState.Approved, by, "Approved", note, now);
        Decided(by, note, now);
        AccountId = account;
        Protect(Rules.Protection.Open(days, terms.Policy, terms.Calendar, now), terms, now);
        Announce(new RegistrationApproved(Id, PartnerId));
    }

    /// <summary>The company turned up in the CRM after the approval: this account it is. What staff chose stays.</summary>
    public void Recognise(Guid account) => AccountId ??= account;

    /// <summary>A final no.</summary>
    public void Decline(RefusalReason reason, string? note, PersonId? by, DateTimeOffset now)
    {
        Become(RegistrationState.Declined, by, reason.Label(), note, now);
        Decided(by, note, now);
        Refusal = reason;
        Announce(new RegistrationDeclined(Id, PartnerId));
    }

    /// <summary>Not like this: the partner may mend it and register again.</summary>
    public void Reject(RefusalReason reason, string? note, PersonId? by, DateTimeOffset now)
    {
        Become(RegistrationState.Rejected, by, reason.Label(), note, now);
        Decided(by, note, now);
        Refusal = reason;
        Announce(new RegistrationRejected(Id, PartnerId));
    }

    /// <summary>Remembers the mark that staff are told of now.</summary>
    public ClockMark Remind(Terms terms, DateTimeOffset now)
    {
        RemindedMark = Clock(terms.Calendar).Reached(now);
        NextReminderAt = Clock(terms.Calendar).NextReminder(RemindedMark);
        return RemindedMark;
    }

    private void WindClock(Terms terms)
    {
        var clock = Clock(terms.Calendar);
        DueAt = clock.Due;
        NextReminderAt = State is RegistrationState.InReview ? clock.NextReminder(RemindedMark) : null;
    }

    private void StopClock() => (DueAt, NextReminderAt, WaitsUntil) = (null, null, null);

    private void Decided(PersonId? by, string? note, DateTimeOffset now)
    {
        (DecidedBy, DecidedAt, DecisionNote) = (by, now, note);
        StopClock();
    }
}
