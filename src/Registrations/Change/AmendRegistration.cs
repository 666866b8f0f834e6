using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Consents;
using Entente.Registrations.Crm;
using Entente.Registrations.Evidence;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Change;

/// <summary>
/// An approved claim changes (REG-8): another customer, or an amount off by more than the policy lets pass, is reviewed first, while what was
/// approved stays protected; anything else changes at once. Sent twice, it is kept once.
/// </summary>
public sealed class AmendRegistration
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;
    private readonly CrmSide crm;

    internal AmendRegistration(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, CrmSide crm) =>
        (this.db, this.actor, this.clock, this.world, this.crm) = (db, actor, clock, world, crm);

    public async Task<Result<Changed>> Run(ChangeInput input, CancellationToken ct)
    {
        if (ChangedClaim.MayNot(actor) is { } forbidden)
            return forbidden;
        var now = clock.GetUtcNow();
        var read = await ChangedClaim.Read(input.Claim, actor, world, now, ct);
        if (!read.Ok)
            return read.Problem;
        await using var desk = await Desk.Take(db, input.Number, ct, read.Value.Keys);
        if (desk is null)
            return Refusals.NotFound;
        // What kind it is does not change here: a lead is raised by an act of its own.
        var (registration, claim) = (
            desk.Registration,
            ChangedClaim.Keep(desk.Registration, read.Value with { Kind = desk.Registration.Kind })
        );
        if (
            registration is { State: RegistrationState.InReview or RegistrationState.NeedsInfo, StandsAs: not null }
            && ChangedClaim.IsSame(registration, claim)
        )
            return new Changed(true, null);
        if (registration.State is not (RegistrationState.Approved or RegistrationState.Converted) || registration.MayUndo(now))
            return Refusals.NotNow(registration, now);
        if (ChangedClaim.IsSame(registration, claim))
            return Refusals.NothingChanged;
        var terms = await world.Terms(ct);
        var reopens = ClaimChanges.Reopens(registration.AsApproved(), claim, terms.Policy.Changes);
        var facts = reopens is null ? null : await world.Facts(registration.PartnerId, claim, registration.Id, ct);
        registration.Amend(claim, reopens, actor.Person, terms, now);
        await ConsentBook.Note(db, actor, (await world.Workspace(ct)).Name, registration, now, ct);
        if (facts is not null)
        {
            var assessment = Assessment.Of(facts, terms, now);
            db.Add(AssessmentTrace.Of(registration, "amend", assessment, facts));
            AskForProof.Of(registration, facts, assessment, now);
        }
        if (reopens is null)
            await crm.RequestTold(
                registration,
                $"changed-{now.ToUnixTimeSeconds()}",
                "changed",
                registration.Steps[^1].Text ?? "",
                now,
                ct
            );
        await desk.Save(ct);
        return new Changed(reopens is not null, reopens);
    }
}
