using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Values;

namespace Entente.Crm.Model;

/// <summary>A mapping that was in force from <see cref="At"/> on, until the next number. Never changed; audited.</summary>
[Subject("crm_mapping")]
internal sealed class MappingVersion : Entity
{
    private MappingVersion() { }

    public CrmConnectionId ConnectionId { get; private init; }

    /// <summary>From 1, without gaps, per connection.</summary>
    public int Number { get; private init; }

    /// <summary>A <see cref="CrmMapping"/>, as JSON.</summary>
    public string Mapping { get; private init; } = "{}";
    public PersonId? By { get; private init; }
    public DateTimeOffset At { get; private init; }

    public static MappingVersion Of(CrmConnectionId connection, int number, CrmMapping mapping, PersonId? by, DateTimeOffset now) =>
        new()
        {
            ConnectionId = connection,
            Number = number,
            Mapping = Json.Write(mapping),
            By = by,
            At = now,
        };
}

/// <summary>The schema of one object as it was when the mapping was last accepted: what drift is measured from.</summary>
[NotAudited("a copy of the CRM's schema")]
internal sealed class SchemaRow : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public CrmConnectionId ConnectionId { get; init; }
    public CrmObject Kind { get; init; }

    /// <summary>A <see cref="CrmSchema"/>, as JSON.</summary>
    public string Schema { get; set; } = "{}";
    public DateTimeOffset AcceptedAt { get; set; }

    /// <summary>As it was at the last look: what forms ask for. Null: as accepted.</summary>
    public string? Live { get; set; }

    /// <summary>When the live schema was last held against it.</summary>
    public DateTimeOffset LookedAt { get; set; }
}

/// <summary>A difference that was noticed; gone from the list when the CRM or the mapping was mended.</summary>
[NotAudited("what the look at the CRM's schema found")]
internal sealed class DriftRow : Entity
{
    public CrmConnectionId ConnectionId { get; init; }

    /// <summary><see cref="Drift.Key"/>.</summary>
    public string Key { get; init; } = "";

    /// <summary>A <see cref="Drift"/>, as JSON.</summary>
    public string Drift { get; init; } = "{}";
    public DateTimeOffset NoticedAt { get; init; }

    public void Tell(Platform.Outbox.IEvent what) => Announce(what);
}

/// <summary>An admin who went to the CRM to allow access and has not come back yet.</summary>
[NotAudited("an attempt; the connection it becomes is audited")]
internal sealed class OAuthAttempt : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }

    /// <summary>SHA-256 of the state that travels through the CRM.</summary>
    public byte[] State { get; init; } = [];
    public PersonId? Person { get; init; }

    /// <summary>What was asked, with the verifier and the app's secret; closed by the secret box.</summary>
    [Sealed(Connect.SignInToCrm.Purpose)]
    public string Asked { get; init; } = "";
    public DateTimeOffset Until { get; init; }
}
