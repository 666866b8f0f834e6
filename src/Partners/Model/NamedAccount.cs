using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Model;

internal readonly record struct NamedAccountId(Guid Value) : ITypedId<NamedAccountId>
{
    public static NamedAccountId From(Guid value) => new(value);
}

/// <summary>One entry of the vendor's list of accounts that not everybody may register, known by domain or core name.</summary>
[Subject("named_account")]
internal sealed class NamedAccount : Entity
{
    private NamedAccount() { }

    public NamedAccountId Id { get; private init; }
    public string Name { get; private init; } = "";

    /// <summary>The name's strong key; see <c>CompanyName.Key</c>.</summary>
    public string NameKey { get; private init; } = "";

    /// <summary>Registrable domain; empty when none is known.</summary>
    public string Domain { get; private init; } = "";
    public NamedAccountKind Kind { get; private init; }

    /// <summary>For <see cref="NamedAccountKind.Partner"/>: who holds it.</summary>
    public PartnerId? Holder { get; private init; }
    public string Reason { get; private init; } = "";

    public static NamedAccount List(
        string name,
        string nameKey,
        string domain,
        NamedAccountKind kind,
        PartnerId? holder,
        string reason,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Ids.New<NamedAccountId>(now),
            Name = name,
            NameKey = nameKey,
            Domain = domain,
            Kind = kind,
            Holder = holder,
            Reason = reason,
        };

    public static void Map(ModelBuilder model) =>
        model.Entity<NamedAccount>(n =>
        {
            n.HasKey(x => new { x.WorkspaceId, x.Id });
            n.HasIndex(x => new { x.WorkspaceId, x.NameKey });
            n.HasIndex(x => new { x.WorkspaceId, x.Domain });
            n.Property(x => x.Name).HasMaxLength(200);
        });
}
