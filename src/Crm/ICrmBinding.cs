using Entente.Crm.Port;

namespace Entente.Crm;

/// <summary>
/// How a higher room keeps its own rows in step with the CRM's deals: the owner of opportunities registers one. Called inside the
/// transaction that moves the cursor, in the scope whose <c>EntenteDb</c> is about to be saved: stage changes, save nothing, call
/// nobody outside. Deals come more than once and out of order of their making; the present state counts.
/// </summary>
public interface ICrmBinding
{
    Task Apply(IReadOnlyList<CrmDeal> deals, CancellationToken ct);
}

/// <summary>A deal as the CRM holds it now, with what Entente knows about its surroundings.</summary>
/// <param name="Record">Fields by neutral key; a deleted one may carry none.</param>
/// <param name="Account">Its account, when it has one and the mirror holds it.</param>
/// <param name="ByEntente">True when the change is the echo of what Entente wrote.</param>
/// <param name="Initial">True during the first load: nothing has happened, it only became known.</param>
public sealed record CrmDeal(
    CrmConnectionId Connection,
    CrmRecord Record,
    AccountId? Account,
    IReadOnlyList<ContactId> Contacts,
    string Url,
    bool ByEntente,
    bool Initial
);
