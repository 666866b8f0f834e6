using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations;

/// <summary>What other modules may know of a registration. Not for outsiders as it is: project it through the safelist.</summary>
/// <param name="ProtectedUntil">The first instant that is no longer protected; null when it never was.</param>
/// <param name="Opportunity">The opportunity it is bound to; its subject is <c>opportunity</c>.</param>
public sealed record RegistrationCard(
    RegistrationId Id,
    string Number,
    RegistrationKind Kind,
    RegistrationState State,
    ProtectionState Protection,
    PartnerId Partner,
    string Company,
    Money? Amount,
    DateTimeOffset SubmittedAt,
    DateTimeOffset? DecidedAt,
    DateTimeOffset? ProtectedUntil,
    Guid? Opportunity
);

/// <summary>What a partner ever did.</summary>
public sealed record PartnerFirsts(bool Registered, bool Met, bool Won);

/// <summary>What higher modules may ask about registrations. A partner's actor gets answers about its own partner only.</summary>
public sealed class RegistrationsApi(EntenteDb db)
{
    public async Task<RegistrationCard?> Get(RegistrationId id, CancellationToken ct) => (await Cards([id], ct)).GetValueOrDefault(id);

    /// <summary>Those of the ids that exist for this actor.</summary>
    public async Task<IReadOnlyDictionary<RegistrationId, RegistrationCard>> Cards(
        IReadOnlyCollection<RegistrationId> ids,
        CancellationToken ct
    )
    {
        var wanted = ids.Distinct().ToArray();
        var found = await db.Set<Registration>().AsNoTracking().Where(r => wanted.Contains(r.Id)).ToListAsync(ct);
        return found.ToDictionary(r => r.Id, Card);
    }

    public async Task<RegistrationCard?> ByNumber(string number, CancellationToken ct) =>
        await db.Set<Registration>().AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is { } found ? Card(found) : null;

    /// <summary>All of a partner's, newest first.</summary>
    public async Task<IReadOnlyList<RegistrationCard>> ForPartner(PartnerId partner, CancellationToken ct) =>
        [
            .. (
                await db.Set<Registration>()
                    .AsNoTracking()
                    .Where(r => r.PartnerId == partner)
                    .OrderByDescending(r => r.SubmittedAt)
                    .ToListAsync(ct)
            ).Select(Card),
        ];

    /// <summary>How many came in since.</summary>
    public Task<int> Received(DateTimeOffset since, CancellationToken ct) =>
        db.Set<Registration>().CountAsync(r => r.SubmittedAt >= since, ct);

    /// <summary>How many of a partner came in from an instant until before another.</summary>
    public Task<int> Received(PartnerId partner, DateTimeOffset from, DateTimeOffset until, CancellationToken ct) =>
        db.Set<Registration>().CountAsync(r => r.PartnerId == partner && r.SubmittedAt >= from && r.SubmittedAt < until, ct);

    /// <summary>When each partner last sent one; who never did is left out.</summary>
    public async Task<IReadOnlyDictionary<PartnerId, DateTimeOffset>> LastSent(CancellationToken ct) =>
        await db.Set<Registration>()
            .GroupBy(r => r.PartnerId)
            .Select(g => new { g.Key, Last = g.Max(r => r.SubmittedAt) })
            .ToDictionaryAsync(g => g.Key, g => g.Last, ct);

    /// <summary>How far a partner ever came: whether it sent one, met a customer, won a deal.</summary>
    public async Task<PartnerFirsts> Firsts(PartnerId partner, CancellationToken ct)
    {
        var own = db.Set<Registration>().Where(r => r.PartnerId == partner);
        return new(
            await own.AnyAsync(ct),
            await own.AnyAsync(r => r.Progress.Any(p => p.Kind == ProgressKind.MeetingHeld), ct),
            await own.AnyAsync(r => r.State == RegistrationState.Won, ct)
        );
    }

    private static RegistrationCard Card(Registration r) =>
        new(
            r.Id,
            r.Number,
            r.Kind,
            r.State,
            r.Protection,
            r.PartnerId,
            r.Company,
            r.Amount,
            r.SubmittedAt,
            r.DecidedAt,
            r.ProtectedUntil,
            r.OpportunityId
        );
}
