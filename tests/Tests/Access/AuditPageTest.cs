using Entente.Access;
using Entente.Platform.Audit;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Access;

/// <summary>The audit viewer: who did what, and whether it was touched since.</summary>
public sealed class AuditPageTest(WebHouse web) : IClassFixture<WebHouse>
{
    [Fact]
    public async Task It_shows_before_and_after_and_filters_by_record_person_action_and_day()
    {
        using var maren = await web.Staff(email: "auditor@corvane.example", name: "Audra Auditor");
        var toy = await Paint("red");

        var page = await maren.Open($"/w/corvane/audit?kind=toy&subject={toy:N}");
        page.Words.ShouldContain("Toy changed");
        page.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        page.Document.QuerySelector("del")!.TextContent.ShouldBe("plain");
        page.Document.QuerySelector("ins")!.TextContent.ShouldBe("red");
        page.Text.ShouldNotContain("the secret of the toy");

        (await Count(maren, "action=toy.changed")).ShouldBeGreaterThan(0);
        (await Count(maren, "action=toy.")).ShouldBeGreaterThan(await Count(maren, "action=toy.changed"));
        (await Count(maren, "kind=toy&from=2026-03-12&to=2026-03-12")).ShouldBeGreaterThan(0);
        (await Count(maren, "kind=toy&from=2026-03-13")).ShouldBe(0);
        (await Count(maren, "kind=toy&from=not-a-day&subject=nonsense")).ShouldBeGreaterThan(0);
        var person = page.Document.QuerySelectorAll("#person option").Single(o => o.TextContent == "Audra Auditor").GetAttribute("value");
        var hers = await maren.Open($"/w/corvane/audit?person={person}");
        hers.Words.ShouldContain("Person signed in", Case.Sensitive, hers.Words);
    }

    [Fact]
    public async Task A_sealed_entry_shows_its_place_and_one_that_was_changed_behind_our_back_is_found()
    {
        using var maren = await web.Staff(email: "sealed@corvane.example");
        var toy = await Paint("green");
        var address = $"/w/corvane/audit?kind=toy&subject={toy:N}";
        (await maren.Open(address)).Words.ShouldContain("not yet");
        await web.House.Seal(web.Corvane);
        var sealed_ = await maren.Open(address);
        sealed_.Document.QuerySelectorAll(".badge[data-tone=ok]").Length.ShouldBe(2);
        sealed_.Words.ShouldContain("in the chain");

        // Not even the app's role may do this; whoever can, leaves a trace.
        await using (var source = NpgsqlDataSource.Create(web.House.MaintenanceConnection))
        await using (var forge = source.CreateCommand("update audit_value set after = 'blue' where field = 'Colour' and after = 'green'"))
            (await forge.ExecuteNonQueryAsync()).ShouldBe(1);

        var forged = await maren.Open(address);
        forged.Words.ShouldContain("does not match its proof");
        forged.Document.QuerySelectorAll("tr[data-tone=bad]").Length.ShouldBe(1);
    }

    [Fact]
    public async Task An_erased_value_still_verifies()
    {
        var toy = await Paint("yellow");
        await web.House.Seal(web.Corvane);
        await using (var source = NpgsqlDataSource.Create(web.House.MaintenanceConnection))
        await using (
            var erase = source.CreateCommand("update audit_value set before = null, after = null, salt = null where after = 'yellow'")
        )
            (await erase.ExecuteNonQueryAsync()).ShouldBe(1);

        await using var scope = web.House.As(web.Corvane);
        var (rows, _) = await scope.ServiceProvider.GetRequiredService<AuditReader>().List(new("toy", toy), 0, 10, default);
        rows.ShouldAllBe(r => r.Proof == AuditProof.Holds);
        rows.SelectMany(r => r.Changes).Count(c => c.Erased).ShouldBe(1);
    }

    [Fact]
    public async Task It_turns_pages_and_never_shows_another_workspace()
    {
        using var maren = await web.Staff(email: "pages@corvane.example");
        for (var i = 0; i < 30; i++)
            await Paint("turn");
        var first = await maren.Open("/w/corvane/audit?kind=toy");
        first.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(50);
        var second = await maren.Open(first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        second.Document.QuerySelectorAll("tbody tr").Length.ShouldBeGreaterThan(0);
        second.Document.QuerySelector("a[rel=prev]")!.GetAttribute("href").ShouldBe("/w/corvane/audit?kind=toy");

        await using (var scope = web.House.As(web.Other))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            var toy = Toy.Make("of others", Money.Zero("EUR"), web.Clock.Now);
            db.Add(toy);
            await db.SaveChangesAsync();
            (await Count(maren, $"subject={toy.Id.Value:N}")).ShouldBe(0);
        }
    }

    private static async Task<int> Count(WebVisitor visitor, string query) =>
        (await visitor.Open("/w/corvane/audit?" + query)).Document.QuerySelectorAll("tbody tr").Length;

    private async Task<Guid> Paint(string colour)
    {
        await using var scope = web.House.As(web.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var toy = Toy.Make("audited", Money.Zero("EUR"), web.Clock.Now);
        toy.Secret = "the secret of the toy";
        db.Add(toy);
        await db.SaveChangesAsync();
        toy.Paint(colour);
        await db.SaveChangesAsync();
        return toy.Id.Value;
    }
}
