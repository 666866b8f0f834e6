using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Tests.Crm;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Registrations;

/// <summary>What tests of the write-back do again and again, on both protocols.</summary>
public abstract class WriteBackBase(SyncHouse sync)
{
    private protected abstract CrmKind Kind { get; }

    private protected static CancellationToken Ct => RegistrationStory.Ct;

    /// <summary>The company of the CRM is a partner's own.</summary>
    private protected async Task Belongs(PartnerId partner, AccountId account) =>
        await sync.Ask(async db =>
        {
            (await db.Set<Entente.Partners.Model.Partner>().SingleAsync(p => p.PartnerId == partner, Ct)).FollowCompany(account);
            return await db.SaveChangesAsync(Ct);
        });

    private protected async Task<CrmRecord> Deal(string id) =>
        (await sync.Rep(Kind).ReadByIds(CrmObject.Deal, [id], CrmLane.Push, Ct)).Value.Records.Single();

    private protected async Task<CrmRecord> Company(string id) =>
        (await sync.Rep(Kind).ReadByIds(CrmObject.Account, [id], CrmLane.Push, Ct)).Value.Records.Single();
}
