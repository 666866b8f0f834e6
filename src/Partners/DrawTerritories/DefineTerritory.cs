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
        if (name.Trim() is not { Length: > 0 and <= NewPartner.LongestRegion } called)
            return Problem.Invalid("territory.name", "name", $"Name the territory, up to {NewPartner.LongestRegion} characters.");
        if (countries.FirstOrDefault(c => Countries.Code(c) is null) is { } unknown)
            return Problem.Invalid("territory.country", "countries", $"“{unknown}” is not a country we know.");
        if (countries.Count == 0)
            return Problem.Invalid("territory.empty", "countries", "Name at least one country.");

        var codes = countries.Select(c => Countries.Code(c)!).ToList();
        if (await db.Set<Territory>().SingleOrDefaultAsync(t => t.Name == called, ct) is { } present)
            present.Redraw(codes);
        else
            db.Add(Territory.Define(called, codes, clock.GetUtcNow()));
        return await Saves.Checked(db, ct);
    }
}
