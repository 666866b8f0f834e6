using Entente.Access;
using Entente.Partners.Model;
using Entente.Partners.Rules;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Partners.Links;

/// <summary>Hands a personal registration link to someone of a partner: registering without a login.</summary>
public sealed class IssueRegistrationLink(EntenteDb db, Actor actor, AccessApi access, SecretBox secrets, TimeProvider clock)
{
    /// <summary>What a link's address is closed for.</summary>
    internal const string Purpose = "registration-link";

    public const int MostDays = 730;

    /// <param name="Days">How long it opens; 1 to <see cref="MostDays"/>.</param>
    /// <param name="Submission">Of the form; the same one again gets the same link.</param>
    public sealed record Input(PartnerId Partner, PersonId Person, int Days = 365, Guid? Submission = null);

    /// <summary>The absolute address.</summary>
    public async Task<Result<string>> Run(Input input, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return Refusals.MayNot;
        if (input.Days is < 1 or > MostDays)
            return Problem.Invalid("partner.link_days", "days", $"A link opens for 1 to {MostDays} days.");
        var status = await db.Set<Partner>()
            .Where(p => p.PartnerId == input.Partner)
            .Select(p => (PartnerStatus?)p.Status)
            .SingleOrDefaultAsync(ct);
        if (status is not { } stands)
            return Refusals.NoPartner;
        if (!Lifecycle.MayRegister(stands))
            return Refusals.MayNotRegister(stands);
        if (!(await access.PartnerPeople(input.Partner, ct)).Any(m => m.Active && m.Person.Id == input.Person))
            return Refusals.NoPerson;

        await using var held = await db.Hold([$"registration-link:{input.Submission ?? Guid.Empty}:{input.Person.Value}"], ct);
        if (
            input.Submission is { } again
            && await db.Set<RegistrationLink>().SingleOrDefaultAsync(l => l.SubmissionId == again, ct) is { } sent
        )
            return secrets.Open(Purpose, sent.ClosedAddress);

        var now = clock.GetUtcNow();
        var (id, expires) = (Ids.New<RegistrationLinkId>(now), now.AddDays(input.Days));
        var address = await access.IssueLink(LinkKind.Register, input.Person, input.Partner, RegistrationLink.SubjectOf(id), expires, ct);
        db.Add(
            RegistrationLink.Issue(
                id,
                input.Partner,
                input.Person,
                secrets.Close(Purpose, address),
                input.Submission,
                actor.Person,
                expires,
                now
            )
        );
        await held.Save(ct);
        return address;
    }
}
