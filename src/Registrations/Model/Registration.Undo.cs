using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

// Between a decision and its announcement: nobody outside hears of it, and it can be undone.
internal sealed partial class Registration
{
    /// <summary>How many decisions there were, undone ones too. An announcement belongs to one of them.</summary>
    public int DecisionNo { get; private set; }
    public DecisionOutcome? Outcome { get; private set; }

    /// <summary>When the last decision is announced; until then it can be undone. Null: nothing is to be announced.</summary>
    public DateTimeOffset? AnnounceAt { get; private set; }
    public DateTimeOffset? AnnouncedAt { get; private set; }

    /// <summary>What an undo brings back; null when there is nothing to undo.</summary>
    public BeforeDecision? Before
    {
        get => BeforeJson is { } json ? Platform.Jobs.Json.Read<BeforeDecision>(json) : null;
        private set => BeforeJson = value is null ? null : Platform.Jobs.Json.Write(value);
    }
    public string? BeforeJson { get; private set; }

    /// <summary>While a change of an approved claim is reviewed: the claim as it was approved. Null otherwise.</summary>
    public StandingClaim? StandsAs
    {
        get => StandsAsJson is { } json ? Platform.Jobs.Json.Read<StandingClaim>(json) : null;
        private set => StandsAsJson = value is null ? null : Platform.Jobs.Json.Write(value);
    }
    public string? StandsAsJson { get; private set; }

    /// <summary>Whether the last decision was undone, and none came after it.</summary>
    public bool WasUndone => Steps.Exists(s => s.Internal && s.Decision == DecisionNo);

    public bool MayUndo(DateTimeOffset now) => AnnounceAt is { } at && now < at && BeforeJson is not null;

    /// <summary>Takes the decision back as if it had not been made. The record keeps both; nobody outside hears of either.</summary>
    public void Undo(PersonId? by, Terms terms, DateTimeOffset now)
    {
        if (!MayUndo(now))
            throw new InvalidOperationException($"{Number} has no decision that could be undone.");
        var before = Before!;
        foreach (var step in Steps.Where(s => s.Decision == DecisionNo))
            step.Hide();
        Become(RegistrationState.InReview, by, "Decision undone", null, now);
        Steps[^1].Hide();
        (DecidedAt, DecidedBy, DecisionNote, Refusal) = (before.DecidedAt, before.DecidedBy, before.Note, before.Refusal);
        (Outcome, AnnouncedAt, AnnounceAt) = (before.Outcome, before.AnnouncedAt, null);
        (AccountId, CustomerNo, StandsAs, RemindedMark) = (before.Account, before.CustomerNo, before.StandsAs, before.Reminded);
        Signatures.RemoveAll(s => s.Decision == DecisionNo);
        Take(before.Claim);
        Approved = before.Approved;
        Restore(before.Window);
        Before = null;
        WindClock(terms);
    }

    /// <summary>Tells the world of a decision that was not undone. False: it was, or it is told already, or another one came after it.</summary>
    /// <param name="decision">Which one, by <see cref="DecisionNo"/>.</param>
    public bool Tell(int decision, DateTimeOffset now)
    {
        if (decision != DecisionNo || AnnounceAt is null || AnnouncedAt is not null || Outcome is not { } outcome)
            return false;
        (AnnouncedAt, Before) = (now, null);
        Announce(
            outcome switch
            {
                DecisionOutcome.Approved => (Platform.Outbox.IEvent)new RegistrationApproved(Id, PartnerId),
                DecisionOutcome.Rejected => new RegistrationRejected(Id, PartnerId),
                DecisionOutcome.Declined => new RegistrationDeclined(Id, PartnerId),
                _ => new RegistrationChangeRefused(Id, PartnerId),
            }
        );
        return true;
    }

    /// <summary>The registration as anybody outside sees it: while a decision can be undone, as it was before.</summary>
    public OutwardState Outward(DateTimeOffset now) =>
        MayUndo(now) ? new(RegistrationState.InReview, Before!.Window, Hidden: true) : new(State, Dates, Hidden: false);

    private WindowDates Dates =>
        new(
            Protection,
            ProtectedFrom,
            ProtectedUntil,
            HoldBy,
            NextStepAt,
            QuietBy,
            RemindedDays,
            WarnedOfSilence,
            NextLookAt,
            ProtectionEndedAt,
            Released,
            ExtensionsUsed
        )
        {
            Prices = Prices,
            Evidence = new(EvidenceDays, EvidenceTakes, EvidenceBy, WarnedOfDecay),
        };

    // Before the state changes: an undo brings this back.
    private void Decide(DecisionOutcome outcome, Terms terms, DateTimeOffset now)
    {
        Before = new(
            AsClaim(),
            Outcome,
            DecidedAt,
            DecidedBy,
            DecisionNote,
            Refusal,
            AnnouncedAt,
            AccountId,
            CustomerNo,
            RemindedMark,
            Dates,
            StandsAs
        )
        {
            Approved = Approved,
        };
        DecisionNo++;
        (Outcome, AnnounceAt, AnnouncedAt) = (outcome, terms.Policy.ToldAt(now, ReviewFrom, Id), null);
    }

    private void Restore(WindowDates was)
    {
        (Protection, ProtectedFrom, ProtectedUntil, HoldBy) = (was.State, was.From, was.Until, was.HoldBy);
        (NextStepAt, QuietBy, RemindedDays, WarnedOfSilence) = (was.NextStepAt, was.QuietBy, was.RemindedDays, was.Warned);
        (NextLookAt, ProtectionEndedAt, Released, ExtensionsUsed) = (was.NextLookAt, was.EndedAt, was.Released, was.ExtensionsUsed);
        Prices = was.Prices;
        (EvidenceDays, EvidenceTakes, EvidenceBy, WarnedOfDecay) = was.Evidence is { } evidence
            ? (evidence.Days, evidence.Takes, evidence.By, evidence.Warned)
            : (null, null, (DateTimeOffset?)null, (DateTimeOffset?)null);
    }
}

/// <summary>The dates of a protection, whole.</summary>
internal sealed record WindowDates(
    ProtectionState State,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    DateTimeOffset? HoldBy,
    DateTimeOffset? NextStepAt,
    DateTimeOffset? QuietBy,
    int? RemindedDays,
    DateTimeOffset? Warned,
    DateTimeOffset? NextLookAt,
    DateTimeOffset? EndedAt,
    ReleaseCause? Released,
    int ExtensionsUsed
)
{
    /// <summary>What was granted of prices; null: nothing.</summary>
    public PriceGrant? Prices { get; init; }

    /// <summary>What was promised of evidence; null in what was kept before there was such a promise.</summary>
    public EvidenceDates? Evidence { get; init; }
}

/// <summary>By when evidence must come, and what is lost without it.</summary>
internal sealed record EvidenceDates(int? Days, int? Takes, DateTimeOffset? By, DateTimeOffset? Warned);

/// <summary>A registration as it was when somebody decided.</summary>
internal sealed record BeforeDecision(
    Claim Claim,
    DecisionOutcome? Outcome,
    DateTimeOffset? DecidedAt,
    PersonId? DecidedBy,
    string? Note,
    RefusalReason? Refusal,
    DateTimeOffset? AnnouncedAt,
    Guid? Account,
    int CustomerNo,
    ClockMark Reminded,
    WindowDates Window,
    StandingClaim? StandsAs
)
{
    /// <summary>What had been approved before; null: nothing.</summary>
    public ApprovedClaim? Approved { get; init; }
}

/// <summary>A claim as it was approved, while a change of it is reviewed.</summary>
/// <param name="State">Approved, or converted.</param>
internal sealed record StandingClaim(RegistrationState State, Claim Claim, Guid? Account, int CustomerNo);

/// <summary>What may be known outside.</summary>
/// <param name="Hidden">A decision was made that nobody hears of yet.</param>
internal sealed record OutwardState(RegistrationState State, WindowDates Window, bool Hidden);
