using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Model;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Evaluate;

/// <summary>Whether partners whose people were certified still have somebody who is: by what was shown for their tier and accepted.</summary>
internal sealed class CertificateSignals(EntenteDb db, Workspaces workspaces) : IPartnerSignals
{
    public async Task<IReadOnlyList<PartnerSignal>> Of(IReadOnlyCollection<PartnerId> partnerIds, DateTimeOffset now, CancellationToken ct)
    {
        var wanted = partnerIds.Distinct().ToArray();
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        // Only a certificate names somebody.
        var shown = await db.Set<TierEvidence>()
            .Where(e => wanted.Contains(e.PartnerId) && e.State == EvidenceState.Accepted && e.Who != "")
            .Select(e => new
            {
                e.PartnerId,
                e.Who,
                Valid = e.Until == null || e.Until > today,
            })
            .ToListAsync(ct);
        return
        [
            .. shown
                .GroupBy(e => e.PartnerId)
                .Select(g => Signal(g.Key, g.Where(e => e.Valid).Select(e => e.Who).Distinct(StringComparer.OrdinalIgnoreCase).Count())),
        ];
    }

    private static PartnerSignal Signal(PartnerId partner, int certified) =>
        new(
            partner,
            SignalKind.CertificatesEnded,
            certified == 0 ? 1 : 0,
            certified == 0
                ? "Every certificate of its people has ended"
                : $"{Format.Count(certified, "person", "people")} with a valid certificate"
        );
}
