using Entente.Crm;
using Entente.Pipeline.Model;
using Entente.Platform.Data;
using Entente.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Apply;

/// <summary>A company came into the mirror after its deals: they learn who it is.</summary>
internal sealed class FindAccount(EntenteDb db, CrmApi crm) : IHandle<CrmAccountChanged>
{
    public async Task Handle(CrmAccountChanged what, Telling telling, CancellationToken ct)
    {
        if (what.Deleted || (await crm.Accounts([what.Account], ct)).SingleOrDefault() is not { } account)
            return;
        var waiting = await db.Set<Opportunity>()
            .Where(o => o.ConnectionId == account.Connection && o.AccountCrmId == account.CrmId && o.AccountId == null)
            .ToListAsync(ct);
        foreach (var opportunity in waiting)
            opportunity.Find(account.Id);
    }
}
