using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Shouldly;
using Xunit;
using static Entente.Rules.Crm.Mapping.Schemas;

namespace Entente.Rules.Crm.Mapping;

public sealed class MappingCheckTests
{
    private static readonly CrmSchema Schema = Deal(
        Field("partner_name", "Partner name"),
        Field("score", "Score", CrmFieldType.Number),
        Field("locked", "Locked") with
        {
            ReadOnly = true,
        },
        Choice("reg_state", "Registration state", "ok", "out", "done")
    );

    [Fact]
    public void Ententes_own_mapping_works() => Why(CrmMapping.None).ShouldBeEmpty();

    [Fact]
    public void A_field_may_stand_elsewhere() => Why(Of(Map(EntenteFields.Partner, "partner_name"))).ShouldBeEmpty();

    [Theory]
    [InlineData("nowhere", "has no field “nowhere”")]
    [InlineData("locked", "read-only")]
    [InlineData("score", "takes a number")]
    [InlineData("dealname", "would both write “Deal name”")]
    public void What_cannot_work_is_refused_with_the_reason(string native, string reason) =>
        Why(Of(Map(EntenteFields.Partner, native))).ShouldContain(f => f.Contains(reason));

    [Fact]
    public void A_text_cannot_be_read_as_a_number() =>
        Why(Of(Map(CrmFields.Amount, "partner_name", direction: FieldDirection.FromCrm)))
            .ShouldHaveSingleItem()
            .ShouldContain("holds a text; that does not always say a number");

    [Fact]
    public void A_read_only_field_may_be_read() =>
        Why(Of(Map(EntenteFields.Partner, "locked", direction: FieldDirection.FromCrm))).ShouldBeEmpty();

    [Fact]
    public void Only_if_empty_wants_the_field_read()
    {
        var blind = Map(EntenteFields.Partner, "partner_name", direction: FieldDirection.ToCrm) with { Owner = FieldOwner.OnlyIfEmpty };
        Why(Of(blind)).ShouldHaveSingleItem().ShouldContain("map it both ways");
        Why(Of(blind with { Direction = FieldDirection.Both })).ShouldBeEmpty();
    }

    [Fact]
    public void A_closed_list_wants_every_value_said()
    {
        var half = Map(EntenteFields.RegistrationStatus, "reg_state", CrmFieldType.Choice, values: [("Approved", "ok")]);
        Why(Of(half)).ShouldHaveSingleItem().ShouldContain("say what becomes of “Withdrawn”");
        var unknown = Map(EntenteFields.RegistrationStatus, "reg_state", CrmFieldType.Choice, values: [("Approved", "fine")]);
        Why(Of(unknown)).ShouldHaveSingleItem().ShouldContain("has no option “fine”");
        Why(Of(Map(EntenteFields.Partner, "reg_state", CrmFieldType.Choice))).ShouldHaveSingleItem().ShouldContain("writes any words");
        var whole = Map(EntenteFields.RegistrationStatus, "reg_state", CrmFieldType.Choice, FieldDirection.ToCrm, [.. Each("out")]);
        Why(Of(whole)).ShouldBeEmpty();
    }

    [Fact]
    public void Two_values_that_become_one_cannot_be_read_back() =>
        Why(Of(Map(EntenteFields.RegistrationStatus, "reg_state", CrmFieldType.Choice, FieldDirection.Both, [.. Each("out")])))
            .ShouldHaveSingleItem()
            .ShouldContain("could not be read back");

    [Fact]
    public void What_a_new_record_needs_must_be_filled() =>
        Why(Of(Map(CrmFields.Name, "dealname", direction: FieldDirection.FromCrm)))
            .ShouldHaveSingleItem()
            .ShouldContain("refuses a new record without “Deal name”");

    [Fact]
    public void Ententes_key_is_nobodys_to_map() =>
        Why(Of(Map(EntenteFields.Id, "partner_name"))).ShouldHaveSingleItem().ShouldContain("keeps it to itself");

    private static (string, string)[] Each(string theirs) =>
        [.. EntenteSide.Find(CrmObject.Deal, EntenteFields.RegistrationStatus)!.Values.Select(v => (v, theirs))];

    private static List<string> Why(CrmMapping mapping) => [.. MappingCheck.Of(Schema, mapping, Own).Select(f => f.Reason)];
}
