using System.Xml.Linq;
using Entente.Sandbox.Admin;
using Entente.Sandbox.Salesforce.Auth;
using Entente.Sandbox.Salesforce.Rest;

namespace Entente.Sandbox.Salesforce.Soap;

/// <summary>The partner API's endpoint: <c>login</c> and <c>logout</c>, as older clients begin and end, and with a session everything in <see cref="SoapApi"/>.</summary>
internal sealed class SoapEndpoint(
    SandboxOptions options,
    Organisation organisation,
    Sessions sessions,
    Limits limits,
    Faults faults,
    SoapApi api
)
{
    public async Task Run(HttpContext context, string version)
    {
        var call = await SoapXml.Call(context);
        var (status, body) = call?.Name.LocalName switch
        {
            "login" => Login(call, version, Origins.Root(context)),
            "logout" => Logout(call),
            null => (500, SoapXml.Fault("UNKNOWN_EXCEPTION", "UNKNOWN_EXCEPTION: The request is no SOAP envelope.")),
            _ => InSession(call, context.Request.Path),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml; charset=utf-8";
        await context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{body.ToString(SaveOptions.DisableFormatting)}");
    }

    private (int Status, XElement Envelope) InSession(XElement call, string path)
    {
        var fault = faults.Meet(new FaultCall(Protocol.Salesforce, "POST", path))?.Fault;
        if (!sessions.Use(SoapXml.Session(call)) || fault == Fault.Unauthorized)
            return (
                500,
                SoapXml.Fault("INVALID_SESSION_ID", "INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session")
            );
        if (!limits.TryCount() || fault == Fault.RateLimited)
            return (500, SoapXml.Fault("REQUEST_LIMIT_EXCEEDED", "REQUEST_LIMIT_EXCEEDED: TotalRequests Limit exceeded."));
        if (fault is Fault.ServerError or Fault.Timeout)
            return (500, SoapXml.Fault("SERVER_UNAVAILABLE", "SERVER_UNAVAILABLE: The server is temporarily unavailable."));
        try
        {
            var answer = api.Run(call);
            if (fault == Fault.LostAnswer)
                return (500, SoapXml.Fault("UNKNOWN_EXCEPTION", "UNKNOWN_EXCEPTION: An unexpected error occurred."));
            return answer is null
                ? (500, SoapXml.Fault("INVALID_TYPE", $"INVALID_TYPE: The operation {call.Name.LocalName} is not part of the sandbox."))
                : (200, SoapXml.Wrapped(answer));
        }
        catch (ApiException refusal)
        {
            return (500, SoapXml.Fault(refusal.Code, $"{refusal.Code}: {refusal.Message}"));
        }
    }

    private (int Status, XElement Envelope) Login(XElement call, string version, string root)
    {
        string? Value(string name) => call.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
        if (!Secrets.Same(Value("username"), options.SalesforceUsername) || !Secrets.Same(Value("password"), options.SalesforcePassword))
        {
            return (500, SoapXml.Fault("INVALID_LOGIN", "INVALID_LOGIN: Invalid username, password, security token; or user locked out."));
        }

        XNamespace ns = SoapXml.Partner;
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
        return (200, SoapXml.Wrapped(new XElement(ns + "loginResponse", result)));
    }

    private (int Status, XElement Envelope) Logout(XElement call)
    {
        return sessions.End(SoapXml.Session(call) ?? "")
            ? (200, SoapXml.Wrapped(new XElement(XName.Get("logoutResponse", SoapXml.Partner))))
            : (500, SoapXml.Fault("INVALID_SESSION_ID", "INVALID_SESSION_ID: Invalid Session ID found in SessionHeader: Illegal Session"));
    }
}
