namespace Entente.Sandbox;

internal enum Protocol
{
    HubSpot,
    Salesforce,
}

/// <summary>
/// Two origins in one process. Each listening port marks its connections, and the mark (not the Host header, which a client
/// may choose) decides which routes exist: paths are routed below `/hubspot` or `/salesforce`, a prefix nobody outside sees.
/// </summary>
internal static class Origins
{
    public static string Prefix(Protocol protocol) => protocol == Protocol.HubSpot ? "/hubspot" : "/salesforce";

    public static void Listen(WebApplicationBuilder builder, SandboxOptions options) =>
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 256 << 20;
            // Salesforce takes addresses of 16 KB (queries), twice Kestrel's default; beyond that its API answers 414 itself.
            kestrel.Limits.MaxRequestLineSize = 64 << 10;
            kestrel.Limits.MaxRequestHeadersTotalSize = 128 << 10;
            Listen(kestrel, new(options.HubSpotUrl), Protocol.HubSpot);
            Listen(kestrel, new(options.SalesforceUrl), Protocol.Salesforce);
        });

    public static Protocol Of(HttpContext context) =>
        context.Features.Get<Mark>()?.Protocol ?? throw new InvalidOperationException("The connection has no origin.");

    /// <summary>Middleware; must run before routing.</summary>
    public static Task Route(HttpContext context, RequestDelegate next)
    {
        context.Request.Path = Prefix(Of(context)) + context.Request.Path;
        return next(context);
    }

    /// <summary>The path as the client sent it.</summary>
    public static string OuterPath(HttpContext context) => context.Request.Path.Value![Prefix(Of(context)).Length..];

    /// <summary>Scheme and authority by which this request reached us.</summary>
    public static string Root(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";

    private static void Listen(Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions kestrel, Uri url, Protocol protocol)
    {
        var mark = new Mark(protocol);
        void Configure(Microsoft.AspNetCore.Server.Kestrel.Core.ListenOptions listen) =>
            listen.Use(next =>
                connection =>
                {
                    connection.Features.Set(mark);
                    return next(connection);
                }
            );
        // Kestrel refuses a dynamic port on "localhost", which is two addresses.
        if (url.Port == 0)
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, Configure);
        else if (url.Host == "localhost")
            kestrel.ListenLocalhost(url.Port, Configure);
        else if (System.Net.IPAddress.TryParse(url.Host, out var address))
            kestrel.Listen(address, url.Port, Configure);
        else
            kestrel.ListenAnyIP(url.Port, Configure);
    }

    private sealed record Mark(Protocol Protocol);
}
