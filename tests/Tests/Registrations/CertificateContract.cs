using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Values;
using Entente.Tests.Crm;
using Entente.Tests.Programs;

namespace Entente.Tests.Registrations;

public sealed class HubSpotCertificates(SyncHouse sync) : CertificateContract(sync), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;
}

public sealed class SalesforceCertificates(SyncHouse sync) : CertificateContract(sync), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;
}

/// <summary>Who of a partner's people is certified stands in the CRM. In houses of their own: a plan that is published moves partners.</summary>
public abstract class CertificateContract(SyncHouse sync) : WriteBackBase(sync)
{
    private readonly SyncHouse sync = sync;

    [Fact]
    public async Task A_certificate_is_on_the_partners_company_and_its_deals_once_it_is_accepted_and_until_it_ends()
    {
        var connection = await sync.Connect(Kind);
        var story = await RegistrationStory.In(sync.House);
        var (company, _, _) = await sync.RepMakesADeal(Kind, sync.Tag(), "Certified Quay " + sync.Tag(), "cq.example");
        await sync.Pass(TimeSpan.FromMinutes(2));
        await Belongs(
            story.Kestrel,
            (await sync.House.Act<CrmApi, AccountId?>(sync.Entente, c => c.AccountByCrmId(connection, company, Ct)))!.Value
        );
        await sync.House.Publish(TierStory.AsksForPeople(PartnerType.Reseller));
        var before = await story.Approved(story.Ines, "Before It " + sync.Tag());
        await sync.House.Work();
        var ends = sync.House.Corvane.DayOf(sync.House.Clock.Now).AddDays(40);

        await sync.House.Certify(story.Kestrel, "Ada Lind", "Platform engineer", ends);
        await sync.House.Work();
        var after = await story.Approved(story.Ines, "After It " + sync.Tag());
        await sync.House.Work();

        var last = Canonical.Date(ends.AddDays(-1));
        foreach (
            var record in (CrmRecord[])
                [
                    await Company(company),
                    await Deal((await story.Load(before)).CrmDealId!),
                    await Deal((await story.Load(after)).CrmDealId!),
                ]
        )
            (record[EntenteFields.CertificationLevel], record[EntenteFields.CertifiedUntil]).ShouldBe(("Platform engineer", last));

        await sync.Pass(TimeSpan.FromDays(41));
        await sync.House.Work();
        foreach (var record in (CrmRecord[])[await Company(company), await Deal((await story.Load(before)).CrmDealId!)])
            (record[EntenteFields.CertificationLevel], record[EntenteFields.CertifiedUntil]).ShouldBe((null, null));
    }
}
