using System.Net;
using System.Net.Sockets;

namespace Entente.Tests.Support;

/// <summary>Ports that nobody listens on just now.</summary>
internal static class Ports
{
    // Below the ports that the system gives to outgoing connections: whoever keeps knocking at one of those while nobody listens
    // may be given that very port to knock from, talks to itself, and keeps the server from it.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    // A program that is killed and started again keeps its ports while nobody listens: no other test of this run is given them.
    private static readonly HashSet<int> Given = [];

    /// <summary>The first of <paramref name="count"/> free ports in a row, which nobody else in this process is given.</summary>
    public static int Free(int count)
    {
        lock (Given)
        {
            while (true)
            {
                var candidate = Random.Shared.Next(Lowest, Highest);
                var row = Enumerable.Range(candidate, count);
                if (!row.All(p => !Given.Contains(p) && IsFree(p)))
                    continue;
                Given.UnionWith(row);
                return candidate;
            }
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
