using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
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

    /// <summary>In the words of whoever shares it; never told to the reader.</summary>
    public string ForWhom { get; private init; } = "";

    /// <summary>Who opens it proves to have this address, in lower case; null: whoever has the link.</summary>
    public string? Email { get; private init; }

    /// <summary>Whether amounts are shown, as far as the partner sees them.</summary>
    public bool Amounts { get; private init; }
    public PersonId GivenBy { get; private init; }

    /// <summary>Given out by the vendor's people: the partner's list does not tell of it.</summary>
    public bool ByStaff { get; private init; }
    public DateTimeOffset GivenAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }
    public DateTimeOffset? TakenBackAt { get; private set; }

    public void TakeBack(DateTimeOffset now) => TakenBackAt ??= now;

    public static ClaimShare Give(Registration claim, ShareInput input, string? email, Actor by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<ClaimShareId>(now),
            RegistrationId = claim.Id,
            PartnerId = claim.PartnerId,
            ForWhom = input.ForWhom,
            Email = email,
            Amounts = input.Amounts,
            GivenBy = by.Person!.Value,
            ByStaff = by.IsStaff,
            GivenAt = now,
            ExpiresAt = now.AddDays(input.Days),
        };

    public static void Map(ModelBuilder model)
    {
        model.Entity<ClaimShare>(s =>
        {
            s.HasKey(x => new { x.WorkspaceId, x.Id });
            s.Property(x => x.ForWhom).HasMaxLength(LongestName);
            s.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
        model.Entity<ShareOpening>(o =>
            o.HasKey(x => new
            {
                x.WorkspaceId,
                x.ShareId,
                x.Slot,
            })
        );
    }
}

/// <summary>That somebody looked by a share's link; once in ten minutes. Nothing of their browser or network is kept.</summary>
[NotAudited("it is a record of reads itself")]
internal sealed class ShareOpening : IClaimPart, IOwnable<ShareOpening>
{
    public static readonly TimeSpan SameLook = TimeSpan.FromMinutes(10);

    public static Expression<Func<ShareOpening, bool>> Own(EntenteDb db) => OwnClaims.Of<ShareOpening>(db);

    public WorkspaceId WorkspaceId { get; internal set; }
    public ClaimShareId ShareId { get; init; }
    public RegistrationId RegistrationId { get; init; }
    public PartnerId PartnerId { get; init; }

    /// <summary>The beginning of the ten minutes.</summary>
    public DateTimeOffset Slot { get; init; }

    /// <summary>When it was first opened in them.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The address that was proven; null: none was asked for.</summary>
    public string? Email { get; init; }

    /// <summary>The ten minutes that an instant lies in.</summary>
    public static DateTimeOffset SlotOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % SameLook.Ticks), TimeSpan.Zero);
}
