using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Intake.Hooks;

/// <summary>Who hands mail over by HTTP, and in which form.</summary>
public enum MailProvider
{
    /// <summary>Anybody: the mail itself is the body (<c>message/rfc822</c>), its recipients stand in the address.</summary>
    Raw,
    Postmark,
    Mailgun,
    SendGrid,
}

internal readonly record struct MailHookId(Guid Value) : ITypedId<MailHookId>
{
    public static MailHookId From(Guid value) => new(value);
}

/// <summary>An address at which a mail provider hands over what came for this workspace. Whoever knows it may; it is told once.</summary>
[Subject("mail_hook")]
internal sealed class MailHook : Entity
{
    public const string Purpose = "mail-hook";

    public MailHookId Id { get; private init; }
    public MailProvider Provider { get; private init; }

    /// <summary>SHA-256 of what stands in the address.</summary>
    [Secret]
    public byte[] KeyHash { get; private init; } = [];

    /// <summary>The provider's own key, with which it signs; null: it signs nothing.</summary>
    [Secret]
    [Sealed(Purpose)]
    public string? SigningKey { get; private init; }

    /// <summary>The name under which the provider writes <c>Authentication-Results</c> on top of a mail; empty: it does not, or is not believed.</summary>
    public string Relay { get; private init; } = "";
    public PersonId MadeBy { get; private init; }
    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    public bool Lives => EndedAt is null;

    public static MailHook Make(MailProvider provider, string key, string? signingKey, string relay, PersonId by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<MailHookId>(now),
            Provider = provider,
            KeyHash = Tokens.Hash(key),
            SigningKey = signingKey,
            Relay = relay,
            MadeBy = by,
            MadeAt = now,
        };

    public void End(DateTimeOffset now) => EndedAt ??= now;

    public static void Map(ModelBuilder model)
    {
        model.Entity<MailHook>(h =>
        {
            h.HasKey(x => new { x.WorkspaceId, x.Id });
            h.HasIndex(x => new { x.WorkspaceId, x.KeyHash }).IsUnique();
            h.Ignore(x => x.Lives);
            h.Property(x => x.Relay).HasMaxLength(MailHookDesk.LongestRelay);
        });
        model.Entity<MailHookCall>(c =>
        {
            c.HasKey(x => new { x.WorkspaceId, x.HookId });
            c.Property(x => x.Fault).HasMaxLength(500);
        });
    }
}

/// <summary>When a provider last called, and what was wrong when something was.</summary>
[NotAudited("that a provider called; the mail is its own record")]
internal sealed class MailHookCall : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public MailHookId HookId { get; init; }
    public DateTimeOffset LastAt { get; private set; }
    public string? Fault { get; private set; }
    public DateTimeOffset? FaultAt { get; private set; }

    /// <param name="fault">Null: what it handed over was kept.</param>
    public void Came(string? fault, DateTimeOffset now)
    {
        LastAt = now;
        if (fault is not null)
            (Fault, FaultAt) = (fault, now);
    }
}
