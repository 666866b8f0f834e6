using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Conflicts.Model;

/// <summary>By what a company's case is found; of an open one no other case may have the same.</summary>
[NotAudited("made from the claims' and accounts' own keys")]
internal sealed class CaseKey : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public ConflictId CaseId { get; private init; }
    public string Value { get; private init; } = "";
    public bool IsOpen { get; private set; }

    public static CaseKey Of(ConflictCase on, string value) =>
        new()
        {
            CaseId = on.Id,
            Value = value,
            IsOpen = true,
        };

    public void Close() => IsOpen = false;

    public void Open() => IsOpen = true;
}

/// <summary>Something that was seen, once in the workspace. For staff.</summary>
[NotAudited("the case's own change is audited; this is what it was made from")]
internal sealed class CaseSignal : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CaseSignalId Id { get; private init; }
    public ConflictId CaseId { get; private init; }
    public string Key { get; private init; } = "";
    public ConflictKind Kind { get; private init; }
    public SignalCode Code { get; private init; }
    public string Sentence { get; private init; } = "";

    /// <summary>As JSON.</summary>
    public string Facts { get; private init; } = "";
    public DateTimeOffset SeenAt { get; private init; }

    public static CaseSignal Of(ConflictCase on, Signal signal, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<CaseSignalId>(now),
            CaseId = on.Id,
            Key = signal.Key,
            Kind = signal.Kind,
            Code = signal.Code,
            Sentence = signal.Sentence,
            Facts = Platform.Jobs.Json.Write(signal.Facts),
            SeenAt = now,
        };

    public IReadOnlyList<SignalFact> Read() => Platform.Jobs.Json.Read<List<SignalFact>>(Facts);
}

/// <summary>One side. <see cref="PartnerId"/> is empty for the vendor's own sales, which no partner's filter lets through.</summary>
[NotAudited("the case's own change is audited; this is who it is between")]
[AlsoNobodys]
internal sealed class CaseSide : IPartnerOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public ConflictId CaseId { get; private init; }
    public string Key { get; private init; } = "";
    public PartnerId PartnerId { get; private init; }
    public string Name { get; private init; } = "";
    public Guid? Registration { get; private init; }
    public string? RegistrationNumber { get; private init; }
    public Guid? Opportunity { get; private init; }
    public DateTimeOffset JoinedAt { get; private init; }

    public static CaseSide Of(ConflictCase on, Party party, DateTimeOffset now) =>
        new()
        {
            CaseId = on.Id,
            Key = party.Key,
            PartnerId = party.Partner ?? default,
            Name = party.Name,
            Registration = party.Claim,
            RegistrationNumber = party.Number,
            Opportunity = party.Deal,
            JoinedAt = now,
        };
}

/// <summary>One entry of the history: for staff.</summary>
[NotAudited("the case's own change is audited; this is its history in words")]
internal sealed class CaseStep : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CaseStepId Id { get; private init; }
    public ConflictId CaseId { get; private init; }
    public string What { get; private init; } = "";
    public string? Text { get; private init; }
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }
    public int Position { get; private init; }

    public static CaseStep Of(ConflictCase on, string what, string? text, PersonId? by, DateTimeOffset now, int position) =>
        new()
        {
            Id = Ids.New<CaseStepId>(now),
            CaseId = on.Id,
            What = what,
            Text = text,
            By = by,
            At = now,
            Position = position,
        };
}

/// <summary>What a party was written with a decision. Never changed.</summary>
[Subject("conflict_letter")]
internal sealed class CaseLetter : Entity, IPartnerOwned
{
    private CaseLetter() { }

    public CaseLetterId Id { get; private init; }
    public ConflictId CaseId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public Guid? Registration { get; private init; }

    /// <summary>The case's count of decisions.</summary>
    public int Decision { get; private init; }
    public string Subject { get; private init; } = "";
    public string Verdict { get; private init; } = "";

    /// <summary>One a line.</summary>
    public string Paragraphs { get; private init; } = "";
    public DateTimeOffset At { get; private init; }

    /// <summary>The first instant at which an appeal is too late.</summary>
    public DateTimeOffset AppealUntil { get; private init; }

    public static CaseLetter Of(ConflictCase on, Party to, Letter letter, DateTimeOffset until, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<CaseLetterId>(now),
            CaseId = on.Id,
            PartnerId = to.Partner!.Value,
            Registration = to.Claim,
            Decision = on.DecisionNo,
            Subject = letter.Subject,
            Verdict = letter.Verdict,
            Paragraphs = string.Join('\n', letter.Paragraphs),
            At = now,
            AppealUntil = until,
        };
}

/// <summary>A party's appeal against the decision, answered by somebody who did not make it.</summary>
[Subject("conflict_appeal")]
internal sealed class CaseAppeal : Entity, IPartnerOwned
{
    private CaseAppeal() { }

    public CaseAppealId Id { get; private init; }
    public ConflictId CaseId { get; private init; }
    public CaseLetterId Letter { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public string Words { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }
    public DateTimeOffset DueAt { get; private init; }

    /// <summary>Who made the decision, and may therefore not answer.</summary>
    public PersonId? AgainstBy { get; private init; }

    /// <summary>Whether the decision fell; null: not answered.</summary>
    public bool? Upheld { get; private set; }
    public string? Reply { get; private set; }
    public PersonId? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public static CaseAppeal Of(ConflictCase on, CaseLetter letter, string words, PersonId? by, DateTimeOffset due, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<CaseAppealId>(now),
            CaseId = on.Id,
            Letter = letter.Id,
            PartnerId = letter.PartnerId,
            Words = words,
            By = by,
            At = now,
            DueAt = due,
            AgainstBy = on.DecidedBy,
        };

    public void Answer(bool upheld, string reply, PersonId? by, DateTimeOffset now) =>
        (Upheld, Reply, AnsweredBy, AnsweredAt) = (upheld, reply, by, now);
}
