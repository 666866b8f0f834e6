using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

/// <summary>A change of what is claimed: field by field, who, when, and the claim before it. Never changed.</summary>
[NotAudited("the registration's own change is audited; this is the diff for whoever reviews it")]
internal sealed class ClaimVersion : IClaimPart, IOwnable<ClaimVersion>
{
    public static Expression<Func<ClaimVersion, bool>> Own(EntenteDb db) => OwnClaims.Of<ClaimVersion>(db);

    private ClaimVersion() { }

    public WorkspaceId WorkspaceId { get; internal set; }
    public ClaimVersionId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public ReviewCause Cause { get; private init; }

    /// <summary>The changes, as JSON.</summary>
    public string Changes { get; private init; } = "";

    /// <summary>The claim before them, as JSON.</summary>
    public string Before { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static ClaimVersion Of(
        Registration registration,
        ReviewCause cause,
        Claim before,
        IReadOnlyList<FieldChange> changes,
        PersonId? by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<ClaimVersionId>(now),
            RegistrationId = registration.Id,
            PartnerId = registration.PartnerId,
            Cause = cause,
            Changes = Platform.Jobs.Json.Write(changes),
            Before = Platform.Jobs.Json.Write(before),
            By = by,
            At = now,
        };

    public IReadOnlyList<FieldChange> Read() => Platform.Jobs.Json.Read<List<FieldChange>>(Changes);
}

/// <summary>Something that moved the deal forward, or a word on how it goes.</summary>
[Subject("progress")]
internal sealed class ProgressEntry : Entity, IClaimPart, IOwnable<ProgressEntry>
{
    public static Expression<Func<ProgressEntry, bool>> Own(EntenteDb db) => OwnClaims.Of<ProgressEntry>(db);

    private ProgressEntry() { }

    public ProgressEntryId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public ProgressKind Kind { get; private init; }

    /// <summary>The day on which it happened.</summary>
    public DateOnly On { get; private init; }
    public string? Words { get; private init; }

    /// <summary>Null: seen in the CRM.</summary>
    public PersonId? By { get; private init; }

    /// <summary>When it came on record.</summary>
    public DateTimeOffset At { get; private init; }

    public static ProgressEntry Of(
        Registration registration,
        ProgressKind kind,
        DateOnly on,
        string? words,
        PersonId? by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<ProgressEntryId>(now),
            RegistrationId = registration.Id,
            PartnerId = registration.PartnerId,
            Kind = kind,
            On = on,
            Words = words,
            By = by,
            At = now,
        };
}

/// <summary>Where an extension stands.</summary>
internal enum ExtensionState
{
    Asked,
    Granted,
    Refused,
}

/// <summary>A longer protection: asked for, or given by itself on evidence.</summary>
[Subject("protection_extension")]
internal sealed class ProtectionExtension : Entity, IClaimPart, IOwnable<ProtectionExtension>
{
    public static Expression<Func<ProtectionExtension, bool>> Own(EntenteDb db) => OwnClaims.Of<ProtectionExtension>(db);

    private ProtectionExtension() { }

    public ProtectionExtensionId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public ExtensionState State { get; private set; }

    /// <summary>Why, in the partner's words; null: nobody asked, evidence was on record.</summary>
    public string? Words { get; private init; }
    public PersonId? AskedBy { get; private init; }
    public DateTimeOffset AskedAt { get; private init; }
    public DateTimeOffset? EndBefore { get; private set; }
    public DateTimeOffset? EndAfter { get; private set; }
    public string? Note { get; private set; }

    /// <summary>Null: by itself.</summary>
    public PersonId? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public static ProtectionExtension Ask(Registration registration, string? words, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<ProtectionExtensionId>(now),
            RegistrationId = registration.Id,
            PartnerId = registration.PartnerId,
            State = ExtensionState.Asked,
            Words = words,
            AskedBy = by,
            AskedAt = now,
        };

    public void Grant(DateTimeOffset before, DateTimeOffset after, string? note, PersonId? by, DateTimeOffset now)
    {
        Answer(ExtensionState.Granted, note, by, now);
        (EndBefore, EndAfter) = (before, after);
    }

    public void Refuse(string note, PersonId? by, DateTimeOffset now) => Answer(ExtensionState.Refused, note, by, now);

    private void Answer(ExtensionState state, string? note, PersonId? by, DateTimeOffset now)
    {
        if (State is not ExtensionState.Asked)
            throw new InvalidOperationException("This request was answered.");
        (State, Note, AnsweredBy, AnsweredAt) = (state, note, by, now);
    }
}

/// <summary>A partner's proof that the customer itself wants it, against somebody who holds the company. Names are kept apart.</summary>
[Subject("challenge")]
internal sealed class Challenge : Entity, IClaimPart, IOwnable<Challenge>
{
    public static Expression<Func<Challenge, bool>> Own(EntenteDb db) => OwnClaims.Of<Challenge>(db);

    private Challenge() { }

    public ChallengeId Id { get; private init; }

    /// <summary>The challenger's own claim.</summary>
    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>Who of the customer confirms it.</summary>
    public string ContactName { get; private init; } = "";
    public string ContactEmail { get; private init; } = "";
    public DateOnly ConfirmedOn { get; private init; }

    /// <summary>What they said, and how.</summary>
    public string Words { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static Challenge Of(
        Registration registration,
        string contact,
        string email,
        DateOnly on,
        string words,
        PersonId? by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<ChallengeId>(now),
            RegistrationId = registration.Id,
            PartnerId = registration.PartnerId,
            ContactName = contact,
            ContactEmail = email,
            ConfirmedOn = on,
            Words = words,
            By = by,
            At = now,
        };
}
