using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Model;

/// <summary>One signature under an approval that several must give.</summary>
[Subject("approval_signature")]
internal sealed class ApprovalSignature : Entity
{
    private ApprovalSignature() { }

    public ApprovalSignatureId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }

    /// <summary>The review it belongs to: what was signed in an earlier one counts no more.</summary>
    public DateTimeOffset ReviewFrom { get; private init; }
    public int Step { get; private init; }

    /// <summary>Whom it stands for, by <see cref="Rules.Signer.Key"/>.</summary>
    public string Signer { get; private init; } = "";
    public PersonId By { get; private init; }

    /// <summary>In whose place; null: for oneself.</summary>
    public PersonId? For { get; private init; }

    /// <summary>The decision that it completed; null: others had still to sign.</summary>
    public int? Decision { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static ApprovalSignature Of(Registration registration, SigningTurn turn, PersonId by, int? decision, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<ApprovalSignatureId>(now),
            RegistrationId = registration.Id,
            ReviewFrom = registration.ReviewFrom,
            Step = turn.Step,
            Signer = turn.Signer.Key,
            By = by,
            For = turn.For,
            Decision = decision,
            At = now,
        };
}

/// <summary>A member of staff is away, and somebody else signs in their place. Whole days in the workspace's zone.</summary>
[Subject("absence")]
internal sealed class Absence : Entity
{
    private Absence() { }

    public AbsenceId Id { get; private init; }
    public PersonId Person { get; private init; }
    public PersonId StandIn { get; private init; }
    public DateOnly From { get; private init; }

    /// <summary>The last day.</summary>
    public DateOnly Until { get; private init; }
    public PersonId? SetBy { get; private init; }

    public static Absence Of(PersonId person, PersonId standIn, DateOnly from, DateOnly until, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<AbsenceId>(now),
            Person = person,
            StandIn = standIn,
            From = from,
            Until = until,
            SetBy = by,
        };
}
