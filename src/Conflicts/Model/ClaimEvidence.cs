using Entente.Platform.Data;
using Entente.Platform.Values;

namespace Entente.Conflicts.Model;

/// <summary>
/// What somebody brings for one side. A partner's stands on its own registration, whether or not there is a conflict, so that the form says
/// nothing about others; the vendor's stands on the opportunity of its own sales, and its <see cref="PartnerId"/> is empty.
/// </summary>
[Subject("claim_evidence")]
[AlsoNobodys]
internal sealed class ClaimEvidence : Entity, IPartnerOwned
{
    private ClaimEvidence() { }

    public EvidenceId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>The registration or the opportunity.</summary>
    public Guid About { get; private init; }
    public string Words { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static ClaimEvidence Of(PartnerId? partner, Guid about, string words, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<EvidenceId>(now),
            PartnerId = partner ?? default,
            About = about,
            Words = words,
            By = by,
            At = now,
        };
}
