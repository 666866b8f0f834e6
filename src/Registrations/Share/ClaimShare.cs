using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Share;

internal readonly record struct ClaimShareId(Guid Value) : ITypedId<ClaimShareId>
{
    public const string SubjectKind = "claim_share";

    public static ClaimShareId From(Guid value) => new(value);

    public SubjectRef Subject => new(SubjectKind, Value);
}

/// <summary>A registration that is shown for a while to somebody who is nobody's here: a customer, an engineer, a lawyer.</summary>
[Subject(ClaimShareId.SubjectKind)]
internal sealed class ClaimShare : Entity, IClaimPart, IOwnable<ClaimShare>
{
    public const int LongestName = 120;

    public static Expression<Func<ClaimShare, bool>> Own(EntenteDb db) => OwnClaims.Of<ClaimShare>(db);

    private ClaimShare() { }

    public ClaimShareId Id { get; private init; }
    public RegistrationId RegistrationId { get; private init; }
    public PartnerId PartnerId { get; private init; }

    /// <summary>For whom, in the words of whoever shares it.</summary>
    public string With { get; private init; } = "";

    /// <summary>Who opens it proves to have this address, in lower case; null: whoever has the link.</summary>
    public string? Email { get; private init; }

    /// <summary>Whether amounts are shown, as far as the partner sees them.</summary>
    public bool Amounts { get; private init; }
    public PersonId By { get; private init; }
    public DateTimeOffset At { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    public bool Lives(DateTimeOffset now) => EndedAt is null && ExpiresAt > now;

    public void End(DateTimeOffset now) => EndedAt ??= now;

    public static ClaimShare Make(Registration claim, ShareInput input, string? email, PersonId by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<ClaimShareId>(now),
            RegistrationId = claim.Id,
            PartnerId = claim.PartnerId,
            With = input.With,
            Email = email,
            Amounts = input.Amounts,
            By = by,
            At = now,
            ExpiresAt = now.AddDays(input.Days),
        };

    public static void Map(ModelBuilder model)
    {
        model.Entity<ClaimShare>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.Property(x => x.With).HasMaxLength(LongestName);
            s.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
        model.Entity<ShareOpening>(o =>
        {
            o.HasKey(x => new
            {
                x.WorkspaceId,
                x.ShareId,
                x.Id,
            });
            o.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
    }
}

internal readonly record struct ShareOpeningId(Guid Value) : ITypedId<ShareOpeningId>
{
    public static ShareOpeningId From(Guid value) => new(value);
}

/// <summary>That somebody looked, by a share's link. Inserted only.</summary>
[NotAudited("the view log itself")]
internal sealed class ShareOpening : IClaimPart, IOwnable<ShareOpening>
{
    public static Expression<Func<ShareOpening, bool>> Own(EntenteDb db) => OwnClaims.Of<ShareOpening>(db);

    public WorkspaceId WorkspaceId { get; internal set; }
    public ClaimShareId ShareId { get; init; }
    public RegistrationId RegistrationId { get; init; }
    public PartnerId PartnerId { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The address that was proven; null: none was asked for.</summary>
    public string? Email { get; init; }
    public ShareOpeningId Id { get; init; }
}
