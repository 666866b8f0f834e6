using Entente.Access;
using Entente.Crm;
using Entente.Crm.Lanes;
using Entente.Crm.Mirror;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Partners;
using Entente.Partners.Create;
using Entente.Partners.Crm;
using Entente.Partners.Edit;
using Entente.Partners.Model;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Tests.Crm;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Partners;

/// <summary>A partner's own company in the CRM: taken where there is no doubt, chosen where there is, of one partner at most.</summary>
public sealed class PartnerCompanyTest(InspectHouse house) : IClassFixture<InspectHouse>, IAsyncLifetime
{
    private CrmConnectionId connection;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        connection = (await house.Act<CrmApi, CrmConnectionCard?>(c => c.Connection(Ct)))?.Id ?? await house.Connect(CrmKind.HubSpot);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_only_company_with_a_partners_domain_is_taken_without_asking_and_told_of_it()
    {
        var tag = house.Sync.Tag();
        var company = await Company("Sole Quay", $"sole-{tag}.example");
        var id = await Partner("Sole Quay " + tag, $"sole-{tag}.example", $"sole-{tag}.test.example");

        (await Account(id)).ShouldBe(company.Id);
        await house.Web.Work();
        var there = await There(company.CrmId);
        (there[EntenteFields.PartnerType], there[EntenteFields.Tier]).ShouldBe(("Reseller", "Select"));
        var page = await (await house.Maren()).Open(PartnerLooks.PartnerHref("corvane", id));
        page.Document.QuerySelector($"#details a[href='{company.Url}']").ShouldNotBeNull().TextContent.ShouldBe("Sole Quay");
    }

    [Fact]
    public async Task Where_two_companies_have_its_domain_a_person_says_which()
    {
        var tag = house.Sync.Tag();
        var first = await Company("Twin One", $"twin-{tag}.example");
        var second = await Company("Twin Two", $"twin-{tag}.example");
        var id = await Partner("Twin " + tag, $"twin-{tag}.example");
        (await Account(id)).ShouldBeNull();
        var maren = await house.Maren();
        (await maren.Open(PartnerLooks.PartnerHref("corvane", id)))
            .Document.QuerySelector("#details")!
            .TextContent.ShouldContain("None chosen");

        var page = await maren.Open(Edit(id));
        page.Document.QuerySelectorAll("select[name='Input.Account'] option")
            .Select(o => o.GetAttribute("value"))
            .ShouldBe(["", first.Id.ToString(), second.Id.ToString()], ignoreOrder: true);
        (await maren.Submit(page, ("Input.Account", second.Id.ToString()))).Status.ShouldBe(303);

        (await Account(id)).ShouldBe(second.Id);
        await house.Web.Work();
        (await There(second.CrmId))[EntenteFields.Tier].ShouldBe("Select");
        (await There(first.CrmId))[EntenteFields.Tier].ShouldBeNull();

        // The other one after all: what was said of the partner goes along.
        (await maren.Submit(Edit(id), ("Input.Account", first.Id.ToString()))).Status.ShouldBe(303);
        await house.Web.Work();
        // Writes to one record go one after the other: the second waits for a second.
        house.Web.Clock.Advance(TimeSpan.FromSeconds(2));
        await house.Web.Work();
        (await There(first.CrmId))[EntenteFields.Tier].ShouldBe("Select");
        (await There(second.CrmId))[EntenteFields.Tier].ShouldBeNull();
    }

    [Fact]
    public async Task A_company_is_named_by_its_id_or_its_address_and_what_names_none_stays_in_the_form()
    {
        var tag = house.Sync.Tag();
        var company = await Company("Far Off", $"far-{tag}.example");
        var id = await Partner("Near By " + tag);
        var maren = await house.Maren();

        var refused = await maren.Submit(Edit(id), ("Input.AccountAddress", "no such thing"), ("Input.Region", "Nordics"));
        refused.Status.ShouldBe(422);
        refused
            .Document.QuerySelector("#input-accountaddress-error")
            .ShouldNotBeNull()
            .TextContent.ShouldContain("We find no such company");
        refused.Document.QuerySelector("input[name='Input.AccountAddress']")!.GetAttribute("value").ShouldBe("no such thing");
        refused.Document.QuerySelector("input[name='Input.Region']")!.GetAttribute("value").ShouldBe("Nordics");

        (await maren.Submit(Edit(id), ("Input.AccountAddress", company.CrmId))).Status.ShouldBe(303);
        (await Account(id)).ShouldBe(company.Id);
        (await maren.Submit(Edit(id), ("Input.Account", ""))).Status.ShouldBe(303);
        (await Account(id)).ShouldBeNull();
        (await maren.Submit(Edit(id), ("Input.AccountAddress", company.Url))).Status.ShouldBe(303);
        (await Account(id)).ShouldBe(company.Id);
    }

    [Fact]
    public async Task A_company_of_one_partner_is_refused_to_another_by_a_sentence_that_names_it()
    {
        var tag = house.Sync.Tag();
        var company = await Company("Held Fast", $"held-{tag}.example");
        var holder = await Partner("Holder " + tag, $"held-{tag}.example");
        (await Account(holder)).ShouldBe(company.Id);
        var late = await Partner("Late " + tag);

        var refused = await (await house.Maren()).Submit(Edit(late), ("Input.AccountAddress", company.CrmId));

        refused.Status.ShouldBe(422);
        refused
            .Document.QuerySelector("#input-accountaddress-error")!
            .TextContent.ShouldContain($"Held Fast is the company of Holder {tag} already.");
        (await Account(late)).ShouldBeNull();
        (await Create("By hand " + tag, company.Id)).Problem.ShouldNotBeNull().Code.ShouldBe("partner.company_taken");
    }

    [Fact]
    public async Task Two_people_who_choose_one_company_for_two_partners_at_the_same_moment_do_not_both_get_it()
    {
        var tag = house.Sync.Tag();
        var company = await Company("Wanted", $"wanted-{tag}.example");

        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Create($"Wants {i} {tag}", company.Id)));

        tries.Count(t => t.Ok).ShouldBe(1);
        tries.Where(t => !t.Ok).ShouldAllBe(t => t.Problem!.Code == "partner.company_taken");
    }

    [Fact]
    public async Task A_company_that_arrives_later_is_taken_unless_a_person_said_otherwise()
    {
        var tag = house.Sync.Tag();
        var waiting = await Partner("Waiting " + tag, $"waiting-{tag}.example");
        var gained = await Partner("Gaining " + tag);
        var early = await Company("Early Bird", $"gained-{tag}.example");
        var maren = await house.Maren();

        var late = await Company("Late Arrival", $"waiting-{tag}.example");
        (await Account(waiting)).ShouldBe(late.Id);
        (await maren.Submit(Edit(gained), ("Input.Domains", $"gained-{tag}.example"))).Status.ShouldBe(303);
        (await Account(gained)).ShouldBe(early.Id);

        // A person says that it is none: neither a change of the record nor the nightly look overrules that.
        (await maren.Submit(Edit(waiting), ("Input.Account", ""))).Status.ShouldBe(303);
        (await house.Sync.RepChanges(CrmKind.HubSpot, CrmObject.Account, late.CrmId, CrmFields.Name, "Late Again")).Error.ShouldBeNull();
        await house.Fetch(connection, CrmObject.Account, late.CrmId);
        await Nightly();
        (await Account(waiting)).ShouldBeNull();
    }

    [Fact]
    public async Task Partners_that_were_here_first_are_found_by_the_nightly_look()
    {
        var tag = house.Sync.Tag();
        var company = await Company("Before", $"before-{tag}.example");
        var id = await Partner("Before " + tag, $"before-{tag}.example");
        // As it was before anybody looked.
        await house.Sync.Ask(db => db.Database.ExecuteSqlAsync($"update partner set account = null where partner_id = {id.Value}", Ct));

        await Nightly();

        (await Account(id)).ShouldBe(company.Id);
    }

    [Fact]
    public async Task Two_partners_whose_companies_became_one_are_kept_apart_and_somebody_is_told()
    {
        var tag = house.Sync.Tag();
        var gone = await Company("Old Mill", $"mill-{tag}.example");
        var survivor = await Company("New Mill", $"newmill-{tag}.example");
        var loser = await Partner("Loser " + tag, $"mill-{tag}.example");
        var keeper = await Partner("Keeper " + tag, $"newmill-{tag}.example");
        await Merge(gone.CrmId, survivor.CrmId);

        (await Account(keeper)).ShouldBe(survivor.Id);
        (await Account(loser)).ShouldBeNull();
        (await OnToday()).ShouldContain($"Loser {tag}: Its company was merged into New Mill, which is the company of Keeper {tag}.");
        var maren = await house.Maren();
        var page = await maren.Open(Edit(loser));
        page.Words.ShouldContain($"which is the company of Keeper {tag}.");

        (await maren.Submit(page, ("Input.Account", ""))).Status.ShouldBe(303);
        (await OnToday()).ShouldNotContain(line => line.StartsWith("Loser " + tag, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_change_of_the_partner_leaves_its_company_alone_and_without_a_CRM_none_is_asked_for()
    {
        var tag = house.Sync.Tag();
        var company = await Company("Kept", $"kept-{tag}.example");
        var id = await Partner("Kept " + tag, $"kept-{tag}.example");
        var maren = await house.Maren();

        (await maren.Submit(Edit(id), ("Input.Region", "DACH"))).Status.ShouldBe(303);

        (await Account(id)).ShouldBe(company.Id);
        await using var scope = house.As(house.Web.Other);
        var elsewhere = await house.Web.House.Made(house.Web.Other, "No CRM");
        (await scope.ServiceProvider.GetRequiredService<PartnerToEdit>().Load(elsewhere, Ct))!.Crm.ShouldBeNull();
    }

    private async Task<AccountCard> Company(string name, string domain)
    {
        var rep = house.Sync.Rep(CrmKind.HubSpot);
        (await rep.EnsureFields(Ct)).Error.ShouldBeNull();
        var fields = new Dictionary<string, string?> { [CrmFields.Name] = name, [CrmFields.Domain] = domain };
        var crmId = (await rep.Upsert(new(CrmObject.Account, "co" + house.Sync.Tag(), null, fields, []), Ct)).Value.Id;
        await house.Fetch(connection, CrmObject.Account, crmId);
        var id = (await house.Act<CrmApi, AccountId?>(c => c.AccountByCrmId(connection, crmId, Ct)))!.Value;
        return (await house.Act<CrmApi, IReadOnlyList<AccountCard>>(c => c.Accounts([id], Ct))).Single();
    }

    private async Task<PartnerId> Partner(string name, params string[] domains) =>
        (
            await house.Act<CreatePartner, Result<PartnerId>>(u => u.Run(PartnerStory.Kestrel with { Name = name, Domains = domains }, Ct))
        ).Value;

    private Task<Result<PartnerId>> Create(string name, AccountId account) =>
        house.Act<CreatePartner, Result<PartnerId>>(u =>
            u.Run(PartnerStory.Kestrel with { Name = name, Domains = [], Account = account }, Ct)
        );

    private async Task<AccountId?> Account(PartnerId id) => (await house.Act<PartnersApi, PartnerCard?>(p => p.Get(id, Ct)))!.Account;

    private async Task<CrmRecord> There(string crmId) =>
        (await house.Sync.Rep(CrmKind.HubSpot).ReadByIds(CrmObject.Account, [crmId], CrmLane.Push, Ct)).Value.Records.Single();

    /// <summary>As the mirror hears of a merge.</summary>
    private async Task Merge(string old, string survivor)
    {
        await using (var scope = house.As())
        {
            var mirror = scope.ServiceProvider.GetRequiredService<MirrorWriter>();
            await mirror.Apply(
                new(connection, CrmObject.Account, SyncSource.Push, [])
                {
                    Deletions = [new(old, house.Web.Clock.Now.AddMinutes(1), survivor)],
                },
                Ct
            );
        }
        await house.Web.Work();
    }

    private async Task Nightly()
    {
        await using var scope = house.As();
        await ActivatorUtilities.GetServiceOrCreateInstance<FindCompanies>(scope.ServiceProvider).Run(house.Web.Clock.Now, Ct);
        await house.Web.Work();
    }

    private async Task<List<string>> OnToday()
    {
        await using var scope = house.Web.Services.CreateAsyncScope();
        scope
            .ServiceProvider.GetRequiredService<ActorSlot>()
            .Fill(new(house.Web.Corvane.Id, ActorKind.Staff, Channel.Web, Permissions: Permissions.All));
        var today = scope.ServiceProvider.GetServices<ITodayItem>().OfType<CompaniesToday>().Single();
        return [.. ((await today.Section(house.Web.Clock.Now, Ct))?.Rows ?? []).Select(r => $"{r.Title}: {r.Sub}")];
    }

    private static string Edit(PartnerId id) => PartnerLooks.PartnerHref("corvane", id) + "/edit";
}
