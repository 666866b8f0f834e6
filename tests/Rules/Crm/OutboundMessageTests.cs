using System.Text;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class OutboundMessageTests
{
    private const string Organisation = "00D000000000001EAA";
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_message_names_the_record_in_its_long_id()
    {
        var read = Read(
            Message(
                "00D000000000001",
                """<Notification><Id>04l000000000001</Id><sObject xsi:type="sf:Opportunity" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>001D000000IRFma</sf:Id><sf:StageName>Won</sf:StageName></sObject></Notification>"""
            )
        );
        read.Value.Hints.ShouldBe([new CrmHint(CrmObject.Deal, "001D000000IRFmaIAH", CrmHintKind.Changed, Now)]);
        read.Value.DeliveryKeys.ShouldBe(["04l000000000001"]);
        read.Value.AnswerBody.ShouldContain("<Ack>true</Ack>");
    }

    [Fact]
    public void A_record_deleted_before_it_was_sent_is_acknowledged() =>
        Read(Message("00D000000000001", "<Notification><Id>04l000000000001</Id></Notification>")).Value.Hints.ShouldBeEmpty();

    [Fact]
    public void Another_organisation_is_refused() => Read(Message("00D000000000002", "")).Error!.Code.ShouldBe("wrong_account");

    [Theory]
    [InlineData("""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>""")]
    [InlineData("""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>""")]
    [InlineData("<not><closed>")]
    [InlineData("{}")]
    [InlineData("")]
    public void Hostile_or_broken_XML_is_kept_aside(string body) => Read(body).Error!.Class.ShouldBe(CrmErrorClass.Poison);

    [Fact]
    public void A_message_that_declares_entities_is_not_read_even_when_all_else_is_right()
    {
        var message = Message("&org;", """<Notification><Id>04l000000000001</Id></Notification>""");
        Read("""<!DOCTYPE x [<!ENTITY org "00D000000000001">]>""" + message).Error!.Class.ShouldBe(CrmErrorClass.Poison);
        Read(message.Replace("&org;", "00D000000000001", StringComparison.Ordinal)).Error.ShouldBeNull();
    }

    private static CrmResult<CrmPushRead> Read(string body) =>
        OutboundMessages.Read(
            new CrmPush("POST", "https://entente.example/hooks/x/1", new Dictionary<string, string>(), Encoding.UTF8.GetBytes(body)),
            Organisation,
            Now
        );

    private static string Message(string organisation, string notifications) =>
        $"""
            <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>
            <notifications xmlns="http://soap.sforce.com/2005/09/outbound"><OrganizationId>{organisation}</OrganizationId><ActionId>04k000000000001</ActionId><SessionId/>{notifications}</notifications>
            </soapenv:Body></soapenv:Envelope>
            """;
}
