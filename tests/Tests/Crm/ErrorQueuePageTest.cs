using System.Globalization;
using Entente.Access;
using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Crm.Write;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Entente.Tests.Crm;

/// <summary>What the CRM refused, worked off in the page, without scripts and with two connections.</summary>
public sealed class ErrorQueuePageTest(InspectHouse house) : IClassFixture<InspectHouse>
{
    private const string Address = "/w/corvane/settings/crm/errors";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("errors")]
    [InlineData("conflicts")]
    [InlineData("inspect")]
    [InlineData("health")]
    public async Task Only_those_who_manage_the_CRM_see_the_pages(string page)
    {
        var address = "/w/corvane/settings/crm/" + page;
        (await house.Web.Guest().Get(address)).Status.ShouldBe(StatusCodes.Status303SeeOther);
        var sales = await house.Web.Staff(StaffRole.Sales, "sol@corvane.example", "Sol Reyes");
        (await sales.Get(address)).Status.ShouldBe(StatusCodes.Status403Forbidden);
    }

    [Fact]
    public async Task Nothing_is_done_without_a_choice_and_nothing_is_let_be_without_a_reason()
    {
        var write = await house.Refused(await house.Connect(CrmKind.HubSpot), house.Sync.Tag());
        var maren = await house.Maren();
        var page = await maren.Open(Address);
        page.Words.ShouldContain("takes the e-mail address for none");

        // Where people look: on Today, and in the menu.
        var today = await maren.Open("/w/corvane/today");
        today.Words.ShouldContain("to the CRM wait");
        today.Document.QuerySelector($"main a[href^='{Address}?code=']").ShouldNotBeNull();
        int.Parse(today.Document.QuerySelector("nav a[href='/w/corvane/settings/crm'] .count")!.TextContent, CultureInfo.InvariantCulture)
            .ShouldBePositive();

        var none = await maren.Submit(page, ("Queue.Do", "retry"));
        none.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        none.Words.ShouldContain("Tick at least one of them");
        var silent = await maren.Submit(page, ("Queue.Id", write.Short()), ("Queue.Do", "ignore"));
        silent.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        silent.Words.ShouldContain("Say in a few words why");
        silent
            .Document.QuerySelector($"input[value='{write.Short()}']")!
            .HasAttribute("checked")
            .ShouldBeTrue("what was ticked stays ticked");
        (await house.Entry(write)).State.ShouldBe(WriteState.Failed);
    }

    [Fact]
    public async Task One_some_and_all_are_tried_again_or_let_be_and_the_audit_keeps_why()
    {
        var connection = await house.Connect(CrmKind.HubSpot);
        var writes = new List<CrmWriteId>();
        for (var i = 0; i < 28; i++)
            writes.Add(await house.Refused(connection, house.Sync.Tag()));
        var maren = await house.Maren();
        var filtered = Address + "?connection=" + connection.Short();
        var page = await maren.Open(filtered);
        page.Document.QuerySelectorAll("tbody input[type=checkbox]").Length.ShouldBe(25);
        page.Document.QuerySelector("a[rel=next]").ShouldNotBeNull();
        (await maren.Open(filtered + "&page=2")).Document.QuerySelectorAll("tbody input[type=checkbox]").Length.ShouldBeGreaterThan(0);

        // The button of a row means that row, whatever is ticked.
        var one = await maren.Submit(page, ("Queue.Id", writes[1].Short()), ("Queue.Only", writes[0].Short()));
        one.Status.ShouldBe(StatusCodes.Status303SeeOther, one.Words);
        (await house.Entry(writes[0])).State.ShouldBe(WriteState.Waiting);
        (await house.Entry(writes[1])).State.ShouldBe(WriteState.Failed);

        var some = await maren.Submit(page, ("Queue.Id", writes[1].Short()), ("Queue.Id", writes[2].Short()), ("Queue.Do", "retry"));
        some.Status.ShouldBe(StatusCodes.Status303SeeOther, some.Words);
        (await house.Entry(writes[1])).State.ShouldBe(WriteState.Waiting);
        (await house.Entry(writes[2])).State.ShouldBe(WriteState.Waiting);
        (await house.Entry(writes[3])).State.ShouldBe(WriteState.Failed);

        var all = await maren.Submit(page, ("Queue.All", "true"), ("Queue.Reason", "  Test people  "), ("Queue.Do", "ignore"));
        all.Status.ShouldBe(StatusCodes.Status303SeeOther, all.Words);
        foreach (var write in writes.Skip(3))
        {
            var entry = await house.Entry(write);
            (entry.State, entry.LeftBecause).ShouldBe((WriteState.Ignored, "Test people"));
        }
        (await house.Entry(writes[2])).State.ShouldBe(WriteState.Waiting, "what is being tried again is not let be");
        var audit = await maren.Open($"/w/corvane/audit?kind=crm_write&action=crm.write_ignored&subject={writes[^1].Value:N}");
        audit.Words.ShouldContain("Test people");
    }

    [Fact]
    public async Task A_filter_leaves_the_other_connection_alone()
    {
        var (hubSpot, salesforce) = (await house.Connect(CrmKind.HubSpot), await house.Connect(CrmKind.Salesforce));
        var (here, there) = (await house.Refused(hubSpot, house.Sync.Tag()), await house.Refused(salesforce, house.Sync.Tag()));
        var maren = await house.Maren();
        (await maren.Open(Address)).Document.QuerySelector("select[name=connection]").ShouldNotBeNull("there are two");

        var page = await maren.Open($"{Address}?of=Contact&connection={salesforce.Short()}");
        page.Document.QuerySelector($"input[value='{here.Short()}']").ShouldBeNull();
        page.Document.QuerySelector($"input[value='{there.Short()}']").ShouldNotBeNull();
        var done = await maren.Submit(page, ("Queue.Id", there.Short()), ("Queue.Reason", "A test"), ("Queue.Do", "ignore"));
        done.Location!.ShouldContain("connection=" + salesforce.Short(), customMessage: "the filter stays");
        (await house.Entry(here)).State.ShouldBe(WriteState.Failed);

        var empty = await maren.Open($"{Address}?of=Account&code=NOTHING");
        empty.Words.ShouldContain("No error matches");
        empty.Words.ShouldContain("Clear the filter");
    }

    [Fact]
    public async Task Another_workspace_neither_sees_nor_touches_it()
    {
        var write = await house.Refused(await house.Connect(CrmKind.HubSpot), house.Sync.Tag());
        (await house.Act<ShowErrorQueue, ErrorQueueView>(q => q.Run(new ErrorFilter(), 1, 10, Ct), house.Web.Other)).All.ShouldBe(0);
        (await house.Act<WorkErrorQueue, Result<int>>(q => q.RetryMatching(new ErrorFilter(), Ct), house.Web.Other)).Ok.ShouldBeFalse();
        (await house.Entry(write)).State.ShouldBe(WriteState.Failed);
    }
}
