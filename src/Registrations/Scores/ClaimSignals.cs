using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Scores;

/// <summary>Whether active partners register, and whether they do as they did.</summary>
internal sealed class ClaimSignals(EntenteDb db, PartnersApi partners) : IPartnerSignals
{
    /// <summary>Days of each of the two stretches that are compared.</summary>
    private const int Days = 90;

    /// <summary>From fewer than so many nothing is read: one more or less would say all.</summary>
    private const int Fewest = 4;

    public async Task<IReadOnlyList<PartnerSignal>> Of(IReadOnlyCollection<PartnerId> partnerIds, DateTimeOffset now, CancellationToken ct)
    {
        var since = await partners.ActiveSince(partnerIds, ct);
        var wanted = since.Keys.ToArray();
        var (recent, before) = (now.AddDays(-Days), now.AddDays(-2 * Days));
        var sent = await db.Set<Registration>()
            .Where(r => wanted.Contains(r.PartnerId) && r.SubmittedAt <= now)
            .GroupBy(r => r.PartnerId)
            .Select(g => new
            {
                g.Key,
                Last = g.Max(r => r.SubmittedAt),
                Now = g.Count(r => r.SubmittedAt > recent),
                Before = g.Count(r => r.SubmittedAt > before && r.SubmittedAt <= recent),
            })
            .ToDictionaryAsync(g => g.Key, ct);
        var signals = new List<PartnerSignal>();
        foreach (var (partner, begun) in since)
        {
            var claims = sent.GetValueOrDefault(partner);
            signals.Add(Silence(partner, begun, claims?.Last, now));
            if (claims is { Before: >= Fewest })
                signals.Add(Dropped(partner, claims.Now, claims.Before));
        }
        return signals;
    }

    // Who came back from being suspended is silent since that day, not since long before.
    private static PartnerSignal Silence(PartnerId partner, DateTimeOffset begun, DateTimeOffset? last, DateTimeOffset now)
    {
        var days = Math.Max(0, (int)(now - (last > begun ? last.Value : begun)).TotalDays);
        var words = (last > begun, last is null, days == 0) switch
        {
            (true, _, true) => "A registration came in today",
            (true, _, false) => $"No registration for {Format.Count(days, "day")}",
            (false, true, true) => "Active since today, no registration yet",
            (false, true, false) => $"No registration yet, {Format.Count(days, "day")} after it became active",
            (false, false, true) => "Active again since today",
            (false, false, false) => $"No registration in the {Format.Count(days, "day")} since it is active again",
        };
        return new(partner, SignalKind.Silence, days, words);
    }

    private static PartnerSignal Dropped(PartnerId partner, int now, int before) =>
        new(
            partner,
            SignalKind.RegistrationsDropped,
            now >= before ? 0 : 100 * (before - now) / before,
            $"{Format.Count(now, "registration")} in {Days} days, {Format.Number(before)} in the {Days} before"
        );
}
