using Entente.Crm.HubSpot;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class EntenteFieldTests
{
    private static readonly ConnectorFacts Facts = ConnectorFacts.Unknown with
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland"),
    };

    [Fact]
    public void The_unique_key_is_called_as_the_documents_say()
    {
        EntenteFields.Id.ShouldBe("entente_id");
        SalesforceFields.Key.ShouldBe("Entente_Id__c");
        EntenteFields
            .All.Select(f => f.On)
            .Distinct()
            .ShouldAllBe(kind => EntenteFields.Of(kind).Count(f => f.Unique && f.Name == EntenteFields.Id) == 1);
    }

    [Fact]
    public void Names_fit_both_CRMs() =>
        EntenteFields.All.ShouldAllBe(f => f.Name.All(c => char.IsAsciiLetterLower(c) || c == '_') && f.SalesforceName.Length <= 43);

    [Theory]
    [InlineData("2026-04-05")]
    [InlineData("2026-09-27")]
    [InlineData("2026-12-31")]
    public void A_close_date_is_the_same_day_when_it_comes_back(string day)
    {
        var written = HubSpotFields.Write(Deal(new() { [CrmFields.CloseDate] = day }), Facts)["closedate"];
        using var json = System.Text.Json.JsonDocument.Parse($$$"""{"id":"1","properties":{"closedate":"{{{written}}}"}}""");
        HubSpotFields.Read(CrmObject.Deal, json.RootElement, Facts)[CrmFields.CloseDate].ShouldBe(day);
    }

    [Fact]
    public void Null_clears_and_what_is_not_named_stays_untouched()
    {
        var record = Deal(new() { [CrmFields.NextStep] = null, [CrmFields.Raw("dealtype")] = "newbusiness" });
        var hubSpot = HubSpotFields.Write(record, Facts);
        hubSpot["hs_next_step"].ShouldBe("");
        hubSpot["dealtype"].ShouldBe("newbusiness");
        hubSpot.ShouldNotContainKey("amount");
        var salesforce = SalesforceFields.Write(record, Facts);
        salesforce["NextStep"].ShouldBeNull();
        salesforce.ShouldNotContainKey("Amount");
    }

    [Fact]
    public void A_note_never_carries_markup_of_its_own() =>
        HubSpotFields
            .Write(
                new CrmUpsert(CrmObject.Note, "n", null, new Dictionary<string, string?> { [CrmFields.Body] = "<script>\nx" }, []),
                Facts
            )["hs_note_body"]
            .ShouldBe("<p>&lt;script&gt;<br>x</p>");

    [Fact]
    public void A_read_only_field_is_never_sent() =>
        HubSpotFields.Write(Deal(new() { [CrmFields.CreatedAt] = "2026-01-01T00:00:00.000Z" }), Facts).Keys.ShouldBe([EntenteFields.Id]);

    private static CrmUpsert Deal(Dictionary<string, string?> fields) => new(CrmObject.Deal, "d1", null, fields, []);
}
