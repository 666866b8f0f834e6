using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Scim.Model;

internal readonly record struct DirectoryId(Guid Value) : ITypedId<DirectoryId>
{
    public static DirectoryId From(Guid value) => new(value);
}

/// <summary>A token by which a directory speaks.</summary>
public readonly record struct DirectoryTokenId(Guid Value) : ITypedId<DirectoryTokenId>
{
    public static DirectoryTokenId From(Guid value) => new(value);
}

/// <summary>Whose people a company's directory keeps here: the vendor's own staff, or one partner's people. One of each.</summary>
[Subject("directory")]
internal sealed class PeopleDirectory : Entity
{
    private PeopleDirectory() { }

    public DirectoryId Id { get; private init; }

    /// <summary>The partner whose people it keeps; null: staff.</summary>
    public PartnerId? PartnerId { get; private init; }

    /// <summary>What somebody is whose groups say nothing.</summary>
    public StaffRole? StaffRole { get; private set; }

    /// <inheritdoc cref="StaffRole"/>
    public PartnerRole? PartnerRole { get; private set; }

    public MemberSide Side => PartnerId is null ? MemberSide.Staff : MemberSide.Partner;

    /// <summary>Begins with the least that there is to give.</summary>
    public static PeopleDirectory Of(PartnerId? partner, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<DirectoryId>(now),
            PartnerId = partner,
            StaffRole = partner is null ? Access.StaffRole.Marketing : null,
            PartnerRole = partner is null ? null : Access.PartnerRole.Seller,
        };

    public void Default(GivenRole role) => (StaffRole, PartnerRole) = (role.Staff, role.Partner);

    public GivenRole Otherwise => new(StaffRole, PartnerRole);

    public static void Map(ModelBuilder model)
    {
        model.Entity<PeopleDirectory>(d =>
        {
            d.HasKey(x => new { x.WorkspaceId, x.Id });
            d.HasIndex(x => new { x.WorkspaceId, x.PartnerId });
            d.Ignore(x => x.Side);
            d.Ignore(x => x.Otherwise);
        });
        model.Entity<DirectoryToken>(t =>
        {
            t.HasKey(x => new { x.WorkspaceId, x.Id });
            t.HasIndex(x => new { x.WorkspaceId, x.TokenHash }).IsUnique();
            t.HasIndex(x => new { x.WorkspaceId, x.DirectoryId });
        });
        model.Entity<DirectoryCall>(c => c.HasKey(x => new { x.WorkspaceId, x.TokenId }));
    }
}

/// <summary>
/// A token of a directory. It stands for the company, not for who made it: were it to end with its maker, the directory that reports their leaving
/// would fall silent.
/// </summary>
[Subject("directory_token")]
internal sealed class DirectoryToken : Entity
{
    private DirectoryToken() { }

    public DirectoryTokenId Id { get; private init; }
    public DirectoryId DirectoryId { get; private init; }
    public string Name { get; private init; } = "";

    [Secret]
    public byte[] TokenHash { get; private init; } = [];

    /// <summary>Its first letters: to tell tokens apart.</summary>
    public string Hint { get; private init; } = "";
    public PersonId MadeBy { get; private init; }
    public DateTimeOffset MadeAt { get; private init; }
    public DateTimeOffset? RevokedAt { get; private set; }
    public PersonId? RevokedBy { get; private set; }

    public static DirectoryToken Make(DirectoryId of, string name, (byte[] Hash, string Hint) token, PersonId by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<DirectoryTokenId>(now),
            DirectoryId = of,
            Name = name,
            TokenHash = token.Hash,
            Hint = token.Hint,
            MadeBy = by,
            MadeAt = now,
        };

    /// <summary>Opens nothing from now on. A second time changes nothing.</summary>
    public void Revoke(PersonId? by, DateTimeOffset now)
    {
        if (RevokedAt is null)
            (RevokedAt, RevokedBy) = (now, by);
    }
}

/// <summary>When a token was last used and what last went wrong with it.</summary>
[NotAudited("bookkeeping: what the directory did is audited")]
internal sealed class DirectoryCall : IWorkspaceOwned
{
    public WorkspaceId WorkspaceId { get; internal set; }
    public DirectoryTokenId TokenId { get; init; }
    public DateTimeOffset LastAt { get; set; }
    public DateTimeOffset? FaultAt { get; set; }

    /// <summary>What was asked and why it was refused, at most 300 characters.</summary>
    public string? Fault { get; set; }
}
