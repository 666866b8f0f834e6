using Entente.Access;
using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Crm;

/// <summary>The panel as Salesforce opens it: by a signed request that Canvas posts, or that the Lightning component's server sends.</summary>
public sealed class CanvasPanelTest(PanelHouse house) : IClassFixture<PanelHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private WebHouse Web => house.Web;

    [Fact]
    public async Task A_signed_request_opens_the_panel_once_and_its_token_is_kept_nowhere()
    {
        const string token = "00D!never-to-be-seen";
        var story = await RegistrationStory.In(Web.House);
        var (_, deal) = await house.Deal(CrmKind.Salesforce, "Canvas Deal");
        var number = await house.Registered(story, "Canvas Deal");
        var email = await house.Staff(StaffRole.PartnerManager, "canvas@corvane.example");
        var (path, organisation) = await Address();
        var request = house.SignedRequest(email, deal, organisation, token: token);
        var visitor = Web.Guest();

        var panel = await visitor.Post(path, ("signed_request", request));
        var again = await visitor.Post(path, ("signed_request", request));

        panel.Status.ShouldBe(200, panel.Text);
        panel.Headers["Content-Security-Policy"].ShouldContain($"http://127.0.0.1:{house.Sandbox.Salesforce.Port}");
        panel.Headers.ContainsKey("Set-Cookie").ShouldBeFalse();
        panel.Text.ShouldNotContain(token);
        (again.Status, again.Heading).ShouldBe((409, "This was opened before"));
        var declined = await visitor.Submit(panel, ("number", number), ("Input.Act", "decline"), ("Input.Reason", "NotQualified"));
        declined.Words.ShouldContain($"{number} was declined");
        (await story.Load(number)).State.ShouldBe(RegistrationState.Declined);
        var kept = await house.Act<EntenteDb, string>(async db =>
            string.Join('\n', (await db.Set<AuditEntry>().ToListAsync(Ct)).Select(e => System.Text.Json.JsonSerializer.Serialize(e)))
            + string.Join('\n', (await db.Set<PanelTicket>().ToListAsync(Ct)).Select(t => System.Text.Json.JsonSerializer.Serialize(t)))
        );
        kept.ShouldContain("crm_panel.opened");
        kept.ShouldNotContain("never-to-be-seen");
    }

    [Fact]
    public async Task The_Lightning_components_server_gets_an_address_to_embed()
    {
        var (account, _) = await house.Deal(CrmKind.Salesforce, "Lightning Account");
        var email = await house.Staff(StaffRole.Sales, "lightning@corvane.example");
        var (path, organisation) = await Address();
        using var form = new FormUrlEncodedContent([new("signed_request", house.SignedRequest(email, account, organisation))]);

        var answer = await Web.Guest().Send(HttpMethod.Post, path, form, ("Accept", "application/json"));

        answer.Status.ShouldBe(200, answer.Text);
        var url = System.Text.Json.JsonDocument.Parse(answer.Text).RootElement.GetProperty("url").GetString()!;
        (await Web.Guest().Open(new Uri(url).PathAndQuery)).Words.ShouldContain("Lightning Account");
    }

    [Fact]
    public async Task Requests_of_another_secret_organisation_time_person_or_record_open_nothing()
    {
        var (_, deal) = await house.Deal(CrmKind.Salesforce, "Canvas Refused");
        var email = await house.Staff(StaffRole.Owner, "refused@corvane.example");
        var (path, organisation) = await Address();

        async Task Refused(string? request, int status, string title)
        {
            var page = await Web.Guest().Post(path, request is null ? [] : [("signed_request", request)]);
            (page.Status, page.Heading).ShouldBe((status, title), page.Text);
            page.Headers["Content-Security-Policy"]
                .ShouldContain($":{house.Sandbox.Salesforce.Port}", customMessage: "it must be readable inside the CRM");
        }

        await Refused(null, 401, "The CRM has not signed this");
        await Refused(house.SignedRequest(email, deal, organisation, secret: "other"), 401, "This is not signed by your CRM");
        await Refused(house.SignedRequest(email, deal, organisation, later: TimeSpan.FromMinutes(-6)), 401, "This request is too old");
        await Refused(house.SignedRequest(email, deal, "00Dxx0000001gPLEAY"), 403, "This is another CRM account");
        await Refused(house.SignedRequest("nobody@corvane.example", deal, organisation), 403, "You are not in Entente yet");
        await Refused(house.SignedRequest(email, "003" + deal[3..15], organisation), 422, "There is no panel here");
        await Refused(house.SignedRequest(email, "006xx0000000001", organisation), 404, "Entente does not know this record yet");
        (await Web.Guest().Post(path.Replace("corvane", "halden", StringComparison.Ordinal), ("signed_request", "x"))).Status.ShouldBe(404);
        (await Web.Guest().Post("/panel/launch/canvas/corvane/nothing", ("signed_request", "x"))).Status.ShouldBe(404);
    }

    private async Task<(string Path, string Organisation)> Address()
    {
        var connection = await house.Connection(CrmKind.Salesforce);
        var organisation = await house.Act<EntenteDb, string>(db =>
            db.Set<CrmConnection>().Where(c => c.Id == connection).Select(c => c.AccountId).SingleAsync(Ct)
        );
        return ($"/panel/launch/canvas/corvane/{connection.Short()}", organisation);
    }
}
