using System.Net;
using System.Net.Sockets;

namespace Entente.Tests.Crash;

/// <summary>Ports that nobody listens on just now.</summary>
internal static class Ports
{
    /// <summary>The first of <paramref name="count"/> free ports in a row.</summary>
    public static int Free(int count)
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            var candidate = ((IPEndPoint)probe.LocalEndpoint).Port;
            if (candidate + count < 65_000 && Enumerable.Range(candidate + 1, count - 1).All(IsFree))
                return candidate;
        }
    }

    private static bool IsFree(int candidate)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, candidate);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
