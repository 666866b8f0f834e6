using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Entente.Sandbox.Salesforce.Auth;

/// <summary>SOAP <c>login</c> and <c>logout</c> of the partner API, as older clients begin and end.</summary>
internal sealed class SoapLogin(SandboxOptions options, Organisation organisation, Sessions sessions)
{
    private const string Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    private const string Partner = "urn:partner.soap.sforce.com";
    private const string Faults = "urn:fault.partner.soap.sforce.com";

    public async Task Run(HttpContext context, string version)
    {
        var call = await Call(context);
        var (status, body) = call?.Name.LocalName switch
        {
            "login" => Login(call, version, Origins.Root(context)),
            "logout" => Logout(call),
            _ => (500, Fault("UNKNOWN_EXCEPTION", "UNKNOWN_EXCEPTION: This operation is not part of the sandbox.")),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml; charset=utf-8";
        await context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{body.ToString(SaveOptions.DisableFormatting)}");
    }

    private (int Status, XElement Envelope) Login(XElement call, string version, string root)
    {
        string? Value(string name) => call.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        if (!Secrets.Same(Value("username"), options.SalesforceUsername) || !Secrets.Same(Value("password"), options.SalesforcePassword))
        {
            return (500, Fault("INVALID_LOGIN", "INVALID_LOGIN: Invalid username, password, security token; or user locked out."));
        }

        XNamespace ns = Partner;
        var organisationId = organisation.Id[..15];
        var result = new XElement(
            ns + "result",
            new XElement(ns + "metadataServerUrl", $"{root}/services/Soap/m/{version}/{organisationId}"),
            new XElement(ns + "passwordExpired", "false"),
            new XElement(ns + "sandbox", "true"),
            new XElement(ns + "serverUrl", $"{root}/services/Soap/u/{version}/{organisationId}"),
            new XElement(ns + "sessionId", sessions.Open()),
            new XElement(ns + "userId", organisation.RunAsId),
            new XElement(
                ns + "userInfo",
                new XElement(ns + "organizationId", organisation.Id),
                new XElement(ns + "organizationName", organisation.Name),
                new XElement(ns + "userEmail", options.SalesforceUsername),
                new XElement(ns + "userFullName", organisation.RunAs.Name),
                new XElement(ns + "userId", organisation.RunAsId),
                new XElement(ns + "userName", options.SalesforceUsername)
            )
        );
        return (200, Wrapped(new XElement(ns + "loginResponse", result)));
    }

    private (int Status, XElement Envelope) Logout(XElement call)
    {
        var session = call.Document!.Descendants().FirstOrDefault(element => element.Name.LocalName == "sessionId")?.Value ?? "";
        return sessions.End(session)
            ? (200, Wrapped(new XElement(XName.Get("logoutResponse", Partner))))
            : (500, Fault("INVALID_SESSION_ID", "INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session"));
    }

    /// <summary>The first element of the SOAP body; null when the request is no envelope.</summary>
    private static async Task<XElement?> Call(HttpContext context)
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

    private static XElement Fault(string code, string message) =>
        Wrapped(
            new XElement(
                XName.Get("Fault", Envelope),
                new XAttribute(XNamespace.Xmlns + "sf", Faults),
                new XElement("faultcode", $"sf:{code}"),
                new XElement("faultstring", message)
            )
        );

    private static XElement Wrapped(XElement content) =>
        new(
            XName.Get("Envelope", Envelope),
            new XAttribute(XNamespace.Xmlns + "soapenv", Envelope),
            new XElement(XName.Get("Body", Envelope), content)
        );
}
