using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Entente.Sandbox.Salesforce.Soap;

/// <summary>SOAP envelopes of the partner API, read and written.</summary>
internal static class SoapXml
{
    public const string Partner = "urn:partner.soap.sforce.com";

    private const string Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    private const string Faults = "urn:fault.partner.soap.sforce.com";

    /// <summary>The first element of the SOAP body; null when the request is no envelope.</summary>
    public static async Task<XElement?> Call(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var xml = XmlReader.Create(new StringReader(text), settings);
            var envelope = XDocument.Load(xml).Root;
            return envelope?.Element(XName.Get("Body", Envelope))?.Elements().FirstOrDefault();
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The token in the header of a call's envelope.</summary>
    public static string? Session(XElement call) =>
        call.Document!.Descendants().FirstOrDefault(element => element.Name.LocalName == "sessionId")?.Value;

    public static XElement Fault(string code, string message) =>
        Wrapped(
            new XElement(
                XName.Get("Fault", Envelope),
                new XAttribute(XNamespace.Xmlns + "sf", Faults),
                new XElement("faultcode", $"sf:{code}"),
                new XElement("faultstring", message)
            )
        );

    public static XElement Wrapped(XElement content) =>
        new(
            XName.Get("Envelope", Envelope),
            new XAttribute(XNamespace.Xmlns + "soapenv", Envelope),
            new XAttribute(XNamespace.Xmlns + "xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            new XElement(XName.Get("Body", Envelope), content)
        );
}
