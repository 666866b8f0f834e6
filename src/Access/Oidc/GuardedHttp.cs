using System.Net;
using System.Net.Sockets;

namespace Entente.Access.Oidc;

/// <summary>
/// Calls addresses that an admin typed in: over TLS, no redirects, short, bounded. The name is resolved once and that address is dialled, so it cannot
/// become another one in between; private, local and reserved ranges are refused.
/// </summary>
public sealed class GuardedHttp : IDisposable
{
    public const int MostBytes = 256 * 1024;

    private readonly Func<bool> local;

    /// <param name="local">Whether this machine itself may be called too, and without TLS: where Entente itself is only reached so.</param>
    public GuardedHttp(Func<bool> local)
    {
        this.local = local;
        Client = new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                MaxResponseHeadersLength = 32,
                ConnectCallback = Connect,
            }
        )
        {
            Timeout = TimeSpan.FromSeconds(10),
            MaxResponseContentBufferSize = MostBytes,
        };
    }

    private bool Local => local();

    public HttpClient Client { get; }

    /// <summary>Whether an address may be called at all: HTTPS, a name, no user in it.</summary>
    public bool Takes(string? address) =>
        address is { Length: > 0 and < 1024 }
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.UserInfo.Length == 0
        && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (Local && uri is { Scheme: "http", IsLoopback: true }));

    public void Dispose() => Client.Dispose();

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, ct);
        var allowed = found.Where(a => IsPublic(a) || (Local && IPAddress.IsLoopback(a))).ToArray();
        if (allowed.Length == 0)
            throw new HttpRequestException("This address is not on the public internet.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether an address is one of the public internet (IANA's special-purpose registries).</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var b = address.GetAddressBytes();
        if (address.AddressFamily is AddressFamily.InterNetworkV6)
            // 2000::/3 is what is routed; within it not the documentation, Teredo, ORCHID and 6to4 ranges.
            return (b[0] & 0xe0) == 0x20
                && !(b[0] == 0x20 && b[1] == 0x01 && (b[2] < 0x02 || (b[2] == 0x0d && b[3] == 0xb8)))
                && !(b[0] == 0x20 && b[1] == 0x02)
                && !(b[0] == 0x3f && b[1] == 0xff);
        return b[0] switch
        {
            0 or 10 or 127 or >= 224 => false,
            100 => b[1] is < 64 or > 127,
            169 => b[1] != 254,
            172 => b[1] is < 16 or > 31,
            192 => !(b[1] == 168 || (b[1] == 0 && b[2] is 0 or 2) || (b[1] == 88 && b[2] == 99)),
            198 => !(b[1] is 18 or 19 || (b[1] == 51 && b[2] == 100)),
            203 => !(b[1] == 0 && b[2] == 113),
            _ => true,
        };
    }
}
