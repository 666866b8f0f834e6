using Entente.Access;
using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>The settings page of the connection, without scripts.</summary>
public sealed class CrmPageTest(WebHouse web, CrmSandbox sandbox) : IClassFixture<WebHouse>, IClassFixture<CrmSandbox>
{
    private const string Address = "/w/corvane/settings/crm";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_those_who_manage_the_CRM_see_it()
    {
        (await web.Guest().Get(Address)).Status.ShouldBe(StatusCodes.Status303SeeOther);
        var sales = await web.Staff(StaffRole.Sales, "sol@corvane.example", "Sol Reyes");
        (await sales.Get(Address)).Status.ShouldBe(StatusCodes.Status403Forbidden);
    }

    [Fact]
    public async Task A_CRM_is_connected_loaded_paused_and_mended_from_the_page()
    {
        var maren = await web.Staff();
        var refused = await maren.Submit(Address, ("HubSpot.Token", "pat-wrong"), ("HubSpot.Origin", sandbox.HubSpot.ToString()));
        refused.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        refused.Words.ShouldContain("HubSpot does not accept the token");
        refused.Text.ShouldNotContain("pat-wrong", customMessage: "a secret is never shown again");
        var elsewhere = await maren.Submit(Address, ("HubSpot.Token", "x"), ("HubSpot.Origin", "http://169.254.169.254"));
        elsewhere.Words.ShouldContain("This is no address of HubSpot");

        var connected = await maren.Submit(
            Address,
            ("HubSpot.Token", sandbox.Options.HubSpotToken),
            ("HubSpot.AppSecret", sandbox.Options.HubSpotAppSecret),
            ("HubSpot.Origin", sandbox.HubSpot.ToString())
        );
        connected.Status.ShouldBe(StatusCodes.Status303SeeOther, connected.Text);
        var page = await maren.Open(Address);
        page.Words.ShouldContain("Connected, nothing read yet");
        page.Text.ShouldNotContain(sandbox.Options.HubSpotToken);

        await Press(maren, "start");
        await web.Work();
        (await maren.Open(Address)).Words.ShouldContain("In sync");
        await Press(maren, "pause");
        (await maren.Open(Address)).Words.ShouldContain("Paused");
        await Press(maren, "resume");
        (await maren.Open(Address)).Words.ShouldContain("In sync");

        var write = await Refuse();
        (await maren.Open(Address)).Words.ShouldContain("1 write has not reached the CRM");
        page = await maren.Open(Address + "/errors");
        var ignored = await maren.Submit(page, ("Queue.Id", write.Short()), ("Queue.Reason", "A test"), ("Queue.Do", "ignore"));
        ignored.Status.ShouldBe(StatusCodes.Status303SeeOther, ignored.Words);
        await using (var scope = web.House.As(web.Corvane))
            (
                await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<WriteEntry>().SingleAsync(w => w.Id == write, Ct)
            ).State.ShouldBe(WriteState.Ignored);
        (await maren.Open(Address)).Words.ShouldNotContain("not reached the CRM");
        (await maren.Open(Address + "/inspect?q=%3Cscript%3Ex")).Text.ShouldNotContain("<script>x");
    }

    private static async Task Press(WebVisitor visitor, string act) =>
        (await visitor.Submit(await visitor.Open(Address), ("Act.Do", act))).Status.ShouldBe(StatusCodes.Status303SeeOther);

    private async Task<CrmWriteId> Refuse()
    {
        await using var scope = web.Services.CreateAsyncScope();
        scope
            .ServiceProvider.GetRequiredService<Entente.Platform.Tenancy.ActorSlot>()
            .Fill(Entente.Platform.Tenancy.Actor.System(web.Corvane.Id));
        var api = scope.ServiceProvider.GetRequiredService<CrmApi>();
        var connection = (await api.Connection(Ct))!;
        var nameless = new CrmWriteStep(
            CrmObject.Account,
            "nameless",
            null,
            new Dictionary<string, string?> { [CrmFields.City] = "X" },
            []
        );
        var write = api.Stage(connection.Id, new CrmWriteBack(new SubjectRef("registration", Guid.Empty), [nameless]));
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
        await web.Work();
        return write;
    }
}
