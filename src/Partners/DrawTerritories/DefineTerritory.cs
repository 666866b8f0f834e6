using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.DrawTerritories;

/// <summary>Draws a territory, or redraws the one of that name.</summary>
public sealed class DefineTerritory(EntenteDb db, Actor actor, TimeProvider clock)
{
    /// <param name="name">Unique in the workspace: <c>UK &amp; Ireland</c>.</param>
    /// <param name="countries">Codes or English names.</param>
    public async Task<Result> Run(string name, IReadOnlyList<string> countries, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        var called = name.Trim();
        if (TerritoryCheck.Of(called, countries) is { } invalid)
            return invalid;

        var codes = countries.Select(c => Countries.Code(c)!).ToList();
        if (await db.Set<Territory>().SingleOrDefaultAsync(t => t.Name == called, ct) is { } present)
            present.Redraw(codes);
        else
            db.Add(Territory.Define(called, codes, clock.GetUtcNow()));
        return await Saves.Checked(db, ct);
    }
}

/// <summary>What a territory must have.</summary>
internal static class TerritoryCheck
{
    public static Problem? Of(string called, IReadOnlyList<string> countries) => Faults.Of(Name(called), Lands(countries));

    private static Problem? Name(string called) =>
        called.Length is > 0 and <= NewPartner.LongestRegion
            ? null
            : Problem.Invalid("territory.name", "name", $"Name the territory, up to {NewPartner.LongestRegion} characters.");

    private static Problem? Lands(IReadOnlyList<string> countries)
    {
        if (countries.FirstOrDefault(c => Countries.Code(c) is null) is { } unknown)
            return Problem.Invalid("territory.country", "countries", $"“{unknown}” is not a country we know.");
        return countries.Count == 0 ? Problem.Invalid("territory.empty", "countries", "Name at least one country.") : null;
    }
}
