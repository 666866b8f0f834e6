using System.Linq.Expressions;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Reviews.Rules;

namespace Entente.Reviews.Model;

/// <summary>The rules by which meetings are planned, in versions; the first one, by which nothing is, has no row.</summary>
[Subject("meeting_rules")]
internal sealed class MeetingBookVersion : Published<MeetingBook>
{
    private MeetingBookVersion() { }

    private MeetingBookVersion(int number, MeetingBook book, PersonId? by, DateTimeOffset now)
        : base(number, book, by, now) { }

    public static MeetingBookVersion Publish(int number, MeetingBook book, PersonId? by, DateTimeOffset now) => new(number, book, by, now);
}

/// <summary>In whose conversation a decision lands.</summary>
/// <param name="Partner">Who is concerned.</param>
/// <param name="Words">What staff call it.</param>
internal sealed record DecisionAbout(SubjectRef Subject, PartnerId Partner, string Words);

/// <summary>What was decided in a meeting, about what, who does it, until when. Once the meeting was held it is a task.</summary>
[Subject("meeting_decision")]
internal sealed class MeetingDecision : Entity, IOwnable<MeetingDecision>
{
    private MeetingDecision() { }

    public MeetingDecisionId Id { get; private init; }
    public MeetingId MeetingId { get; private init; }

    /// <summary>Whom it concerns, of a pipeline review too.</summary>
    public PartnerId PartnerId { get; private init; }

    /// <summary>The partner's people see the meeting.</summary>
    public bool Out { get; private init; }
    public string AboutKind { get; private init; } = "";
    public Guid AboutId { get; private init; }

    /// <summary>What staff call it.</summary>
    public string AboutWords { get; private init; } = "";
    public string Words { get; private set; } = "";
    public PersonId OwnerId { get; private set; }
    public DateOnly DueOn { get; private set; }

    /// <summary>A task came of it.</summary>
    public bool Given { get; private set; }

    public SubjectRef About => new(AboutKind, AboutId);

    public static Expression<Func<MeetingDecision, bool>> Own(EntenteDb db) => d => (db.Partner == null || d.Out) && !db.OwnOnly;

    public static MeetingDecision Of(Meeting meeting, DecisionAbout about, string words, PersonId owner, DateOnly due, DateTimeOffset now)
    {
        var decision = new MeetingDecision
        {
            Id = Ids.New<MeetingDecisionId>(now),
            MeetingId = meeting.Id,
            PartnerId = about.Partner,
            Out = meeting.Out,
            AboutKind = about.Subject.Kind,
            AboutId = about.Subject.Id,
            AboutWords = about.Words,
        };
        decision.Set(words, owner, due);
        return decision;
    }

    public void Set(string words, PersonId owner, DateOnly due) => (Words, OwnerId, DueOn) = (words, owner, due);

    public void Give() => Given = true;
}

/// <summary>What the vendor notes for itself about a meeting. No partner's person reaches it.</summary>
[Subject("meeting_note")]
[AlsoNobodys]
internal sealed class MeetingNote : Entity, IOwnable<MeetingNote>
{
    private static readonly PartnerId Nobody = new(Guid.Empty);

    private MeetingNote() { }

    public MeetingId MeetingId { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>Of a pipeline review whose it is; its host never changes.</summary>
    public PersonId? HostId { get; private init; }
    public string Text { get; private set; } = "";

    public static Expression<Func<MeetingNote, bool>> Own(EntenteDb db) =>
        n => db.Partner == null && (n.PartnerId != Nobody || !db.Scoped || n.HostId == db.Me);

    public static MeetingNote Of(Meeting meeting) =>
        new()
        {
            MeetingId = meeting.Id,
            PartnerId = meeting.PartnerId,
            HostId = meeting.HostId,
        };

    public void Write(string text) => Text = text;
}

/// <summary>
/// The agenda of a meeting as it was when it was held. Two of a meeting with a partner: all of it, for the vendor, and what may go outside; the partner's
/// people reach the second alone. It is written once.
/// </summary>
[NotAudited("gathered from records that are audited themselves")]
[AlsoNobodys]
internal sealed class MeetingSheet : Entity, IOwnable<MeetingSheet>
{
    private static readonly PartnerId Nobody = new(Guid.Empty);

    private MeetingSheet() { }

    public MeetingId MeetingId { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <inheritdoc cref="MeetingNote.HostId"/>
    public PersonId? HostId { get; private init; }

    /// <summary>For the partner's side.</summary>
    public bool Outside { get; private init; }

    /// <summary>Points, as JSON.</summary>
    public string Json { get; private init; } = "[]";

    public static Expression<Func<MeetingSheet, bool>> Own(EntenteDb db) =>
        s =>
            !db.OwnOnly
            && ((db.Partner == null && (s.PartnerId != Nobody || !db.Scoped || s.HostId == db.Me)) || (db.Partner != null && s.Outside));

    public static MeetingSheet Of(Meeting meeting, bool outside, IReadOnlyList<AgendaPoint> points) =>
        new()
        {
            MeetingId = meeting.Id,
            PartnerId = meeting.PartnerId,
            HostId = meeting.HostId,
            Outside = outside,
            Json = Platform.Jobs.Json.Write(points),
        };

    public IReadOnlyList<AgendaPoint> Read() => Platform.Jobs.Json.Read<List<AgendaPoint>>(Json);
}
