using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.PublicIntake;

[JobName("registrations.ask_to_confirm")]
internal sealed record AskToConfirm(PublicClaimId Claim);

/// <summary>
/// Mails the link by which a claim of the open form is confirmed, if its address belongs to a partner that may register: somebody of its team, or
/// anybody at one of its domains. Nobody else hears anything.
/// </summary>
internal sealed class RunAskToConfirm(
    EntenteDb db,
    AccessApi access,
    PartnersApi partners,
    SetUpPublicForm settings,
    MailQueue mails,
    Workspaces workspaces
) : IJob<AskToConfirm>
{
    public async Task<JobOutcome> Run(AskToConfirm payload, CancellationToken ct)
    {
        if (
            await db.Set<PublicClaim>().SingleOrDefaultAsync(c => c.Id == payload.Claim, ct) is not { PartnerId: null } claim
            || await Sender(claim, ct) is not var (partner, person)
        )
            return JobOutcome.Done;
        claim.Recognise(partner, person);
        var workspace = await workspaces.Get(db.Workspace, ct);
        var link = await access.IssueLink(LinkKind.Confirm, person, partner, claim.Id.Subject, claim.ExpiresAt, ct);
        await mails.Stage(
            new(
                Once: "confirm-claim:" + claim.Id.Value,
                About: claim.Id.Subject,
                person,
                claim.Email,
                claim.Name,
                Subject: "Confirm your registration",
                Verdict: $"One step left: confirm your registration with {workspace.Name}",
                Paragraphs:
                [
                    "Somebody filled in our registration form with this address. Nothing is registered before you confirm it; your claim counts from then on.",
                    "The link opens for three days. If it was not you, ignore this mail.",
                ],
                Facts: [],
                Button: ("Look at it and confirm", link),
                Why: "You get this because this address was given on our registration form."
            ),
            ct
        );
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }

    private async Task<(PartnerId, PersonId?)?> Sender(PublicClaim claim, CancellationToken ct)
    {
        if (await access.Member(claim.Email, ct) is { } member)
            return member is { Active: true, Partner: { } own } && await MayRegister(own, ct) ? (own, member.Person.Id) : null;
        if (!(await settings.Load(ct)).Rules.Newcomers)
            return null;
        return await partners.ByDomain(claim.Email, ct) is { MayRegister: true } partner ? (partner.Id, null) : null;
    }

    private async Task<bool> MayRegister(PartnerId partner, CancellationToken ct) =>
        await partners.Get(partner, ct) is { MayRegister: true };
}

[JobName("registrations.forget_public_claim")]
internal sealed record ForgetPublicClaim(PublicClaimId Claim);

/// <summary>What nobody confirmed is forgotten, and what was confirmed is a registration.</summary>
internal sealed class RunForgetPublicClaim(EntenteDb db) : IJob<ForgetPublicClaim>
{
    public async Task<JobOutcome> Run(ForgetPublicClaim payload, CancellationToken ct)
    {
        if (await db.Set<PublicClaim>().SingleOrDefaultAsync(c => c.Id == payload.Claim, ct) is { } claim)
            db.Remove(claim);
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }
}
