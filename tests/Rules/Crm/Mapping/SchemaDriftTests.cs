using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Shouldly;
using Xunit;
using static Entente.Rules.Crm.Mapping.Schemas;

namespace Entente.Rules.Crm.Mapping;

public sealed class SchemaDriftTests
{
    private static readonly CrmSchema Before = Deal(
        Field("partner_name", "Partner name"),
        Choice("reg_state", "Registration state", "ok", "out"),
        Field("unused", "Unused")
    );
    private static readonly CrmMapping Mapping = Of(
        Map(EntenteFields.Partner, "partner_name"),
        Map(EntenteFields.RegistrationStatus, "reg_state", CrmFieldType.Choice, values: [("Approved", "ok"), ("Withdrawn", "out")])
    );

    [Fact]
    public void The_same_schema_has_not_drifted() => Found(Before).ShouldBeEmpty();

    [Fact]
    public void What_the_mapping_does_not_use_is_none_of_its_business() =>
        Found(Without("unused") with { Fields = [.. Without("unused").Fields, Field("fresh", "Fresh")] }).ShouldBeEmpty();

    [Fact]
    public void A_deleted_field_is_told_with_what_it_concerns()
    {
        var drift = Found(Without("partner_name")).ShouldHaveSingleItem();
        (drift.What, drift.Name).ShouldBe((DriftKind.FieldGone, "partner_name"));
        drift.Affected.ShouldBe(["Partner"]);
        drift.Sentence.ShouldBe("“Partner name” (deals.partner_name) was deleted, or is hidden from our user. Affected: Partner.");
    }

    [Fact]
    public void Another_type_a_lock_and_a_lost_option_are_told()
    {
        Found(Change("partner_name", f => f with { Type = CrmFieldType.Number }))
            .ShouldHaveSingleItem()
            .What.ShouldBe(DriftKind.TypeChanged);
        Found(Change("partner_name", f => f with { ReadOnly = true })).ShouldHaveSingleItem().What.ShouldBe(DriftKind.BecameReadOnly);
        var lost = Found(Change("reg_state", f => f with { Options = [f.Options[0], f.Options[1] with { Active = false }] }));
        (lost.ShouldHaveSingleItem().What, lost[0].Option).ShouldBe((DriftKind.OptionGone, "out"));
    }

    [Fact]
    public void A_field_that_became_required_is_told_unless_something_fills_it()
    {
        Found(Change("unused", f => f with { Required = true })).ShouldHaveSingleItem().What.ShouldBe(DriftKind.BecameRequired);
        Found(Change("partner_name", f => f with { Required = true })).ShouldBeEmpty();
        var made = Before with { Fields = [.. Before.Fields, Field("new_one", "New one") with { Required = true }] };
        Found(made).ShouldHaveSingleItem().Name.ShouldBe("new_one");
    }

    [Fact]
    public void A_mapped_stage_that_is_gone_is_told()
    {
        CrmPipeline[] now = [new("default", "Sales", [new CrmStage("won", "Won", 1, true, true, 100)])];
        SchemaDrift.OfStages([new("default", "won", EntenteStage.Won)], now).ShouldBeEmpty();
        SchemaDrift.OfStages([new("default", "old", EntenteStage.Proposal)], now).ShouldHaveSingleItem().What.ShouldBe(DriftKind.StageGone);
    }

    private static IReadOnlyList<Drift> Found(CrmSchema now) =>
        SchemaDrift.Of(Before, now, EffectiveMap.Over(CrmObject.Deal, Mapping, Own));

    private static CrmSchema Without(string name) => Before with { Fields = [.. Before.Fields.Where(f => f.Name != name)] };

    private static CrmSchema Change(string name, Func<CrmField, CrmField> change) =>
        Before with
        {
            Fields = [.. Before.Fields.Select(f => f.Name == name ? change(f) : f)],
        };
}
