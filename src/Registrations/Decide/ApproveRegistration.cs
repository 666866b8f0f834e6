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
/// <param name="Days">Of protection; null: what the policy gives.</param>
/// <param name="Account">The CRM account it is; empty: a new one is made; null: the one that is surely the same company, if there is one.</param>
/// <param name="AcceptRuling">Said aloud where a rule blocks, or where the published ruling favours somebody else.</param>
/// <param name="Note">To the partner.</param>
public sealed record ApproveInput(
    string Number,
    int Version,
    int? Days = null,
    Guid? Account = null,
    bool AcceptRuling = false,
    string? Note = null
)
{
    /// <summary>Only if the policy, asked once more under the locks, would still approve it by itself.</summary>
    internal bool ByPolicy { get; init; }
}

/// <summary>
/// Accepts a claim and protects it; where the policy asks several to sign, each but the last signs only. Partner and CRM are told when it can no longer be undone. The rules run once more before, under the locks of the claim's company: of two
/// claims on one company only one can be approved while its protection holds.
/// </summary>
public sealed class ApproveRegistration
{
    private const int LongestWindow = 365;
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly ClaimWorld world;
    private readonly SignatureDesk signatures;

    internal ApproveRegistration(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world, SignatureDesk signatures) =>
        (this.db, this.actor, this.clock, this.world, this.signatures) = (db, actor, clock, world, signatures);

    public async Task<Result> Run(ApproveInput input, CancellationToken ct)
    {
        if (actor.Kind is ActorKind.Partner)
            return Refusals.MayNotDecide;
        var note = ClaimReader.Lines(input.Note);
        if (
            Faults.Of(
                input.Days is < 1 or > LongestWindow ? Refusals.NoWindow : null,
                note?.Length > Refusals.LongestNote ? Refusals.NoteTooLong : null
            ) is
            { } wrong
        )
            return wrong;
        world.Whole = true;
        if (await world.Take(input.Number, ct) is not { } taken)
            return Refusals.NotFound;
        await using var desk = taken.Desk;
        var now = clock.GetUtcNow();
        var registration = desk.Registration;
        if (Deciding.NotNow(registration, input.Version, RegistrationState.Approved) is { } late)
            return late;
        var terms = await world.Terms(ct);
        var holding = await world.Holding(registration.PartnerId, terms.Policy, now, ct, except: registration.Id);
        var facts = await world.CountPlaces(taken.Facts with { Holding = holding }, terms, registration.Id, ct);
        var assessment = Assessment.Of(facts, terms, now);
        var ruling = Rivalry.Of(facts, registration.ClaimedAt, registration.NextStepAt, terms, now);
        var (route, turn) = await signatures.Of(registration, assessment.Own.Route, terms.Calendar.DateAt(now), ct);
        if (Deciding.NotYours(actor, route, turn) is { } forbidden)
            return forbidden;
        if (OutOfSight(facts))
            return Refusals.OthersConcerned;
        if (Blocked(assessment, ruling, input) is { } blocked)
            return blocked;
        if (input.ByPolicy && Automatic.Of(assessment, assessment.Own, ruling).Outcome is not AutomaticOutcome.Approve)
            return Refusals.NotByPolicy;
        if (turn is not null && !route.IsLast)
        {
            registration.Sign(turn, actor.Person!.Value, note, now);
            db.Enqueue(new AskSigners(registration.Id));
            await desk.Save(ct);
            return Result.Done;
        }
        terms = terms.For(Segment.Of(facts));

        var account = input.Account is { } chosen ? Chosen(chosen) : KnownCompany.Sure(facts.Candidates)?.AccountId;
        registration.Approve(input.Days ?? terms.Policy.WindowDays(registration.Kind), account, note, actor.Person, terms, now);
        if (turn is not null)
            registration.SignLast(turn, actor.Person!.Value, now);
        db.Add(AssessmentTrace.Of(registration, "approve", assessment, facts));
        db.Enqueue(new AnnounceDecision(registration.Id, registration.DecisionNo), registration.AnnounceAt);
        await desk.Save(ct);
        return Result.Done;
    }

    private static Guid? Chosen(Guid account) => account == Guid.Empty ? null : account;

    // Approving against somebody whom one does not see would be deciding blindly; nothing else is said of them.
    private bool OutOfSight(ClaimFacts facts) =>
        actor.Scope is { } scope
        && (
            facts.Registrations.Any(r => r.Stands && !scope.Contains(r.PartnerId))
            || facts.Opportunities.Any(o => o.PartnerId is { } partner && !scope.Contains(partner))
        );

    private static Problem? Blocked(Assessment assessment, Ruling? ruling, ApproveInput input)
    {
        var blocks = assessment.Findings.Where(f => f.Severity is Severity.Block).ToList();
        if (blocks.Find(f => f.Code == FindingCodes.Registration) is { } taken)
            return Refusals.ProtectedElsewhere(taken.StaffText);
        if (CapacityChecks.Full(assessment) is { } full)
            return Refusals.NoPlace(full.StaffText);
        // Against a rule, or against the published ruling, only by saying so.
        var against = blocks.Count > 0 || (ruling?.Leader is { } leader && leader != ruling.First);
        if (!against || input.AcceptRuling)
            return null;
        return blocks.Find(f => f.Code == FindingCodes.PartnerStatus) is { } status
            ? Refusals.PartnerNotAccepted(status.StaffText)
            : Refusals.RulingNotAccepted;
    }
}
