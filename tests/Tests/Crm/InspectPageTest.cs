using Entente.Crm;
using Entente.Crm.Inspect;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Crm;

/// <summary>The inspector's pages: any record found, both its sides, and what may be done about it; on both protocols.</summary>
public sealed class InspectPageTest(InspectHouse house) : IClassFixture<InspectHouse>
{
    private const string Address = "/w/corvane/settings/crm/inspect";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CrmKind.HubSpot)]
    [InlineData(CrmKind.Salesforce)]
    public async Task A_record_is_found_by_name_domain_number_and_every_id(CrmKind kind)
    {
        var tag = house.Sync.Tag();
        var made = await house.Sync.RepMakesADeal(kind, tag, $"Vantor {tag}", tag + ".vantor.example");
        var connection = await house.Connect(kind);
        await house.Stage(
            connection,
            CrmObject.Deal,
            "deal-" + tag,
            made.Deal,
            (EntenteFields.RegistrationNumber, "DR-" + tag.ToUpperInvariant())
        );
        await house.Web.Work();
        var maren = await house.Maren();

        await Finds(maren, $"vantor {tag}", CrmObject.Account, made.Account);
        await Finds(maren, tag + ".vantor.example", CrmObject.Account, made.Account);
        await Finds(maren, $"mar.{tag}@VANTOR.example", CrmObject.Contact, made.Contact);
        // By what a name begins with, and, where none begins so, by what it holds.
        await Finds(maren, $"VANTOR {tag[..^1]}", CrmObject.Account, made.Account);
        await Finds(maren, "antor " + tag, CrmObject.Account, made.Account);
        await Finds(maren, "DR-" + tag, CrmObject.Deal, made.Deal);
        await Finds(maren, made.Deal, CrmObject.Deal, made.Deal);
        await Finds(maren, "deal-" + tag, CrmObject.Deal, made.Deal);
        if (kind == CrmKind.Salesforce)
            await Finds(maren, made.Deal[..15], CrmObject.Deal, made.Deal);
        (await maren.Open($"{Address}?q=nobody-of-this-name")).Words.ShouldContain("No such record");
        (await maren.Open($"{Address}?q=%3Cscript%3Ex")).Text.ShouldNotContain("<script>x");
        (
            await house.Act<FindRecords, IReadOnlyList<FoundRecord>>(f => f.Run($"vantor {tag}", null, null, Ct), house.Web.Other)
        ).ShouldBeEmpty("another workspace finds nothing of it");
    }

    [Theory]
    [InlineData(CrmKind.HubSpot)]
    [InlineData(CrmKind.Salesforce)]
    public async Task Both_sides_stand_field_by_field_and_reading_again_mends_a_difference(CrmKind kind)
    {
        var tag = house.Sync.Tag();
        var made = await house.Sync.RepMakesADeal(kind, tag, "Vantor " + tag, tag + ".vantor.example");
        var connection = await house.Connect(kind);
        await house.Stage(connection, CrmObject.Deal, "deal-" + tag, made.Deal, (EntenteFields.RegistrationStatus, "Approved"));
        await house.Web.Work();
        var maren = await house.Maren();
        var address = CrmAddresses.Inspect("corvane", connection, CrmObject.Deal, made.Deal);
        var page = await maren.Open(address);
        page.Words.ShouldContain("hold the same");
        page.Words.ShouldContain("Registration status");
        page.Words.ShouldContain("Entente wins");
        page.Words.ShouldContain("a change in the CRM is written over");
        page.Words.ShouldContain("Vantor " + tag, customMessage: "its account is linked");
        page.Text.ShouldContain("Approved&quot;", customMessage: "the journal shows what was sent");
        foreach (var secret in new[] { house.Sandbox.Options.HubSpotToken, house.Sandbox.Options.SalesforceClientSecret })
            page.Text.ShouldNotContain(secret);

        house.Web.Clock.Advance(TimeSpan.FromSeconds(20));
        (await house.Sync.RepChanges(kind, CrmObject.Deal, made.Deal, CrmFields.NextStep, "Call on Monday")).Error.ShouldBeNull();
        page = await maren.Open(address);
        page.Words.ShouldContain("1 field differs");
        page.Document.QuerySelectorAll("tr[data-tone=warn]").Length.ShouldBe(1);
        (await maren.Submit(page, ("Record.Do", "read"))).Status.ShouldBe(StatusCodes.Status303SeeOther);
        (await maren.Open(address)).Words.ShouldContain("hold the same");
    }

    [Theory]
    [InlineData(CrmKind.HubSpot)]
    [InlineData(CrmKind.Salesforce)]
    public async Task What_never_reached_the_CRM_is_found_shown_tried_again_and_let_be(CrmKind kind)
    {
        var tag = house.Sync.Tag();
        var connection = await house.Connect(kind);
        var write = await house.Refused(connection, tag);
        var maren = await house.Maren();
        var found = await maren.Open($"{Address}?q=okafor%20{tag}");
        found.Words.ShouldContain("Not in the CRM yet");
        var address = found.Document.QuerySelector("tbody th a")!.GetAttribute("href")!;
        var page = await maren.Open(address);
        page.Heading.ShouldContain("Okafor " + tag);
        page.Words.ShouldContain("takes the e-mail address for none");
        page.Words.ShouldContain("refused by the CRM");

        var again = await maren.Submit(page, ("_handler", $"retry-{write.Short()}"), ("Record.Do", "retry"));
        again.Status.ShouldBe(StatusCodes.Status303SeeOther, again.Words);
        (await house.Entry(write)).State.ShouldBe(WriteState.Waiting);
        (await maren.Open(address)).Words.ShouldContain("on its way");
        await house.Web.Work();

        var silent = await maren.Submit(address, ("_handler", $"ignore-{write.Short()}"), ("Record.Do", "ignore"));
        silent.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        silent.Words.ShouldContain("Say in a few words why");
        var let = await maren.Submit(
            address,
            ("_handler", $"ignore-{write.Short()}"),
            ("Record.Reason", "No such person"),
            ("Record.Do", "ignore")
        );
        let.Status.ShouldBe(StatusCodes.Status303SeeOther, let.Words);
        (await house.Entry(write)).State.ShouldBe(WriteState.Ignored);
        page = await maren.Open(address);
        page.Words.ShouldContain("Let be: No such person");
        (await maren.Submit(page, ("_handler", $"replay-{write.Short()}"), ("Record.Do", "replay"))).Status.ShouldBe(
            StatusCodes.Status303SeeOther
        );
    }

    [Fact]
    public async Task What_is_lost_to_the_other_side_stands_among_the_conflicts()
    {
        var tag = house.Sync.Tag();
        var made = await house.Sync.RepMakesADeal(CrmKind.HubSpot, tag, "Vantor " + tag, tag + ".vantor.example");
        var connection = await house.Connect(CrmKind.HubSpot);
        await house.Stage(connection, CrmObject.Deal, "deal-" + tag, made.Deal, (EntenteFields.Partner, "Northwind " + tag));
        await house.Web.Work();
        house.Web.Clock.Advance(TimeSpan.FromSeconds(20));
        (
            await house.Sync.RepChanges(CrmKind.HubSpot, CrmObject.Deal, made.Deal, EntenteFields.Partner, "Mine " + tag)
        ).Error.ShouldBeNull();
        await house.Fetch(connection, CrmObject.Deal, made.Deal);

        var maren = await house.Maren();
        var page = await maren.Open("/w/corvane/settings/crm/conflicts?winner=Entente&field=Deal.entente_partner&q=mine%20" + tag);
        page.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        page.Document.QuerySelector("tbody del")!.TextContent.ShouldBe("Mine " + tag);
        page.Words.ShouldContain("Entente won");
        var record = await maren.Open(page.Document.QuerySelector("tbody th a")!.GetAttribute("href")!);
        record.Document.QuerySelector("table[aria-label=Conflicts] del")!.TextContent.ShouldBe("Mine " + tag);
        (await maren.Open("/w/corvane/settings/crm/conflicts?winner=Nobody")).Words.ShouldContain("No conflict matches");
    }

    [Fact]
    public async Task A_record_of_no_connection_or_of_another_workspace_is_not_shown()
    {
        var connection = await house.Connect(CrmKind.HubSpot);
        var maren = await house.Maren();
        (await maren.Get($"{Address}?connection=nonsense&of=Deal&id=1")).Status.ShouldBe(StatusCodes.Status404NotFound);
        (await maren.Get($"{Address}?connection={connection.Short()}&of=Deal&entente=never-written")).Status.ShouldBe(
            StatusCodes.Status404NotFound
        );
        (
            await house.Act<InspectRecord, Result<RecordInspection>>(
                i => i.Run(connection, CrmObject.Deal, "1", askCrm: true, Ct),
                house.Web.Other
            )
        ).Problem!.Code.ShouldBe("crm.no_connection");
    }

    private static async Task Finds(WebVisitor visitor, string asked, CrmObject kind, string id)
    {
        var page = await visitor.Open($"{Address}?q={Uri.EscapeDataString(asked)}");
        page.Document.QuerySelectorAll("tbody th a")
            .Select(a => a.GetAttribute("href")!)
            .ShouldContain(h => h.Contains($"of={kind}&") && h.EndsWith("id=" + id), asked);
    }
}
