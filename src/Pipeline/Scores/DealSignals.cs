using Entente.Partners;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Scores;

/// <summary>What partners have open, and how well it is kept.</summary>
internal sealed class DealSignals(EntenteDb db, PartnersApi partners, Workspaces workspaces) : IPartnerSignals
{
    public async Task<IReadOnlyList<PartnerSignal>> Of(IReadOnlyCollection<PartnerId> partnerIds, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = partnerIds.Distinct().ToArray();
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        var deals = await (
            from deal in db.Set<Opportunity>().AsNoTracking().Where(o => !o.Deleted && o.State == OpportunityState.Open)
            join part in db.Set<OpportunityPartner>().Where(p => wanted.Contains(p.PartnerId))
                on new { deal.WorkspaceId, deal.Id } equals new { part.WorkspaceId, Id = part.OpportunityId }
            select new
            {
                part.PartnerId,
                deal.CloseDate,
                deal.NextStep,
                deal.AmountMinor,
                deal.Currency,
            }
        ).ToListAsync(ct);
        var signals = (await partners.ActiveSince(wanted, ct))
            .Keys.Except(deals.Select(d => d.PartnerId))
            .Select(p => new PartnerSignal(p, SignalKind.NothingOpen, 1, "No deal is open"))
            .ToList();
        foreach (var open in deals.GroupBy(d => d.PartnerId))
        {
            var all = open.ToList();
            var past = all.Count(d => d.CloseDate < today);
            var loose = all.Count(d => string.IsNullOrWhiteSpace(d.NextStep));
            // Amounts of several currencies are never added.
            var worth = all.Where(d => d is { AmountMinor: not null, Currency: not null })
                .GroupBy(d => d.Currency!, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => Format.MoneyShort(new(g.Sum(d => d.AmountMinor!.Value), g.Key)))
                .ToList();
            signals.Add(
                new(
                    open.Key,
                    SignalKind.NothingOpen,
                    0,
                    Format.Count(all.Count, "open deal") + (worth.Count > 0 ? $" worth {string.Join(" and ", worth)}" : "")
                )
            );
            signals.Add(new(open.Key, SignalKind.PastClose, 100 * past / all.Count, Words(past, all.Count, "past the close date")));
            signals.Add(new(open.Key, SignalKind.NoNextStep, 100 * loose / all.Count, Words(loose, all.Count, "without a next step")));
        }
        return signals;
    }

    private static string Words(int some, int all, string how) =>
        some == 0
            ? $"No open deal is {how}"
            : $"{Format.Number(some)} of {Format.Count(all, "open deal")} {(some == 1 ? "is" : "are")} {how}";
}
