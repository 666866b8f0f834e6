using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Model;

/// <summary>A key by which a program acts: for one partner, or for the workspace. Only its hash is kept, so it can be shown once.</summary>
[Subject("api_key")]
internal sealed class ApiKey : Entity
{
    private ApiKey() { }

    public ApiKeyId Id { get; private init; }

    /// <summary>What its maker calls it.</summary>
    public string Name { get; private init; } = "";

    [Secret]
    public byte[] TokenHash { get; private init; } = [];

    /// <summary>Its first letters: to tell keys apart, too few to guess it by.</summary>
    public string Hint { get; private init; } = "";

    /// <summary>The partner for which it acts; null: the workspace.</summary>
    public PartnerId? PartnerId { get; private init; }

    /// <summary>What it may do, by the names of <see cref="ApiScopes"/>.</summary>
    public string[] Scopes { get; private init; } = [];

    /// <summary>Who made it: what it does is done in their name, and no longer than they are a member.</summary>
    public PersonId MadeBy { get; private init; }
    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public PersonId? RevokedBy { get; private set; }

    public static ApiKey Make(
        string name,
        (byte[] Hash, string Hint) token,
        PartnerId? partner,
        IEnumerable<string> scopes,
        PersonId by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<ApiKeyId>(now),
            Name = name,
            TokenHash = token.Hash,
            Hint = token.Hint,
            PartnerId = partner,
            Scopes = [.. scopes.Order(StringComparer.Ordinal)],
            MadeBy = by,
            MadeAt = now,
        };

    /// <summary>Opens nothing from now on. A second time changes nothing.</summary>
    public void Revoke(PersonId? by, DateTimeOffset now)
    {
        if (RevokedAt is null)
            (RevokedAt, RevokedBy) = (now, by);
    }

    public static void Map(ModelBuilder model)
    {
        model.Entity<ApiKey>(k =>
        {
            k.HasKey(x => new { x.WorkspaceId, x.Id });
            k.HasIndex(x => new { x.WorkspaceId, x.TokenHash }).IsUnique();
            k.HasIndex(x => new { x.WorkspaceId, x.PartnerId });
        });
        model.Entity<ApiKeyUse>(u => u.HasKey(x => new { x.WorkspaceId, x.KeyId }));
    }
}

/// <summary>When a key was last used, to the minute.</summary>
[NotAudited("bookkeeping: what the key did is audited")]
internal sealed class ApiKeyUse : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public ApiKeyId KeyId { get; init; }
    public DateTimeOffset LastAt { get; init; }
}
