using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Entente.Sandbox.Salesforce.Schema;

namespace Entente.Sandbox.Salesforce.Push;

/// <summary>The SOAP of outbound messages: notifications out, an acknowledgement in.</summary>
internal static class OutboundMessage
{
    /// <summary>The most notifications one message carries.</summary>
    public const int MaxNotifications = 100;

    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Outbound = "http://soap.sforce.com/2005/09/outbound";
    private static readonly XNamespace SObject = "urn:sobject.enterprise.soap.sforce.com";
    private static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>One message of rows of one object, as they are now. Empty fields are left out, as are long texts.</summary>
    /// <param name="organisationId">18 characters.</param>
    /// <param name="actionId">The id of the message's definition.</param>
    /// <param name="root">Origin of the API.</param>
    /// <param name="shape">The rows' object.</param>
    /// <param name="rows">Notification id and row.</param>
    public static byte[] Write(
        string organisationId,
        string actionId,
        string root,
        ObjectShape shape,
        IEnumerable<(string NotificationId, object Row)> rows
    )
    {
        var notifications = new XElement(
            Outbound + "notifications",
            new XElement(Outbound + "OrganizationId", organisationId),
            new XElement(Outbound + "ActionId", actionId),
            new XElement(Outbound + "SessionId", new XAttribute(Schema + "nil", "true")),
            new XElement(Outbound + "EnterpriseUrl", $"{root}/services/Soap/c/66.0/{organisationId[..15]}"),
            new XElement(Outbound + "PartnerUrl", $"{root}/services/Soap/u/66.0/{organisationId[..15]}"),
            rows.Select(row => new XElement(
                Outbound + "Notification",
                new XElement(Outbound + "Id", row.NotificationId),
                new XElement(
                    Outbound + "sObject",
                    new XAttribute(Schema + "type", $"sf:{shape.Name}"),
                    new XAttribute(XNamespace.Xmlns + "sf", SObject),
                    Fields(shape, row.Row)
                )
            ))
        );
        var envelope = new XElement(
            Soap + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soapenv", Soap),
            new XAttribute(XNamespace.Xmlns + "xsi", Schema),
            new XElement(Soap + "Body", notifications)
        );
        return Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + envelope.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>Whether an answer acknowledges the message.</summary>
    public static bool Acknowledges(string answer)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new StringReader(answer), settings);
            return XDocument.Load(reader).Descendants(Outbound + "Ack").Any(ack => ack.Value.Trim() == "true");
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static IEnumerable<XElement> Fields(ObjectShape shape, object row) =>
        from field in shape.Fields
        where field.Filterable
        let value = field.Read(row)
        where value is not null
        select new XElement(SObject + field.Name, Text(value));

    private static string Text(object value) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset moment => moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => Legal((string)value),
        };

    /// <summary>Text without the control characters that XML cannot hold.</summary>
    private static string Legal(string text) =>
        text.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))
            ? text
            : new string([.. text.Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))]);
}
