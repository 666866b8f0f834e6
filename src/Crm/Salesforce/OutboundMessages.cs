using System.Xml;
using System.Xml.Linq;
using Entente.Crm.Port;

namespace Entente.Crm.Salesforce;

/// <summary>
/// Outbound messages: SOAP that names the record that changed. Salesforce signs nothing; the secret is in the address it was
/// given, and the organisation's id must be ours. The XML is read without DTD, entities or anything external.
/// </summary>
internal static class OutboundMessages
{
    /// <summary>What Salesforce wants to hear; anything else is delivered again for a day.</summary>
    public const string Ack =
        """<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>""";

    private const int LongestDelivery = 4 << 20;
    private static readonly XNamespace Outbound = "http://soap.sforce.com/2005/09/outbound";
    private static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema-instance";

    public static CrmResult<CrmPushRead> Read(CrmPush push, string organisation, DateTimeOffset now)
    {
        if (push.Body.Length > LongestDelivery)
            return Unreadable("The delivery is too large.");
        if (Parse(push.Body) is not { } document || document.Descendants(Outbound + "notifications").FirstOrDefault() is not { } body)
            return Unreadable("The delivery is no outbound message.");
        if (SalesforceId.Normalise(Value(body, "OrganizationId")) != organisation || organisation.Length == 0)
            return new CrmError(CrmErrorClass.Auth, "wrong_account", "The delivery is about another Salesforce organisation.");

        var (hints, keys) = (new List<CrmHint>(), new List<string>());
        foreach (var notification in body.Elements(Outbound + "Notification"))
        {
            keys.Add(Value(notification, "Id") ?? "");
            // A record deleted before the message left comes without its body.
            if (notification.Elements().FirstOrDefault(e => e.Name.LocalName == "sObject") is not { } row)
                continue;
            var type = row.Attribute(Schema + "type")?.Value.Split(':')[^1];
            var id = SalesforceId.Normalise(row.Elements().FirstOrDefault(e => e.Name.LocalName == "Id")?.Value);
            if (SalesforceFields.OfObject(type) is { } kind && id is not null)
                hints.Add(new CrmHint(kind, id, CrmHintKind.Changed, now));
        }
        return new CrmPushRead([.. hints.Distinct()], keys, "text/xml", Ack);
    }

    private static XDocument? Parse(ReadOnlyMemory<byte> bytes)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = LongestDelivery,
            MaxCharactersFromEntities = 0,
        };
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, settings);
            return XDocument.Load(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string? Value(XElement parent, string name) => Canonical.Text(parent.Element(Outbound + name)?.Value);

    private static CrmError Unreadable(string message) => new(CrmErrorClass.Poison, "unreadable_push", message);
}
