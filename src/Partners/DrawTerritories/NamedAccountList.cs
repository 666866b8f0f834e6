using Entente.Partners.Model;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.DrawTerritories;

/// <summary>A company on the vendor's list.</summary>
/// <param name="Holder">The partner it is named to; null for the other kinds.</param>
/// <param name="Beside">What else is decided about it, a sentence each.</param>
public sealed record NamedAccountRow(
    Guid Id,
    string Name,
    string Domain,
    NamedAccountKind Kind,
    string? Holder,
    string Reason,
    IReadOnlyList<string> Beside
);

/// <summary>Reads the vendor's list of accounts that not everybody may register, by name.</summary>
public sealed class NamedAccountList(EntenteDb db, IEnumerable<INamedAccountRules> rules)
{
    public async Task<IReadOnlyList<NamedAccountRow>> All(CancellationToken ct)
    {
        var listed = await db.Set<NamedAccount>().AsNoTracking().OrderBy(n => n.Name).ThenBy(n => n.Id).ToListAsync(ct);
        var holders = listed.Select(n => n.Holder).OfType<Platform.Values.PartnerId>().Distinct().ToList();
        var names = await db.Set<Partner>().Where(p => holders.Contains(p.PartnerId)).ToDictionaryAsync(p => p.PartnerId, p => p.Name, ct);
        var beside = listed.ConvertAll(_ => new List<string>());
        // One after the other: they share one database context.
        foreach (var source in listed.Count == 0 ? [] : rules)
        foreach (var (said, all) in (await source.Of(listed.ConvertAll(n => new NamedCompany(n.Name, n.Domain)), ct)).Zip(beside))
            all.AddRange(said);
        return
        [
            .. listed.Zip(
                beside,
                (n, said) =>
                    new NamedAccountRow(
                        n.Id.Value,
                        n.Name,
                        n.Domain,
                        n.Kind,
                        n.Holder is { } holder ? names.GetValueOrDefault(holder) : null,
                        n.Reason,
                        said
                    )
            ),
        ];
    }
}
