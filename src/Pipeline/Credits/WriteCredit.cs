using Entente.Crm;
using Entente.Crm.Port;
using Entente.Pipeline.Model;
using Entente.Pipeline.Work;

namespace Entente.Pipeline.Credits;

/// <summary>
/// Writes to the CRM what the leading partner is to a deal and which share counts: the deal's fields name one partner. Only stages, and only what is
/// something else than what was sent before.
/// </summary>
internal sealed class WriteCredit(CrmApi crm)
{
    public void Stage(DealCredit credit, IReadOnlyList<PartnerCredit> rows)
    {
        var deal = credit.Deal;
        // A deal whose record has not come in yet is on its way to the CRM; it is written when it is there.
        if (deal.Partners.Count == 0 || deal.Url.Length == 0 || deal.Gone)
            return;
        if (rows.FirstOrDefault(r => r.PartnerId == deal.Partners[0].Partner) is not { } row)
            return;
        var (kind, share) = (row.Sourced ? "Sourced" : "Influenced", Shares.Plain(row.Points));
        var what = $"{kind} {share}";
        if (credit.Sheet.InCrm == what)
            return;
        var before = credit.Sheet.InCrm;
        credit.Sheet.Sent(what);
        // The approval of a registration has written this with the deal.
        if (before is null && deal.Partners[0].Registration is not null && what == "Sourced 100")
            return;
        crm.Stage(deal.Connection, DealDesk.Own(deal, (EntenteFields.Attribution, kind), (EntenteFields.Share, share)));
    }
}
