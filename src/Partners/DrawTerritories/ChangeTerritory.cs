using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.DrawTerritories;

/// <summary>Renames a territory, redraws it, or takes it off the map.</summary>
public sealed class ChangeTerritory(EntenteDb db, Actor actor)
{
    /// <param name="Version">Of the territory on the page that was looked at.</param>
    /// <param name="Countries">Codes or English names.</param>
    public sealed record Input(Guid Territory, int Version, string Name, IReadOnlyList<string> Countries);

    public async Task<Result> Run(Input input, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        var (id, called) = (TerritoryId.From(input.Territory), input.Name.Trim());
        var named = await db.Set<Territory>().AnyAsync(t => t.Name == called && t.Id != id, ct) ? Refusals.TerritoryNamed(called) : null;
        if (Faults.Of(TerritoryCheck.Of(called, input.Countries), named) is { } invalid)
            return invalid;
        if (await db.Set<Territory>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } territory)
            return Refusals.TerritoryGone;
        if (territory.Version != input.Version)
            return Refusals.Stale;
        territory.Rename(called);
        territory.Redraw(input.Countries.Select(c => Countries.Code(c)!));
        return await Saves.Checked(db, ct);
    }

    /// <summary>Refused while a partner is bound to it: it would be bound to nothing, and so to everything.</summary>
    public async Task<Result> Remove(Guid territory, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        var id = TerritoryId.From(territory);
        if (await db.Set<Territory>().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } present)
            return Refusals.TerritoryGone;
        if (await db.Set<PartnerTerritory>().CountAsync(t => t.TerritoryId == id, ct) is var held and > 0)
            return Refusals.TerritoryHeld(held);
        db.Remove(present);
        return await Saves.Checked(db, ct);
    }
}
