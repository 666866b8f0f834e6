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

    /// <summary>As JSON; empty while it is being worked on.</summary>
    public string Answer { get; init; } = "";
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
