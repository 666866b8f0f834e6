using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Model;

/// <summary>That somebody of the vendor opened a registration; once for each person and hour (REG-13). The partner reads the role, never the name.</summary>
[NotAudited("it is a record of reads itself")]
internal sealed class RegistrationOpening : IPartnerOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public RegistrationId RegistrationId { get; init; }
    public PartnerId PartnerId { get; init; }
    public PersonId PersonId { get; init; }

    /// <summary>The hour's beginning.</summary>
    public DateTimeOffset Hour { get; init; }

    /// <summary>When it was first opened in that hour.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>As it was then.</summary>
    public StaffRole Role { get; init; }
}

internal readonly record struct DirectDealId(Guid Value) : ITypedId<DirectDealId>
{
    public static DirectDealId From(Guid value) => new(value);
}

/// <summary>A direct opportunity that was opened on an account while a partner's protection of it ran (REG-13): somebody must say why.</summary>
[Subject("direct_deal")]
internal sealed class DirectDeal : Entity
{
    public const int LongestReason = 1000;

    private DirectDeal() { }

    public DirectDealId Id { get; private init; }

    /// <summary>The protected claim.</summary>
    public RegistrationId RegistrationId { get; private init; }

    /// <summary>Whose protection it is. Not a row of that partner's.</summary>
    public PartnerId About { get; private init; }
    public Guid OpportunityId { get; private init; }
    public string Name { get; private init; } = "";

    /// <summary>As the CRM calls its owner; null when nobody owns it.</summary>
    public string? Owner { get; private init; }
    public DateTimeOffset SeenAt { get; private init; }
    public string? Reason { get; private set; }
    public PersonId? AnsweredBy { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    public static DirectDeal See(
        RegistrationId registration,
        PartnerId about,
        Guid opportunity,
        string name,
        string? owner,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<DirectDealId>(now),
            RegistrationId = registration,
            About = about,
            OpportunityId = opportunity,
            Name = name,
            Owner = owner,
            SeenAt = now,
        };

    /// <summary>Says why; once.</summary>
    public void Answer(string reason, PersonId? by, DateTimeOffset now)
    {
        if (AnsweredAt is not null)
            throw new InvalidOperationException("A reason was given already.");
        (Reason, AnsweredBy, AnsweredAt) = (reason, by, now);
    }
}

/// <summary>What a request with an Idempotency-Key was answered: the same request again gets the same answer.</summary>
[NotAudited("the answer of a request; the registration that it made is audited")]
internal sealed class ApiReceipt : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>The API key with which it came.</summary>
    public ApiKeyId KeyId { get; init; }
    public string IdempotencyKey { get; init; } = "";

    /// <summary>SHA-256 of the body.</summary>
    public byte[] Body { get; init; } = [];
    public string Number { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

internal static class ConductModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<RegistrationOpening>(o =>
            o.HasKey(x => new
            {
                x.WorkspaceId,
                x.RegistrationId,
                x.PersonId,
                x.Hour,
            })
        );
        model.Entity<DirectDeal>(d =>
        {
            d.HasKey(x => new { x.WorkspaceId, x.Id });
            d.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.OpportunityId,
                    x.RegistrationId,
                })
                .IsUnique();
            d.HasIndex(x => new { x.WorkspaceId, x.RegistrationId });
        });
        model.Entity<ApiReceipt>(r =>
            r.HasKey(x => new
            {
                x.WorkspaceId,
                x.KeyId,
                x.IdempotencyKey,
            })
        );
    }
}
