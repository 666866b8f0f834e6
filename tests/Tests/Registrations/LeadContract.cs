using System.Net.Http.Json;
using Entente.Crm;
using Entente.Crm.HubSpot;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Entente.Platform.Values;
using Entente.Registrations.Review;
using Entente.Registrations.Rules;
using Entente.Tests.Crm;
using Entente.Ui.Parts;
using Microsoft.EntityFrameworkCore;

namespace Entente.Tests.Registrations;

public sealed class HubSpotLeadsAndPartners(SyncHouse sync) : LeadContract(sync), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.HubSpot;

    private protected override Task<CrmResult<CrmOutcome>> MakeLead(string tag, string company, string account, string contact) =>
        Sync.Rep(Kind)
            .Upsert(
                new(
                    CrmObject.Lead,
                    "lead" + tag,
                    null,
                    new Dictionary<string, string?> { [CrmFields.Name] = company },
                    [new(CrmObject.Contact, contact), new(CrmObject.Account, account)]
                ),
                Ct
            );

    private protected override Task GiveUp(string lead) =>
        Sync.RepChanges(Kind, CrmObject.Lead, lead, CrmFields.Stage, "unqualified-stage-id");

    private protected override async Task PutOn(string deal, string partner)
    {
        using var label = await Send(
            HttpMethod.Post,
            "/crm/v4/associations/deals/companies/labels",
            new { name = "reseller", label = "Reseller" }
        );
        (
            await Sync.Rep(Kind)
                .Upsert(
                    new(CrmObject.Deal, "x", deal, new Dictionary<string, string?>(), [new(CrmObject.Account, partner, "Reseller")]),
                    Ct
                )
        ).Error.ShouldBeNull();
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri(Sync.Sandbox.HubSpot, path)) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", Sync.Sandbox.Options.HubSpotToken);
        return await Sync.Sandbox.Http.SendAsync(request, Ct);
    }
}

public sealed class SalesforceLeadsAndPartners(SyncHouse sync) : LeadContract(sync), IClassFixture<SyncHouse>
{
    private protected override CrmKind Kind => CrmKind.Salesforce;

    private protected override Task<CrmResult<CrmOutcome>> MakeLead(string tag, string company, string account, string contact) =>
        Sync.Rep(Kind)
            .Upsert(
                new(
                    CrmObject.Lead,
                    "lead" + tag,
                    null,
                    new Dictionary<string, string?> { [CrmFields.Company] = company, [CrmFields.LastName] = "Ruiz" },
                    []
                ),
                Ct
            );

    private protected override Task GiveUp(string lead) =>
        Sync.RepChanges(Kind, CrmObject.Lead, lead, CrmFields.Stage, "Closed - Not Converted");

    private protected override async Task PutOn(string deal, string partner)
    {
        var access = (await ((SalesforceConnector)Sync.Rep(Kind)).Access(Ct)).Value;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(access.Origin, "/services/data/v66.0/sobjects/Partner"))
        {
            Content = JsonContent.Create(
                new Dictionary<string, object>
                {
                    ["OpportunityId"] = deal,
                    ["AccountToId"] = partner,
                    ["Role"] = "Reseller",
                }
            ),
        };
        request.Headers.Authorization = new("Bearer", access.Token);
        using var made = await Sync.Sandbox.Http.SendAsync(request, Ct);
        made.IsSuccessStatusCode.ShouldBeTrue(await made.Content.ReadAsStringAsync(Ct));
    }
}

/// <summary>What the vendor's own people work on as a lead, and whom the CRM names on a deal, is seen when a company is claimed; on both protocols.</summary>
public abstract class LeadContract(SyncHouse sync)
{
    private protected SyncHouse Sync => sync;

    private protected abstract CrmKind Kind { get; }

    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private protected abstract Task<CrmResult<CrmOutcome>> MakeLead(string tag, string company, string account, string contact);

    /// <summary>Somebody in the CRM ends the lead without a deal.</summary>
    private protected abstract Task GiveUp(string lead);

    /// <summary>Somebody in the CRM names a partner's company on a deal.</summary>
    private protected abstract Task PutOn(string deal, string partner);

    [Fact]
    public async Task Leads_are_loaded_followed_and_gone_when_they_are_deleted()
    {
        var tag = sync.Tag();
        var (account, contact, _) = await sync.RepMakesADeal(Kind, tag, "Loaded Leads " + tag, "loaded-leads.example");
        var first = await MakeLead(tag, "Loaded Leads " + tag, account, contact);
        first.Error.ShouldBeNull();
        var connection = await sync.Connect(Kind);
        (await Row(connection, first.Value.Id)).ShouldNotBeNull("the first load brings it");

        var later = (await MakeLead(tag + "b", "Later " + tag, account, contact)).Value.Id;
        await sync.Pass(TimeSpan.FromMinutes(2));
        (await Row(connection, later))!.Open.ShouldBeTrue("the cursor brings it");

        await GiveUp(later);
        await sync.Pass(TimeSpan.FromMinutes(2));
        (await Row(connection, later))!.Open.ShouldBeFalse();

        await sync.Delete(Kind, CrmObject.Lead, first.Value.Id);
        await sync.Pass(TimeSpan.FromMinutes(6));
        (await Row(connection, first.Value.Id))!.Deleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_claim_on_a_company_that_is_an_open_lead_wants_a_look_until_the_lead_is_given_up()
    {
        var tag = sync.Tag();
        var company = "Worked As Lead " + tag;
        await sync.Connect(Kind);
        var (account, contact, deal) = await sync.RepMakesADeal(Kind, tag, company, $"worked-{tag}.example");
        await sync.Delete(Kind, CrmObject.Deal, deal);
        var lead = (await MakeLead(tag, company, account, contact)).Value.Id;
        await sync.Pass(TimeSpan.FromMinutes(6));
        var story = await RegistrationStory.In(sync.House);

        var number = await story.Submitted(story.Ines, company);

        var found = (await story.Trace(number)).Findings.Single(f => f.Code == FindingCodes.Opportunity);
        (found.Severity, found.Title).ShouldBe((Severity.Warn, "Open lead of this company"));
        found.PartnerText!.ShouldNotContain("lead ");
        (await Review(story, number)).ShouldContain(f => f.Title == "Open lead of this company");

        await GiveUp(lead);
        await sync.Pass(TimeSpan.FromMinutes(2));
        (await Review(story, number)).ShouldNotContain(f => f.Title == "Open lead of this company");
    }

    [Fact]
    public async Task A_partner_whom_the_CRM_names_on_the_deal_is_a_finding_for_staff()
    {
        var tag = sync.Tag();
        var company = "Attributed " + tag;
        await sync.Connect(Kind);
        var claim = RegistrationStory.Claim(company);
        var (_, _, deal) = await sync.RepMakesADeal(Kind, tag, company, claim.Domain!);
        var (partner, _, _) = await sync.RepMakesADeal(Kind, tag + "p", "Vantora Group " + tag, $"vantora-{tag}.example");
        await PutOn(deal, partner);
        (await sync.RepChanges(Kind, CrmObject.Deal, deal, CrmFields.NextStep, "Call Vantora")).Error.ShouldBeNull();
        await sync.Pass(TimeSpan.FromMinutes(2));
        var story = await RegistrationStory.In(sync.House);

        var number = await story.Submitted(story.Ines, company);

        var found = (await Review(story, number)).Single(f => f.Title == "A partner is already on this opportunity");
        found.Why.ShouldContain($"Vantora Group {tag} is already on");
        found.Why.ShouldContain("Reseller");
        (await story.Trace(number)).Findings.Single(f => f.Code == FindingCodes.Attribution).PartnerText!.ShouldNotContain("Vantora");
    }

    private Task<LeadRow?> Row(CrmConnectionId connection, string id) =>
        sync.Ask(db => db.Set<LeadRow>().AsNoTracking().SingleOrDefaultAsync(l => l.ConnectionId == connection && l.CrmId == id, Ct));

    private async Task<IReadOnlyList<FindingView>> Review(RegistrationStory story, string number) =>
        (await sync.House.Act<ReviewQuery, ReviewView?>(story.Maren, q => q.Load(number, Ct)))!.Findings;
}
