using Entente.Access;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.Port;
using Entente.Platform.Values;
using Entente.Tests.Support;

namespace Entente.Tests.Crm;

/// <summary>A connection by certificate has no secret of its own: the one that signs the panel's requests is given beside it.</summary>
public sealed class PanelSecretTest(PanelHouse house) : IClassFixture<PanelHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_secret_that_an_admin_gives_is_the_one_that_requests_are_checked_with_and_the_way_in_stays()
    {
        var (_, deal) = await house.Deal(CrmKind.Salesforce, "Other Secret");
        var email = await house.Staff(StaffRole.PartnerManager, "secret@corvane.example");
        var connection = await house.Connection(CrmKind.Salesforce);
        (await house.Act<SetAppSecret, Result>(s => s.Run(connection, "  ", Ct))).Problem!.Code.ShouldBe("crm.app_secret");

        (await house.Act<SetAppSecret, Result>(s => s.Run(connection, "the-panel-s-own", Ct))).Problem.ShouldBeNull();

        var view = (await house.Act<ShowConnection, IReadOnlyList<ConnectionView>>(s => s.All(house.Web.Clock.Now, Ct))).Single();
        var organisation = await house.Act<Entente.Platform.Data.EntenteDb, string>(db =>
            Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.SingleAsync(
                db.Set<Entente.Crm.Model.CrmConnection>().Select(c => c.AccountId),
                Ct
            )
        );
        var old = await house.Web.Guest().Post(view.PanelPath, ("signed_request", house.SignedRequest(email, deal, organisation)));
        var own = await house
            .Web.Guest()
            .Post(view.PanelPath, ("signed_request", house.SignedRequest(email, deal, organisation, "the-panel-s-own")));
        (old.Status, own.Status).ShouldBe((401, 200));

        // The CRM is still read with the credentials there were.
        var (_, later) = await house.Deal(CrmKind.Salesforce, "Read After");
        later.ShouldNotBeEmpty();
        (await house.Act<ShowConnection, IReadOnlyList<ConnectionView>>(s => s.All(house.Web.Clock.Now, Ct)))
            .Single()
            .State.ShouldBe(CrmConnectionState.Live);
    }
}
