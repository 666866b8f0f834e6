using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Entente.Registrations.Model;

namespace Entente.Registrations.Evidence;

internal readonly record struct AttachmentId(Guid Value) : ITypedId<AttachmentId>
{
    public static AttachmentId From(Guid value) => new(value);
}

/// <summary>With what a file came.</summary>
public enum AttachedTo
{
    Claim,
    Answer,
    Appeal,
}

/// <summary>A file that a partner brought as proof: seen by whoever may see its registration. Never changed; its hash stands in the audit.</summary>
[Subject("attachment")]
internal sealed class Attachment : Entity, IClaimPart, IOwnable<Attachment>
{
    public static Expression<Func<Attachment, bool>> Own(EntenteDb db) => OwnClaims.Of<Attachment>(db);

    private Attachment() { }

    public AttachmentId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }
    public FileId FileId { get; private init; }
    public AttachedTo To { get; private init; }
    public string Name { get; private init; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; private init; }

    /// <summary>In hexadecimal, lower case.</summary>
    public string Sha256 { get; private init; } = "";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static Attachment Of(Registration registration, FileCard file, AttachedTo to, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<AttachmentId>(now),
            RegistrationId = registration.Id,
            PartnerId = registration.PartnerId,
            FileId = file.Id,
            To = to,
            Name = file.Name,
            Size = file.Size,
            Sha256 = file.Sha256,
            By = by,
            At = now,
        };
}
