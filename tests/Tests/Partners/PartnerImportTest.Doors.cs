using Entente.Access;
using Entente.Partners.Import;
using Entente.Platform.Privacy;
using Entente.Platform.Values;
using Entente.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Partners;

// Who may import, and what.
public sealed partial class PartnerImportTest
{
    [Fact]
    public async Task Whoever_may_not_make_partners_or_sees_some_only_imports_nothing_and_another_workspace_finds_nothing()
    {
        var maren = await Staff();
        var import = await Judged(maren, "Name\nPrivate Matter\n");

        (await Upload(await Staff(StaffRole.Finance, "finance test"), "Name\nX\n")).Problem!.Code.ShouldBe("partner.forbidden");
        var narrow = maren with { Scope = [new PartnerId(new Guid(9, 9, 9, new byte[8]))] };
        (await Upload(narrow, "Name\nX\n")).Problem!.Code.ShouldBe("partner.forbidden");
        (await Load(narrow, import)).ShouldBeNull();
        var elsewhere = maren with { Workspace = house.Other.Id };
        (await Load(elsewhere, import)).ShouldBeNull();
        (await Act(elsewhere, a => a.Drop(import, Ct))).Problem!.Code.ShouldBe("partner.no_import");
        (await Load(PartnerStory.Partner(house.Corvane, new(new Guid(9, 9, 9, new byte[8]))), import)).ShouldBeNull();
    }

    [Theory]
    [InlineData("", "partner.no_file")]
    [InlineData("Name\n", "partner.no_header")]
    [InlineData("PK\u0003\u0004", "partner.not_csv")]
    public async Task What_is_no_table_of_partners_is_refused_with_the_reason(string text, string code)
    {
        var maren = await Staff();

        (await Upload(maren, text)).Problem!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_file_over_the_limits_is_told_the_limit()
    {
        var maren = await Staff();

        var many = await Upload(maren, "Name\n" + string.Concat(Enumerable.Repeat("a\n", KeepImport.MostRows + 1)));
        many.Problem!.Message.ShouldContain("at most 20,000");
        var large = await Upload(maren, new string('a', KeepImport.MostBytes + 1));
        large.Problem!.Message.ShouldContain("8 MB");
    }

    [Fact]
    public async Task Rows_of_an_import_that_is_done_are_forgotten_by_a_rule_and_what_came_of_them_stays()
    {
        var maren = await Staff();
        var done = await Judged(maren, "Name,Contact,Email\nKept Partner,Ada Able,ada@keptpartner.example\n");
        await Make(maren, done);
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        var open = await Judged(maren, "Name\nStill Being Looked At\n");

        await using var scope = house.As(house.Corvane);
        var kind = scope.ServiceProvider.GetServices<IRetention>().SelectMany(r => r.Kinds).Single(k => k.Key == "partners.imports");
        var rows = scope.ServiceProvider.GetRequiredService<RetentionRows>();
        (await rows.Look(kind, house.Clock.Now.AddDays(1), Ct)).Samples.ShouldContain("partners.csv, line 2");
        // Other tests of this house left rows too, and one go takes a batch.
        while (await rows.Forget(kind, house.Clock.Now.AddDays(1), Ct) >= RetentionRows.Batch) { }

        (await Show(maren, done)).Rows.ShouldBeEmpty();
        (await Show(maren, open)).Rows.Count.ShouldBe(1);
        (await Team((await Called("Kept Partner"))!.Id)).Count.ShouldBe(1);
    }
}
