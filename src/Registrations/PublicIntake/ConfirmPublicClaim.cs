using Entente.Access;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Registrations.Submit;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.PublicIntake;

/// <summary>A claim that waits for its sender's word.</summary>
/// <param name="Number">What it became; null: it still waits.</param>
public sealed record WaitingClaim(ClaimInput Claim, string Email, string Name, string? Number);

/// <summary>
/// The mailed link's holder says that a claim of the open form is theirs: it is sent like any other. Confirmed twice, it is registered once; refused,
/// it stays as it is and can be mended.
/// </summary>
public sealed class ConfirmPublicClaim(
    EntenteDb db,
    Actor actor,
    CurrentLink link,
    TimeProvider clock,
    AccessApi access,
    PartnersApi partners,
    SubmitRegistration submit
)
{
    public async Task<WaitingClaim?> Load(CancellationToken ct) =>
        await Claim(db.Set<PublicClaim>().AsNoTracking(), ct) is { } c ? new(c.Claim, c.Email, c.Name, c.Number) : null;

    /// <param name="mended">The claim as it was mended after a refusal; null: as it was sent.</param>
    /// <param name="files">Proof that comes with the word.</param>
    public async Task<Result<Receipt>> Run(ClaimInput? mended, IReadOnlyList<Upload> files, CancellationToken ct)
    {
        if (actor.Partner is not { } partner || await Claim(db.Set<PublicClaim>(), ct) is not { } claim)
            return Refusals.NotFound;
        if (claim.PartnerId != partner || await partners.Get(partner, ct) is not { MayRegister: true })
            return Refusals.PartnersOnly;
        var person = await Join(claim, partner, ct);
        if (!person.Ok)
            return person.Problem;
        var sent = await submit.Run(
            new SubmitInput(mended ?? claim.Claim, $"public-{claim.Id.Value:N}") { By = person.Value, Files = files },
            ct
        );
        if (!sent.Ok)
            return sent.Problem;
        if (claim.Number is null)
        {
            claim.Confirm(sent.Value, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }
        return sent;
    }

    // Who confirmed the address is somebody of the partner's domain: from now on one of its team.
    private async Task<Result<PersonId>> Join(PublicClaim claim, PartnerId partner, CancellationToken ct)
    {
        if (claim.PersonId is { } known)
            return known;
        await using var held = await db.Hold(["person:" + claim.Email], ct);
        if (await access.Member(claim.Email, ct) is { } member && (!member.Active || member.Partner != partner))
            return Refusals.PartnersOnly;
        var joined = await access.AddPartnerPerson(partner, claim.Email, claim.Name, PartnerRole.Seller, ct);
        if (!joined.Ok)
            return joined;
        claim.Joined(joined.Value);
        await held.Save(ct);
        return joined;
    }

    private async Task<PublicClaim?> Claim(IQueryable<PublicClaim> claims, CancellationToken ct) =>
        link.Visit is { Good: true, Kind: LinkKind.Confirm, Subject: { Kind: PublicClaimId.SubjectKind, Id: var id } }
            ? await claims.SingleOrDefaultAsync(c => c.Id == new PublicClaimId(id), ct)
            : null;
}
