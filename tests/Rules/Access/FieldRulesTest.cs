using Entente.Access.Safelist;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Access;

/// <summary>What outsiders see: nothing that is not listed, nothing that nobody has opened.</summary>
public sealed class FieldRulesTest
{
    private static readonly string[] Objects = ["opportunity", "account"];
    private static readonly string[] Names = ["stage", "amount", "owner", "note", "new_crm_field"];
    private static readonly string?[] Anyone = [null, "reseller", "referral"];

    private static readonly Gen<Audience> Audiences =
        from type in Gen.Elements(Anyone)
        from tier in Gen.Elements<string?>(null, "select", "elite")
        from role in Gen.Elements<string?>(null, "Admin", "Seller")
        from region in Gen.Elements<string?>(null, "emea")
        select new Audience(type, tier, role, region);

    private static readonly Gen<CatalogField> CatalogFields =
        from o in Gen.Elements(Objects)
        from n in Gen.Elements(Names)
        from preset in Gen.Elements(Visibility.Hidden, Visibility.Visible)
        from locked in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select new CatalogField(o, n, n, preset, locked);

    private static readonly Gen<FieldRule> AllRules =
        from o in Gen.Elements(Objects)
        from n in Gen.Elements(Names)
        from who in Audiences
        from v in Gen.Elements(Visibility.Hidden, Visibility.Visible)
        select new FieldRule(o, n, who, v);

    private static readonly Arbitrary<Case> Cases = (
        from fields in CatalogFields.ListOf()
        from rules in AllRules.ListOf()
        from looker in Audiences
        select new Case([.. fields], [.. rules], looker)
    ).ToArbitrary();

    [Fact]
    public void Nothing_unlisted_ever_passes() =>
        Prop.ForAll(
                Cases,
                c =>
                {
                    var listed = c.Fields.Select(f => (f.Object, f.Name)).ToHashSet();
                    var picked = c.Projection.Pick("opportunity", Record);
                    return picked.Keys.All(k => listed.Contains(("opportunity", k)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_locked_field_never_passes_whatever_the_rules_say() =>
        Prop.ForAll(Cases, c => c.Fields.Where(f => f.Locked).All(f => !c.Projection.Shows(f.Object, f.Name))).QuickCheckThrowOnFailure();

    [Fact]
    public void A_field_new_to_the_catalogue_is_hidden() =>
        Prop.ForAll(
                Cases,
                c =>
                {
                    var grown = c.Fields.Append(new CatalogField("opportunity", "fresh", "Fresh")).ToList();
                    var before = c.Projection;
                    var after = FieldRules.For(grown, c.Rules, c.Looker);
                    return !after.Shows("opportunity", "fresh")
                        && Names.All(n => Objects.All(o => before.Shows(o, n) == after.Shows(o, n)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Without_rules_the_preset_holds() =>
        Prop.ForAll(Cases, c => c.Fields.All(f => FieldRules.Decide(f, [], c.Looker) == (f.Locked ? Visibility.Hidden : f.Preset)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Hiding_a_field_from_everybody_who_looks_like_this_hides_it_whatever_is_said_in_general() =>
        Prop.ForAll(
                Cases,
                c =>
                    c.Fields.All(f =>
                    {
                        // As specific as can be: no other rule can outweigh it, and among equals hiding wins.
                        var whole = c.Looker with
                        { };
                        var hide = new FieldRule(f.Object, f.Name, whole, Visibility.Hidden);
                        var rules = c.Rules.Where(r => r.Who.Specificity <= whole.Specificity).Append(hide);
                        return FieldRules.Decide(f, rules, c.Looker) is Visibility.Hidden;
                    })
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_for_others_changes_nothing() =>
        Prop.ForAll(
                Cases,
                c =>
                {
                    var forOthers = Objects.SelectMany(o => Names.Select(n => new FieldRule(o, n, new("marketplace"), Visibility.Visible)));
                    var with = FieldRules.For(c.Fields, [.. c.Rules, .. forOthers], c.Looker);
                    return Objects.All(o => Names.All(n => with.Shows(o, n) == c.Projection.Shows(o, n)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_rule_that_names_most_about_the_looker_decides()
    {
        var field = new CatalogField("opportunity", "amount", "Amount", Visibility.Visible);
        FieldRule[] rules =
        [
            new("opportunity", "amount", new(), Visibility.Hidden),
            new("opportunity", "amount", new("reseller", "elite"), Visibility.Visible),
            new("opportunity", "amount", new("reseller"), Visibility.Hidden),
        ];

        FieldRules.Decide(field, rules, new("reseller", "elite")).ShouldBe(Visibility.Visible);
        FieldRules.Decide(field, rules, new("reseller", "select")).ShouldBe(Visibility.Hidden);
        FieldRules.Decide(field, rules, new("referral", "elite")).ShouldBe(Visibility.Hidden);
    }

    [Fact]
    public void A_field_listed_twice_is_shown_only_when_both_agree()
    {
        CatalogField[] catalogue = [new("account", "name", "Name", Visibility.Visible), new("account", "name", "Name")];
        FieldRules.For(catalogue, [], new()).Shows("account", "name").ShouldBeFalse();
    }

    [Fact]
    public void A_hidden_field_is_absent_and_not_blank()
    {
        var projection = Projection.Only([("opportunity", "stage")]);
        var picked = projection.Pick("opportunity", Record);
        picked.Keys.ShouldBe(["stage"]);
        Projection.Everything.Pick("opportunity", Record).Count.ShouldBe(Record.Count);
        Projection.Nothing.Pick("opportunity", Record).ShouldBeEmpty();
    }

    [Fact]
    public void What_partners_never_see_is_locked_in_the_standard_catalogue()
    {
        var shown = FieldRules.For(StandardFields.All, [], new("reseller", "elite", "Admin", "emea"));
        foreach (
            var (o, f) in (ReadOnlySpan<(string, string)>)
                [
                    ("registration", "candidates"),
                    ("registration", "conflict"),
                    ("registration", "score"),
                    ("opportunity", "note"),
                    ("opportunity", "owner"),
                    ("account", "annual_revenue"),
                    ("contact", "email"),
                ]
        )
            shown.Shows(o, f).ShouldBeFalse($"{o}.{f}");
        shown.Shows("registration", "number").ShouldBeTrue();
    }

    private static readonly Dictionary<string, object?> Record = Names.ToDictionary(n => n, n => (object?)("value of " + n));

    private sealed record Case(IReadOnlyList<CatalogField> Fields, IReadOnlyList<FieldRule> Rules, Audience Looker)
    {
        public Projection Projection => FieldRules.For(Fields, Rules, Looker);
    }
}
