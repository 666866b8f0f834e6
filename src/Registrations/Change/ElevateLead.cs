using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Consents;
using Entente.Registrations.Evidence;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Change;

/// <summary>
/// A lead becomes a deal on the same record (REG-1): same number, same date of the claim. While the lead waits, it waits on as a deal; an
/// approved one is reviewed as a deal and stays a protected lead until that is decided. Sent twice, it is kept once.
/// </summary>
public sealed class ElevateLead(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world)
{
    public async Task<Result<Changed>> Run(ChangeInput input, CancellationToken ct)
    {
        if (ChangedClaim.MayNot(actor) is { } forbidden)
            return forbidden;
        var now = clock.GetUtcNow();
        var read = await ChangedClaim.Read(input.Claim with { Kind = RegistrationKind.Deal }, actor, world, now, ct);
        if (!read.Ok)
            return read.Problem;
        await using var desk = await Desk.Take(db, input.Number, ct, read.Value.Keys);
        if (desk is null)
            return Refusals.NotFound;
        var (registration, deal) = (desk.Registration, ChangedClaim.Keep(desk.Registration, read.Value));
        if (registration.Kind is RegistrationKind.Deal)
            return ChangedClaim.IsSame(registration, deal)
                ? new Changed(registration.StandsAs is not null, null)
                : Refusals.NoLead(registration);
        // A waiting lead whose decision nobody heard of yet seems to wait still, and is told to try again.
        if (
            registration.State is not (RegistrationState.InReview or RegistrationState.Approved or RegistrationState.Converted)
            || registration.MayUndo(now)
        )
            return Refusals.NotNow(registration, now);
        // As the review will measure it: by what was approved, if anything was.
        var before =
            registration.State is RegistrationState.InReview ? ApprovedClaim.Of(registration.AsClaim()) : registration.AsApproved();
        if (ClaimChanges.OtherCustomer(before, deal))
            return Refusals.OtherCustomer;
        var terms = await world.Terms(ct);
        var facts = (await world.Facts(registration.PartnerId, deal, registration.Id, ct))!;
        registration.Elevate(deal, actor.Person, terms, now);
        await ConsentBook.Note(db, actor, (await world.Workspace(ct)).Name, registration, now, ct);
        var assessment = Assessment.Of(facts, terms, now);
        db.Add(AssessmentTrace.Of(registration, "elevate", assessment, facts));
        AskForProof.Of(registration, facts, assessment, now);
        await desk.Save(ct);
        return new Changed(registration.StandsAs is not null, null);
    }
}
