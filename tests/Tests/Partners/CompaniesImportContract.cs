using Entente.Crm;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Platform.Values;
using Entente.Tests.Crm;
using Entente.Tests.Support;

namespace Entente.Tests.Partners;

public sealed class HubSpotCompanies(InspectHouse house) : CompaniesImportContract(house), IClassFixture<InspectHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;

    private protected override string Type => "type";
}

public sealed class SalesforceCompanies(InspectHouse house) : CompaniesImportContract(house), IClassFixture<InspectHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;

    private protected override string Type => "Type";
}

/// <summary>Companies of the CRM become partners, alike on both protocols: found by a property, ticked, judged, made, linked.</summary>
public abstract class CompaniesImportContract(InspectHouse house) : IAsyncLifetime
{
    private const string Root = "/w/corvane/partners/import";
    private CrmConnectionId connection;

    private protected abstract CrmKind Kind { get; }

    /// <summary>What the CRM calls the field that tells partners.</summary>
    private protected abstract string Type { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        connection = (await house.Act<CrmApi, CrmConnectionCard?>(c => c.Connection(Ct)))?.Id ?? await house.Connect(Kind);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Companies_with_the_value_are_listed_ticked_and_made_with_their_link()
    {
        var tag = house.Sync.Tag();
        var word = $"O'Partner {tag}";
        var oak = await Company($"Oak {tag}", $"oak-{tag}.example", word);
        var elm = await Company($"Elm {tag}", $"elm-{tag}.example", word);
        var ash = await Company($"Ash {tag}", $"ash-{tag}.example", word);
        var other = await Company($"Customer {tag}", $"customer-{tag}.example", "Customer");
        var linked = await Partner($"Oak Holding {tag}", $"oak-{tag}.example");
        (await Card(linked)).Account.ShouldBe(oak.Id, "the only one with its domain is taken");
        var maren = await house.Maren();

        var page = await maren.Open($"{Root}/companies?field={Type}&value={Uri.EscapeDataString(word)}");
        var names = page.Document.QuerySelectorAll("table tbody th label").Select(l => l.TextContent).ToList();
        names.ShouldBe([ash.Name, elm.Name]);
        page.Words.ShouldContain("besides 1 that are partners already");
        page.Words.ShouldNotContain(other.Name);
        var none = await maren.Submit(page, ("_handler", "companies"));
        (none.Status, none.Words.Contains("Tick at least one company.")).ShouldBe((422, true), none.Text);

        house.Web.Clock.Advance(TimeSpan.FromSeconds(1));
        var kept = await Send(maren, page, ("Account", elm.Id.ToString()), ("Type", "Msp"), ("Status", "Active"));
        kept.Status.ShouldBe(303, kept.Text);
        await house.Web.Work();
        var judged = await maren.Open(kept.Location!);
        judged.Words.ShouldContain("Make 1 partner");
        (await maren.Submit(kept.Location!, ("_handler", "make"))).Status.ShouldBe(303);
        await house.Web.Work();

        var made = (await house.Act<PartnersApi, PartnerCard?>(p => p.ByDomain($"elm-{tag}.example", Ct))).ShouldNotBeNull();
        (made.Name, made.Type, made.Account).ShouldBe((elm.Name, PartnerType.Msp, elm.Id));
        (await house.Act<PartnersApi, PartnerCard?>(p => p.ByDomain($"ash-{tag}.example", Ct))).ShouldBeNull("nobody ticked it");
    }

    [Fact]
    public async Task A_company_whose_domain_is_a_partners_is_linked_and_none_is_made()
    {
        var tag = house.Sync.Tag();
        var partner = await Partner($"Here First {tag}", $"first-{tag}.example");
        var one = await Company($"First One {tag}", $"first-{tag}.example", $"P {tag}");
        // With two of one domain nobody can know without asking.
        var two = await Company($"First Two {tag}", $"first-{tag}.example", "Other");
        var there = (await Card(partner)).Account;
        var maren = await house.Maren();

        var page = await maren.Open($"{Root}/companies?q=First+Two+{tag}");
        if (there is null)
            page.Words.ShouldContain($"Here First {tag}");
        page.Document.QuerySelectorAll("table tbody tr").Length.ShouldBe(1);
        page.Words.ShouldContain("would be linked");
        house.Web.Clock.Advance(TimeSpan.FromSeconds(1));
        var kept = await Send(maren, page, ("All", "true"), ("Type", "Reseller"), ("Status", "Active"));
        await house.Web.Work();
        (await maren.Open(kept.Location!)).Words.ShouldContain($"Here already as Here First {tag}");
        (await maren.Submit(kept.Location!, ("_handler", "make"))).Status.ShouldBe(303);
        await house.Web.Work();

        (await Card(partner)).Account.ShouldBe(there ?? two.Id, "what it has stays, what it lacks it gets");
        one.Id.ShouldNotBe(two.Id);
        (await house.Act<PartnersApi, IReadOnlyList<PartnerCard>>(p => p.All(false, Ct)))
            .Count(p => p.Name.EndsWith(tag, StringComparison.Ordinal))
            .ShouldBe(1);
    }

    [Fact]
    public async Task Rows_of_a_file_may_name_companies_by_id_or_address_and_many_are_asked_at_once()
    {
        var tag = house.Sync.Tag();
        var oak = await Company($"Named Oak {tag}", $"named-{tag}.example", "x");
        var card = (await house.Act<CrmApi, CrmConnectionCard?>(c => c.Connection(Ct)))!;

        var found = await house.Act<CrmApi, IReadOnlyDictionary<string, AccountCard>>(c =>
            c.AccountsNamed(card, [oak.CrmId, oak.Url, "no such thing", "0"], Ct)
        );

        found
            .ToDictionary(f => f.Key, f => f.Value.Id)
            .ShouldBe(new Dictionary<string, AccountId> { [oak.CrmId] = oak.Id, [oak.Url] = oak.Id }, ignoreOrder: true);
    }

    // The boxes have one name: only the ticked one is sent.
    private static Task<WebPage> Send(WebVisitor visitor, WebPage page, params (string Name, string Value)[] fields)
    {
        var hidden = WebPage
            .ValuesOf(page.FormFor([("_handler", "companies")]))
            .Where(v => v.Key.StartsWith('_') || v.Key.Contains("Token"));
        return visitor.Post(page.Path, [.. hidden.Select(v => (v.Key, v.Value)), .. fields]);
    }

    private async Task<AccountCard> Company(string name, string domain, string type)
    {
        var rep = house.Sync.Rep(Kind);
        (await rep.EnsureFields(Ct)).Error.ShouldBeNull();
        var fields = new Dictionary<string, string?>
        {
            [CrmFields.Name] = name,
            [CrmFields.Domain] = domain,
            [CrmFields.Raw(Type)] = type,
        };
        var made = await rep.Upsert(new(CrmObject.Account, "co" + house.Sync.Tag(), null, fields, []), Ct);
        made.Error.ShouldBeNull();
        await house.Fetch(connection, CrmObject.Account, made.Value.Id);
        var id = (await house.Act<CrmApi, AccountId?>(c => c.AccountByCrmId(connection, made.Value.Id, Ct)))!.Value;
        return (await house.Act<CrmApi, IReadOnlyList<AccountCard>>(c => c.Accounts([id], Ct))).Single();
    }

    private async Task<PartnerId> Partner(string name, params string[] domains) =>
        (
            await house.Act<CreatePartner, Result<PartnerId>>(u => u.Run(PartnerStory.Kestrel with { Name = name, Domains = domains }, Ct))
        ).Value;

    private async Task<PartnerCard> Card(PartnerId id) => (await house.Act<PartnersApi, PartnerCard?>(p => p.Get(id, Ct)))!;
}
