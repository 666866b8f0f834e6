using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Safelist;

/// <summary>The workspace says who may see a field. Refused: without the permission, for a field that is not listed or is locked.</summary>
public sealed class SetVisibility(EntenteDb db, Actor actor, Fields fields, TimeProvider clock)
{
    public async Task<Result> Run(FieldRule rule, CancellationToken ct)
    {
        if (!actor.May(Permissions.ManageSafelist))
            return Problem.Forbidden("safelist.forbidden", "Your role does not include what partners may see.");
        var field = (await fields.Catalogue(ct)).FirstOrDefault(f => f.Object == rule.Object && f.Name == rule.Field);
        if (field is null)
            return Problem.Invalid("safelist.unlisted", "field", "There is no such field in the catalogue.");
        if (field.Locked)
            return Problem.Invalid("safelist.locked", "field", "This field is never shown to partners.");

        var wanted = SafelistRule.Of(rule, clock.GetUtcNow());
        var present = await db.Set<SafelistRule>()
            .SingleOrDefaultAsync(
                r =>
                    r.Object == wanted.Object
                    && r.Field == wanted.Field
                    && r.PartnerType == wanted.PartnerType
                    && r.Tier == wanted.Tier
                    && r.Role == wanted.Role
                    && r.Region == wanted.Region,
                ct
            );
        if (present is null)
            db.Add(wanted);
        else
            present.Set(rule.Visibility);
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }
}
