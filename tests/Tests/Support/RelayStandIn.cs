using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Entente.Platform.Mail.Relay;

namespace Entente.Tests.Support;

/// <summary>What a relay was given: its envelope, and every byte.</summary>
internal sealed record GivenMail(string From, string To, string Raw);

/// <summary>
/// A mail server at the far side of the network that does as it is told: says no, says later, hangs up at any word. What it said yes to is
/// <see cref="Taken"/>; what it read to the end, answered or not, is <see cref="Read"/>.
/// </summary>
internal sealed class RelayStandIn : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly X509Certificate2 certificate = Certificate();
    private readonly Task serving;

    public RelayStandIn()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = Serve();
    }

    public int Port { get; }

    public ConcurrentQueue<GivenMail> Taken { get; } = [];
    public ConcurrentQueue<GivenMail> Read { get; } = [];

    /// <summary>Every command, as it came.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    public int Connections => connections;
    private int connections;

    /// <summary>What to answer to a command (<c>RCPT TO:&lt;…&gt;</c>, <c>.</c> for the end of a mail); null: what a relay usually says; empty: hang up.</summary>
    public Func<string, string?> Says { get; set; } = _ => null;

    /// <summary>How long it thinks before it answers a command.</summary>
    public Func<string, TimeSpan> Thinks { get; set; } = _ => TimeSpan.Zero;

    public IReadOnlyList<string> Offers { get; set; } = ["PIPELINING", "SIZE 10000000", "8BITMIME"];

    /// <summary>TLS from the first byte.</summary>
    public bool Implicit { get; set; }

    public RelaySettings Settings(RelayTls tls = RelayTls.None) =>
        new("localhost", Port, tls)
        {
            Patience = TimeSpan.FromSeconds(5),
            LastPatience = TimeSpan.FromSeconds(5),
            Trusts = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString(),
        };

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        certificate.Dispose();
        ended.Dispose();
    }

    private async Task Serve()
    {
        while (!ended.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(ended.Token);
            Interlocked.Increment(ref connections);
            _ = Task.Run(async () =>
            {
                using (client)
                    await Talk(client).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            });
        }
    }

    private async Task Talk(TcpClient client)
    {
        Stream stream = client.GetStream();
        if (Implicit)
            stream = await Secured(stream);
        var (from, to) = ("", "");
        if (!await Say(stream, "", "220 mx.relay.example ready"))
            return;
        while (await Line(stream) is { } line)
        {
            Heard.Enqueue(line);
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            switch (verb)
            {
                case "EHLO":
                    if (!await Say(stream, line, string.Join("\r\n", Greeting())))
                        return;
                    break;
                case "STARTTLS":
                    if (!await Say(stream, line, "220 go ahead"))
                        return;
                    stream = await Secured(stream);
                    break;
                case "AUTH":
                    if (!await Say(stream, line, "235 2.7.0 welcome"))
                        return;
                    break;
                case "MAIL":
                    from = Between(line);
                    if (!await Say(stream, line, "250 2.1.0 ok"))
                        return;
                    break;
                case "RCPT":
                    to = Between(line);
                    if (!await Say(stream, line, "250 2.1.5 ok"))
                        return;
                    break;
                case "DATA":
                    if (!await Say(stream, line, "354 go on"))
                        return;
                    if (await Mail(stream) is not { } raw)
                        return;
                    var given = new GivenMail(from, to, raw);
                    Read.Enqueue(given);
                    if (!await Say(stream, ".", "250 2.0.0 queued as 1", () => Taken.Enqueue(given)))
                        return;
                    break;
                default:
                    if (!await Say(stream, line, verb == "QUIT" ? "221 bye" : "250 ok"))
                        return;
                    break;
            }
        }
    }

    private IEnumerable<string> Greeting()
    {
        yield return "250-mx.relay.example";
        foreach (var offer in Offers)
            yield return "250-" + offer;
        yield return "250 HELP";
    }

    private async Task<bool> Say(Stream stream, string command, string usual, Action? yes = null)
    {
        if (Thinks(command) is { Ticks: > 0 } pause)
            await Task.Delay(pause, TimeProvider.System, ended.Token);
        var words = Says(command);
        if (words is { Length: 0 })
            return false;
        if (words is null || words.StartsWith('2'))
            yes?.Invoke();
        await stream.WriteAsync(Encoding.UTF8.GetBytes((words ?? usual) + "\r\n"), ended.Token);
        return true;
    }

    private async Task<SslStream> Secured(Stream stream)
    {
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(certificate);
        return secured;
    }

    private async Task<string?> Mail(Stream stream)
    {
        var mail = new StringBuilder();
        while (await Line(stream) is { } line)
        {
            if (line == ".")
                return mail.ToString();
            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }
        return null;
    }

    private async Task<string?> Line(Stream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, ended.Token) == 1)
        {
            if (one[0] == '\n')
                return Encoding.UTF8.GetString([.. bytes]).TrimEnd('\r');
            bytes.Add(one[0]);
        }
        return null;
    }

    private static string Between(string line) =>
        line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var asked = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = asked.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
