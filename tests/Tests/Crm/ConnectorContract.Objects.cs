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
    public async Task Records_are_found_by_the_value_of_a_field_in_the_order_of_their_ids_and_to_the_last()
    {
        var connector = await Ready();
        var schema = (await connector.ReadSchema(CrmObject.Account, Ct)).Value;
        var type = schema.Fields.Single(f => f.Name.Equals("type", StringComparison.OrdinalIgnoreCase));
        var word = $"O'Partner \\ {Tag()}";
        var made = new List<string>();
        for (var n = 0; n < 3; n++)
            made.Add((await connector.Upsert(Account(Tag(), "Found " + n, (CrmFields.Raw(type.Name), word)), Ct)).Value.Id);
        (await connector.Upsert(Account(Tag(), "Not found", (CrmFields.Raw(type.Name), "Customer")), Ct)).Error.ShouldBeNull();

        var found = await connector.With(CrmObject.Account, type, word, null, Ct);

        found.Error.ShouldBeNull();
        found.Value.ShouldBe(made);
        (await connector.With(CrmObject.Account, type, word, made[0], Ct)).Value.ShouldBe(made.Skip(1));
        (await connector.With(CrmObject.Account, type, word, made[2], Ct)).Value.ShouldBeEmpty();
        (await connector.With(CrmObject.Account, type, "no' such value", null, Ct)).Value.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reps_meeting_stands_on_the_timeline_among_what_Entente_wrote()
    {
        var connector = await Ready();
        var (claim, other) = (await Claim(connector), await Claim(connector));
        var at = new DateTimeOffset(2029, 3, 1, 9, 30, 0, TimeSpan.Zero);
        await Meet(claim.Deal, "Demo in Delft", "Line scan shown", at);

        var timeline = (await connector.ReadTimeline(CrmObject.Deal, claim.Deal, 50, Ct)).Value;

        timeline.Select(a => a.Kind).ShouldBe([CrmObject.Meeting, CrmObject.Note]);
        var meeting = timeline[0];
        (meeting.Subject, meeting.Body, meeting.At).ShouldBe(("Demo in Delft", "Line scan shown", at));
        (meeting.Open, meeting.ByEntente).ShouldBe((false, false));
        meeting.Url.ShouldContain(meeting.Id);
        (await connector.ReadTimeline(CrmObject.Deal, other.Deal, 50, Ct)).Value.ShouldNotContain(a => a.Kind == CrmObject.Meeting);
    }

    [Fact]
    public async Task Mails_that_were_written_before_anybody_knew_are_written_again_all_at_once_and_none_is_refused()
    {
        var connector = await Ready();
        var claims = new List<Written>();
        for (var n = 0; n < 6; n++)
            claims.Add(await Claim(connector));
        var mails = claims.Select(c => Entry(CrmObject.Email, c, "Re: your registration", "2026-11-21T12:00:00.000Z")).ToList();
        foreach (var mail in mails)
            (await connector.Upsert(mail, Ct)).Error.ShouldBeNull();

        var again = await Task.WhenAll(mails.Select(m => connector.Upsert(m, Ct)));

        again.Select(a => a.Ok ? $"created: {a.Value.Created}" : a.Error.Message).ShouldAllBe(a => a == "created: False");
        var late = await Claim(connector);
        (await connector.Upsert(Entry(CrmObject.Email, late, "Re: one more", "2026-11-21T13:00:00.000Z"), Ct)).Error.ShouldBeNull();
        (await connector.ReadTimeline(CrmObject.Deal, late.Deal, 50, Ct)).Value.ShouldContain(a => a.Kind == CrmObject.Email);
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
