using Entente.Onboarding.Rules;
using Entente.Partners;
using Entente.Plans.Rules;
using Entente.Platform.Data;
using Entente.Platform.Time;
using Entente.Platform.Values;

namespace Entente.Onboarding.Model;

/// <summary>A template as it was published; the newest of its type counts. 1 is what every workspace starts with, and has no row.</summary>
[Subject("journey_template")]
internal sealed class JourneyTemplateVersion : Published<JourneyTemplate>
{
    private JourneyTemplateVersion() { }

    private JourneyTemplateVersion(int number, JourneyTemplate template, PersonId? by, DateTimeOffset now)
        : base(number, template, by, now) { }

    public PartnerType Type { get; private init; }

    public static JourneyTemplateVersion Publish(int number, JourneyTemplate template, PersonId? by, DateTimeOffset now) =>
        new(number, template, by, now) { Type = template.Type ?? throw new ArgumentException("It is a segment’s.", nameof(template)) };
}

/// <summary>A template for a segment as it was published; the newest counts, unless that says that there is none any more.</summary>
[Subject("journey_template")]
internal sealed class SegmentJourneyVersion : Published<JourneyTemplate>
{
    private SegmentJourneyVersion() { }

    private SegmentJourneyVersion(int number, JourneyTemplate template, PersonId? by, DateTimeOffset now)
        : base(number, template, by, now) { }

    public SegmentId SegmentId { get; private init; }

    /// <summary>From now on its partners go through the steps of their type.</summary>
    public bool Over { get; private init; }

    public static SegmentJourneyVersion Publish(int number, JourneyTemplate template, bool over, PersonId? by, DateTimeOffset now) =>
        new(number, template, by, now)
        {
            SegmentId = template.Segment ?? throw new ArgumentException("It is a type’s.", nameof(template)),
            Over = over,
        };
}

/// <summary>The onboarding of one partner, by the template as it was when it began. A partner has at most one that is open.</summary>
[Subject("journey")]
internal sealed class Journey : Entity, IPartnerOwned
{
    private readonly List<JourneyStepRow> steps = [];

    private Journey() { }

    public JourneyId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>The version of its template.</summary>
    public int Template { get; private init; }

    /// <summary>The <see cref="JourneyTemplate"/> as it was then.</summary>
    public string Json { get; private init; } = "";
    public DateOnly StartedOn { get; private init; }

    /// <summary>Null: Entente, because of the partner's status.</summary>
    public PersonId? StartedBy { get; private init; }
    public DateTimeOffset? ActivatedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why it ended before its time; empty: all of it is done.</summary>
    public string Why { get; private set; } = "";
    public IReadOnlyList<JourneyStepRow> Steps => steps;

    public static Journey Begin(PartnerId partner, JourneyTemplate template, int number, DateOnly today, PersonId? by, DateTimeOffset now)
    {
        var journey = new Journey
        {
            Id = Ids.New<JourneyId>(now),
            PartnerId = partner,
            Template = number,
            Json = Platform.Jobs.Json.Write(template),
            StartedOn = today,
            StartedBy = by,
        };
        journey.steps.AddRange(template.Steps.Select((s, i) => JourneyStepRow.Of(journey, s, i, now)));
        return journey;
    }

    public JourneyTemplate Read() => Platform.Jobs.Json.Read<JourneyTemplate>(Json);

    /// <summary>Goes on as <see cref="JourneyStanding"/> says; ends by itself when it is activated and nothing is left to do.</summary>
    public void Advance(IReadOnlySet<JourneyFact> facts, DateOnly today, BusinessCalendar calendar, DateTimeOffset now)
    {
        if (EndedAt is not null)
            return;
        var template = Read();
        var by = steps.ToDictionary(s => s.Key, StringComparer.Ordinal);
        var before = template.Steps.Select(s => by[s.Key].Now(s)).ToList();
        foreach (var step in JourneyStanding.Advance(before, facts, StartedOn, today, calendar))
            by[step.Step.Key].Take(step, today, now);
        if (ActivatedAt is null && template.Activates(facts))
        {
            ActivatedAt = now;
            Announce(new PartnerActivated(PartnerId, Id));
        }
        if (ActivatedAt is not null && steps.TrueForAll(s => s.Closed))
            EndedAt = now;
    }

    public void End(string why, DateTimeOffset now)
    {
        if (EndedAt is not null)
            throw new InvalidOperationException("It has ended already.");
        (EndedAt, Why) = (now, why);
    }
}

/// <summary>A step of a journey.</summary>
[Subject("journey_step")]
internal sealed class JourneyStepRow : Entity, IPartnerOwned
{
    private JourneyStepRow() { }

    public JourneyStepId Id { get; private init; }
    public JourneyId JourneyId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public int Order { get; private init; }

    /// <summary>See <see cref="JourneyStep"/>, as the next four.</summary>
    public string Key { get; private init; } = "";
    public string Title { get; private init; } = "";
    public PlanSide Side { get; private init; }
    public JourneyFact? Fact { get; private init; }
    public bool WantsEvidence { get; private init; }
    public JourneyStepState State { get; private set; }
    public DateOnly? OpenedOn { get; private set; }
    public DateOnly? DueOn { get; private set; }
    public DateOnly? ClosedOn { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Whose it is, of its side; null: its side's.</summary>
    public PersonId? OwnerId { get; private set; }

    /// <summary>Null: Entente saw it.</summary>
    public PersonId? ClosedBy { get; private set; }

    /// <summary>What shows it; of a skipped one why.</summary>
    public string Words { get; private set; } = "";

    /// <summary>What was told of it for its day.</summary>
    public ItemNews Told { get; private set; }

    public bool Closed => State is JourneyStepState.Done or JourneyStepState.Skipped;

    public static JourneyStepRow Of(Journey of, JourneyStep step, int order, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<JourneyStepId>(now),
            JourneyId = of.Id,
            PartnerId = of.PartnerId,
            Order = order,
            Key = step.Key,
            Title = step.Title,
            Side = step.Side,
            Fact = step.Fact,
            WantsEvidence = step.Evidence,
        };

    public StepNow Now(JourneyStep step) => new(step, State, DueOn, ClosedOn);

    public void Take(StepNow step, DateOnly today, DateTimeOffset now)
    {
        if (State == step.State)
            return;
        if (step.State is JourneyStepState.Open)
            (State, OpenedOn, DueOn) = (JourneyStepState.Open, today, step.DueOn);
        else
            Close(JourneyStepState.Done, "", null, today, now);
    }

    public void Close(JourneyStepState state, string words, PersonId? by, DateOnly today, DateTimeOffset now)
    {
        if (Closed)
            throw new InvalidOperationException("It is closed already.");
        (State, Words, ClosedBy, ClosedOn, ClosedAt, OpenedOn) = (state, words, by, today, now, OpenedOn ?? today);
    }

    /// <summary>Not done after all. What it had opened stays open; what was skipped before its time waits again.</summary>
    public void Reopen()
    {
        if (!Closed)
            throw new InvalidOperationException("It is not closed.");
        State = DueOn is null ? JourneyStepState.Waiting : JourneyStepState.Open;
        OpenedOn = DueOn is null ? null : OpenedOn;
        (ClosedOn, ClosedAt, ClosedBy, Words) = (null, null, null, "");
    }

    public void Tell(ItemNews news) => Told = news;

    /// <summary>It is somebody else's from now on. What was told of it is not told again.</summary>
    public void Give(PersonId? owner)
    {
        if (Closed)
            throw new InvalidOperationException("It is closed already.");
        OwnerId = owner;
    }
}
