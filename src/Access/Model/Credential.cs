using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Model;

/// <summary>A factor's name in lists; not its secret.</summary>
public readonly record struct CredentialId(Guid Value) : ITypedId<CredentialId>
{
    public static CredentialId From(Guid value) => new(value);
}

/// <summary>What proves, besides the mailbox, that it is this person.</summary>
public enum CredentialKind
{
    /// <summary>An authenticator app: codes of RFC 6238.</summary>
    App,

    /// <summary>A passkey, unlocked by its owner.</summary>
    Passkey,

    /// <summary>One of the codes kept for a lost phone; good once. By itself it is no factor.</summary>
    Recovery,
}

/// <summary>
/// A factor of a person. Global, as the person is. Two things keep one vendor from opening another one's door with it: what was set up in a session
/// of one workspace counts only there (<see cref="OnlyIn"/>), and what an admin reset counts no more there alone (<see cref="Membership.FactorsFrom"/>).
/// </summary>
[NotAudited("adding, using and removing a factor are named acts")]
internal sealed class Credential
{
    private Credential() { }

    public CredentialId Id { get; private init; }
    public PersonId PersonId { get; private init; }
    public CredentialKind Kind { get; private init; }

    /// <summary>As its owner calls it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>App: the shared secret, closed. Passkey: <c>PasskeyFacts</c>. Recovery: the code's hash.</summary>
    [Secret]
    [Sealed(Factors.ProveFactor.SecretPurpose)]
    public string Secret { get; private init; } = "";

    /// <summary>Passkey: the id by which the authenticator names it.</summary>
    public byte[]? Handle { get; private init; }

    /// <summary>App: the last time step that was used. Passkey: the authenticator's own count. Only ever rises.</summary>
    public long Counter { get; private init; }
    public WorkspaceId? OnlyIn { get; private init; }
    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset? UsedAt { get; private init; }

    public static Credential Of(
        PersonId person,
        CredentialKind kind,
        string name,
        (string Secret, byte[]? Handle, long Counter) proof,
        WorkspaceId? onlyIn,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<CredentialId>(now),
            PersonId = person,
            Kind = kind,
            Name = name,
            Secret = proof.Secret,
            Handle = proof.Handle,
            Counter = proof.Counter,
            OnlyIn = onlyIn,
            MadeAt = now,
        };

    public void Rename(string name) => Name = name;

    public static void Map(ModelBuilder model) =>
        model.Entity<Credential>(c =>
        {
            c.HasKey(x => x.Id);
            c.HasIndex(x => x.PersonId);
            c.HasIndex(x => x.Handle).IsUnique();
            c.Property(x => x.Name).HasMaxLength(60);
        });
}
