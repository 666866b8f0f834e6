using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

// The way to a decision: the clock, questions, and what was decided.
internal sealed partial class Registration
{
    /// <summary>The promise made at submission; a later policy does not change it.</summary>
    public int DecisionHours { get; private init; }

    /// <summary>When the review began that is being decided, or was decided last: its clock starts here.</summary>
    public DateTimeOffset ReviewFrom { get; private set; }
    public ReviewCause ReviewCause { get; private set; }

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
        new(
            ReviewFrom,
            TimeSpan.FromHours(DecisionHours),
            [.. Questions.Where(q => q.AskedAt >= ReviewFrom).Select(q => new ClockStop(q.AskedAt, q.AnsweredAt))],
            calendar
        );

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
        Heard(terms, now);
        Announce(new RegistrationAnswered(Id, PartnerId));
    }

    /// <summary>
    /// Accepts the claim: protected from now for <paramref name="days"/> calendar days. A claim that was approved before keeps the window it
    /// has, unless it is another customer's; a lead that became a deal never ends earlier than it did.
    /// </summary>
    public void Approve(int days, Guid? account, string? note, PersonId? by, Terms terms, DateTimeOffset now)
    {
        Decide(DecisionOutcome.Approved, terms, now);
        var (cause, same) = (ReviewCause, StandsAs is not null && !ClaimChanges.OtherCustomer(AsApproved(), AsClaim()));
        Become(RegistrationState.Approved, by, "Approved", note, now);
        Decided(by, note, now);
        AccountId = account;
        if (StandsAs is { State: RegistrationState.Converted })
        {
            // Its deal is there already, and may be won or lost at any moment.
            Become(RegistrationState.Converted, null, "Bound to its deal", null, now);
            Steps[^1].Belongs(DecisionNo);
        }
        (StandsAs, Approved) = (null, ApprovedClaim.Of(AsClaim()));
        Prices = PriceGrant.Renewed(same ? Prices : null, PriceGrant.Of(terms.Prices, terms.Calendar, now), now);
        if (!same)
            Protect(Rules.Protection.Open(days, terms.Policy, terms.Calendar, now), terms, now);
        else if (cause is ReviewCause.Elevated && Protection.Protects())
        {
            Lengthen(terms.Calendar.EndOfWindow(now, days), terms, now);
            Prove(terms, now);
        }
    }

    /// <summary>The company turned up in the CRM after the approval: this account it is. What staff chose stays.</summary>
    public void Recognise(Guid account) => AccountId ??= account;

    /// <summary>A final no.</summary>
    public void Decline(RefusalReason reason, string? note, PersonId? by, Terms terms, DateTimeOffset now) =>
        Refuse(DecisionOutcome.Declined, RegistrationState.Declined, reason, note, by, terms, now);

    /// <summary>Not like this: the partner may mend it and send it again.</summary>
    public void Reject(RefusalReason reason, string? note, PersonId? by, Terms terms, DateTimeOffset now) =>
        Refuse(DecisionOutcome.Rejected, RegistrationState.Rejected, reason, note, by, terms, now);

    // A no to a change of an approved claim is a no to the change: what was approved and protected stands as it did.
    private void Refuse(
        DecisionOutcome outcome,
        RegistrationState state,
        RefusalReason reason,
        string? note,
        PersonId? by,
        Terms terms,
        DateTimeOffset now
    )
    {
        if (StandsAs is { } before)
        {
            Decide(DecisionOutcome.ChangeRefused, terms, now);
            Become(before.State, by, "Change not accepted", note, now);
            Take(before.Claim);
            (AccountId, CustomerNo, StandsAs) = (before.Account, before.CustomerNo, null);
        }
        else
        {
            Decide(outcome, terms, now);
            Become(state, by, reason.Label(), note, now);
        }
        Decided(by, note, now);
        Refusal = reason;
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
        (DecidedBy, DecidedAt, DecisionNote, Refusal) = (by, now, note, null);
        Steps[^1].Belongs(DecisionNo);
        StopClock();
    }
}
