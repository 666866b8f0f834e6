using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

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
        var placed = await partners.Place(input.Partner, input.From, input.To, input.Reason.Trim(), actor.Person, clock.GetUtcNow(), ct);
        if (!placed.Ok)
            return placed;
        return await Saves.Checked(db.Because(input.Reason.Trim()), ct);
    }
}
