using Entente.Crm;
using Entente.Crm.Mapping;
using Entente.Crm.Mirror;
using Entente.Crm.Port;
using Shouldly;
using Xunit;
using static Entente.Rules.Crm.Mapping.Schemas;

namespace Entente.Rules.Crm.Mapping;

/// <summary>The mapping is what the sync asks whose word is the last.</summary>
public sealed class FieldOwnerTests
{
    private static readonly OwnedFields House = new(CrmObject.Deal, CrmMapping.None);

    private static readonly OwnedFields Owned = new(
        CrmObject.Deal,
        Of(
            Map(EntenteFields.Partner, "partner_name") with
            {
                Owner = FieldOwner.Newest,
            },
            Map(EntenteFields.Motion, "motion", direction: FieldDirection.FromCrm),
            Map(EntenteFields.Attribution, "attribution", direction: FieldDirection.ToCrm),
            Map(EntenteFields.Share, "share", direction: FieldDirection.Off)
        )
    );

    [Fact]
    public void Where_nothing_is_set_the_rule_of_the_house_holds()
    {
        (House.Of(EntenteFields.Partner), House.IsSet(EntenteFields.Partner)).ShouldBe((FieldOwner.Entente, false));
        House.Of(CrmFields.Amount).ShouldBe(FieldOwner.Crm);
        (Owned.Of(EntenteFields.RegistrationStatus), Owned.Of(CrmFields.Amount)).ShouldBe((FieldOwner.Entente, FieldOwner.Crm));
        House.Reads(CrmFields.Amount).ShouldBeTrue();
    }

    [Fact]
    public void What_an_admin_set_in_the_mapping_holds() =>
        (Owned.Of(EntenteFields.Partner), Owned.IsSet(EntenteFields.Partner)).ShouldBe((FieldOwner.Newest, true));

    [Theory]
    [InlineData(EntenteFields.Motion, true)]
    [InlineData(EntenteFields.Share, false)]
    public void A_field_that_is_not_written_belongs_to_the_crm_whatever_was_chosen(string field, bool reads) =>
        (Owned.Of(field), Owned.Reads(field)).ShouldBe((FieldOwner.Crm, reads));

    [Fact]
    public void A_field_that_only_goes_to_the_crm_is_never_held_against_what_stands_there() =>
        (Owned.Of(EntenteFields.Attribution), Owned.Reads(EntenteFields.Attribution)).ShouldBe((FieldOwner.Entente, false));
}
