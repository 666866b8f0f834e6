using System.Text.Json;
using Entente.Crm.HubSpot;
using Entente.Crm.Mapping;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Shouldly;
using Xunit;
using static Entente.Rules.Crm.Mapping.Schemas;

namespace Entente.Rules.Crm.Mapping;

/// <summary>What a mapping does on the wire of either CRM.</summary>
public sealed class EffectiveMapTests
{
    private static readonly CrmMapping Mapping = Of(
        Map(EntenteFields.Partner, "partner_name__c"),
        Map(EntenteFields.RegistrationStatus, "reg__c", CrmFieldType.Choice, values: [("Approved", "ok")]),
        Map(EntenteFields.ProtectedUntil, "until__c", CrmFieldType.Instant),
        Map(CrmFields.NextStep, "step__c", direction: FieldDirection.FromCrm),
        Map(EntenteFields.Motion, "motion__c", direction: FieldDirection.ToCrm),
        Map(CrmFields.Description, "Description", direction: FieldDirection.Off)
    );

    private static readonly ConnectorFacts Facts = ConnectorFacts.Unknown with { Mapping = Mapping };

    private static readonly CrmUpsert Written = new(
        CrmObject.Deal,
        "d1",
        "70012",
        new Dictionary<string, string?>
        {
            [EntenteFields.Partner] = "Northwind",
            [EntenteFields.RegistrationStatus] = "Approved",
            [EntenteFields.ProtectedUntil] = "2027-01-31",
            [CrmFields.NextStep] = "Demo",
            [EntenteFields.Motion] = "Co-sell",
            [CrmFields.Description] = "x",
        },
        []
    );

    [Fact]
    public void A_write_goes_where_it_is_mapped_to_and_nowhere_else()
    {
        HubSpotFields
            .Write(Written, Facts)
            .ShouldBe(
                new Dictionary<string, string>
                {
                    ["partner_name__c"] = "Northwind",
                    ["reg__c"] = "ok",
                    ["until__c"] = "2027-01-31T12:00:00.000Z",
                    ["motion__c"] = "Co-sell",
                },
                ignoreOrder: true
            );
        SalesforceFields
            .Write(Written, Facts)
            .ShouldBe(
                new Dictionary<string, object?>
                {
                    ["partner_name__c"] = "Northwind",
                    ["reg__c"] = "ok",
                    ["until__c"] = "2027-01-31T12:00:00.000Z",
                    ["motion__c"] = "Co-sell",
                },
                ignoreOrder: true
            );
    }

    [Fact]
    public void A_record_is_read_from_where_it_is_mapped()
    {
        const string values =
            "\"partner_name__c\":\"Northwind\",\"reg__c\":\"ok\",\"until__c\":\"2027-01-31T20:00:00.000Z\",\"step__c\":\"Demo\",\"motion__c\":\"Resell\"";
        using var hubSpot = JsonDocument.Parse("{\"id\":\"1\",\"properties\":{" + values + ",\"description\":\"x\"}}");
        using var salesforce = JsonDocument.Parse("{\"Id\":\"006000000000001AAA\"," + values + ",\"Description\":\"x\"}");
        foreach (
            var record in new[]
            {
                HubSpotFields.Read(CrmObject.Deal, hubSpot.RootElement, Facts),
                SalesforceFields.Read(CrmObject.Deal, salesforce.RootElement, Facts),
            }
        )
        {
            record[EntenteFields.Partner].ShouldBe("Northwind");
            record[EntenteFields.RegistrationStatus].ShouldBe("Approved");
            record[EntenteFields.ProtectedUntil].ShouldBe("2027-01-31");
            record[CrmFields.NextStep].ShouldBe("Demo");
            record[EntenteFields.Motion].ShouldBeNull("it only goes to the CRM");
            record[CrmFields.Description].ShouldBeNull("it is off");
        }
    }

    [Fact]
    public void What_is_asked_for_is_what_is_read()
    {
        var names = HubSpotFields.Names(CrmObject.Deal, Facts);
        names.ShouldContain("partner_name__c");
        names.ShouldNotContain(EntenteFields.Partner);
        names.ShouldNotContain("motion__c");
        var columns = SalesforceFields.Select(CrmObject.Deal, Facts, new HashSet<string>(), partners: true);
        columns.ShouldContain("partner_name__c");
        columns.ShouldNotContain("Entente_Partner__c");
        columns.ShouldContain("FROM OpportunityPartnersFrom");
        SalesforceFields.Select(CrmObject.Deal, Facts, new HashSet<string> { "reg__c" }, false).ShouldNotContain("reg__c");
    }

    [Fact]
    public void Without_a_mapping_nothing_changes()
    {
        HubSpotFields.Write(Written, ConnectorFacts.Unknown)[EntenteFields.Partner].ShouldBe("Northwind");
        SalesforceFields.Write(Written, ConnectorFacts.Unknown)["Entente_Partner__c"].ShouldBe("Northwind");
        var share = Written with { Fields = new Dictionary<string, string?> { [EntenteFields.Share] = "40" } };
        SalesforceFields.Write(share, ConnectorFacts.Unknown)["Entente_Share__c"].ShouldBe(40m);
    }

    [Fact]
    public void The_key_cannot_be_mapped_away()
    {
        var odd = ConnectorFacts.Unknown with { Mapping = Of(Map(EntenteFields.Id, "elsewhere")) };
        HubSpotFields.Names(CrmObject.Deal, odd).ShouldContain(EntenteFields.Id);
        HubSpotFields.Names(CrmObject.Deal, odd).ShouldNotContain("elsewhere");
    }

    [Fact]
    public void Only_what_is_read_differently_is_read_again()
    {
        Differ(CrmMapping.None, Mapping).ShouldBeTrue();
        Differ(Mapping, Mapping with { Stages = [new("default", "x", EntenteStage.Won)] }).ShouldBeFalse();
        var owned = Mapping.Fields.Select(f => f with { Owner = Entente.Crm.FieldOwner.OnlyIfEmpty }).ToList();
        Differ(Mapping, Mapping with { Fields = owned }).ShouldBeFalse();
        var same = Of(Map(EntenteFields.Partner, EntenteFields.Partner) with { Owner = Entente.Crm.FieldOwner.Newest });
        Differ(CrmMapping.None, same).ShouldBeFalse("it stands where Entente has it by itself");
        Differ(CrmMapping.None, Of(Map(EntenteFields.Partner, EntenteFields.Partner, direction: FieldDirection.ToCrm))).ShouldBeTrue();
        static bool Differ(CrmMapping a, CrmMapping b) => SaveMapping.ReadsDiffer(a, b, k => [.. OwnMapping.Of(CrmKind.HubSpot, k)]);
    }
}
