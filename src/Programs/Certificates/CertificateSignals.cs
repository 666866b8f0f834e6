using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Rules;
using Entente.Ui;

namespace Entente.Programs.Certificates;

/// <summary>Whether partners whose people were certified still have somebody who is.</summary>
internal sealed class CertificateSignals(EntenteDb db, CertificateBook book, Workspaces workspaces) : IPartnerSignals
{
    public async Task<IReadOnlyList<PartnerSignal>> Of(IReadOnlyCollection<PartnerId> partnerIds, DateTimeOffset now, CancellationToken ct)
    {
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        return [.. (await book.Load(partnerIds, ct)).Select(g => Signal(g.Key, Certified.Of(g, today)))];
    }

    private static PartnerSignal Signal(PartnerId partner, Certified? certified) =>
        new(
            partner,
            SignalKind.CertificatesEnded,
            certified is null ? 1 : 0,
            certified is null
                ? "Every certificate of its people has ended"
                : $"{Format.Count(certified.People, "person", "people")} with a valid certificate"
        );
}
