using Entente.Access;
using Entente.Conflicts.Model;
using Entente.Conflicts.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Complaints;

/// <param name="About">The registration on whose page it is written; null: none, or the one that <paramref name="Registration"/> names.</param>
/// <param name="Registration">Its number as typed; empty: how the partner is treated in general.</param>
/// <param name="Reason">A reason by its name.</param>
public sealed record ComplaintInput(RegistrationId? About, string? Registration, string? Reason, string? Words);

/// <summary>
/// A partner says that something is not fair, about one of its own registrations, whatever became of it, or in general. The same sent twice is kept
/// once; about a registration one waits at a time; of a partner a few are taken a day. The answer is its number.
/// </summary>
public sealed class MakeComplaint(
    EntenteDb db,
    Actor actor,
    TimeProvider clock,
    ClaimContests contests,
    RegistrationsApi registrations,
    Numbers numbers
)
{
    private const int LongestNumber = 40;

    public async Task<Result<string>> Run(ComplaintInput input, CancellationToken ct)
    {
        if (Refusals.NotPartner(actor, PartnerRights.Appeal) is { } forbidden)
            return forbidden;
        var reason = Enum.TryParse<ComplaintReason>(input.Reason, out var known) ? known : (ComplaintReason?)null;
        var words = TypedText.Lines(input.Words);
        if (Complaining.Fault(reason, words) is { } fault)
            return fault;
        var found = await About(input, ct);
        if (!found.Ok)
            return found.Problem;
        var claim = found.Value;
        if ((claim?.Partner ?? actor.Partner) is not { } partner)
            return Refusals.NoClaim;
        // Who sends twice at once is one partner: its second waits for its first.
        await using var held = await db.Hold([$"complaints:{partner.Value:N}"], ct);
        var (terms, now) = (await contests.Terms(ct), clock.GetUtcNow());
        var about = claim?.Id.Value;
        var open = await Of(partner).Where(c => c.Upheld == null && c.Registration == about).ToListAsync(ct);
        if (open.Find(c => c.Reason == reason && c.Words == words) is { } same)
            return same.Number;
        var begins = terms.Calendar.StartOf(terms.Calendar.DateAt(now));
        var today = await Of(partner).CountAsync(c => c.At >= begins, ct);
        if (Complaining.Limit(about is null ? null : open.FirstOrDefault()?.Number, today) is { } limit)
            return limit;
        var made = Complaint.Make(
            $"FC-{await numbers.Next(ComplaintId.SubjectKind, 1, ct)}",
            partner,
            claim is null ? null : (claim.Id.Value, claim.Number),
            reason!.Value,
            words,
            actor.Person,
            terms.Calendar,
            now
        );
        db.Add(made);
        await held.Save(ct);
        return made.Number;
    }

    // The filters hold: another partner's registration is not found, nor one that restricted collaboration hides.
    private async Task<Result<ContestedClaim?>> About(ComplaintInput input, CancellationToken ct)
    {
        if (input.About is { } id)
            return (await contests.These([id], ct)).SingleOrDefault() is { } own ? own : Refusals.NoClaim;
        if (TypedText.Token(input.Registration, LongestNumber) is not { } number)
            return (ContestedClaim?)null;
        return
            await registrations.ByNumber(number.ToUpperInvariant(), ct) is { } card
            && (await contests.These([card.Id], ct)).SingleOrDefault() is { } named
            ? named
            : Refused.UnknownNumber;
    }

    // All of the partner's: the limits are its, also for whoever sees only their own.
    private IQueryable<Complaint> Of(PartnerId partner) =>
        db.Set<Complaint>().IgnoreQueryFilters([Fences.Own]).AsNoTracking().Where(c => c.PartnerId == partner);
}
