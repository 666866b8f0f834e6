using Entente.Portal.Experiences.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Portal;

/// <summary>How the portal is laid out: the first that fits, nothing lost that nobody hid, nothing given that was not there.</summary>
public sealed class LayingTest
{
    private static readonly string[] Paths = ["portal", "portal/deals", "portal/leads", "portal/news", "portal/team"];

    private static readonly Gen<PortalTab> Tab =
        from path in Gen.Elements([.. Paths, "portal/tab/own", "portal/gone"])
        from place in Gen.Elements(Enum.GetValues<TabPlace>())
        from title in Gen.Elements("", "Own words")
        select new PortalTab(path, title, place, []);

    private static readonly Gen<PortalSheet> Sheet = Gen.ListOf(Tab).Select(t => new PortalSheet(null, [.. t]));

    private static readonly Gen<IReadOnlyList<TabAsEver>> Ever = Gen.SubListOf(Paths)
        .Select(p => (IReadOnlyList<TabAsEver>)[.. p.Select(x => new TabAsEver(x, "As ever", TabPlace.Bar))]);

    [Fact]
    public void Whatever_is_not_hidden_is_there_once_and_nothing_comes_that_was_not() =>
        Prop.ForAll(
                (from s in Sheet from e in Ever select (s, e)).ToArbitrary(),
                x =>
                {
                    var laid = Laying.Tabs(x.s, x.e);
                    var hidden = x
                        .s.Tabs.DistinctBy(t => t.Path)
                        .Where(t => t.Place is TabPlace.Hidden && t.Path != "portal")
                        .Select(t => t.Path);
                    var own = laid.Select(t => t.Path).Where(p => p == "portal/tab/own");
                    return laid.Select(t => t.Path).Order().SequenceEqual(x.e.Select(t => t.Path).Except(hidden).Concat(own).Order());
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_home_is_never_hidden_and_an_empty_sheet_changes_nothing()
    {
        var ever = Paths.Select(p => new TabAsEver(p, "As ever", TabPlace.Bar)).ToList();
        Laying.Tabs(PortalSheet.Empty, ever).ShouldBe(ever);
        Laying.Tabs(new(null, [new("portal", "Start", TabPlace.Hidden, [])]), ever)[0].ShouldBe(new("portal", "Start", TabPlace.Bar));
    }

    [Fact]
    public void The_first_that_fits_counts_and_one_for_everybody_comes_last_wherever_it_stands()
    {
        var (a, b) = (new Guid(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), new Guid(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        PortalSheet all = new(null, []),
            forA = new(a, []),
            forB = new(b, []);

        Laying.First([all, forA, forB], new HashSet<Guid> { a, b }).ShouldBeSameAs(forA);
        Laying.First([all, forA, forB], new HashSet<Guid> { b }).ShouldBeSameAs(forB);
        Laying.First([forA, all], new HashSet<Guid>()).ShouldBeSameAs(all);
        Laying.First([forA], new HashSet<Guid>()).ShouldBeNull();
    }
}
