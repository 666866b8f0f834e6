using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Scores;

/// <summary>Whether partners that registered before the rules changed have registered since (CON-2: silence after a policy change).</summary>
internal sealed class RulesSignals(EntenteDb db, PartnersApi partners) : IPartnerSignals
{
    /// <summary>So long whoever takes in new rules may be silent.</summary>
    private const int PatienceDays = 21;

    /// <summary>Of rules older than this a silence says nothing.</summary>
    private const int MostDays = 180;

    /// <summary>How long before the change is looked at, and how many registrations there make somebody who registers.</summary>
    private const int BeforeDays = 90;
    private const int Fewest = 2;

    public async Task<IReadOnlyList<PartnerSignal>> Of(IReadOnlyCollection<PartnerId> partnerIds, DateTimeOffset now, CancellationToken ct)
    {
        var (from, to) = (now.AddDays(-MostDays), now.AddDays(-PatienceDays));
        var changed = await db.Set<PolicyVersion>()
            .Where(p => p.InForceFrom >= from && p.InForceFrom <= to)
            .OrderByDescending(p => p.InForceFrom)
            .Select(p => (DateTimeOffset?)p.InForceFrom)
            .FirstOrDefaultAsync(ct);
        if (changed is not { } at)
            return [];
        var wanted = (await partners.ActiveSince(partnerIds, ct)).Where(s => s.Value < at).Select(s => s.Key).ToArray();
        var before = at.AddDays(-BeforeDays);
        var sent = await db.Set<Registration>()
            .Where(r => wanted.Contains(r.PartnerId) && r.SubmittedAt > before && r.SubmittedAt <= now)
            .GroupBy(r => r.PartnerId)
            .Select(g => new
            {
                g.Key,
                Before = g.Count(r => r.SubmittedAt < at),
                Since = g.Count(r => r.SubmittedAt >= at),
            })
            .ToListAsync(ct);
        var days = (int)(now - at).TotalDays;
        return
        [
            .. sent.Where(s => s.Before >= Fewest)
                .Select(s => new PartnerSignal(
                    s.Key,
                    SignalKind.SilentSinceRules,
                    s.Since > 0 ? 0 : days,
                    s.Since > 0
                        ? $"{Format.Count(s.Since, "registration")} since the rules changed"
                        : $"No registration in the {Format.Count(days, "day")} since the rules changed, {Format.Number(s.Before)} in the {BeforeDays} before"
                )),
        ];
    }
}
