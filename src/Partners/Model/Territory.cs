using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Model;

internal readonly record struct TerritoryId(Guid Value) : ITypedId<TerritoryId>
{
    public static TerritoryId From(Guid value) => new(value);
}

/// <summary>A region of the vendor's: a name and the countries it holds.</summary>
[Subject("territory")]
internal sealed class Territory : Entity
{
    private Territory() { }

    public TerritoryId Id { get; private init; }
    public string Name { get; private set; } = "";

    /// <summary>ISO 3166-1 alpha-2, sorted.</summary>
    public List<string> Countries { get; private set; } = [];

    public static Territory Define(string name, IEnumerable<string> countries, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<TerritoryId>(now),
            Name = name,
            Countries = Sorted(countries),
        };

    public void Rename(string name) => Name = name;

    public void Redraw(IEnumerable<string> countries) => Countries = Sorted(countries);

    private static List<string> Sorted(IEnumerable<string> countries) => [.. countries.Distinct().Order(StringComparer.Ordinal)];

    public static void Map(ModelBuilder model) =>
        model.Entity<Territory>(t =>
        {
            t.HasKey(x => new { x.WorkspaceId, x.Id });
            t.HasIndex(x => new { x.WorkspaceId, x.Name }).IsUnique();
            t.Property(x => x.Name).HasMaxLength(NewPartner.LongestRegion);
        });
}

/// <summary>That a partner may register in a territory. A partner with none is bound to none.</summary>
internal sealed class PartnerTerritory : Entity, IPartnerOwned
{
    public TerritoryId TerritoryId { get; init; }
    public PartnerId PartnerId { get; init; }

    public static void Map(ModelBuilder model) =>
        model.Entity<PartnerTerritory>(t =>
        {
            t.HasKey(x => new
            {
                x.WorkspaceId,
                x.TerritoryId,
                x.PartnerId,
            });
            t.HasIndex(x => new { x.WorkspaceId, x.PartnerId });
            t.HasOne<Territory>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.TerritoryId });
            t.HasOne<Partner>().WithMany().HasForeignKey(x => new { x.WorkspaceId, x.PartnerId });
        });
}
