using System.Net.Http.Json;
using Entente.Crm.HubSpot;
using Entente.Crm.Lanes;
using Entente.Crm.Port;

namespace Entente.Tests.Crm;

/// <summary>HubSpot with date-versioned paths.</summary>
public sealed class HubSpotContract(CrmSandbox sandbox) : HubSpotContractOf(sandbox, "2026-09"), IClassFixture<CrmSandbox>;

/// <summary>HubSpot with the number-versioned paths that end in 2027.</summary>
public sealed class HubSpotNumberedContract(CrmSandbox sandbox) : HubSpotContractOf(sandbox, "v3"), IClassFixture<CrmSandbox>;

public abstract class HubSpotContractOf(CrmSandbox sandbox, string version) : ConnectorContract(sandbox)
{
    protected override string Protocol => "hubSpot";

    private protected override CrmKind Kind => CrmKind.HubSpot;

    private protected override ICrmConnector Connect(ConnectorFacts facts, HttpClient? client = null, bool wrongSecret = false) =>
        new HubSpotConnector(
            client ?? Sandbox.Http,
            new HubSpotOptions(
                Sandbox.HubSpot,
                version,
                wrongSecret ? "pat-wrong" : Sandbox.Options.HubSpotToken,
                Sandbox.Options.HubSpotAppSecret
            ),
            facts,
            new LaneGate(LanePolicy.Paced(10_000), TimeProvider.System),
            TimeProvider.System
        );

    private protected override async Task Delete(CrmObject kind, string id)
    {
        using var message = new HttpRequestMessage(HttpMethod.Delete, new Uri(Sandbox.HubSpot, new HubSpotPaths("v3").One(kind, id)));
        message.Headers.Authorization = new("Bearer", Sandbox.Options.HubSpotToken);
        (await Sandbox.Http.SendAsync(message, Ct)).EnsureSuccessStatusCode();
    }

    private protected override async Task Meet(string deal, string subject, string body, DateTimeOffset at)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.HubSpot, "/crm/v3/objects/meetings"));
        message.Headers.Authorization = new("Bearer", Sandbox.Options.HubSpotToken);
        message.Content = JsonContent.Create(
            new
            {
                properties = new
                {
                    hs_timestamp = at,
                    hs_meeting_title = subject,
                    hs_meeting_body = body,
                },
                associations = new[]
                {
                    new
                    {
                        to = new { id = deal },
                        types = new[] { new { associationCategory = "HUBSPOT_DEFINED", associationTypeId = 212 } },
                    },
                },
            }
        );
        (await Sandbox.Http.SendAsync(message, Ct)).EnsureSuccessStatusCode();
    }

    private protected override string Unknown(string id) => id + "99";

    [Fact]
    public async Task Scopes_that_are_missing_are_named_as_HubSpot_names_them()
    {
        await Take("crm.objects.companies.read", "crm.objects.deals.write", "crm.objects.owners.read");
        try
        {
            var check = await Connect(ConnectorFacts.Unknown).Check(Ct);
            check.Error.ShouldBeNull();
            check.Value.Lacking.ShouldBe(["crm.objects.companies.read", "crm.objects.deals.write", "crm.objects.owners.read"]);
        }
        finally
        {
            await Take();
        }
    }

    [Fact]
    public async Task A_contact_that_somebody_else_made_is_found_by_its_address_and_taken_over()
    {
        var connector = await Ready();
        var first = await connector.Upsert(new(CrmObject.Contact, "first-" + version, null, Person("One"), []), Ct);
        first.Error.ShouldBeNull();
        var second = await connector.Upsert(new(CrmObject.Contact, "second-" + version, null, Buyer(), []), Ct);
        second.Error.ShouldBeNull();
        (second.Value.Id, second.Value.Created).ShouldBe((first.Value.Id, false));
        var read = (await connector.ReadByIds(CrmObject.Contact, [first.Value.Id], CrmLane.Push, Ct)).Value.Records.Single();
        read[CrmFields.LastName].ShouldBe("One", "what somebody else wrote stands");
        read[CrmFields.Title].ShouldBe("Buyer", "what was empty is filled");
        read[EntenteFields.Id].ShouldBe("first-" + version, "the record keeps the id it had");
    }

    [Fact]
    public async Task A_contact_that_somebody_else_made_stays_with_the_company_it_is_with()
    {
        var connector = await Ready();
        var (ours, theirs) = (await Account("ours-" + version), await Account("theirs-" + version));
        var person = new Dictionary<string, string?>(Person("Placed")) { [CrmFields.Email] = $"placed-{version}@halden.example" };
        var first = await connector.Upsert(new(CrmObject.Contact, "placed-" + version, null, person, [With(theirs)]), Ct);

        var second = await connector.Upsert(new(CrmObject.Contact, "again-" + version, null, person, [With(ours)]), Ct);

        (second.Error, second.Value.Id).ShouldBe((null, first.Value.Id));
        var read = (await connector.ReadByIds(CrmObject.Contact, [first.Value.Id], CrmLane.Push, Ct)).Value.Records.Single();
        read.Links.Select(l => l.Id).ShouldBe([theirs]);

        static CrmLink With(string account) => new(CrmObject.Account, account, Primary: true);
        async Task<string> Account(string id) => (await connector.Upsert(new(CrmObject.Account, id, null, Named(id), []), Ct)).Value.Id;
    }

    [Fact]
    public async Task A_label_between_deal_and_company_is_a_partners_part_in_it()
    {
        var connector = await Ready();
        var claim = await Claim(connector, "p" + version.Replace('-', '_'));
        var partner = (await connector.Upsert(new(CrmObject.Account, "pa" + claim.Tag, null, Named("Kestrel Quay"), []), Ct)).Value.Id;
        using var label = new HttpRequestMessage(HttpMethod.Post, new Uri(Sandbox.HubSpot, "/crm/v4/associations/deals/companies/labels"))
        {
            Content = JsonContent.Create(new { label = "Reseller " + version, name = "reseller_" + version.Replace('-', '_') }),
        };
        label.Headers.Authorization = new("Bearer", Sandbox.Options.HubSpotToken);
        (await Sandbox.Http.SendAsync(label, Ct)).EnsureSuccessStatusCode();
        var link = new CrmLink(CrmObject.Account, partner, "Reseller " + version);
        (await connector.Upsert(new(CrmObject.Deal, "x", claim.Deal, new Dictionary<string, string?>(), [link]), Ct)).Error.ShouldBeNull();

        var deal = (await connector.ReadByIds(CrmObject.Deal, [claim.Deal], CrmLane.Push, Ct)).Value.Records.Single();
        deal.Links.ShouldContain(new CrmLink(CrmObject.Partner, partner, "Reseller " + version));
        deal.Links.Where(l => l.To == CrmObject.Account && l.Primary).Select(l => l.Id).ShouldBe([claim.Account]);
    }

    /// <summary>From the sandbox's token; all others it has.</summary>
    private async Task Take(params string[] missing) =>
        (
            await Sandbox.Http.PutAsJsonAsync(new Uri(Sandbox.HubSpot, "/sandbox/admin/scopes"), new { missing }, Ct)
        ).EnsureSuccessStatusCode();

    private static Dictionary<string, string?> Named(string name) => new() { [CrmFields.Name] = name };

    private Dictionary<string, string?> Buyer() => new(Person("Two")) { [CrmFields.Title] = "Buyer" };

    private Dictionary<string, string?> Person(string name) =>
        new() { [CrmFields.Email] = $"shared.{version}@vantor.example", [CrmFields.LastName] = name };
}
