using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Registrations;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

/// <summary>What a form asks, what it takes, and what cannot be published.</summary>
public sealed class FormsTest
{
    private static readonly Dictionary<string, BoundField> Crm = new[]
    {
        new BoundField("deal-reason", "Reason", CrmFieldType.Choice, [("a", "Alpha"), ("b", "Beta")], true),
        new BoundField("deal-seats", "Seats", CrmFieldType.Number, [], false),
        new BoundField("deal-tags", "Tags", CrmFieldType.MultiChoice, [("x", "X"), ("y", "Y")], true),
        new BoundField("account-note", "Note", CrmFieldType.Text, [], false),
        new BoundField("deal-day", "Day", CrmFieldType.Date, [], false),
        new BoundField("deal-yes", "Sure?", CrmFieldType.Boolean, [], false),
    }.ToDictionary(b => b.Key);

    private static readonly string[] Keys = [.. FormFields.All.Select(f => f.Key), .. Crm.Keys, "deal-gone"];

    private static readonly string[] Policy = [FormFields.ContactEmail, FormFields.Amount, FormFields.Problem, FormFields.Country];

    private static readonly string?[] Words = [null, "", "  ", "a", "b", "x;y", "12", "2026-05-29", "true", "Evaluation", "words", "\0"];

    private static readonly Gen<FormField> Field =
        from key in Gen.Elements(Keys)
        from mode in Gen.Elements(Enum.GetValues<FieldMode>())
        from required in Gen.Elements(true, false)
        from value in Gen.Elements(Words)
        select new FormField(key, mode, required, Default: value);

    private static readonly Gen<FormSection> Section =
        from fields in Field.ListOf()
        from folded in Gen.Elements(true, false)
        from hangs in Gen.Elements(0, 0, 0, 1)
        from hook in Gen.Elements("deal-reason", FormFields.Stage, "deal-gone")
        select new FormSection("Section", [.. fields], Folded: folded, When: hangs == 1 ? new(hook, ["a", "Evaluation"]) : null);

    private static readonly Gen<FormDefinition> Form =
        from sections in Section.NonEmptyListOf()
        select new FormDefinition([.. sections.Take(5)]);

    private static readonly Gen<string[]> Demands = from which in Gen.SubListOf(Policy) select which.ToArray();

    private static readonly Gen<ClaimInput> Post =
        from values in Gen.Elements(Words).ListOf(Keys.Length)
        select FormFields.With(
            new ClaimInput(RegistrationKind.Deal, Consent: true),
            Keys.Zip(values).ToDictionary(v => v.First, string? (v) => v.Second)
        );

    private static readonly Arbitrary<(FormDefinition Form, string[] Demands, ClaimInput Post)> Any = (
        from form in Form
        from demands in Demands
        from post in Post
        select (form, demands, post)
    ).ToArbitrary();

    [Fact]
    public void Whatever_a_form_says_a_claim_that_it_takes_has_what_the_policy_and_the_form_require() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Any,
                x =>
                {
                    var sheet = FormSheet.Of(x.Form, x.Demands, Crm);
                    var read = FormReader.Read(sheet, x.Post);
                    var shown = sheet.Sections.Where(s => FormSheet.Shows(s, k => Of(read, k))).SelectMany(s => s.Questions);
                    var needed = shown.Where(q => q.Required).Select(q => q.Key).Union(x.Demands);
                    return needed.All(k => read.Wrong.ContainsKey(k) || ClaimReader.OneLine(Of(read, k)) is not null);
                }
            )
        );

    [Fact]
    public void A_hidden_or_locked_field_keeps_its_default_whatever_is_posted() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Any,
                x =>
                {
                    var sheet = FormSheet.Of(x.Form, x.Demands, Crm);
                    var (once, other) = (
                        FormReader.Read(sheet, x.Post),
                        FormReader.Read(sheet, FormFields.With(x.Post, Keys.ToDictionary(k => k, string? (_) => "posted")))
                    );
                    return sheet
                        .Questions.Where(q => q.Mode is not FieldMode.Asked && q.Bound is null)
                        .All(q =>
                            Of(once, q.Key) is var v && (v == q.Field.Default || v is null) && Of(other, q.Key) is var w && w != "posted"
                        );
                }
            )
        );

    [Fact]
    public void What_a_form_does_not_ask_is_not_taken() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Any,
                x =>
                {
                    var sheet = FormSheet.Of(x.Form, x.Demands, Crm);
                    var read = FormReader.Read(sheet, x.Post);
                    var asked = sheet.Questions.Select(q => q.Key).ToHashSet();
                    return Keys.Where(k => !asked.Contains(k)).All(k => Of(read, k) is null)
                        && read.Custom.All(c => asked.Contains(c.Key) && FormReader.Read(Crm[c.Key], c.Value) == (c.Value, null));
                }
            )
        );

    [Fact]
    public void What_can_be_published_asks_all_that_the_policy_requires_where_everybody_sees_it() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Any,
                x =>
                    FormCheck.Wrong(x.Form, x.Demands, Crm).Count > 0
                    || x.Demands.All(d =>
                        x.Form.Sections.Any(s =>
                            s.When is null
                            && s.Fields.Any(f => f.Key == d && (f.Mode is FieldMode.Asked || !string.IsNullOrWhiteSpace(f.Default)))
                        )
                    )
            )
        );

    [Fact]
    public void A_form_that_drops_or_hides_what_the_policy_requires_is_refused_with_the_reason()
    {
        var form = new FormDefinition([
            new("One", [new(FormFields.Company), new(FormFields.Amount, FieldMode.Hidden)]),
            new("Two", [new(FormFields.Problem)], When: new(FormFields.Company, ["a"])),
        ]);

        var wrong = FormCheck.Wrong(form, [FormFields.Amount, FormFields.Problem, FormFields.ContactEmail], Crm);

        wrong[FormFields.Amount].ShouldContain("cannot be hidden without a default");
        wrong[FormFields.Problem].ShouldContain("cannot hang on a condition");
        wrong[FormFields.ContactEmail].ShouldContain("cannot leave it out");
        FormCheck
            .Wrong(
                new([new("One", [new(FormFields.Company), new(FormFields.Amount, FieldMode.Locked, Default: "10")])]),
                [FormFields.Amount],
                Crm
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void What_the_crm_requires_of_a_new_record_is_asked_whatever_the_form_says()
    {
        var needed = With("deal-reason");
        var form = new FormDefinition([new("One", [new(FormFields.Company), new("deal-reason", FieldMode.Hidden)])]);

        var question = FormSheet.Of(form, [], needed).Questions.Single(q => q.Key == "deal-reason");
        (question.Required, question.Mode).ShouldBe((true, FieldMode.Asked));
        FormReader.Read(FormSheet.Of(form, [], needed), new(RegistrationKind.Deal, "X")).Wrong.Keys.ShouldBe(["deal-reason"]);
        FormSheet.Of(form, [], Crm).Questions.Single(q => q.Key == "deal-reason").Required.ShouldBeFalse("nobody requires it there");
    }

    [Fact]
    public void A_form_that_drops_hides_or_hangs_on_a_condition_what_the_crm_requires_is_refused_and_told()
    {
        var needed = With("deal-reason");
        var bare = new FormDefinition([new("One", [new(FormFields.Company)])]);

        FormCheck
            .Wrong(bare, [], needed)["deal-reason"]
            .ShouldBe("“Reason” is required by the CRM of every new record, so the form cannot leave it out.");
        FormCheck.Drift(bare, needed).ShouldHaveSingleItem().ShouldContain("what is approved cannot be written");
        Wrong(new FormSection("One", [new(FormFields.Company), new("deal-reason", FieldMode.Hidden)])).ShouldContain("cannot be hidden");
        Wrong(
                new FormSection("One", [new(FormFields.Company)]),
                new FormSection("Two", [new("deal-reason")], When: new(FormFields.Company, ["a"]))
            )
            .ShouldContain("cannot hang on a condition");
        FormCheck
            .Wrong(new([new("One", [new(FormFields.Company), new("deal-reason", FieldMode.Hidden, Default: "a")])]), [], needed)
            .ShouldBeEmpty();

        string Wrong(params FormSection[] sections) => FormCheck.Wrong(new(sections), [], needed)["deal-reason"];
    }

    [Fact]
    public void What_the_workspace_has_entente_fill_is_not_asked_for()
    {
        var schema = new CrmSchema(
            CrmObject.Deal,
            "deals",
            [new("crm.reason", "reason", "Reason", CrmFieldType.Text, [], true, false, false)]
        );
        var filled = new FieldMapping(
            CrmObject.Deal,
            "company",
            "reason",
            CrmFieldType.Text,
            FieldDirection.ToCrm,
            default,
            new Dictionary<string, string>()
        );

        Bindable.Of([schema], CrmMapping.None)["deal-reason"].Required.ShouldBeTrue();
        Bindable.Of([schema], CrmMapping.None with { Fields = [filled] })["deal-reason"].Required.ShouldBeFalse();
        Bindable
            .Of([schema], CrmMapping.None with { Fields = [filled with { Direction = FieldDirection.FromCrm }] })["deal-reason"]
            .Required.ShouldBeTrue();
    }

    private static Dictionary<string, BoundField> With(string required) =>
        Crm.Values.Select(b => b with { Required = b.Key == required }).ToDictionary(b => b.Key);

    [Fact]
    public void Entente_s_own_forms_can_be_published_for_every_kind()
    {
        foreach (var kind in Enum.GetValues<RegistrationKind>())
            FormCheck
                .Wrong(
                    FormDefinition.Default(kind),
                    Shelf(global::Entente.Registrations.Rules.Policy.Default, kind),
                    new Dictionary<string, BoundField>()
                )
                .ShouldBeEmpty(kind.ToString());
    }

    [Fact]
    public void A_section_is_judged_by_the_field_it_hangs_on()
    {
        var form = new FormDefinition([
            new("One", [new(FormFields.Company), new("deal-reason")]),
            new("Two", [new("deal-seats", Required: true)], When: new("deal-reason", ["b"])),
        ]);
        var sheet = FormSheet.Of(form, [], Crm);

        FormReader.Read(sheet, Posted("a", "12")).Custom.Select(c => c.Key).ShouldBe(["deal-reason"], "seats are not for it");
        FormReader.Read(sheet, Posted("b", null)).Wrong.Keys.ShouldBe(["deal-seats"]);
        FormReader
            .Read(sheet, Posted("b", "12"))
            .Custom.Select(c => (c.Key, c.Shown))
            .ShouldBe([("deal-reason", "Beta"), ("deal-seats", "12")]);

        static ClaimInput Posted(string reason, string? seats) =>
            new(RegistrationKind.Deal, "X")
            {
                Custom = new Dictionary<string, string?> { ["deal-reason"] = reason, ["deal-seats"] = seats },
            };
    }

    [Theory]
    [InlineData("deal-reason", "Beta", "b")]
    [InlineData("deal-reason", "c", null)]
    [InlineData("deal-seats", "1,200", "1200")]
    [InlineData("deal-seats", "many", null)]
    [InlineData("deal-tags", "x; y", "x;y")]
    [InlineData("deal-tags", "x;z", null)]
    [InlineData("deal-day", "2026-02-30", null)]
    [InlineData("deal-yes", "yes", "true")]
    public void A_value_fits_the_crm_s_field_or_is_refused(string key, string typed, string? value)
    {
        var (read, fault) = FormReader.Read(Crm[key], typed);
        read.ShouldBe(value);
        (fault is null).ShouldBe(value is not null);
    }

    [Fact]
    public void A_field_that_is_gone_is_left_out_and_told_and_the_form_still_works()
    {
        var form = new FormDefinition([new("One", [new(FormFields.Company), new("deal-gone", Required: true, Label: "Gone")])]);

        FormSheet.Of(form, [], Crm).Questions.Select(q => q.Key).ShouldBe([FormFields.Company]);
        FormReader.Read(FormSheet.Of(form, [], Crm), new(RegistrationKind.Deal, "X")).Wrong.ShouldBeEmpty();
        FormCheck.Drift(form, Crm).ShouldHaveSingleItem().ShouldContain("“Gone” is gone from the CRM");
    }

    private static string[] Shelf(global::Entente.Registrations.Rules.Policy policy, RegistrationKind kind) =>
        [.. Entente.Registrations.Forms.FormShelf.Demanded(policy, kind)];

    private static string? Of(FormReading read, string key) => FormFields.Of(read.Claim, key);
}
