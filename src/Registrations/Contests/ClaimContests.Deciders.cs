using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Contests;

public sealed partial class ClaimContests
{
    /// <summary>Who ever decided about this claim, signed its approval or answered an appeal against it. For a check, never to be shown.</summary>
    public async Task<IReadOnlyCollection<PersonId>> Deciders(RegistrationId claim, CancellationToken ct)
    {
        var decided = await db.Set<RegistrationStep>()
            .Where(s => s.RegistrationId == claim && s.By != null && s.From != s.To)
            .Where(s =>
                s.From == RegistrationState.Submitted || s.From == RegistrationState.InReview || s.From == RegistrationState.NeedsInfo
            )
            .Where(s => s.To == RegistrationState.Approved || s.To == RegistrationState.Declined || s.To == RegistrationState.Rejected)
            .Select(s => s.By)
            .ToListAsync(ct);
        var latest = await db.Set<Registration>().Where(r => r.Id == claim).Select(r => r.DecidedBy).ToListAsync(ct);
        var signed = await db.Set<ApprovalSignature>().Where(s => s.RegistrationId == claim).Select(s => (PersonId?)s.By).ToListAsync(ct);
        var answered = await db.Set<Appeal>().Where(a => a.RegistrationId == claim).Select(a => a.AnsweredBy).ToListAsync(ct);
        return [.. decided.Concat(latest).Concat(signed).Concat(answered).OfType<PersonId>().Distinct()];
    }

    /// <summary>Claims whose protection is over and whose prices are held on; in pages.</summary>
    /// <param name="skip">How many of them are known already.</param>
    public async Task<IReadOnlyList<RegistrationId>> HeldBeyond(DateTimeOffset now, int skip, int most, CancellationToken ct) =>
        await db.Set<Registration>()
            .Where(r => r.State == RegistrationState.Approved || r.State == RegistrationState.Converted)
            .Where(r => (r.Protection == ProtectionState.Expired || r.Protection == ProtectionState.Released) && r.PricesUntil > now)
            .OrderBy(r => r.Id)
            .Skip(skip)
            .Take(most)
            .Select(r => r.Id)
            .ToListAsync(ct);
}
