using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Model;

internal readonly record struct RegistrationLinkId(Guid Value) : ITypedId<RegistrationLinkId>
{
    public static RegistrationLinkId From(Guid value) => new(value);
}

/// <summary>
/// A personal registration link that was handed to someone of a partner. What opens it is Access's own record; this one lets the vendor's
/// people see who has one, give it out again and take it back.
/// </summary>
[Subject(SubjectKind)]
internal sealed class RegistrationLink : Entity, IPartnerOwned
{
    public const string SubjectKind = "registration_link";

    private RegistrationLink() { }

    public RegistrationLinkId Id { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public PersonId PersonId { get; private init; }

    /// <summary>The absolute address, closed by the secret box: a copy of the database opens nothing.</summary>
    [Secret]
    [Sealed(Links.IssueRegistrationLink.Purpose)]
    public string ClosedAddress { get; private init; } = "";

    /// <summary>Of the form that asked for it: sent twice, it is issued once.</summary>
    public Guid? SubmissionId { get; private init; }
    public PersonId? IssuedBy { get; private init; }
    public DateTimeOffset IssuedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public SubjectRef Subject => SubjectOf(Id);

    public static SubjectRef SubjectOf(RegistrationLinkId id) => new(SubjectKind, id.Value);

    public static RegistrationLink Issue(
        RegistrationLinkId id,
        PartnerId partner,
        PersonId person,
        string closedAddress,
        Guid? submission,
        PersonId? by,
        DateTimeOffset expires,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            PartnerId = partner,
            PersonId = person,
            ClosedAddress = closedAddress,
            SubmissionId = submission,
            IssuedBy = by,
            IssuedAt = now,
            ExpiresAt = expires,
        };

    /// <summary>Revoking twice keeps the first moment.</summary>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    public static void Map(ModelBuilder model) =>
        model.Entity<RegistrationLink>(l =>
        {
            l.HasKey(x => new { x.WorkspaceId, x.Id });
            l.Ignore(x => x.Subject);
            l.HasOne<Partner>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.PartnerId });
            l.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PartnerId,
                x.IssuedAt,
            });
            l.HasIndex(x => new { x.WorkspaceId, x.PersonId });
            l.HasIndex(x => new { x.WorkspaceId, x.SubmissionId }).IsUnique();
        });
}
