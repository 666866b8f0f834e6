using Entente.Crm;
using Entente.Partners.Import.Rules;
using Entente.Platform.Values;
using FsCheck;
using FsCheck.Fluent;
using static Entente.Rules.Partners.Import.World;

namespace Entente.Rules.Partners.Import;

/// <summary>What becomes of rows: one partner once, nobody guessed, the same whatever the order.</summary>
public sealed class PartnerJudgeTest
{
    [Fact]
    public void Rows_of_one_name_or_domain_are_one_partner_and_its_people()
    {
        var judged = Judge(
            Empty,
            Row(1, "Nordlicht IT GmbH", "nordlicht-it.de", "anna@nordlicht-it.de"),
            Row(2, "Nordlicht-IT", mail: "ben@nordlicht-it.de"),
            Row(3, "", "nordlicht-it.de", "carl@nordlicht-it.de"),
            Row(4, "Nordlicht IT", "nordlicht-it.de"),
            Row(5, "Kestrel Quay")
        );

        judged
            .Select(j => (j.Verdict, j.Head))
            .ShouldBe([
                (PartnerVerdict.New, 1),
                (PartnerVerdict.Person, 1),
                (PartnerVerdict.Person, 1),
                (PartnerVerdict.Repeated, 1),
                (PartnerVerdict.New, 5),
            ]);
        judged[1].Reasons[0].Text.ShouldBe("Adds Somebody to the partner of line 2.");
    }

    [Fact]
    public void Who_is_here_is_known_by_company_domain_or_name_and_asked_for_when_only_alike()
    {
        var account = new AccountId(new Guid(9, 9, 9, new byte[8]));
        var world = With(
            Known(1, "Nordlicht IT", "nordlicht-it.de"),
            Known(2, "Kestrel Quay"),
            Known(3, "Ardentane Systems", "ardentane.example") with
            {
                Company = account,
            }
        ) with
        {
            Companies = new Dictionary<string, KnownCompany> { ["4711"] = new(account, "Ardentane", null) },
        };

        var judged = Judge(
            world,
            Row(1, "Northern Light", "nordlicht-it.de"),
            Row(2, "KESTREL QUAY Ltd.", "kestrel.example"),
            Row(3, "Anything", company: "4711"),
            Row(4, "Nordlicht IT", "another.example"),
            Row(5, "Ardentanes Systems"),
            Row(6, "Unheard Of")
        );

        judged
            .Select(j => (j.Verdict, j.Partner))
            .ShouldBe([
                (PartnerVerdict.Known, Id(1)),
                (PartnerVerdict.Known, Id(2)),
                (PartnerVerdict.Known, Id(3)),
                (PartnerVerdict.Alike, Id(1)),
                (PartnerVerdict.Alike, Id(3)),
                (PartnerVerdict.New, null),
            ]);
        judged[3].Reasons[0].Text.ShouldBe("Nordlicht IT is called the same and has another web address. Is it the same?");
        judged[4].Reasons[0].Text.ShouldBe("Ardentane Systems is called nearly the same. Is it the same?");
    }

    [Fact]
    public void Two_of_one_name_with_addresses_of_their_own_are_asked_and_a_row_with_the_bare_name_goes_to_neither()
    {
        var judged = Judge(
            Empty,
            Row(1, "Apex Solutions", "apex.de"),
            Row(2, "Apex Solutions", "apex.us"),
            Row(3, "Apex Solutions", mail: "who@apex.us")
        );

        judged.Select(j => j.Verdict).Order().ShouldBe([PartnerVerdict.New, PartnerVerdict.Alike, PartnerVerdict.Alike]);
        judged.Select(j => j.Head).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void What_is_two_partners_at_once_is_none()
    {
        var world = With(Known(1, "One", "one.example"), Known(2, "Two", "two.example"));

        var judged = Judge(
            world,
            Row(1, "Both", "one.example"),
            Row(2, "Both", "two.example") with
            {
                Domains = ["two.example", "one.example"],
            }
        );

        judged.ShouldAllBe(j => j.Verdict == PartnerVerdict.Bad);
        judged[0].Reasons[0].Text.ShouldBe("It is two partners at once: One by one.example, Two by two.example.");
    }

    [Fact]
    public void An_address_that_is_known_elsewhere_keeps_its_row_out_and_nothing_else()
    {
        var world = With(Known(1, "Kestrel Quay", "kestrel.example")) with
        {
            People = new Dictionary<string, PartnerId?> { ["ines@kestrel.example"] = Id(1), ["maren@corvane.example"] = null },
        };

        var judged = Judge(
            world,
            Row(1, "Nordlicht", "nordlicht-it.de", "ines@kestrel.example"),
            Row(2, "Nordlicht", "nordlicht-it.de", "anna@nordlicht-it.de"),
            Row(3, "Ardentane", "ardentane.example", "maren@corvane.example"),
            Row(4, "Vantora", "vantora.example", "both@freelance.example"),
            Row(5, "Quillstone", "quillstone.example", "both@freelance.example"),
            Row(6, "Kestrel Quay", null, "ines@kestrel.example")
        );

        judged
            .Select(j => j.Verdict)
            .ShouldBe([
                PartnerVerdict.Bad,
                PartnerVerdict.New,
                PartnerVerdict.Bad,
                PartnerVerdict.Bad,
                PartnerVerdict.Bad,
                PartnerVerdict.Known,
            ]);
        judged[0].Reasons[0].Text.ShouldBe("ines@kestrel.example already works for Kestrel Quay.");
        judged[2].Reasons[0].Text.ShouldBe("maren@corvane.example is one of your own colleagues.");
        judged[3].Reasons[0].Text.ShouldBe("both@freelance.example stands with another partner in line 6.");
    }

    [Fact]
    public void Rows_in_any_order_are_the_same_groups_with_the_same_fate() =>
        Prop.ForAll(
                Files().ToArbitrary(),
                given =>
                {
                    var (world, rows, shuffled) = given;
                    return Fates(world, rows).SequenceEqual(Fates(world, shuffled));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_that_was_made_makes_nothing_a_second_time() =>
        Prop.ForAll(
                Files().ToArbitrary(),
                given =>
                {
                    var (world, rows, _) = given;
                    var after = After(world, rows, PartnerJudge.Of(rows, world));
                    var again = PartnerJudge.Of(rows, after);
                    again.Where(j => j.Verdict is PartnerVerdict.New).ShouldBeEmpty(Told(rows, PartnerJudge.Of(rows, world), again));
                    return true;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Nobody_is_added_to_two_partners_and_no_domain_goes_to_two() =>
        Prop.ForAll(
                Files().ToArbitrary(),
                given =>
                {
                    var (world, rows, _) = given;
                    var after = After(world, rows, PartnerJudge.Of(rows, world));
                    return after.Partners.SelectMany(p => p.Domains).GroupBy(d => d).All(g => g.Count() == 1)
                        && after.Partners.Where(p => p.Company is not null).GroupBy(p => p.Company).All(g => g.Count() == 1)
                        && after.Partners.All(p => p.Name.Length > 0);
                }
            )
            .QuickCheckThrowOnFailure();

    private static IReadOnlyList<JudgedRow> Judge(ImportWorld world, params PartnerSaid[] rows) => PartnerJudge.Of(rows, world);

    private static string Told(IReadOnlyList<PartnerSaid> rows, IReadOnlyList<JudgedRow> first, IReadOnlyList<JudgedRow> second) =>
        string.Join(
            '\n',
            rows.Select(
                (r, i) =>
                    $"{r.Row} {r.Name} {string.Join(',', r.Domains)} {r.Person?.Email} {r.Company}: {first[i].Verdict} {first[i].Head} {first[i].Reasons.FirstOrDefault()?.Text} > {second[i].Verdict} {second[i].Reasons.FirstOrDefault()?.Text}"
            )
        );

    // Which rows stand together (by what they say, since their numbers differ) and what becomes of each.
    private static List<string> Fates(ImportWorld world, IReadOnlyList<PartnerSaid> rows)
    {
        var judged = PartnerJudge.Of(rows, world).ToDictionary(j => j.Row);
        var words = rows.ToDictionary(r => r.Row, r => $"{r.Name}|{string.Join(',', r.Domains)}|{r.Person?.Email}|{r.Company}|{r.Region}");
        return
        [
            .. rows.Select(r => (Row: r, Judged: judged[r.Row]))
                .Select(r =>
                {
                    var (fate, partner) =
                        judged[r.Judged.Head] is var head && r.Judged.Verdict is PartnerVerdict.Bad
                            ? (PartnerVerdict.Bad, null)
                            : (head.Verdict, head.Partner);
                    var group = rows.Where(o => judged[o.Row].Head == r.Judged.Head)
                        .Select(o => words[o.Row])
                        .Order(StringComparer.Ordinal);
                    return $"{words[r.Row.Row]} {fate} {partner} with {string.Join(';', group)}";
                })
                .Order(StringComparer.Ordinal),
        ];
    }

    private static readonly string[] Names =
    [
        "Nordlicht IT",
        "Nordlicht-IT GmbH",
        "Nordlicht IT Systems",
        "Kestrel Quay",
        "Kestrel Quays",
        "Ardentane",
        "Apex 1",
        "Apex 2",
        "Vantora Solutions",
        "",
    ];
    private static readonly string?[] Sites =
    [
        null,
        null,
        "nordlicht-it.de",
        "kestrel.example",
        "ardentane.example",
        "apex.example",
        "vantora.example",
    ];
    private static readonly string?[] Mails =
    [
        null,
        null,
        "anna@nordlicht-it.de",
        "ines@kestrel.example",
        "both@freelance.example",
        "maren@corvane.example",
    ];
    private static readonly string?[] Companies = [null, null, null, "1", "2", "nowhere"];

    private static Gen<(ImportWorld World, IReadOnlyList<PartnerSaid> Rows, IReadOnlyList<PartnerSaid> Shuffled)> Files() =>
        from drawn in (
            from name in Gen.Elements(Names)
            from site in Gen.Elements(Sites)
            from mail in Gen.Elements(Mails)
            from company in Gen.Elements(Companies)
            select (name, site, mail, company)
        ).ListOf()
        from here in Gen.Choose(0, 7)
        from order in Gen.Choose(0, int.MaxValue - 1)
        let rows = drawn
            .Where(d => d.name.Length > 0 || d.site is not null || d.company is not null)
            .Select(
                (d, i) =>
                    Row(i + 1, d.name, d.site, d.mail, d.company) with
                    {
                        Region = i.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    }
            )
            .ToList()
        let shuffled = rows.OrderBy(r => unchecked((r.Row * 7919) ^ order) % 101)
            .ThenBy(r => r.Row)
            .Select((r, i) => r with { Row = i + 1, Line = i + 2 })
            .ToList()
        select (Drawn(here), (IReadOnlyList<PartnerSaid>)rows, (IReadOnlyList<PartnerSaid>)shuffled);

    private static ImportWorld Drawn(int here) =>
        Empty with
        {
            Partners =
            [
                .. new[]
                {
                    Known(1, "Nordlicht IT", "nordlicht-it.de"),
                    Known(2, "Kestrel Quay"),
                    Known(3, "Ardentane") with
                    {
                        Company = new AccountId(new Guid(1, 1, 1, new byte[8])),
                    },
                }.Where((_, i) => (here & (1 << i)) != 0),
            ],
            People = new Dictionary<string, PartnerId?> { ["maren@corvane.example"] = null },
            Companies = new Dictionary<string, KnownCompany>
            {
                ["1"] = new(new(new Guid(1, 1, 1, new byte[8])), "Ardentane", "ardentane.example"),
                ["2"] = new(new(new Guid(2, 1, 1, new byte[8])), "Vantora", null),
            },
        };
}
