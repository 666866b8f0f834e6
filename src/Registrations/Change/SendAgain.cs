using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Consents;
using Entente.Registrations.Crm;
using Entente.Registrations.Evidence;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Change;

/// <summary>
/// A rejected claim is mended and sent again on the same record; whoever reviews it sees what changed, field by field. Mended within the days
/// of the policy and for the same customer, the claim keeps its date; otherwise it counts from now. Sent twice, it is kept once.
/// </summary>
public sealed class SendAgain(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world)
{
    public async Task<Result> Run(ChangeInput input, CancellationToken ct)
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
        var (registration, claim) = (desk.Registration, ChangedClaim.Keep(desk.Registration, read.Value));
        if (
            registration is { State: RegistrationState.InReview or RegistrationState.NeedsInfo, ReviewCause: ReviewCause.SentAgain }
            && ChangedClaim.IsSame(registration, claim)
        )
            return Result.Done;
        if (registration.State is not RegistrationState.Rejected || registration.MayUndo(now))
            return Refusals.NotNow(registration, now);
        if (registration.OpenAppeal is not null)
            return Refusals.AppealRuns;
        if (ChangedClaim.IsSame(registration, claim))
            return Refusals.NothingChanged;
        var terms = await world.Terms(ct);
        var facts = (await world.Facts(registration.PartnerId, claim, registration.Id, ct))!;
        var assessment = Assessment.Of(facts, terms, now);
        if (assessment.OwnFault is { } fault)
            return fault;
        registration.SendAgain(claim, actor.Person, terms, now);
        await ConsentBook.Note(db, actor, (await world.Workspace(ct)).Name, registration, now, ct);
        db.Add(AssessmentTrace.Of(registration, "send-again", assessment, facts));
        AskForProof.Of(registration, facts, assessment, now);
        if (ConflictStatus.Others(facts, waits: true).Any())
            db.Enqueue(new ContestDeals(registration.Id));
        await desk.Save(ct);
        return Result.Done;
    }
}
