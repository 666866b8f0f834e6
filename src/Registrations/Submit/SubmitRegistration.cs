using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Consents;
using Entente.Registrations.Crm;
using Entente.Registrations.Decide;
using Entente.Registrations.Evidence;
using Entente.Registrations.Forms;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Sign;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Submit;

/// <summary>What is sent in: the claim, and the id that the form was made with.</summary>
/// <param name="SubmissionId">At most 64 characters. The same one again gets the first one's answer.</param>
/// <param name="OnBehalfOf">The partner, when staff or Entente register for it; a partner's own people leave it out.</param>
public sealed record SubmitInput(ClaimInput Claim, string SubmissionId, PartnerId? OnBehalfOf = null)
{
    /// <summary>
    /// The partner's person whose claim it is, when a link, Entente itself or staff send it in; null: staff themselves. A partner's own people are who they are.
    /// </summary>
    public PersonId? By { get; init; }

    /// <summary>
    /// Proof that comes with the claim, at most <see cref="AttachFiles.MostFiles"/>; null: this way in carries no files, and what the policy asks
    /// for is asked for afterwards.
    /// </summary>
    public IReadOnlyList<Upload>? Files { get; init; }
}

/// <summary>That a claim was received.</summary>
/// <param name="DueAt">Until when it is decided; null while a question is open.</param>
public sealed record Receipt(RegistrationId Id, string Number, string Company, DateTimeOffset? DueAt)
{
    /// <summary>Something is asked of the partner before anybody decides; a mail says what.</summary>
    public bool Asked { get; init; }
}

/// <summary>
/// A partner registers a lead or a deal. Refused is only what lies in the claim itself; what the vendor's data shows comes with the
/// decision. Two partners who claim one company in the same second are both received, and the second one's assessment shows the first.
/// </summary>
public sealed class SubmitRegistration(
    EntenteDb db,
    Actor actor,
    TimeProvider clock,
    Numbers numbers,
    ClaimWorld world,
    FormShelf forms,
    AttachFiles attach,
    ClaimGates gates
)
{
    public async Task<Result<Receipt>> Run(SubmitInput input, CancellationToken ct)
    {
        if (Claimant(input) is not { } partner)
            return Refusals.PartnersOnly;
        if (actor.Kind is ActorKind.Partner && Partnering.MayNot(actor, PartnerRights.Register) is { } forbidden)
            return forbidden;
        // Staff who see some partners only still register into the whole world: what their claim meets is stored for who decides.
        world.Whole = true;
        if (input.SubmissionId is not { Length: > 0 and <= 64 })
            return Refusals.NoSubmissionId;
        var now = clock.GetUtcNow();
        var submission = $"{partner.Short()}:{input.SubmissionId}";
        if (await Sent(submission, ct) is { } first)
            return first;
        if (actor.Kind is ActorKind.Partner && await gates.Bar(ct) is { } bar)
            return bar.Problem;

        var (terms, workspace) = (await world.Terms(ct), await world.Workspace(ct));
        if (await world.Partner(partner, ct) is not { } claimant)
            return Refusals.PartnersOnly;
        var read = await forms.Read(
            input.Claim,
            Segment.Of(input.Claim.Kind, claimant),
            workspace.Currency,
            terms.Calendar.DateAt(now),
            claim => terms.For(Segment.Of(claim, claimant)).Policy,
            ct
        );
        // Of a claim that cannot be read whole no more is known than its kind and its partner: what is missing is said at once as far as that goes.
        var segment = read.Ok ? Segment.Of(read.Value, claimant) : Segment.Of(input.Claim.Kind, claimant);
        if (
            Faults.Of(
                read.Ok ? null : read.Problem,
                AttachFiles.WhyNot(input.Files ?? []),
                AttachFiles.WhyTooFew(input.Files, terms.Of(segment).Values.Proof.Of(segment.Kind))
            ) is
            { } wrong
        )
            return wrong;
        var claim = read.Value;
        var number = await NextNumber(claim.Kind, ct);

        await using var held = await db.Hold(claim.Keys.Select(k => k.ToString()).Append("submission:" + submission), ct);
        if (await Sent(submission, ct) is { } meanwhile)
            return meanwhile;
        if (await world.Facts(partner, claim, null, ct) is not { } known)
            return Refusals.PartnersOnly;
        known = known with { Files = AttachFiles.Different(input.Files ?? []), TakesFiles = input.Files is not null };
        // A quota is for what partners send themselves; staff who register on their behalf have decided that.
        var facts = actor.Kind is ActorKind.Partner ? known with { Holding = await world.Holding(partner, terms.Policy, now, ct) } : known;
        var assessment = Assessment.Of(facts, terms, now);
        if (assessment.OwnFault is { } fault)
            return fault;

        var own = terms.For(Segment.Of(facts));
        var registration = Registration.Submit(number, partner, By(input), submission, claim, own, workspace.Currency, now);
        registration.AlsoKnownBy(facts.AlsoKeys);
        db.Add(registration);
        await ConsentBook.Note(db, actor, workspace.Name, registration, now, ct);
        if (await attach.Stage(registration, input.Files ?? [], AttachedTo.Claim, registration.SubmittedBy, now, ct) is { } full)
            return full;
        db.Add(AssessmentTrace.Of(registration, "submit", assessment, facts));
        AskForProof.Of(registration, facts, assessment, now);
        // Staged whatever was found: the receipt must not take longer for a claim that the policy will decide.
        if (terms.Policy.DecidesByItself)
            db.Enqueue(new DecideByPolicy(registration.Id), terms.Policy.Delay.After(now, registration.Id));
        // The same: whether any claim asks for signatures, not this one.
        if (terms.Policy.AsksForSignatures)
            db.Enqueue(new AskSigners(registration.Id));
        if (ConflictStatus.Others(facts, waits: true).Any())
            db.Enqueue(new ContestDeals(registration.Id));
        await held.Save(ct);
        return new Receipt(registration.Id, number, registration.Company, registration.DueAt)
        {
            Asked = registration.State is RegistrationState.NeedsInfo,
        };
    }

    private PersonId? By(SubmitInput input) => actor.IsStaff ? input.By ?? actor.Person : actor.Person ?? input.By;

    private PartnerId? Claimant(SubmitInput input) =>
        actor.Kind switch
        {
            ActorKind.Partner => actor.Partner,
            ActorKind.Staff when actor.May(Permissions.SubmitRegistrations) => input.OnBehalfOf,
            ActorKind.System => input.OnBehalfOf,
            _ => null,
        };

    private Task<Receipt?> Sent(string submission, CancellationToken ct) =>
        db.Set<Registration>()
            .Where(r => r.SubmissionId == submission)
            .Select(r => new Receipt(r.Id, r.Number, r.Company, r.DueAt) { Asked = r.State == RegistrationState.NeedsInfo })
            .SingleOrDefaultAsync(ct);

    private async Task<string> NextNumber(RegistrationKind kind, CancellationToken ct) =>
        kind is RegistrationKind.Lead
            ? $"LR-{await numbers.Next("lead_registration", 1, ct):0000}"
            : $"DR-{await numbers.Next("deal_registration", 1, ct):0000}";
}
