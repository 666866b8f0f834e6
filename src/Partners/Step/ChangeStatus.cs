using Entente.Access;
using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Step;

/// <summary>Staff take the next step of a partner's life, with a reason (PTN-2). With whom something is open, the partner ends only when they say so (PTN-4).</summary>
public sealed class ChangeStatus(EntenteDb db, Actor actor, AccessApi access, LeavingChecks checks, TimeProvider clock)
{
    /// <param name="From">The status the person saw: a step taken meanwhile is not overruled unseen.</param>
    /// <param name="AllTheSame">Ends it although something is still open.</param>
    public sealed record Input(PartnerId Partner, PartnerStatus From, PartnerStatus To, string Reason, bool AllTheSame = false);

    public async Task<Result> Run(Input input, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        var noStatus = Enum.IsDefined(input.To) ? null : Problem.Invalid("partner.no_status", "to", "Choose a status.");
        if (Faults.Of(noStatus, Reasons.Check(input.Reason)) is { } invalid)
            return invalid;
        if (await db.Set<Partner>().SingleOrDefaultAsync(p => p.PartnerId == input.Partner, ct) is not { } partner)
            return Refusals.NoPartner;
        if (partner.Status != input.From)
            return Refusals.Stale;
        if (!Lifecycle.MayFollow(partner.Status, input.To))
            return Refusals.MayNotFollow(partner.Status, input.To);
        var reason = input.Reason.Trim();
        if (input.To is PartnerStatus.Ended && await checks.Of(partner.Id, ct) is var lines && StillOpen.Any(lines))
        {
            if (!input.AllTheSame)
                return Refusals.StillOpen(partner.Name, StillOpen.Words(lines));
            reason = StillOpen.Kept(reason, lines);
        }

        var now = clock.GetUtcNow();
        db.Add(partner.Become(input.To, reason, actor.Person, now));
        if (input.To is PartnerStatus.Ended)
            await Leaving.TakeAccess(db, access, partner.Id, now, ct);
        return await Saves.Checked(db.Because(reason), ct);
    }
}
