using Entente.Crm.Port;

namespace Entente.Tests.Crm;

/// <summary>Timeline and leads, alike on both.</summary>
public abstract partial class ConnectorContract
{
    [Fact]
    public async Task A_timeline_holds_what_was_written_the_newest_first_and_once()
    {
        var connector = await Ready();
        var claim = await Claim(connector);
        foreach (var _ in new[] { 1, 2 })
        {
            (await connector.Upsert(Entry(CrmObject.Task, claim, "Call Ada", "2030-01-01T12:00:00.000Z"), Ct)).Error.ShouldBeNull();
            (
                await connector.Upsert(Entry(CrmObject.Email, claim, "Re: your registration", "2026-11-21T12:00:00.000Z"), Ct)
            ).Error.ShouldBeNull();
        }
        var timeline = await connector.ReadTimeline(CrmObject.Deal, claim.Deal, 50, Ct);
        timeline.Error.ShouldBeNull();
        timeline.Value.Select(a => a.Kind).Order().ShouldBe([CrmObject.Note, CrmObject.Task, CrmObject.Email]);
        timeline.Value.Select(a => a.At).ShouldBeInOrder(SortDirection.Descending);
        timeline.Value.ShouldAllBe(a => a.ByEntente && a.Url.Contains(a.Id));
        timeline.Value.Single(a => a.Kind == CrmObject.Note).Body!.ShouldContain("Line <two>");
        timeline.Value.Single(a => a.Kind == CrmObject.Task).Open.ShouldBeTrue();
        (await connector.ReadTimeline(CrmObject.Deal, claim.Deal, 1, Ct)).Value.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_lead_is_written_and_read_back_where_the_account_has_leads_and_named_where_not()
    {
        var connector = await Ready();
        var claim = await Claim(connector);
        var lead = new CrmUpsert(
            CrmObject.Lead,
            "l" + claim.Tag,
            null,
            new Dictionary<string, string?> { [CrmFields.Name] = "Vantor Logistics" },
            Kind == CrmKind.HubSpot ? [new(CrmObject.Contact, claim.Contact)] : []
        );
        var schema = await connector.ReadSchema(CrmObject.Lead, Ct);
        if (!schema.Ok)
        {
            schema.Error.Class.ShouldBeOneOf(CrmErrorClass.NotFound, CrmErrorClass.Schema);
            (await connector.Upsert(lead, Ct)).Error!.Class.ShouldBeOneOf(CrmErrorClass.NotFound, CrmErrorClass.Schema);
            return;
        }
        var written = await connector.Upsert(lead, Ct);
        written.Error.ShouldBeNull();
        (await connector.Upsert(lead, Ct)).Value.Id.ShouldBe(written.Value.Id);
        var read = await One(connector, CrmObject.Lead, written.Value.Id);
        read[CrmFields.Name].ShouldBe("Vantor Logistics");
        read[EntenteFields.Id].ShouldBe("l" + claim.Tag);
    }

    private static CrmUpsert Entry(CrmObject kind, Written claim, string subject, string at) =>
        new(
            kind,
            $"{kind}-{claim.Tag}",
            null,
            new Dictionary<string, string?>
            {
                [CrmFields.Subject] = subject,
                [CrmFields.Body] = "Text",
                [CrmFields.At] = at,
            },
            [new(CrmObject.Deal, claim.Deal)]
        );
}
