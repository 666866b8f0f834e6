using Entente.Onboarding.Model;
using Entente.Onboarding.Templates;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Registrations.Contests;
using Microsoft.EntityFrameworkCore;

namespace Entente.Onboarding.Journeys;

/// <summary>Begins journeys and moves them on. Whoever calls it holds <see cref="Key"/> of the partner, and saves.</summary>
internal sealed class JourneyDesk(EntenteDb db, JourneyShelf shelf, JourneyFacts facts, ClaimContests contests, TimeProvider clock)
{
    private BusinessCalendar? calendar;

    public static string Key(PartnerId partner) => "journey:" + partner.Value;

    public Task<DateOnly> Today(CancellationToken ct) => DayOf(clock.GetUtcNow(), ct);

    /// <summary>The day of a moment, in the workspace's zone.</summary>
    public async Task<DateOnly> DayOf(DateTimeOffset moment, CancellationToken ct) => (await Calendar(ct)).DateAt(moment);

    /// <summary>The partner's journey that is open; null: there is none.</summary>
    public Task<Journey?> Open(PartnerId partner, CancellationToken ct) =>
        db.Set<Journey>().Include(j => j.Steps).SingleOrDefaultAsync(j => j.PartnerId == partner && j.EndedAt == null, ct);

    public async Task<Journey> Begin(PartnerCard partner, PersonId? by, CancellationToken ct)
    {
        var published = await shelf.For(partner, ct);
        var journey = Journey.Begin(partner.Id, published.Template, published.Number, await Today(ct), by, clock.GetUtcNow());
        db.Add(journey);
        await Advance(journey, ct);
        return journey;
    }

    public async Task Advance(Journey journey, CancellationToken ct) =>
        journey.Advance(await facts.Of(journey.PartnerId, ct), await Today(ct), await Calendar(ct), clock.GetUtcNow());

    private async Task<BusinessCalendar> Calendar(CancellationToken ct) => calendar ??= (await contests.Terms(ct)).Calendar;
}
