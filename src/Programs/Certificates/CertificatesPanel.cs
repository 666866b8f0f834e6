using Entente.Access;
using Entente.Crm;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Programs.Rules;
using Entente.Ui;

namespace Entente.Programs.Certificates;

/// <summary>Inside the CRM: who of the partners of the record is certified, and until when.</summary>
internal sealed class CertificatesPanel(CertificateBook book, PartnersApi partners, Actor actor) : IPanelSection
{
    private const int Order = 400;

    public string Name => "certificates";

    public async ValueTask<PanelPart?> Of(PanelVisit visit, CancellationToken ct)
    {
        if (!actor.May(Permissions.ReadPartners) || visit.Partners.Count == 0)
            return null;
        var cards = await partners.Cards(visit.Partners, ct);
        var (all, today) = (await book.Load(visit.Partners, ct), await book.Today(ct));
        var lines = visit.Partners.Where(cards.ContainsKey).Select(p => (cards[p].Name, Words: Words(all[p], today))).ToList();
        if (lines.Count == 0)
            return null;
        // Of one partner alone the name stands above already.
        var words = lines.Count == 1 ? lines[0].Words : string.Join("; ", lines.Select(l => $"{l.Name}: {l.Words.ToLowerInvariant()}"));
        return new()
        {
            Facts = [new(Order, "Certified", content => content.AddContent(0, words))],
            Lines = [new(Order, "Certified", words)],
        };
    }

    // Nothing shown is not the same as nothing valid: what was never asked for is not known.
    private static string Words(IEnumerable<Certificate> certificates, DateOnly today)
    {
        var known = certificates.ToList();
        if (known.Count == 0)
            return "No certificate is known";
        return Certified.Of(known, today) is { } certified
            ? $"{Format.Count(certified.People, "person", "people")}{(certified.LastDay is { } last ? $", until {Format.DateInFull(last)}" : "")}"
            : "Every certificate has ended";
    }
}
