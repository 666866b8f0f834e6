using Entente.Access;
using Entente.AuditVerifier;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Access;

/// <summary>The audit leaves the house as a file that proves itself; only those may take it who are named, and that they did is kept.</summary>
public sealed class AuditExportTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Key => web.Services.GetRequiredService<AuditKey>().Fingerprint;

    [Fact]
    public async Task What_is_downloaded_holds_names_the_key_of_the_page_and_is_itself_recorded()
    {
        using var audra = await web.Staff(StaffRole.Auditor, "audra.export@corvane.example", "Audra Auditor");
        await Toys("red", 3);
        await web.House.Seal(web.Corvane);
        var page = await audra.Open("/w/corvane/audit/export");
        page.Text.ShouldContain(Key);
        (await audra.Open("/w/corvane/audit")).Document.QuerySelector("a[href='/w/corvane/audit/export']").ShouldNotBeNull();

        var file = await Download(audra, "");
        var report = Check(file);
        report.Holds.ShouldBeTrue(string.Join('\n', report.Faults.Select(f => f.Sentence)));
        report.Entries.ShouldBeGreaterThan(3);
        await web.House.Seal(web.Corvane);
        var after = Check(await Download(audra, ""));
        after.Entries.ShouldBeGreaterThan(report.Entries);
        var person = (await audra.Open("/w/corvane/audit"))
            .Document.QuerySelectorAll("#person option")
            .Single(o => o.TextContent == "Audra Auditor")
            .GetAttribute("value");
        (await audra.Open($"/w/corvane/audit?action=audit.exported&person={person}"))
            .Document.QuerySelectorAll("tbody tr")
            .Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_filter_withholds_the_words_of_others_and_the_chain_still_holds()
    {
        using var audra = await web.Staff(StaffRole.Auditor, "audra.filter@corvane.example", "Audra Filter");
        var toys = await Toys("turquoise", 4);
        await web.House.Seal(web.Corvane);
        (await audra.Open($"/w/corvane/audit/export?subject={toys[0]:N}")).Words.ShouldContain("match the filters: subject");
        var first = await Download(audra, $"?subject={toys[0]:N}");
        var report = Check(first);
        (report.Holds, report.Entries - report.Withheld).ShouldBe((true, 2));
        System.Text.Encoding.UTF8.GetString(first).Split("turquoise").Length.ShouldBe(2, "of the first toy alone");
        Check(await Download(audra, "?kind=nothing-such")).Entries.ShouldBe(0);
        Check(await Download(audra, "?channel=Web&from=2026-03-01")).Holds.ShouldBeTrue();
    }

    [Fact]
    public async Task Neither_those_without_the_permission_nor_a_browser_that_asks_ahead_get_it()
    {
        using var pia = await web.Staff(StaffRole.RevOps, "rev.export@corvane.example", "Rev Ops");
        (await pia.Get("/w/corvane/audit")).Status.ShouldBe(StatusCodes.Status200OK);
        (await pia.Get("/w/corvane/audit/export")).Status.ShouldBe(StatusCodes.Status403Forbidden);
        (await pia.Get("/w/corvane/audit/export.jsonl")).Status.ShouldBe(StatusCodes.Status403Forbidden);
        (await pia.Open("/w/corvane/audit")).Document.QuerySelector("a[href^='/w/corvane/audit/export']").ShouldBeNull();
        (await web.Guest().Get("/w/corvane/audit/export.jsonl")).Status.ShouldBe(StatusCodes.Status303SeeOther);
        using var audra = await web.Staff(StaffRole.Auditor, "audra.ahead@corvane.example", "Audra Ahead");
        audra.Http.DefaultRequestHeaders.Add("Sec-Purpose", "prefetch");
        (await audra.Get("/w/corvane/audit/export.jsonl")).Status.ShouldBe(StatusCodes.Status503ServiceUnavailable);
    }

    [Fact]
    public async Task Once_a_day_the_head_is_signed_and_a_history_written_anew_contradicts_it()
    {
        using var maren = await web.Staff(email: "maren.heads@corvane.example");
        await Toys("blue", 2);
        await web.House.Seal(web.Corvane);
        web.Clock.Advance(TimeSpan.FromDays(1.1));
        await web.Work();
        (await maren.Open("/w/corvane/audit/export"))
            .Document.QuerySelectorAll("table[aria-label='Signed heads'] tbody tr")
            .Length.ShouldBeGreaterThan(0);
        await web.House.Seal(web.Corvane);
        Check(await Download(maren, "")).Heads.ShouldBeGreaterThan(0);
        var before = await Heads();
        await Sign();
        await Sign();
        (await Heads()).ShouldBe(before + 1, "nothing new, nothing to sign");

        await using var source = NpgsqlDataSource.Create(web.House.MaintenanceConnection);
        await using (
            var forge = source.CreateCommand(
                "update audit_seal s set hash = sha256(s.hash) from audit_signed_head h where h.workspace_id = s.workspace_id and h.number = s.number"
            )
        )
            (await forge.ExecuteNonQueryAsync(Ct)).ShouldBeGreaterThan(0);
        (await maren.Open("/w/corvane/audit/export")).Words.ShouldContain("Does not fit");
        Check(await Download(maren, "")).Holds.ShouldBeFalse();
        await using var mend = source.CreateCommand(
            "update audit_seal s set hash = h.hash from audit_signed_head h where h.workspace_id = s.workspace_id and h.number = s.number"
        );
        await mend.ExecuteNonQueryAsync(Ct);
    }

    [Fact]
    public async Task Erased_values_are_tombstones_and_a_lost_entry_is_named()
    {
        using var maren = await web.Staff(email: "maren.erased@corvane.example");
        var toys = await Toys("forgettable", 2);
        await web.House.Seal(web.Corvane);
        await using var source = NpgsqlDataSource.Create(web.House.MaintenanceConnection);
        await using (
            var erase = source.CreateCommand("update audit_value set before = null, after = null, salt = null where after = 'forgettable'")
        )
            (await erase.ExecuteNonQueryAsync(Ct)).ShouldBe(2);
        var report = Check(await Download(maren, $"?subject={toys[0]:N}"));
        (report.Holds, report.Erased).ShouldBe((true, 1));
    }

    private async Task<byte[]> Download(WebVisitor visitor, string query)
    {
        using var answer = await visitor.Http.GetAsync("/w/corvane/audit/export.jsonl" + query, Ct);
        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("audit-corvane.jsonl");
        return await answer.Content.ReadAsByteArrayAsync(Ct);
    }

    private Report Check(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return Verifier.Verify(stream, Key);
    }

    private async Task Sign()
    {
        await using var scope = web.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(web.Corvane.Id));
        await ActivatorUtilities.CreateInstance<SignHeads>(scope.ServiceProvider).Run(web.Clock.Now, Ct);
    }

    private async Task<int> Heads()
    {
        await using var scope = web.House.As(web.Corvane);
        return await scope.ServiceProvider.GetRequiredService<EntenteDb>().Set<SignedHead>().CountAsync(Ct);
    }

    private async Task<List<Guid>> Toys(string colour, int count)
    {
        var made = new List<Guid>();
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        for (var i = 0; i < count; i++)
        {
            var toy = Toy.Make("exported", Money.Zero("EUR"), web.Clock.Now);
            db.Add(toy);
            await db.SaveChangesAsync(Ct);
            toy.Paint(colour);
            await db.SaveChangesAsync(Ct);
            made.Add(toy.Id.Value);
        }
        return made;
    }
}
