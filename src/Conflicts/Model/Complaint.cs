using System.Linq.Expressions;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Time;
using Entente.Platform.Values;

namespace Entente.Conflicts.Model;

/// <summary>
/// What a partner finds unfair, about one of its registrations or how it is treated in general, and the answer of somebody who did not decide about it.
/// Seen by the partner it is of; whoever sees only their own there sees those that they brought.
/// </summary>
[Subject(ComplaintId.SubjectKind)]
internal sealed class Complaint : Entity, IOwnable<Complaint>
{
    private Complaint() { }

    public static Expression<Func<Complaint, bool>> Own(EntenteDb db) => c => !db.OwnOnly || c.By == db.Me;

    public ComplaintId Id { get; private init; }

    /// <summary><c>FC-3</c>; unique in the workspace.</summary>
    public string Number { get; private init; } = "";
    public PartnerId PartnerId { get; private init; }

    /// <summary>Null: in general.</summary>
    public Guid? Registration { get; private init; }
    public string? RegistrationNumber { get; private init; }
    public ComplaintReason Reason { get; private init; }
    public string Words { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>The promise made when it came.</summary>
    public DateTimeOffset DueAt { get; private init; }

    /// <summary>What staff were told of the promise.</summary>
    public CaseMark Reminded { get; private set; }
    public DateTimeOffset? NextReminderAt { get; private set; }

    /// <summary>Whether the partner was right; null: not answered.</summary>
    public bool? Upheld { get; private set; }
    public string? Reply { get; private set; }
    public PersonId? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <param name="about">Its own registration, with its number; null: in general.</param>
    public static Complaint Make(
        string number,
        PartnerId partner,
        (Guid Id, string Number)? about,
        ComplaintReason reason,
        string words,
        PersonId? by,
        BusinessCalendar calendar,
        DateTimeOffset now
    )
    {
        var due = Complaining.AnswerBy(now, calendar);
        var made = new Complaint
        {
            Id = Ids.New<ComplaintId>(now),
            Number = number,
            PartnerId = partner,
            Registration = about?.Id,
            RegistrationNumber = about?.Number,
            Reason = reason,
            Words = words,
            By = by,
            At = now,
            DueAt = due,
            NextReminderAt = CaseClock.Next(now, due, CaseMark.None, calendar),
        };
        made.Announce(new ComplaintMade(made.Id, partner));
        return made;
    }

    /// <summary>Remembers the mark that staff are told of now.</summary>
    public CaseMark Remind(BusinessCalendar calendar, DateTimeOffset now)
    {
        if (Upheld is not null)
            return Reminded;
        Reminded = CaseClock.Reached(At, DueAt, calendar, now);
        NextReminderAt = CaseClock.Next(At, DueAt, Reminded, calendar);
        return Reminded;
    }

    public void Answer(bool upheld, string reply, PersonId? by, DateTimeOffset now)
    {
        if (Upheld is not null)
            throw new InvalidOperationException($"{Number} was answered.");
        (Upheld, Reply, AnsweredBy, AnsweredAt, NextReminderAt) = (upheld, reply, by, now, null);
        Announce(new ComplaintAnswered(Id, PartnerId, upheld));
    }
}
