using Entente.Access;
using Entente.Onboarding.Journeys;
using Entente.Onboarding.Model;
using Entente.Onboarding.Portal;
using Entente.Onboarding.Write;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Onboarding.Accept;

/// <summary>
/// Somebody who may accepts a version for their company, by a click on the page with its text. The form carries which text that was: another one is shown
/// anew. Two clicks, or two people in the same second, leave one acceptance.
/// </summary>
public sealed class AcceptAgreement(EntenteDb db, Actor actor, OwnAgreements own, TimeProvider clock)
{
    /// <param name="number">The version on the page.</param>
    /// <param name="hash">Of the text on the page.</param>
    public async Task<Result> Run(AgreementId id, int number, string? hash, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Partner, Partner: { } partner, Person: { } me } || !own.MayAccept)
            return Refusals.MayNotAccept(await own.Who(ct));
        await using var held = await db.Hold([ChangeAgreement.Key(id)], ct);
        if (await own.Load(id, null, ct) is not { } view)
            return Refusals.None;
        if (view.Line.Accepted >= number && number > 0)
            return Result.Done;
        if (view.Line.Ended)
            return Refusals.Ended;
        if (view.Line.Standing.Offered is not { } offered)
            return Refusals.NotAsked;
        if (number != offered || hash != view.Hash || await Version(id, offered, ct) is not { } version)
            return Refusals.TextChanged;
        db.Add(AgreementAcceptance.Of(version, partner, me, actor.Channel, clock.GetUtcNow()));
        await db.EnqueueOnce(new AdvanceJourney(partner), partner.Short(), ct);
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<AgreementVersion?> Version(AgreementId id, int number, CancellationToken ct) =>
        await db.Set<AgreementVersion>().FindAsync([db.Workspace, id, number], ct);
}
