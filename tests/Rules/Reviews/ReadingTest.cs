using Entente.Partners;
using Entente.Platform.Jobs;
using Entente.Reviews.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Reviews;

/// <summary>Who reads what of a review: marks in the words say whose they are, and no reader finds a mark that is not theirs.</summary>
public sealed class ReadingTest
{
    private const string Vendors = "VENDORS-OWN";
    private const string Beyond = "BEYOND-SCOPE";
    private static readonly string[] Fields = ["opportunity.amount", "opportunity.name", "registration.amount"];
    private static readonly string?[] Stages = [null, "Quote", "Won"];
    private static readonly string[] Permissions = ["pipeline.read", "registration.read", "lead.read"];

    private static readonly Gen<bool> Coin = Gen.Elements(true, false);

    private static readonly Gen<IReadOnlyList<string>> Needs = Gen.ListOf(Gen.Elements(Fields))
        .Select(f => (IReadOnlyList<string>)[.. f.Distinct()]);

    private static readonly Gen<ReviewFigure> Figures =
        from vendor in Coin
        from needs in Needs
        from value in Gen.Choose(-50, 50)
        from was in Gen.Choose(-50, 50)
        from more in Gen.Elements<bool?>(null, true, false)
        select new ReviewFigure($"Figure{Mark(vendor)}{Marks(needs)}", ReviewValue.Count(value), ReviewValue.Count(was))
        {
            Vendor = vendor,
            Needs = needs,
            MoreIsGood = more,
        };

    private static readonly Gen<ReviewTable> Tables =
        from vendor in Coin
        from needs in Needs
        from heads in Gen.NonEmptyListOf(
            from field in Gen.Elements<string?>([null, .. Fields])
            from otherwise in Gen.Elements<string?>(null, "Something of yours")
            select new ReviewHead("Head", field, otherwise)
        )
        from rows in Gen.ListOf(
            from stage in Gen.Elements(Stages)
            from beyond in Coin
            from asks in Needs
            select new ReviewRow(
                [
                    .. heads.Select(h =>
                        ReviewValue.Words(
                            $"{Mark(vendor)}{Marks(needs)}{Marks(asks)}{(h.Needs is { } field ? $"<{field}@{stage}>" : "")}{(beyond ? Beyond : "")}"
                        )
                    ),
                ],
                stage,
                beyond
            )
            {
                Needs = asks,
            }
        )
        from more in Gen.Choose(0, 3)
        select new ReviewTable($"Table{Mark(vendor)}{Marks(needs)}", [.. heads], [.. rows], more) { Vendor = vendor, Needs = needs };

    private static readonly Gen<IReadOnlyList<ReviewPart>> Parts = Gen.ListOf(
            from vendor in Coin
            from reads in Gen.ListOf(Gen.Elements(Permissions))
            from figures in Gen.ListOf(Figures)
            from tables in Gen.ListOf(Tables)
            select new ReviewPart("part", 1, $"Part{Mark(vendor)}{string.Concat(reads.Select(r => $"[{r}]"))}", [.. reads.Distinct()])
            {
                Vendor = vendor,
                Figures = [.. figures],
                Tables = [.. tables],
            }
        )
        .Select(p => (IReadOnlyList<ReviewPart>)[.. p]);

    // What is shown: a field in every stage, or in some.
    private static readonly Gen<HashSet<(string? Stage, string Field)>> Seen = Gen.ListOf(
            from stage in Gen.Elements(Stages)
            from field in Gen.Elements(Fields)
            select (stage, field)
        )
        .Select(s => s.ToHashSet());

    [Fact]
    public void Nothing_that_is_the_vendors_is_kept_for_or_shown_to_the_partner_whatever_the_safelist_says() =>
        Prop.ForAll(
                Parts.ToArbitrary(),
                parts =>
                {
                    var kept = Json.Write(Reading.Outward(parts));
                    var shown = Json.Write(Reading.ForPartner(parts, (_, _) => true));
                    return !kept.Contains(Vendors, StringComparison.Ordinal)
                        && !kept.Contains("\"beyond\":true", StringComparison.Ordinal)
                        && !shown.Contains(Vendors, StringComparison.Ordinal);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_partner_reads_no_field_that_the_safelist_hides_in_that_stage_nor_a_sum_that_rests_on_one() =>
        Prop.ForAll(
                (from parts in Parts from seen in Seen select (parts, seen)).ToArbitrary(),
                given =>
                {
                    var shown = Json.Write(Reading.ForPartner(given.parts, (stage, field) => given.seen.Contains((stage, field))));
                    return Fields.All(field =>
                        (given.seen.Contains((null, field)) || !shown.Contains($"{{{field}}}", StringComparison.Ordinal))
                        && Stages.All(stage =>
                            given.seen.Contains((stage, field)) || !shown.Contains(Escaped($"<{field}@{stage}>"), StringComparison.Ordinal)
                        )
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_kept_for_the_partner_shows_it_the_same_as_the_whole() =>
        Prop.ForAll(
                (from parts in Parts from seen in Seen select (parts, seen)).ToArbitrary(),
                given =>
                    Json.Write(Reading.ForPartner(Reading.Outward(given.parts), (s, f) => given.seen.Contains((s, f))))
                        == Json.Write(Reading.ForPartner(given.parts, (s, f) => given.seen.Contains((s, f))))
                    && Json.Write(Reading.Outward(Reading.Outward(given.parts))) == Json.Write(Reading.Outward(given.parts))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Staff_read_the_parts_that_their_role_includes_and_with_a_scope_no_row_of_a_deal_with_others_but_its_number() =>
        Prop.ForAll(
                (
                    from parts in Parts
                    from may in Gen.SubListOf(Permissions)
                    from scoped in Coin
                    select (parts, may.ToHashSet(), scoped)
                ).ToArbitrary(),
                given =>
                {
                    var (parts, may, scoped) = given;
                    var read = Reading.ForStaff(parts, may.Contains, scoped);
                    var shown = Json.Write(read);
                    var all = parts.Where(p => p.Reads.All(may.Contains)).SelectMany(p => p.Tables);
                    return Permissions.All(p => may.Contains(p) || !shown.Contains($"[{p}]", StringComparison.Ordinal))
                        && (!scoped || !shown.Contains(Beyond, StringComparison.Ordinal))
                        && read.SelectMany(p => p.Tables).Sum(t => t.Rows.Count + t.More) == all.Sum(t => t.Rows.Count + t.More);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_frozen_reads_as_what_was_shown() =>
        Prop.ForAll(
                Parts.ToArbitrary(),
                parts =>
                    Json.Write(Reading.ForStaff(Json.Read<List<ReviewPart>>(Json.Write(parts)), _ => true, scoped: false))
                    == Json.Write(Reading.ForStaff(parts, _ => true, scoped: false))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_table_has_as_many_cells_in_each_row_as_heads_and_a_column_hidden_in_every_row_has_no_head() =>
        Prop.ForAll(
                (from parts in Parts from seen in Seen select (parts, seen)).ToArbitrary(),
                given =>
                    Reading
                        .ForPartner(given.parts, (stage, field) => given.seen.Contains((stage, field)))
                        .SelectMany(p => p.Tables)
                        .All(t =>
                            t.Rows.All(r => r.Count == t.Heads.Count)
                            && (t.Rows.Count == 0 || Enumerable.Range(0, t.Heads.Count).All(i => t.Rows.Any(r => r[i] is not null)))
                        )
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_change_is_good_when_it_goes_where_it_should_and_neither_when_nothing_moved()
    {
        Good(5, 3, true).ShouldBe(true);
        Good(3, 5, true).ShouldBe(false);
        Good(3, 5, false).ShouldBe(true);
        Good(5, 5, true).ShouldBeNull();
        Good(5, 3, null).ShouldBeNull();

        static bool? Good(int now, int was, bool? more) =>
            Reading
                .ForStaff(
                    [new("a", 1, "A", []) { Figures = [new("F", ReviewValue.Count(now), ReviewValue.Count(was)) { MoreIsGood = more }] }],
                    _ => true,
                    false
                )
                .Single()
                .Figures.Single()
                .Good;
    }

    private static string Mark(bool vendor) => vendor ? Vendors : "";

    private static string Marks(IEnumerable<string> needs) => string.Concat(needs.Select(n => $"{{{n}}}"));

    // As the writer of JSON has it.
    private static string Escaped(string text) => Json.Write(text).Trim('"');
}
