using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Announce;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Sign;

namespace Entente.Registrations.Decide;

/// <param name="Version">Of the registration on the page that was looked at.</param>
/// <param name="Final">Declined for good; otherwise rejected, and may be mended and sent again.</param>
/// <param name="Note">To the partner, in one's own words.</param>
public sealed record RefuseInput(string Number, int Version, RefusalReason? Reason, bool Final, string? Note = null)
{
    /// <summary>Only if the policy, asked once more under the locks, would still refuse it by itself.</summary>
    internal bool ByPolicy { get; init; }
}

/// <summary>Says no, with a reason from the list. The partner is told why, in words that name nobody.</summary>
public sealed class RefuseRegistration
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;
    private readonly SignatureDesk signatures;

    internal RefuseRegistration(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, SignatureDesk signatures) =>
        (this.db, this.actor, this.clock, this.world, this.signatures) = (db, actor, clock, world, signatures);

    public async Task<Result> Run(RefuseInput input, CancellationToken ct)
    {
        if (actor.Kind is ActorKind.Partner)
            return Refusals.MayNotDecide;
        var note = ClaimReader.Lines(input.Note);
        var tooLong = note?.Length > Refusals.LongestNote ? Refusals.WordsTooLong : null;
        if (input.Reason is not { } reason || !Enum.IsDefined(reason))
            return Faults.Of(Refusals.NoReason, tooLong)!;
        if (tooLong is not null)
            return tooLong;
        var now = clock.GetUtcNow();

        await using var desk = await Desk.Take(db, input.Number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var registration = desk.Registration;
        if (Deciding.NotNow(registration, input.Version, RegistrationState.Declined) is { } late)
            return late;
        var facts = await world.Facts(registration.PartnerId, registration.AsClaim(), registration.Id, ct);
        var terms = await world.Terms(ct);
        var assessment = Assessment.Of(facts!, terms, now);
        var (route, turn) = await signatures.Of(registration, assessment.Own.Route, terms.Calendar.DateAt(now), ct);
        if (Deciding.NotYours(actor, route, turn) is { } forbidden)
            return forbidden;
        if (input.ByPolicy)
        {
            var ruling = Rivalry.Of(facts!, registration.ClaimedAt, registration.NextStepAt, terms, now);
            if (
                Automatic.Of(assessment, assessment.Own, ruling).Outcome
                != (input.Final ? AutomaticOutcome.Decline : AutomaticOutcome.Reject)
            )
                return Refusals.NotByPolicy;
        }
        db.Add(AssessmentTrace.Of(registration, "refuse", assessment, facts!));
        if (input.Final)
            registration.Decline(reason, note, actor.Person, terms, now);
        else
            registration.Reject(reason, note, actor.Person, terms, now);
        db.Enqueue(new AnnounceDecision(registration.Id, registration.DecisionNo), registration.AnnounceAt);
        await desk.Save(ct);
        return Result.Done;
    }
}
