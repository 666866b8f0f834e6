using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Challenges;

/// <param name="Contact">Who of the customer confirms it.</param>
/// <param name="Email">A work address of theirs.</param>
/// <param name="On">When they did; not in the future.</param>
/// <param name="Words">What they said, and how.</param>
public sealed record ChallengeInput(string Number, string? Contact, string? Email, DateOnly? On, string? Words);

/// <summary>
/// A partner shows that the customer itself confirms the contact. Whether anybody else holds the company it does not learn: the answer is
/// the same. Whoever reviews sees it beside the other claim; the two partners never see each other's names or words.
/// </summary>
public sealed class ChallengeHolder(EntenteDb db, Actor actor, TimeProvider clock, ClaimWorld world)
{
    private const int OldestDays = 90;

    public async Task<Result> Run(ChallengeInput input, CancellationToken ct)
    {
        if (Partnering.MayNot(actor, PartnerRights.Appeal) is { } forbidden)
            return forbidden;
        var (terms, now) = (await world.Terms(ct), clock.GetUtcNow());
        var today = terms.Calendar.DateAt(now);
        var (contact, words) = (ClaimReader.OneLine(input.Contact), ClaimReader.Lines(input.Words));
        var email = ClaimReader.OneLine(input.Email);
        if (
            Faults.Of(
                contact is null or { Length: > ClaimReader.LongestLine } ? Refusals.NoConfirmer : null,
                email is null || Platform.Matching.Domain.OfCompany(email) is null || !email.Contains('@', StringComparison.Ordinal)
                    ? Refusals.NoConfirmerAddress
                    : null,
                input.On is { } on && on <= today && on >= today.AddDays(-OldestDays) ? null : Refusals.NoConfirmedDay(OldestDays),
                words is null or { Length: > ClaimReader.LongestText } ? Refusals.NoConfirmation : null
            ) is
            { } wrong
        )
            return wrong;
        await using var desk = await Desk.Take(db, input.Number, ct);
        if (desk is null)
            return Refusals.NotFound;
        var registration = desk.Registration;
        if (!registration.Outward(now).State.IsUndecided())
            return Refusals.NotNow(registration, now);
        if (registration.Domain is { } site && Platform.Matching.Domain.OfCompany(email)!.Value.Value != site)
            return Refusals.ConfirmerElsewhere(site);
        await db.Entry(registration).Collection(r => r.Challenges).LoadAsync(ct);
        if (registration.Challenges.Exists(c => c.ContactEmail == email && c.Words == words))
            return Result.Done;
        registration.ShowContact(Challenge.Of(registration, contact!, email!, input.On!.Value, words!, actor.Person, now), terms, now);
        await desk.Save(ct);
        return Result.Done;
    }
}
