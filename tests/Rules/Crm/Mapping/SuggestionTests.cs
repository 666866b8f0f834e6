using Entente.Crm.Mapping;
using Entente.Crm.Port;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using static Entente.Rules.Crm.Mapping.Schemas;

namespace Entente.Rules.Crm.Mapping;

public sealed class SuggestionTests
{
    [Theory]
    [InlineData("Deal_Reg_Number__c", "entente_registration_number")]
    [InlineData("closeDate", "close_date")]
    [InlineData("closedate", "Close date")]
    [InlineData("PARTNER-TIER", "Partner level")]
    public void Names_are_alike_whatever_their_spelling(string one, string other) =>
        Likeness.Of(one, other).ShouldBeGreaterThanOrEqualTo(Suggestions.Enough);

    [Theory]
    [InlineData("amount", "owner")]
    [InlineData("city", "country")]
    [InlineData("", "name")]
    public void Different_things_are_not(string one, string other) => Likeness.Of(one, other).ShouldBeLessThan(Suggestions.Enough);

    [Fact]
    public void Likeness_has_no_direction_and_no_case() =>
        Prop.ForAll(
                Names.ToArbitrary(),
                Names.ToArbitrary(),
                (a, b) =>
                    Likeness.Of(a, b) == Likeness.Of(b, a)
                    && Likeness.Of(a, b) is >= 0 and <= 100
                    && (Likeness.Words(a).Count == 0 || Likeness.Of(a, a) == 100)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void What_the_connector_maps_itself_comes_first()
    {
        var side = EntenteSide.Find(CrmObject.Deal, CrmFields.Amount)!;
        var schema = Deal(Field("amount_eur", "Amount", CrmFieldType.Number), Field("x_amount", "amount", CrmFieldType.Number));
        Suggestions.For(side, schema)[0].Field.Name.ShouldBe("amount");
    }

    [Fact]
    public void Only_what_could_be_mapped_is_suggested_and_the_order_of_fields_does_not_matter()
    {
        var side = EntenteSide.Find(CrmObject.Deal, EntenteFields.ProtectedUntil)!;
        CrmField[] fields =
        [
            Field("protected_until", "Protected until"),
            Field("protection_end", "Protected until", CrmFieldType.Date),
            Field("protected_until_flag", "Protected until", CrmFieldType.Boolean) with
            {
                ReadOnly = true,
            },
        ];
        var found = Suggestions.For(side, Deal(fields));
        found[0].Field.Name.ShouldBe("protection_end");
        found.Select(f => f.Field.Name).ShouldNotContain("protected_until_flag");
        Suggestions.For(side, Deal([.. fields.Reverse()])).ShouldBe(found);
    }

    [Fact]
    public void Values_find_their_options_and_the_rest_is_left_to_the_admin()
    {
        CrmOption[] options = [new("approved_", "Approved", true), new("WITHDRAWN", "Gone", true), new("Won", "Won", false)];
        Suggestions
            .Values(["Approved", "Withdrawn", "Won", "Revoked"], options)
            .ShouldBe(new Dictionary<string, string> { ["Approved"] = "approved_", ["Withdrawn"] = "WITHDRAWN" }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("Negotiation/Review", EntenteStage.Commitment)]
    [InlineData("Needs Analysis", EntenteStage.Evaluation)]
    [InlineData("Qualified to buy", EntenteStage.Discovery)]
    [InlineData("Prospecting", EntenteStage.Introduced)]
    [InlineData("Proposal/Price Quote", EntenteStage.Proposal)]
    public void A_stage_means_what_its_words_say(string label, EntenteStage means) =>
        StageSuggestion.Of(new CrmStage("x", label, 0, false, false, 10), 7).ShouldBe(means);

    [Fact]
    public void What_the_CRM_calls_won_is_won_and_an_odd_word_stands_by_its_place()
    {
        StageSuggestion.Of(new CrmStage("x", "Proposal accepted", 5, true, true, 100), 7).ShouldBe(EntenteStage.Won);
        StageSuggestion.Of(new CrmStage("x", "Introduced elsewhere", 6, true, false, 0), 7).ShouldBe(EntenteStage.Lost);
        StageSuggestion.Of(new CrmStage("x", "Phase Q", 4, false, false, 50), 7).ShouldBe(EntenteStage.Commitment);
        var set = CrmMapping.None with { Stages = [new StageMapping("default", "x", EntenteStage.Discovery)] };
        set.StageOf("default", new CrmStage("x", "Proposal", 3, false, false, 50), 7).ShouldBe(EntenteStage.Discovery);
    }

    [Fact]
    public void An_owner_is_who_has_the_address_unless_somebody_said_otherwise()
    {
        var set = CrmMapping.None with { Owners = [new OwnerMapping("2", "maren@corvane.example"), new OwnerMapping("3", "")] };
        set.PersonOf("1", "Sol@Corvane.example").ShouldBe("sol@corvane.example");
        set.PersonOf("2", "other@corvane.example").ShouldBe("maren@corvane.example");
        set.PersonOf("3", "third@corvane.example").ShouldBeNull();
    }

    private static Gen<string> Names =>
        Gen.Elements("Deal_Name__c", "dealName", "Partner tier", "hs_next_step", "", "ÄÖ", "a1B2", "Amount (EUR)", "crm", "Close-Date");
}
