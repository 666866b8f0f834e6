using System.Net.Http.Json;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Crm;

/// <summary>Who connects a CRM with a key that may too little reads on the page which rights to add, and connects when they are there.</summary>
public sealed class CrmRightsPageTest(WebHouse web, CrmSandbox sandbox) : IClassFixture<WebHouse>, IClassFixture<CrmSandbox>
{
    private const string Address = "/w/corvane/settings/crm";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scope_that_is_missing_is_named_on_the_page_with_what_to_do()
    {
        var maren = await web.Staff();
        await Take("crm.objects.deals.write");
        var refused = await Connect(maren);
        refused.Status.ShouldBe(StatusCodes.Status409Conflict);
        refused.Words.ShouldContain("crm.objects.deals.write");
        refused.Words.ShouldNotContain("crm.objects.contacts.write", customMessage: "only what is missing");
        refused.Words.ShouldContain("connect again");
        refused.Text.ShouldContain(sandbox.HubSpot.ToString(), customMessage: "the form stays filled in");
        refused.Text.ShouldNotContain(sandbox.Options.HubSpotToken);

        await Take();
        var connected = await Connect(maren);
        connected.Status.ShouldBe(StatusCodes.Status303SeeOther, connected.Words);
        (await maren.Open(Address)).Words.ShouldContain("Connected, nothing read yet");
    }

    private Task<WebPage> Connect(WebVisitor visitor) =>
        visitor.Submit(
            Address,
            ("HubSpot.Token", sandbox.Options.HubSpotToken),
            ("HubSpot.AppSecret", sandbox.Options.HubSpotAppSecret),
            ("HubSpot.Origin", sandbox.HubSpot.ToString())
        );

    /// <summary>Scopes from the sandbox's token; all others it has.</summary>
    private async Task Take(params string[] missing) =>
        (
            await sandbox.Http.PutAsJsonAsync(new Uri(sandbox.HubSpot, "/sandbox/admin/scopes"), new { missing }, Ct)
        ).EnsureSuccessStatusCode();
}
