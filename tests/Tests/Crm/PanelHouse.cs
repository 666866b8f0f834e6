using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Entente.Access;
using Entente.Crm;
using Entente.Crm.Connect;
using Entente.Crm.HubSpot;
using Entente.Crm.Panel.Rules;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Registrations;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>The running app and the sandbox on one clock, connected; and what a CRM does to show a panel.</summary>
public sealed class PanelHouse : IAsyncLifetime
{
    private readonly Dictionary<CrmKind, CrmConnectionId> connections = [];
    private readonly SyncHouse rep;

    public PanelHouse(TestCluster cluster)
    {
        Web = new WebHouse(cluster);
        Sandbox = new CrmSandbox { Clock = Web.Clock };
        rep = new SyncHouse(Web.House, Sandbox);
    }

    internal WebHouse Web { get; }

    internal CrmSandbox Sandbox { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await Web.InitializeAsync();
        await Sandbox.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        await Web.DisposeAsync();
    }

    /// <summary>The connection of Corvane, made and loaded once, with the app's own services: its secrets are sealed with its keys.</summary>
    internal async Task<CrmConnectionId> Connection(CrmKind kind)
    {
        if (connections.TryGetValue(kind, out var known))
            return known;
        var made = await Act<ConnectCrm, Result<CrmConnectionId>>(c => c.Run(rep.Credentials(kind), Ct));
        made.Problem.ShouldBeNull();
        await Act<StartSync, Result<StartSync.Started>>(s => s.Run(made.Value, Ct));
        await Web.Work();
        return connections[kind] = made.Value;
    }

    internal async Task<TResult> Act<T, TResult>(Func<T, Task<TResult>> act, WorkspaceCard? workspace = null)
        where T : notnull
    {
        await using var scope = Web.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System((workspace ?? Web.Corvane).Id));
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    /// <summary>A deal in the CRM with a company of its own, which the mirror has seen.</summary>
    internal async Task<(string Account, string Deal)> Deal(CrmKind kind, string company)
    {
        await Connection(kind);
        var claim = RegistrationStory.Claim(company);
        var (account, _, deal) = await rep.RepMakesADeal(kind, rep.Tag(), company, claim.Domain!);
        Web.Clock.Advance(TimeSpan.FromMinutes(3));
        await Web.Work();
        return (account, deal);
    }

    /// <summary>Somebody fills in a form of HubSpot that carries a partner's hidden field; the contact's id.</summary>
    internal async Task<string> FormSent(string company, string token, string? consent)
    {
        await Connection(CrmKind.HubSpot);
        var hubSpot = rep.Rep(CrmKind.HubSpot);
        (await hubSpot.EnsureFields(Ct)).Error.ShouldBeNull();
        var (tag, domain) = (rep.Tag(), RegistrationStory.Claim(company).Domain!);
        var account = await hubSpot.Upsert(
            new(CrmObject.Account, "fa" + tag, null, new Dictionary<string, string?> { ["name"] = company, ["domain"] = domain }, []),
            Ct
        );
        var person = new Dictionary<string, string?>
        {
            ["first_name"] = "Rose",
            ["last_name"] = "Ashdown",
            ["email"] = $"r.ashdown@{domain}",
            [EntenteFields.PartnerToken] = token,
            [EntenteFields.PartnerConsent] = consent,
        };
        var contact = await hubSpot.Upsert(
            new(CrmObject.Contact, "fc" + tag, null, person, [new(CrmObject.Account, account.Value.Id)]),
            Ct
        );
        contact.Error.ShouldBeNull();
        await Settle();
        return contact.Value.Id;
    }

    /// <summary>A web-to-lead form of Salesforce was sent.</summary>
    internal async Task<string> LeadFormSent(string company, string token, string? consent)
    {
        await Connection(CrmKind.Salesforce);
        var salesforce = rep.Rep(CrmKind.Salesforce);
        (await salesforce.EnsureFields(Ct)).Error.ShouldBeNull();
        var domain = RegistrationStory.Claim(company).Domain!;
        var lead = await salesforce.Upsert(
            new(
                CrmObject.Lead,
                "fl" + rep.Tag(),
                null,
                new Dictionary<string, string?>
                {
                    [CrmFields.Company] = company,
                    [CrmFields.FirstName] = "Rose",
                    [CrmFields.LastName] = "Ashdown",
                    [CrmFields.Email] = $"r.ashdown@{domain}",
                    [CrmFields.Website] = domain,
                    [EntenteFields.PartnerToken] = token,
                    [EntenteFields.PartnerConsent] = consent,
                },
                []
            ),
            Ct
        );
        lead.Error.ShouldBeNull();
        await Settle();
        return lead.Value.Id;
    }

    internal async Task LeadChanges(string lead, string title)
    {
        var fields = new Dictionary<string, string?> { [CrmFields.Title] = title };
        (await rep.Rep(CrmKind.Salesforce).Upsert(new(CrmObject.Lead, "lead-" + rep.Tag(), lead, fields, []), Ct)).Error.ShouldBeNull();
        await Settle();
    }

    internal async Task ContactChanges(string contact, string title, string? consent = null)
    {
        var fields = new Dictionary<string, string?> { ["title"] = title };
        if (consent is not null)
            fields[EntenteFields.PartnerConsent] = consent;
        (
            await rep.Rep(CrmKind.HubSpot).Upsert(new(CrmObject.Contact, "change-" + rep.Tag(), contact, fields, []), Ct)
        ).Error.ShouldBeNull();
        await Settle();
    }

    // The mirror sees it, and a minute later the form is read.
    private async Task Settle()
    {
        for (var n = 0; n < 2; n++)
        {
            Web.Clock.Advance(TimeSpan.FromMinutes(3));
            await Web.Work();
        }
    }

    /// <summary>Somebody in the CRM puts an entry on a deal's timeline.</summary>
    internal async Task OnTimeline(CrmKind kind, CrmObject what, string deal, string subject, string body)
    {
        var entry = new Dictionary<string, string?>
        {
            [CrmFields.Subject] = subject,
            [CrmFields.Body] = body,
            [CrmFields.At] = Canonical.Instant(Web.Clock.Now),
        };
        (await rep.Rep(kind).Upsert(new(what, "entry-" + rep.Tag(), null, entry, [new(CrmObject.Deal, deal)]), Ct)).Error.ShouldBeNull();
    }

    /// <summary>A partner registers the company by its link; its number.</summary>
    internal async Task<string> Registered(RegistrationStory story, string company)
    {
        var claim = RegistrationStory.Claim(company);
        var sent = await Web.Guest()
            .Submit(
                await RegistrationStory.Link(Web.House, story.Ines, LinkKind.Register),
                ("Input.Company", company),
                ("Input.Domain", claim.Domain!),
                ("Input.Country", "GB"),
                ("Input.ContactEmail", claim.ContactEmail!),
                ("Input.Problem", claim.Problem!),
                ("Input.Amount", claim.Amount!),
                ("Input.CloseDate", claim.CloseDate!),
                ("Input.Consent", "true")
            );
        sent.Status.ShouldBe(303, sent.Text);
        return sent.Location!.Split('/')[^1];
    }

    internal async Task<string> Staff(StaffRole role, string email)
    {
        await Web.AddStaff(role, email, "Edda Solberg");
        return email;
    }

    internal async Task Cut(string email)
    {
        await using var scope = Web.House.As(Web.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        await access.Cut((await access.Member(email, Ct))!.Person.Id, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
    }

    internal async Task Suspend(string email)
    {
        await using var scope = Web.House.As(Web.Corvane);
        var access = scope.ServiceProvider.GetRequiredService<AccessApi>();
        await access.Suspend((await access.Member(email, Ct))!.Person.Id, Ct);
        await scope.ServiceProvider.GetRequiredService<EntenteDb>().SaveChangesAsync(Ct);
    }

    /// <summary>Calls the app as HubSpot does for the card; what is told differently is signed as told.</summary>
    internal async Task<HubSpotAnswer> FromHubSpot(string email, string objectId, HubSpotCall? how = null)
    {
        var connection = await Connection(CrmKind.HubSpot);
        how ??= new();
        var body = Encoding.UTF8.GetBytes($$"""{"objectTypeId":"{{how.Type}}","objectId":{{objectId}}}""");
        var address =
            $"{Web.Url}/panel/launch/hubspot/{how.Slug}/{connection.Short()}?userId=9001&portalId={how.Portal}&userEmail={Uri.EscapeDataString(email)}&appId=77";
        var stamp = (Web.Clock.Now + how.Later).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var signature =
            how.Signature ?? HubSpotSignature.SignV3(how.Secret ?? Sandbox.Options.HubSpotAppSecret, "POST", address, body, stamp);
        using var request = new HttpRequestMessage(HttpMethod.Post, address + how.Unsigned) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-HubSpot-Request-Timestamp", stamp);
        if (signature.Length > 0)
            request.Headers.Add("X-HubSpot-Signature-v3", signature);
        using var answer = await Sandbox.Http.SendAsync(request, Ct);
        return new((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Ct), signature);
    }

    /// <summary>Launches and opens; the panel as a visitor without any cookie sees it.</summary>
    internal async Task<(WebVisitor Visitor, WebPage Panel)> OpenFromHubSpot(string email, string objectId, string type = "0-3")
    {
        var launched = await FromHubSpot(email, objectId, new() { Type = type });
        launched.Status.ShouldBe(200, launched.Json.ToString());
        var visitor = Web.Guest();
        return (visitor, await visitor.Open(new Uri(launched.Url).PathAndQuery));
    }

    internal string SignedRequest(
        string email,
        string recordId,
        string organisation,
        string? secret = null,
        TimeSpan later = default,
        string token = "00D!live-token"
    )
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                algorithm = "HMACSHA256",
                issuedAt = (Web.Clock.Now + later).ToUnixTimeSeconds(),
                client = new { oauthToken = token },
                context = new
                {
                    user = new { email },
                    organization = new { organizationId = organisation },
                    environment = new { parameters = new { recordId } },
                },
            }
        );
        var envelope = Convert.ToBase64String(json);
        return $"{CanvasRequest.Sign(secret ?? Sandbox.Options.SalesforceClientSecret, envelope)}.{envelope}";
    }
}

/// <param name="Later">Than the server's clock, when it was signed.</param>
/// <param name="Signature">Instead of a right one; empty: none.</param>
/// <param name="Unsigned">Appended to the address after it was signed.</param>
internal sealed record HubSpotCall(
    string Slug = "corvane",
    string Portal = "4411",
    string Type = "0-3",
    string? Secret = null,
    TimeSpan Later = default,
    string? Signature = null,
    string Unsigned = ""
);

internal sealed record HubSpotAnswer(int Status, JsonElement Json, string Signature)
{
    public string Url => Json.GetProperty("url").GetString()!;

    public string Code => Json.GetProperty("type").GetString()!["urn:entente:problem:".Length..];

    public string Sentence => Json.GetProperty("detail").GetString()!;
}
