using Entente.Crm;
using Entente.Crm.Model;
using Entente.Crm.Port;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Crm;

/// <summary>A connection in figures, and what an admin may do about it.</summary>
public sealed class HealthPageTest(InspectHouse house) : IClassFixture<InspectHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Limits_are_set_together_or_not_at_all_and_each_fault_stands_at_its_field()
    {
        var connection = await house.Connect(CrmKind.HubSpot);
        var maren = await house.Maren();
        var address = CrmAddresses.Health("corvane", connection);
        var refused = await maren.Submit(address, ("Limits.Share", "101"), ("Limits.Hours", "9999"), ("Limits.Seconds", "1"));
        refused.Status.ShouldBe(StatusCodes.Status422UnprocessableEntity);
        refused.Words.ShouldContain("Between 1 and 100 per cent");
        refused.Words.ShouldContain("which are 744");
        refused.Words.ShouldContain("which is 86,400");
        refused.Document.QuerySelector("[name='Limits.Hours']")!.GetAttribute("value").ShouldBe("9999", "what was typed stays");
        var words = await maren.Submit(address, ("Limits.Share", "half"), ("Limits.Hours", "12"), ("Limits.Seconds", "30"));
        words.Words.ShouldContain("A whole number");
        (await Held(connection)).SharePercent.ShouldBe(80, "nothing was set by halves");
        (await Held(connection)).ReconcileHours.ShouldBe(24);

        (await maren.Submit(address, ("Limits.Share", "55"), ("Limits.Hours", "12"), ("Limits.Seconds", "30"))).Status.ShouldBe(
            StatusCodes.Status303SeeOther
        );
        var held = await Held(connection);
        (held.SharePercent, held.ReconcileHours, held.PollSeconds).ShouldBe((55, 12, 30));
        (await maren.Submit(address, ("Limits.Share", "80"), ("Limits.Hours", "24"), ("Limits.Seconds", "60"))).Status.ShouldBe(
            StatusCodes.Status303SeeOther
        );
    }

    [Theory]
    [InlineData(CrmKind.HubSpot)]
    [InlineData(CrmKind.Salesforce)]
    public async Task A_comparison_is_started_here_and_names_what_had_drifted(CrmKind kind)
    {
        var tag = house.Sync.Tag();
        var made = await house.Sync.RepMakesADeal(kind, tag, "Drifted " + tag, tag + ".vantor.example");
        var connection = await house.Connect(kind);
        house.Web.Clock.Advance(TimeSpan.FromMinutes(2));
        await house.Web.Work();
        await Lose(connection, made.Account);
        var maren = await house.Maren();
        var address = CrmAddresses.Health("corvane", connection);
        (await maren.Submit(address, ("Compare.Of", "Account"))).Status.ShouldBe(StatusCodes.Status303SeeOther);
        (await maren.Open(address)).Words.ShouldContain("running");
        await house.Web.Work();

        var page = await maren.Open(address);
        var row = page.Document.QuerySelectorAll("table[aria-label='Records that had drifted'] tbody tr").ShouldHaveSingleItem();
        row.QuerySelector("th a")!.TextContent.ShouldBe("Drifted " + tag);
        row.TextContent.ShouldContain("was missing here");
        (await house.Sync.Held(connection, CrmObject.Account, made.Account)).ShouldNotBeNull("and it was repaired");
        // The next comparison finds nothing, and forgets what the last one named.
        house.Web.Clock.Advance(TimeSpan.FromSeconds(1));
        (await maren.Submit(address, ("Compare.Of", "Account"))).Status.ShouldBe(StatusCodes.Status303SeeOther);
        await house.Web.Work();
        (await maren.Open(address)).Document.QuerySelector("table[aria-label='Records that had drifted']").ShouldBeNull();
    }

    [Fact]
    public async Task It_is_paused_and_taken_up_again_and_says_what_goes_wrong()
    {
        var connection = await house.Connect(CrmKind.HubSpot);
        await house.Refused(connection, house.Sync.Tag());
        var maren = await house.Maren();
        var address = CrmAddresses.Health("corvane", connection);
        var page = await maren.Open(address);
        page.Words.ShouldContain("In sync");
        page.Words.ShouldContain("INVALID_EMAIL");
        page.Words.ShouldContain("In the error queue");

        (await maren.Submit(page, ("_handler", "pause"))).Status.ShouldBe(StatusCodes.Status303SeeOther);
        (await house.Sync.State(connection)).ShouldBe(CrmConnectionState.Paused);
        var refused = await maren.Submit(page, ("Compare.Of", "Deal"));
        refused.Status.ShouldBe(StatusCodes.Status409Conflict);
        refused.Words.ShouldContain("once the first load is through and the connection runs");
        (await maren.Submit(address, ("_handler", "pause"))).Status.ShouldBe(StatusCodes.Status303SeeOther);
        (await house.Sync.State(connection)).ShouldBe(CrmConnectionState.Live);
        (await maren.Get("/w/corvane/settings/crm/health?connection=nonsense")).Status.ShouldBe(StatusCodes.Status404NotFound);
    }

    [Fact]
    public async Task Everything_is_compared_whole_at_the_press_of_a_button_with_its_progress_and_what_was_found()
    {
        await house.Sync.RepMakesADeal(CrmKind.HubSpot, house.Sync.Tag());
        var connection = await house.Connect(CrmKind.HubSpot);
        var address = $"/w/corvane/settings/crm/health?connection={connection.Short()}";
        var maren = await house.Maren();

        var asked = await maren.Submit(address, ("Compare.Whole", "true"));
        asked.Status.ShouldBe(StatusCodes.Status303SeeOther, asked.Words);
        (await maren.Open(address)).Words.ShouldContain("running, 0 of about");
        await house.Web.Work();

        var done = await maren.Open(address);
        done.Words.ShouldNotContain("of about");
        done.Document.QuerySelectorAll("table[aria-label=Comparisons] tbody tr").Length.ShouldBe(4);
        done.Document.QuerySelector("table[aria-label=Comparisons]")!.TextContent.ShouldNotContain("never yet");
    }

    private Task<CrmConnection> Held(CrmConnectionId id) =>
        house.Sync.Ask(db => db.Set<CrmConnection>().AsNoTracking().SingleAsync(c => c.Id == id, Ct));

    // As if neither push nor cursor had ever brought it.
    private async Task Lose(CrmConnectionId connection, string account)
    {
        await using var scope = house.As();
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        (
            await db.Write(
                "delete from crm_record where connection_id = $1 and kind = 'Account' and crm_id = $2",
                Ct,
                connection.Value,
                account
            )
        ).ShouldBe(1);
    }
}
