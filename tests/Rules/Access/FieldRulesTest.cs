using Entente.Access.Safelist;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Access;

/// <summary>What outsiders see: nothing that is not listed, nothing that nobody has opened.</summary>
public sealed class FieldRulesTest
{
    private static readonly string[] Objects = ["opportunity", "account"];
    private static readonly string[] Names = ["stage", "amount", "owner", "note", "new_crm_field"];

    private static readonly Gen<Audience> Audiences =
        from type in Gen.Elements<string?>(null, "reseller", "referral")
        from tier in Gen.Elements<string?>(null, "select", "elite")
        from role in Gen.Elements<string?>(null, "Admin", "Seller")
        from region in Gen.Elements<string?>(null, "emea")
        from stage in Gen.Elements<string?>(null, "Evaluate", "Won")
        select new Audience(type, tier, role, region, stage);

    private static readonly Gen<Visibility> Words = Gen.Elements(Visibility.Hidden, Visibility.Visible, Visibility.Editable);

    private static readonly Gen<CatalogField> CatalogFields =
        from o in Gen.Elements(Objects)
        from n in Gen.Elements(Names)
        from preset in Words
        from locked in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from editable in Gen.Elements(true, false)
        select new CatalogField(o, n, n, preset, locked) { Editable = editable };

    private static readonly Gen<FieldRule> AllRules =
        from o in Gen.Elements(Objects)
        from n in Gen.Elements(Names)
        from who in Audiences
        from v in Words
        select new FieldRule(o, n, who, v);

    private static readonly Arbitrary<Case> Cases = (
        from fields in CatalogFields.ListOf()
        from rules in AllRules.ListOf()
        from looker in Audiences
        from seed in Gen.Choose(0, int.MaxValue)
        select new Case([.. fields], [.. rules], looker, seed)
    ).ToArbitrary();

    private static void Holds(Func<Case, bool> law) => Prop.ForAll(Cases, law).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_unlisted_ever_passes() =>
        Holds(c =>
        {
            var listed = c.Fields.Select(f => (f.Object, f.Name)).ToHashSet();
            return c.Projection.Pick("opportunity", Record).Keys.All(k => listed.Contains(("opportunity", k)));
        });

    [Fact]
    public void A_locked_field_never_passes_whatever_the_rules_say() =>
        Holds(c => c.Fields.Where(f => f.Locked).All(f => !c.Projection.Shows(f.Object, f.Name)));

    [Fact]
    public void A_field_that_no_rule_lists_is_hidden() =>
        Holds(c => c.Fields.All(f => FieldRules.Decide(f, c.Rules.Where(r => r.Field != f.Name), c.Looker) is Visibility.Hidden));

    [Fact]
    public void A_field_new_to_the_catalogue_is_hidden_and_changes_nothing_else() =>
        Holds(c =>
        {
            var grown = c.Fields.Append(new CatalogField("opportunity", "fresh", "Fresh", Visibility.Visible)).ToList();
            var after = FieldRules.For(grown, c.Rules, c.Looker);
            return !after.Shows("opportunity", "fresh") && Names.All(n => Objects.All(o => c.Projection.Of(o, n) == after.Of(o, n)));
        });

    [Fact]
    public void In_which_order_rules_and_fields_stand_never_matters() =>
        Holds(c =>
        {
            var shuffled = c.Rules.OrderBy(r => HashCode.Combine(r, c.Seed)).ToList();
            var mixed = FieldRules.For(c.Fields.Reverse(), shuffled, c.Looker);
            return Names.All(n => Objects.All(o => c.Projection.Of(o, n) == mixed.Of(o, n)))
                && c.Fields.All(f => FieldRules.Explain(f, c.Rules, c.Looker).Rule == FieldRules.Explain(f, shuffled, c.Looker).Rule);
        });

    [Fact]
    public void The_rule_that_decides_names_at_least_as_much_as_any_that_fits_and_is_the_strictest_of_those() =>
        Holds(c =>
            c.Fields.All(f =>
            {
                var ruling = FieldRules.Explain(f, c.Rules, c.Looker);
                var fitting = c.Rules.Where(r => r.Object == f.Object && r.Field == f.Name && r.Who.Takes(c.Looker)).ToList();
                return ruling.Rule is not { } rule
                    ? f.Locked || fitting.Count == 0
                    : ruling.Outweighed.Count == fitting.Count - 1
                        && fitting.All(o =>
                            o.Who.Specificity < rule.Who.Specificity
                            || (o.Who.Specificity == rule.Who.Specificity && o.Visibility >= rule.Visibility)
                        );
            })
        );

    [Fact]
    public void What_is_explained_is_what_is_projected() =>
        Holds(c =>
            c.Fields.GroupBy(f => (f.Object, f.Name))
                .All(g =>
                    c.Projection.In(c.Looker.Stage).Of(g.Key.Object, g.Key.Name)
                        == g.Min(f => FieldRules.Explain(f, c.Rules, c.Looker).Visibility)
                    || c.Looker.Stage is null
                )
        );

    [Fact]
    public void A_projection_for_a_stage_is_what_the_stage_makes_of_it_and_without_one_never_more() =>
        Holds(c =>
        {
            var everywhere = FieldRules.For(c.Fields, c.Rules, c.Looker with { Stage = null });
            return new[] { "Evaluate", "won", "Lost" }.All(stage =>
            {
                var there = FieldRules.For(c.Fields, c.Rules, c.Looker with { Stage = stage });
                return Names.All(n =>
                    Objects.All(o => everywhere.In(stage).Of(o, n) == there.Of(o, n) && everywhere.Of(o, n) <= there.Of(o, n))
                );
            });
        });

    [Fact]
    public void Nothing_that_cannot_be_changed_is_ever_editable() =>
        Holds(c => c.Fields.Where(f => !f.Editable).All(f => !c.Projection.Edits(f.Object, f.Name)));

    [Fact]
    public void A_rule_for_others_changes_nothing() =>
        Holds(c =>
        {
            var forOthers = Objects.SelectMany(o => Names.Select(n => new FieldRule(o, n, new("marketplace"), Visibility.Visible)));
            var with = FieldRules.For(c.Fields, [.. c.Rules, .. forOthers], c.Looker);
            return Objects.All(o => Names.All(n => with.Of(o, n) == c.Projection.Of(o, n)));
        });

    [Fact]
    public void A_list_starts_with_the_catalogue_s_own_words() =>
        Holds(c =>
        {
            var start = SafelistRules.Start(c.Fields);
            return c
                .Fields.GroupBy(f => (f.Object, f.Name))
                .All(g =>
                    FieldRules.For(c.Fields, start, c.Looker).Of(g.Key.Object, g.Key.Name)
                    == (g.Any(f => f.Locked) ? Visibility.Hidden : g.Min(f => f.Preset < f.Most ? f.Preset : Lowest(g, f)))
                );
        });

    [Fact]
    public void Putting_a_list_in_order_changes_nothing_of_what_it_means() =>
        Holds(c =>
        {
            var tidy = SafelistRules.Tidy(c.Rules);
            var after = FieldRules.For(c.Fields, tidy, c.Looker);
            return Objects.All(o => Names.All(n => after.Of(o, n) == c.Projection.Of(o, n)))
                && SafelistRules.Diff(c.Rules, tidy).Count == 0
                && SafelistRules.Tidy(c.Rules.Reverse()).SequenceEqual(tidy);
        });

    [Fact]
    public void A_difference_put_on_top_of_the_one_list_makes_the_other() =>
        Prop.ForAll(
                Cases,
                Cases,
                (a, b) =>
                {
                    var diff = SafelistRules.Diff(a.Rules, b.Rules);
                    var made = SafelistRules.With(a.Rules, diff.Select(d => (d.Object, d.Field, d.Who, d.Is)));
                    return SafelistRules.Diff(made, b.Rules).Count == 0;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_preset_shows_its_type_just_what_it_lists_and_leaves_every_other_type_alone()
    {
        var catalogue = StandardFields.All;
        var before = SafelistRules.Start(catalogue);
        foreach (var preset in SafelistPresets.All)
        {
            // Whatever stood there before.
            var other = SafelistPresets.Apply(SafelistPresets.All[0], "Referral", catalogue, before);
            var after = SafelistPresets.Apply(preset, "Referral", catalogue, other);
            var shown = FieldRules.For(catalogue, after, new("Referral"));
            // Registrations and leads are no motion's affair.
            var untouched = FieldRules.For(catalogue, before, new("Referral"));
            foreach (var field in catalogue.Where(f => !f.Locked))
                shown
                    .Shows(field.Object, field.Name)
                    .ShouldBe(
                        field.Object is SafeObjects.Registration or SafeObjects.Lead
                            ? untouched.Shows(field.Object, field.Name)
                            : preset.Shown.Contains((field.Object, field.Name)),
                        $"{preset.Name} {field}"
                    );
            preset.Shown.ShouldAllBe(s => catalogue.Any(f => f.Object == s.Object && f.Name == s.Field && !f.Locked));
            SafelistRules.Wrong(catalogue, after).ShouldBeEmpty();
            var (was, now) = (FieldRules.For(catalogue, before, new("Reseller")), FieldRules.For(catalogue, after, new("Reseller")));
            catalogue.ShouldAllBe(f => was.Of(f.Object, f.Name) == now.Of(f.Object, f.Name));
        }
    }

    [Fact]
    public void What_cannot_be_shared_is_named_with_its_reason()
    {
        CatalogField[] catalogue = [new("account", "name", "Name"), new("account", "note", "Note", Locked: true)];
        SafelistRules
            .Wrong(
                catalogue,
                [
                    new("account", "name", new(), Visibility.Editable),
                    new("account", "note", new(), Visibility.Visible),
                    new("account", "gone", new(), Visibility.Visible),
                ]
            )
            .Keys.ShouldBe(["account.name", "account.note", "account.gone"]);
        SafelistRules.Wrong(catalogue, [new("account", "name", new("reseller"), Visibility.Visible)]).ShouldBeEmpty();
    }

    [Fact]
    public void The_rule_that_names_most_about_the_looker_decides()
    {
        var field = new CatalogField("opportunity", "amount", "Amount");
        FieldRule[] rules =
        [
            new("opportunity", "amount", new(), Visibility.Hidden),
            new("opportunity", "amount", new("reseller", "elite"), Visibility.Visible),
            new("opportunity", "amount", new("reseller"), Visibility.Hidden),
            new("opportunity", "amount", new("reseller", Stage: "Won"), Visibility.Hidden),
        ];

        FieldRules.Decide(field, rules, new("reseller", "elite")).ShouldBe(Visibility.Visible);
        FieldRules.Decide(field, rules, new("reseller", "select")).ShouldBe(Visibility.Hidden);
        FieldRules.Decide(field, rules, new("referral", "elite")).ShouldBe(Visibility.Hidden);
        FieldRules.Decide(field, rules, new("reseller", "elite", Stage: "won")).ShouldBe(Visibility.Hidden, "as specific, and stricter");
    }

    [Fact]
    public void A_field_listed_twice_is_shown_only_when_both_agree()
    {
        CatalogField[] catalogue = [new("account", "name", "Name"), new("account", "name", "Name", Locked: true)];
        FieldRules.For(catalogue, [new("account", "name", new(), Visibility.Visible)], new()).Shows("account", "name").ShouldBeFalse();
    }

    [Fact]
    public void A_hidden_field_is_absent_and_not_blank()
    {
        var projection = Projection.Only([("opportunity", "stage")]);
        projection.Pick("opportunity", Record).Keys.ShouldBe(["stage"]);
        Projection.Everything.Pick("opportunity", Record).Count.ShouldBe(Record.Count);
        Projection.Nothing.Pick("opportunity", Record).ShouldBeEmpty();
    }

    [Fact]
    public void What_partners_never_see_is_locked_in_the_standard_catalogue()
    {
        var shown = FieldRules.For(StandardFields.All, SafelistRules.Start(StandardFields.All), new("reseller", "elite", "Admin", "emea"));
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
        shown.Edits("registration", "amount").ShouldBeTrue();
        shown.Edits("registration", "number").ShouldBeFalse();
    }

    private static readonly Dictionary<string, object?> Record = Names.ToDictionary(n => n, n => (object?)("value of " + n));

    private static Visibility Lowest(IEnumerable<CatalogField> all, CatalogField one) =>
        all.Min(f => f.Preset) is var word && word < one.Most ? word : one.Most;

    private sealed record Case(IReadOnlyList<CatalogField> Fields, IReadOnlyList<FieldRule> Rules, Audience Looker, int Seed)
    {
        public Projection Projection => FieldRules.For(Fields, Rules, Looker);
    }
}
