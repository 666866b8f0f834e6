using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

/// <summary>What a partner brings against a refusal, and the answer of somebody who did not decide first.</summary>
[Subject("appeal")]
internal sealed class Appeal : Entity, IClaimPart, IOwnable<Appeal>
{
    public static Expression<Func<Appeal, bool>> Own(EntenteDb db) => OwnClaims.Of<Appeal>(db);

    private Appeal() { }

    public AppealId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>The decision it is against, by the registration's count.</summary>
    public int Decision { get; private init; }

    /// <summary>Who made that decision, and may therefore not answer; null: nobody, the rules did.</summary>
    public PersonId? AgainstBy { get; private init; }
    public DateTimeOffset AgainstAt { get; private init; }
    public string Words { get; private init; } = "";

    /// <summary>What shows it, as JSON.</summary>
    public string Artifacts { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>The promise made when it came; a later policy does not change it.</summary>
    public int AnswerHours { get; private init; }
    public DateTimeOffset DueAt { get; private init; }
    public ClockMark RemindedMark { get; private set; }

    /// <summary>When staff are reminded next; null: not at all.</summary>
    public DateTimeOffset? NextReminderAt { get; private set; }
    public AppealOutcome? Outcome { get; private set; }
    public string? Answer { get; private set; }
    public PersonId? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public static Appeal Of(
        Registration registration,
        string words,
        IReadOnlyList<Artifact> artifacts,
        PersonId? by,
        Terms terms,
        DateTimeOffset now
    )
    {
        var hours = terms.Policy.Appeals.AnswerHours;
        var clock = Appealing.Clock(now, hours, terms.Calendar);
        return new()
        {
            Id = Ids.New<AppealId>(now),
            RegistrationId = registration.Id,
            PartnerId = registration.PartnerId,
            Decision = registration.DecisionNo,
            AgainstBy = registration.DecidedBy,
            AgainstAt = registration.DecidedAt!.Value,
            Words = words,
            Artifacts = Platform.Jobs.Json.Write(artifacts),
            By = by,
            At = now,
            AnswerHours = hours,
            DueAt = clock.Due!.Value,
            NextReminderAt = clock.NextReminder(ClockMark.None),
        };
    }

    public IReadOnlyList<Artifact> Read() => Platform.Jobs.Json.Read<List<Artifact>>(Artifacts);

    public DecisionClock Clock(Platform.Time.BusinessCalendar calendar) => Appealing.Clock(At, AnswerHours, calendar);

    /// <summary>Remembers the mark that staff are told of now.</summary>
    public ClockMark Remind(Terms terms, DateTimeOffset now)
    {
        var clock = Clock(terms.Calendar);
        RemindedMark = clock.Reached(now);
        NextReminderAt = clock.NextReminder(RemindedMark);
        return RemindedMark;
    }

    public void Decide(AppealOutcome outcome, string answer, PersonId? by, DateTimeOffset now)
    {
        if (Outcome is not null)
            throw new InvalidOperationException("This appeal was answered.");
        (Outcome, Answer, AnsweredBy, AnsweredAt, NextReminderAt) = (outcome, answer, by, now, null);
    }
}

/// <summary>One thing that shows it, in words: what it is, and what it says.</summary>
public sealed record Artifact(ArtifactKind Kind, string Text);
