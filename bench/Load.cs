using System.Diagnostics;

namespace Entente.Bench;

/// <summary>Asks again and again over a number of connections and keeps every time.</summary>
internal static class Load
{
    /// <param name="make">Makes the next request; called concurrently with rising numbers.</param>
    /// <returns>Times in milliseconds, sorted, and the seconds it took.</returns>
    public static async Task<Outcome> Run(Uri at, Func<int, HttpRequestMessage> make, int connections, TimeSpan span, string? cookie = null)
    {
        using var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connections,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        using var http = new HttpClient(handler) { BaseAddress = at };
        if (cookie is not null)
            http.DefaultRequestHeaders.Add("Cookie", cookie);
        var (number, refused) = (0, 0);
        var times = new List<double>[connections];
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(async c =>
                {
                    var mine = times[c] = [];
                    while (clock.Elapsed < span)
                    {
                        using var request = make(Interlocked.Increment(ref number));
                        var from = Stopwatch.GetTimestamp();
                        using var answer = await http.SendAsync(request);
                        await answer.Content.ReadAsByteArrayAsync();
                        mine.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
                        if (!answer.IsSuccessStatusCode)
                            Interlocked.Increment(ref refused);
                    }
                })
        );
        return new([.. times.SelectMany(t => t).Order()], clock.Elapsed.TotalSeconds, refused);
    }

    /// <summary>Sends just so many requests over a number of connections.</summary>
    public static async Task<Outcome> RunAll(Uri at, Func<int, HttpRequestMessage> make, int connections, int count)
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false };
        using var http = new HttpClient(handler) { BaseAddress = at };
        var (number, refused) = (-1, 0);
        var times = new double[count];
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(async _ =>
                {
                    while (Interlocked.Increment(ref number) is var i && i < count)
                    {
                        using var request = make(i);
                        var from = Stopwatch.GetTimestamp();
                        using var answer = await http.SendAsync(request);
                        await answer.Content.ReadAsByteArrayAsync();
                        times[i] = Stopwatch.GetElapsedTime(from).TotalMilliseconds;
                        if (!answer.IsSuccessStatusCode)
                            Interlocked.Increment(ref refused);
                    }
                })
        );
        return new([.. times.Order()], clock.Elapsed.TotalSeconds, refused);
    }

    internal sealed record Outcome(IReadOnlyList<double> Times, double Seconds, int Refused)
    {
        public double PerSecond => Times.Count / Seconds;

        public double At(double share) => Times.Count == 0 ? double.NaN : Times[(int)Math.Min(Times.Count - 1, share * Times.Count)];

        public override string ToString() =>
            $"{PerSecond, 9:N0}/s   p50 {At(.5), 7:N2} ms   p95 {At(.95), 7:N2} ms   p99 {At(.99), 7:N2} ms"
            + (Refused > 0 ? $"   {Refused:N0} refused" : "");
    }
}
