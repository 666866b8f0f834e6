using System.Net;
using Entente.Crm.HubSpot;
using Entente.Crm.Lanes;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

/// <summary>Timeline, leads and partners as both CRMs send them.</summary>
public sealed class TimelineTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task HubSpots_notes_tasks_and_mails_come_in_one_list_the_newest_first_though_meetings_are_refused()
    {
        using var crm = new FakeCrm(HubSpotAnswer);
        using var connector = HubSpot(crm);
        var timeline = (await connector.ReadTimeline(CrmObject.Deal, "7", 10, Ct)).Value;
        timeline.Select(a => a.Kind).ShouldBe([CrmObject.Task, CrmObject.Email, CrmObject.Note]);
        timeline[0].ShouldSatisfyAllConditions(t => t.Open.ShouldBeTrue(), t => t.Subject.ShouldBe("Call Ada"));
        timeline[1].Incoming.ShouldBeTrue();
        timeline[2].Body.ShouldBe("Line one\nLine <two>");
        timeline[2].ByEntente.ShouldBeTrue();
        timeline[2].Url.ShouldContain("/0-46/1");
        (await connector.ReadTimeline(CrmObject.Deal, "7", 1, Ct)).Value.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Salesforces_tasks_and_events_come_as_the_same_kinds()
    {
        using var crm = new FakeCrm(SalesforceAnswer);
        using var connector = Salesforce(crm);
        var timeline = (await connector.ReadTimeline(CrmObject.Deal, "006000000000001AAA", 10, Ct)).Value;
        timeline.Select(a => a.Kind).ShouldBe([CrmObject.Task, CrmObject.Meeting, CrmObject.Email, CrmObject.Note]);
        timeline[0].Open.ShouldBeTrue();
        timeline[3].ByEntente.ShouldBeTrue();
        crm.Calls.ShouldContain(c => c.Path.Contains("WhatId"));
    }

    [Fact]
    public async Task A_deleted_column_does_not_stop_the_reading_of_all_others()
    {
        using var crm = new FakeCrm(SalesforceAnswer);
        using var connector = Salesforce(crm);
        var read = await connector.ReadByIds(CrmObject.Deal, ["006000000000001AAA"], CrmLane.Push, Ct);
        read.Error.ShouldBeNull();
        connector.Missing.ShouldBe([(CrmObject.Deal, "Entente_Motion__c")]);
        var deal = read.Value.Records.Single();
        deal[CrmFields.Name].ShouldBe("Vantor");
        deal.Links.ShouldBe(
            [
                new CrmLink(CrmObject.Account, "001000000000001AAA", null, true),
                new CrmLink(CrmObject.Partner, "001000000000002AAA", "Reseller", true),
            ],
            "the partner's account is not the deal's"
        );
    }

    [Fact]
    public void A_lead_reads_and_writes_alike()
    {
        var lead = new CrmUpsert(CrmObject.Lead, "l1", null, new Dictionary<string, string?> { [CrmFields.Name] = "Vantor" }, []);
        HubSpotFields.Write(lead, ConnectorFacts.Unknown)["hs_lead_name"].ShouldBe("Vantor");
        var row = SalesforceFields.Write(lead, ConnectorFacts.Unknown);
        (row["LastName"], row["Company"]).ShouldBe(("Vantor", "Vantor"));
        using var hubSpot = System.Text.Json.JsonDocument.Parse(
            """{"id":"1","properties":{"hs_lead_name":"Vantor","hs_pipeline_stage":"new"}}"""
        );
        HubSpotFields.Read(CrmObject.Lead, hubSpot.RootElement, ConnectorFacts.Unknown)[CrmFields.Stage].ShouldBe("new");
        using var salesforce = System.Text.Json.JsonDocument.Parse("""{"Id":"00Q000000000001AAA","Name":"Vantor","Status":"Open"}""");
        SalesforceFields.Read(CrmObject.Lead, salesforce.RootElement, ConnectorFacts.Unknown)[CrmFields.Name].ShouldBe("Vantor");
    }

    [Fact]
    public void A_mail_and_a_task_go_onto_the_timeline_of_both()
    {
        var mail = new CrmUpsert(
            CrmObject.Email,
            "m1",
            null,
            new Dictionary<string, string?>
            {
                [CrmFields.Subject] = "Re: DR-1048",
                [CrmFields.Body] = "Thanks",
                [CrmFields.At] = "2026-11-20T10:00:00.000Z",
                [CrmFields.From] = "ines@kestrelquay.example",
                [CrmFields.To] = "maren@corvane.example",
                [CrmFields.Incoming] = "true",
            },
            [new CrmLink(CrmObject.Deal, "006000000000001AAA")]
        );
        var hubSpot = HubSpotFields.Write(mail, ConnectorFacts.Unknown);
        hubSpot["hs_email_direction"].ShouldBe("INCOMING_EMAIL");
        hubSpot["hs_email_headers"].ShouldContain("ines@kestrelquay.example");
        hubSpot[EntenteFields.Id].ShouldBe("m1");
        var salesforce = SalesforceFields.Write(mail, ConnectorFacts.Unknown);
        (salesforce["TaskSubtype"], salesforce["Status"], salesforce["WhatId"]).ShouldBe(("Email", "Completed", "006000000000001AAA"));
        salesforce["Subject"].ShouldBe("Email: Re: DR-1048");
        var task = SalesforceFields.Write(mail with { Kind = CrmObject.Task }, ConnectorFacts.Unknown);
        (task["Status"], task["ActivityDate"]).ShouldBe(("Not Started", "2026-11-20"));
    }

    [Theory]
    [InlineData("<p>Hello<br>you</p><script>alert(1)</script>", "Hello\nyou")]
    [InlineData("a &lt;b&gt; &amp; c", "a <b> & c")]
    [InlineData("<style>p{}</style>", null)]
    [InlineData(null, null)]
    public void Nobodys_markup_is_shown_as_ours(string? html, string? text) => PlainText.Of(html).ShouldBe(text);

    private static HttpResponseMessage HubSpotAnswer(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        string Links(string id) => $$"""{"results":[{"from":{"id":"7"},"to":[{"toObjectId":"{{id}}","associationTypes":[]}]}]}""";
        return path switch
        {
            _ when path.Contains("/meetings") => FakeCrm.Json(HttpStatusCode.NotFound, "{}"),
            _ when path.EndsWith("/notes/batch/read", StringComparison.Ordinal) && path.Contains("/deals/") => Ok(Links("1")),
            _ when path.EndsWith("/tasks/batch/read", StringComparison.Ordinal) && path.Contains("/deals/") => Ok(Links("2")),
            _ when path.EndsWith("/emails/batch/read", StringComparison.Ordinal) && path.Contains("/deals/") => Ok(Links("3")),
            _ when path.Contains("/notes/") => Ok(
                """{"results":[{"id":"1","properties":{"hs_timestamp":"2026-11-18T10:00:00Z","hs_note_body":"<p>Line one<br>Line &lt;two&gt;</p>","entente_id":"n1"}}]}"""
            ),
            _ when path.Contains("/tasks/") => Ok(
                """{"results":[{"id":"2","properties":{"hs_timestamp":"2026-11-21T10:00:00Z","hs_task_subject":"Call Ada","hs_task_status":"NOT_STARTED"}}]}"""
            ),
            _ => Ok(
                """{"results":[{"id":"3","properties":{"hs_timestamp":"2026-11-19T10:00:00Z","hs_email_subject":"Re","hs_email_direction":"INCOMING_EMAIL"}}]}"""
            ),
        };
    }

    private static HttpResponseMessage SalesforceAnswer(HttpRequestMessage request)
    {
        var address = Uri.UnescapeDataString(request.RequestUri!.PathAndQuery);
        if (address.Contains("/oauth2/token"))
            return Ok("""{"access_token":"t","instance_url":"https://acme.my.salesforce.com","id":"https://x/id/00D/005"}""");
        if (address.Contains("/Opportunity/describe"))
            return Ok("""{"fields":[],"childRelationships":[{"relationshipName":"OpportunityPartnersFrom"}]}""");
        if (address.Contains("FROM Task"))
            return Ok(
                """{"done":true,"records":[{"Id":"00T000000000001AAA","Subject":"DR-1","Status":"Completed","CreatedDate":"2026-11-17T10:00:00.000+0000","Entente_Id__c":"n1"},{"Id":"00T000000000002AAA","Subject":"Call","Status":"Not Started","ActivityDate":"2026-11-25","CreatedDate":"2026-11-18T10:00:00.000+0000"},{"Id":"00T000000000003AAA","Subject":"Email: Re","Status":"Completed","TaskSubtype":"Email","CreatedDate":"2026-11-18T12:00:00.000+0000"}]}"""
            );
        if (address.Contains("FROM Event"))
            return Ok(
                """{"done":true,"records":[{"Id":"00U000000000001AAA","Subject":"Meet","StartDateTime":"2026-11-20T09:00:00.000+0000"}]}"""
            );
        if (address.Contains("Entente_Motion__c"))
            return FakeCrm.Json(
                HttpStatusCode.BadRequest,
                """[{"message":"No such column 'Entente_Motion__c' on entity 'Opportunity'.","errorCode":"INVALID_FIELD"}]"""
            );
        return Ok(
            """{"done":true,"records":[{"Id":"006000000000001AAA","Name":"Vantor","AccountId":"001000000000001AAA","SystemModstamp":"2026-11-20T10:00:00.000+0000","OpportunityPartnersFrom":{"records":[{"AccountToId":"001000000000002AAA","Role":"Reseller","IsPrimary":true}]}}]}"""
        );
    }

    private static HttpResponseMessage Ok(string json) => FakeCrm.Json(HttpStatusCode.OK, json);

    private static HubSpotConnector HubSpot(FakeCrm crm) =>
        new(
            crm.Client,
            new(new("https://api.hubapi.com"), "2026-09", "pat", ""),
            ConnectorFacts.Unknown,
            new LaneGate(LanePolicy.Paced(1000), TimeProvider.System),
            TimeProvider.System
        );

    private static SalesforceConnector Salesforce(FakeCrm crm) =>
        new(
            crm.Client,
            new(new("https://acme.my.salesforce.com"), "66.0", SalesforceGrant.ClientCredentials, "k", "s"),
            ConnectorFacts.Unknown,
            new LaneGate(LanePolicy.Paced(1000), TimeProvider.System),
            null,
            TimeProvider.System
        );
}
