using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Portal;

/// <summary>What the registration behind a deal answers for the motions' exit criteria.</summary>
internal sealed class ClaimFacts(EntenteDb db) : IMotionFacts
{
    public async Task<IReadOnlyDictionary<OpportunityId, IReadOnlyDictionary<MotionFact, string>>> Of(
        IReadOnlyCollection<OpportunityCard> deals,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var wanted = deals.Select(d => (Guid?)d.Id.Value).Distinct().ToArray();
        var found = await db.Set<Registration>()
            .AsNoTracking()
            .Where(r => wanted.Contains(r.OpportunityId))
            .Select(r => new
            {
                r.OpportunityId,
                r.Number,
                r.State,
                r.Protection,
                r.ProtectedUntil,
                r.PricesUntil,
                r.BandTo,
                r.ContactName,
                r.ContactEmail,
                r.Problem,
            })
            .ToListAsync(ct);
        var facts = new Dictionary<OpportunityId, IReadOnlyDictionary<MotionFact, string>>();
        foreach (var deal in found.GroupBy(r => new OpportunityId(r.OpportunityId!.Value)))
        {
            var of = new Dictionary<MotionFact, string>();
            foreach (var r in deal.OrderBy(r => r.Number, StringComparer.Ordinal))
            {
                if (r.State.IsApproved())
                    of[MotionFact.RegistrationApproved] = r.Number;
                if (r.Protection is ProtectionState.Active or ProtectionState.Conditional && r.ProtectedUntil > now)
                    of[MotionFact.Protected] = r.Number;
                if (r.Protection is ProtectionState.Active)
                    of[MotionFact.FirstMeeting] = r.Number;
                if (r.BandTo is not null && (r.PricesUntil is null || r.PricesUntil > now))
                    of[MotionFact.PricesHeld] = r.Number;
                if ((r.ContactName ?? r.ContactEmail) is { } contact)
                    of[MotionFact.CustomerContact] = contact;
                if (!string.IsNullOrWhiteSpace(r.Problem))
                    of[MotionFact.NeedDescribed] = r.Number;
            }
            facts[deal.Key] = of;
        }
        return facts;
    }
}
