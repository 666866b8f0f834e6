using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Reviews.Rules;

namespace Entente.Reviews.Model;

/// <summary>
/// A meeting that a rule planned: with one partner, or of a manager over all of theirs; the second is no partner's. Its agenda is gathered anew whenever it
/// is opened, until it was held. A partner's people reach what is shared with them, colleagues with restricted collaboration nothing; staff with a data
/// scope besides those of their partners the pipeline reviews that are their own.
/// </summary>
[Subject(MeetingId.Kind)]
[AlsoNobodys]
internal sealed class Meeting : Entity, IOwnable<Meeting>
{
    private static readonly PartnerId Nobody = new(Guid.Empty);

    private readonly List<MeetingDecision> decisions = [];

    private Meeting() { }

    public MeetingId Id { get; private init; }
    public MeetingKind Kind { get; private init; }

    /// <summary>Nobody's of a pipeline review.</summary>
    public PartnerId PartnerId { get; private init; }

    /// <summary>Who holds it: the partner's manager when it was planned; of a pipeline review whose it is. Null: nobody yet.</summary>
    public PersonId? HostId { get; private set; }

    /// <summary>The stretch for which it was planned, see <see cref="Rules.Slot.Key"/>.</summary>
    public string Slot { get; private init; } = "";
    public DateTimeOffset StartsAt { get; private set; }
    public int Minutes { get; private set; }

    /// <summary>The partner's people see it, and their part of the agenda.</summary>
    public bool Out { get; private set; }
    public MeetingState State { get; private set; }

    /// <summary>A person moved it or wrote in it: no rule moves it any more.</summary>
    public bool Touched { get; private set; }

    /// <summary>When both sides were told that it is near.</summary>
    public DateTimeOffset? ToldAt { get; private set; }

    /// <summary>What came of it, for both sides.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>Why it was not held; the vendor's own.</summary>
    public string Why { get; private set; } = "";
    public DateTimeOffset? ClosedAt { get; private set; }
    public PersonId? ClosedBy { get; private set; }

    /// <summary>Rises with whatever changes in it, so that its version tells a page of before.</summary>
    public int Changes { get; private set; }

    public IReadOnlyList<MeetingDecision> Decisions => decisions;

    public static Expression<Func<Meeting, bool>> Own(EntenteDb db) =>
        m =>
            !db.OwnOnly
            && ((db.Partner == null && (m.PartnerId != Nobody || !db.Scoped || m.HostId == db.Me)) || (db.Partner != null && m.Out));

    /// <summary>Nobody has touched it or was told of it: a changed rule may move it.</summary>
    public bool IsFree(DateTimeOffset now) => State is MeetingState.Planned && !Touched && ToldAt is null && StartsAt > now;

    public static Meeting Plan(MeetingRule rule, PartnerId partner, PersonId? host, Slot slot, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<MeetingId>(now),
            Kind = rule.Kind,
            PartnerId = partner,
            HostId = host,
            Slot = slot.Key,
            StartsAt = slot.StartsAt,
            Minutes = rule.Minutes,
            Out = rule.Out,
        };

    /// <summary>Its rule, or its partner's manager, is another one now.</summary>
    public void Follow(MeetingRule rule, PersonId? host, Slot slot, DateTimeOffset now)
    {
        if (!IsFree(now))
            throw new InvalidOperationException("Whoever touched a meeting or was told of it finds it where it was.");
        (HostId, StartsAt, Minutes, Out) = (host, slot.StartsAt, rule.Minutes, rule.Out);
    }

    /// <summary>The partner has another manager.</summary>
    public void Give(PersonId? host) => HostId = host;

    /// <summary>Somebody put it elsewhere: whoever was told is told of the new time.</summary>
    public void Move(DateTimeOffset startsAt, int minutes)
    {
        Change();
        if (startsAt != StartsAt)
            ToldAt = null;
        (StartsAt, Minutes) = (startsAt, minutes);
    }

    public void Write(string summary)
    {
        Change();
        Summary = summary;
    }

    public void Tell(DateTimeOffset now) => ToldAt = now;

    public MeetingDecision Decide(DecisionAbout about, string words, PersonId owner, DateOnly due, DateTimeOffset now)
    {
        Change();
        var decision = MeetingDecision.Of(this, about, words, owner, due, now);
        decisions.Add(decision);
        return decision;
    }

    public void Set(MeetingDecision decision, string words, PersonId owner, DateOnly due)
    {
        Change();
        decision.Set(words, owner, due);
    }

    public void Remove(MeetingDecision decision)
    {
        Change();
        decisions.Remove(decision);
    }

    public void Hold(PersonId? by, DateTimeOffset now)
    {
        Change();
        (State, ClosedAt, ClosedBy) = (MeetingState.Held, now, by);
    }

    public void Skip(string why, PersonId? by, DateTimeOffset now)
    {
        Change();
        (State, Why, ClosedAt, ClosedBy) = (MeetingState.Skipped, why, now, by);
    }

    private void Change()
    {
        if (State is not MeetingState.Planned)
            throw new InvalidOperationException($"The meeting is {State}: nothing of it changes.");
        Touched = true;
        Changes++;
    }
}
