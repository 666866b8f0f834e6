using Entente.Partners.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Place;

/// <summary>Staff place a partner at another tier of the default program, with a reason.</summary>
public sealed class ChangeTier(EntenteDb db, Actor actor, PartnersApi partners, TimeProvider clock)
{
    /// <param name="From">The tier the person saw: a placement made meanwhile is not overruled unseen.</param>
    public sealed record Input(PartnerId Partner, PartnerTier From, PartnerTier To, string Reason);

    public async Task<Result> Run(Input input, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        var noTier = Enum.IsDefined(input.To) ? null : Problem.Invalid("partner.no_tier", "to", "Choose a tier.");
        if (Faults.Of(noTier, Reasons.Check(input.Reason)) is { } invalid)
            return invalid;
        var program = db.Set<Program>().Where(p => p.IsDefault).Select(p => p.Id);
        var enrollment = await db.Set<Enrollment>()
            .SingleOrDefaultAsync(e => e.PartnerId == input.Partner && program.Contains(e.ProgramId), ct);
        if (enrollment is null)
            return Refusals.NoPartner;
        if (enrollment.Tier == input.To)
            return Refusals.SameTier(input.To);
        if (enrollment.Tier != input.From)
            return Refusals.Stale;

        db.Add(enrollment.Place(input.To, input.Reason.Trim(), actor.Person, clock.GetUtcNow()));
        await partners.Described(await db.Set<Partner>().SingleAsync(p => p.PartnerId == input.Partner, ct), input.To, ct);
        return await Saves.Checked(db.Because(input.Reason.Trim()), ct);
    }
}
