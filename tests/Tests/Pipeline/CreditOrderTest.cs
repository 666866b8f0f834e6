using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Entente.Tests.Partners;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Pipeline;

/// <summary>Credit is of what happened, not of when Entente looked.</summary>
public sealed class CreditOrderTest(WebHouse web) : CreditStory(web), IClassFixture<WebHouse>
{
    [Fact]
    public async Task Whom_the_CRM_names_gets_the_same_credit_whether_Entente_looked_at_once_or_late()
    {
        var atOnce = await Told("o-1", lookAtOnce: true);
        var late = await Told("o-2", lookAtOnce: false);

        late.ShouldBe(atOnce);
        atOnce.ShouldContain("named: Sourcing, sourced True, first touch 10000", "the deal began with its name on it");
    }

    // One partner is named by the CRM from the deal's first day, another one is given a part after that; then the first is taken in too.
    private async Task<List<string>> Told(string crmId, bool lookAtOnce)
    {
        var connection = House.Connection();
        var (linked, named) = (await House.Made(Web.Corvane, "Linked " + crmId), await House.Made(Web.Corvane, "Named " + crmId));
        await House.Apply(Web.Corvane, connection, House.Deal(crmId));
        await Named(connection, crmId, $"named-{crmId}.example");
        var deal = (await House.Ask(Web.Corvane, p => p.ByCrmId(connection, crmId, Ct)))!.Id;
        if (lookAtOnce)
            await Gather(deal);
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        await House.Link(Web.Corvane, new(connection, crmId, "", null, null, linked, Motion: "reseller"));
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        await House.Link(Web.Corvane, new(connection, crmId, "", null, null, named, DealRole.Influence, Motion: "reseller"));
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        await House.Work();
        await Gather(deal);
        return
        [
            .. (await Rows(deal))
                .OrderBy(r => r.PartnerId == linked)
                .Select(r =>
                    $"{(r.PartnerId == linked ? "linked" : "named")}: {r.Role}, sourced {r.Sourced}, first touch {r.ByFirstTouch}"
                ),
        ];
    }

    /// <summary>As the mirror holds a deal with a label that names a company as its referral partner.</summary>
    private async Task Named(CrmConnectionId connection, string crmId, string domain)
    {
        await using var scope = House.As(System);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var account = "account-" + crmId;
        db.Add(
            new AccountRow
            {
                Id = Ids.New<AccountId>(House.Clock.Now),
                ConnectionId = connection,
                CrmId = account,
                Name = "Named " + crmId,
                Domain = domain,
                ChangedAt = House.Clock.Now,
            }
        );
        db.Add(
            new MirroredRecord
            {
                ConnectionId = connection,
                Kind = CrmObject.Deal,
                CrmId = crmId,
                Links = Json.Write(new List<CrmLink> { new(CrmObject.Partner, account, "Referral partner") }),
                ModifiedAt = House.Clock.Now,
                AppliedAt = House.Clock.Now,
                SeenAt = House.Clock.Now,
            }
        );
        await db.SaveChangesAsync(Ct);
    }
}
