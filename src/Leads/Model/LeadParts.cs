using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;

namespace Entente.Leads.Model;

/// <summary>One decision on where a lead goes, with everything it hung on.</summary>
[Subject("lead_hop")]
internal sealed class LeadHop : Entity
{
    private LeadHop() { }

    public LeadId LeadId { get; private init; }

    /// <summary>1, 2, … over all decisions, those that kept it in-house too.</summary>
    public int Number { get; private init; }

    /// <summary>The version of the rules; 0: by hand, or no rules yet.</summary>
    public int Book { get; private init; }
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    /// <summary>A <see cref="LeadTrace"/>.</summary>
    public string Json { get; private init; } = "";

    public static LeadHop Of(LeadId lead, int number, int book, PersonId? by, LeadTrace trace, DateTimeOffset now) =>
        new()
        {
            LeadId = lead,
            Number = number,
            Book = book,
            By = by,
            At = now,
            Json = Platform.Jobs.Json.Write(trace),
        };

    public LeadTrace Read() => Platform.Jobs.Json.Read<LeadTrace>(Json);
}

/// <summary>A partner's credit in a rule that goes in turn; see <see cref="Routing"/>.</summary>
[NotAudited("each decision keeps its numbers")]
[Subject("lead_turn")]
internal sealed class LeadTurn : Entity, IPartnerOwned
{
    public string Rule { get; init; } = "";
    public PartnerId PartnerId { get; init; }
    public long Credit { get; set; }
}

/// <summary>How many leads a partner takes at once, and whether it takes any now.</summary>
[Subject("lead_limit")]
internal sealed class LeadLimit : Entity, IPartnerOwned
{
    private LeadLimit() { }

    public PartnerId PartnerId { get; private init; }

    /// <summary>Null: as many as come.</summary>
    public int? Most { get; private set; }
    public bool Paused { get; private set; }

    /// <summary>The last day of the pause; null: until somebody ends it.</summary>
    public DateOnly? PausedUntil { get; private set; }
    public string Why { get; private set; } = "";

    public static LeadLimit Of(PartnerId partner) => new() { PartnerId = partner };

    public void Set(int? most, bool paused, DateOnly? until, string why) =>
        (Most, Paused, PausedUntil, Why) = (most, paused, paused ? until : null, paused ? why : "");

    public bool PausedOn(DateOnly day) => Paused && (PausedUntil is not { } until || day <= until);
}

/// <summary>Rules as they were published; the newest counts.</summary>
[Subject("lead_rules")]
internal sealed class LeadBookVersion : Published<LeadBook>
{
    private LeadBookVersion() { }

    private LeadBookVersion(int number, LeadBook book, PersonId? by, DateTimeOffset now)
        : base(number, book, by, now) { }

    public string Note { get; private init; } = "";

    public static LeadBookVersion Publish(int number, LeadBook book, string note, PersonId? by, DateTimeOffset now) =>
        new(number, book, by, now) { Note = note };
}

/// <summary>Rules that somebody prepares, until they are published or thrown away: one draft a workspace.</summary>
[Subject("lead_rules_draft")]
internal sealed class LeadBookDraft : Entity
{
    private LeadBookDraft() { }

    public LeadBookId Id { get; private init; }

    /// <summary>The version that it was begun from; 0: none.</summary>
    public int BasedOn { get; private init; }
    public string Json { get; private set; } = "";
    public PersonId? By { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    public static LeadBookDraft Begin(int basedOn, LeadBook book, PersonId? by, DateTimeOffset now)
    {
        var draft = new LeadBookDraft { Id = Ids.New<LeadBookId>(now), BasedOn = basedOn };
        draft.Change(book, by, now);
        return draft;
    }

    public void Change(LeadBook book, PersonId? by, DateTimeOffset now) =>
        (Json, By, ChangedAt) = (Platform.Jobs.Json.Write(book), by, now);

    public LeadBook Read() => Platform.Jobs.Json.Read<LeadBook>(Json);
}
