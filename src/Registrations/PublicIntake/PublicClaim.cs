using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;

namespace Entente.Registrations.PublicIntake;

internal readonly record struct PublicClaimId(Guid Value) : ITypedId<PublicClaimId>
{
    public const string SubjectKind = "public_claim";

    public SubjectRef Subject => new(SubjectKind, Value);

    public static PublicClaimId From(Guid value) => new(value);
}

/// <summary>
/// A claim that came by the open form and waits for its address to be confirmed. Kept as it was typed, whoever sent it: whether the address is
/// known is looked up later, by a job. Forgotten soon after its link has run out; what was confirmed lives on as a registration.
/// </summary>
[Subject(PublicClaimId.SubjectKind)]
[NotAudited("what a stranger typed; becomes a registration, which is audited, once it is confirmed")]
internal sealed class PublicClaim : Entity
{
    /// <summary>How long the mailed link opens.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(72);

    private PublicClaim() { }

    public PublicClaimId Id { get; private init; }

    /// <summary>The form's own id: sent twice, it is kept once.</summary>
    public string SubmissionId { get; private init; } = "";

    /// <summary>Lower case.</summary>
    public string Email { get; private init; } = "";
    public string Name { get; private init; } = "";

    /// <summary>Where the address is: its registrable domain, or what stands behind the @.</summary>
    public string Host { get; private init; } = "";

    /// <summary>A <see cref="ClaimInput"/>, as JSON.</summary>
    public string Json { get; private init; } = "";

    /// <summary>The browser did the work.</summary>
    public bool Worked { get; private init; }
    public DateTimeOffset ReceivedAt { get; private init; }

    /// <summary>Known from the mailed link on.</summary>
    public PartnerId? PartnerId { get; private set; }

    /// <summary>Null: somebody of the partner's domain who is new on its team.</summary>
    public PersonId? PersonId { get; private set; }

    /// <summary>The number that it became.</summary>
    public string? Number { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public DateTimeOffset ExpiresAt => ReceivedAt + GoodFor;

    public ClaimInput Claim => Platform.Jobs.Json.Read<ClaimInput>(Json);

    public static PublicClaim Receive(string submissionId, string email, string name, ClaimInput claim, bool worked, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<PublicClaimId>(now),
            SubmissionId = submissionId,
            Email = email,
            Name = name,
            Host = HostOf(email),
            Json = Platform.Jobs.Json.Write(claim),
            Worked = worked,
            ReceivedAt = now,
        };

    public static string HostOf(string email) => Domain.Of(email)?.Value ?? email[(email.LastIndexOf('@') + 1)..];

    public void Recognise(PartnerId partner, PersonId? person) => (PartnerId, PersonId) = (partner, person);

    /// <summary>Its sender has an account now.</summary>
    public void Joined(PersonId person) => PersonId = person;

    public void Confirm(Receipt receipt, DateTimeOffset now) => (Number, ConfirmedAt) = (receipt.Number, now);
}
