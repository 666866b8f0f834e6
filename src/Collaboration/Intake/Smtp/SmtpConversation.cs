using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Entente.Collaboration.Intake.Smtp;

/// <summary>One client's conversation (RFC 5321, 1870, 2033, 2920, 3207, 6152, 6531). It takes mail and passes none on.</summary>
internal sealed partial class SmtpConversation(SmtpOptions options, MailDoor door, string peer, TimeProvider clock, ILogger log)
{
    private const int MostFaults = 20;
    private readonly List<string> _recipients = [];
    private Stream _stream = Stream.Null;
    private SmtpLines _lines = null!;
    private string? _greeted;
    private string? _from;
    private bool _secure;
    private int _faults;

    public async Task Run(Stream stream, CancellationToken ct)
    {
        Listen(stream);
        await Say($"220 {options.HostName} {(options.IsLmtp ? "LMTP" : "ESMTP")} Entente", ct);
        while (_faults < MostFaults)
        {
            var (line, end) = await _lines.Line(ct);
            if (end is LineEnd.Closed)
                return;
            if (end is not LineEnd.Proper)
            {
                await Say("500 5.5.2 Lines end with CR LF and hold at most 4,096 bytes", ct);
                return;
            }
            if (!await Answer(line, ct))
                return;
        }
        await Say("421 4.7.0 Too many errors", ct);
    }

    private void Listen(Stream stream)
    {
        _stream = stream;
        _lines = new SmtpLines(stream, options.Silence, clock);
    }

    // False: the conversation is over.
    private async Task<bool> Answer(string line, CancellationToken ct)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var verb = (space < 0 ? line : line[..space]).ToUpperInvariant();
        var rest = space < 0 ? "" : line[(space + 1)..].Trim();
        switch (verb)
        {
            case "EHLO" or "HELO" when !options.IsLmtp:
            case "LHLO" when options.IsLmtp:
                return await Greet(verb, rest, ct);
            case "STARTTLS" when options.Certificate is not null && !_secure:
                return await Secure(ct);
            case "MAIL":
                return await Say(Mail(rest), ct);
            case "RCPT":
                return await Say(await Recipient(rest, ct), ct);
            case "DATA":
                return await Data(ct);
            case "RSET":
                Forget();
                return await Say("250 2.0.0 Forgotten", ct);
            case "NOOP":
                return await Say("250 2.0.0 Yes", ct);
            case "VRFY":
                return await Say("252 2.1.5 Send it and see", ct);
            case "QUIT":
                await Say("221 2.0.0 Goodbye", ct);
                return false;
            case "BDAT" or "AUTH" or "EXPN" or "HELP" or "ETRN" or "TURN":
                return await Say(Fault("502 5.5.1 Not here"), ct);
            default:
                return await Say(Fault("500 5.5.2 Not understood"), ct);
        }
    }

    private async Task<bool> Greet(string verb, string name, CancellationToken ct)
    {
        if (name.Length is 0 or > 255 || name.Any(char.IsControl))
            return await Say(Fault("501 5.5.4 Say who you are"), ct);
        Forget();
        _greeted = name;
        if (verb is "HELO")
            return await Say($"250 {options.HostName}", ct);
        var size = options.MostBytes.ToString(CultureInfo.InvariantCulture);
        var tls = options.Certificate is not null && !_secure ? "250-STARTTLS\r\n" : "";
        return await Say(
            $"250-{options.HostName}\r\n250-PIPELINING\r\n250-SIZE {size}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n{tls}250 ENHANCEDSTATUSCODES",
            ct
        );
    }

    private async Task<bool> Secure(CancellationToken ct)
    {
        // What was sent before the handshake was not protected: it must not be read as if it were.
        if (_lines.HasMore)
        {
            await Say("501 5.5.1 Nothing may follow STARTTLS", ct);
            return false;
        }
        await Say("220 2.0.0 Go ahead", ct);
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = options.Certificate!.Current,
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            },
            ct
        );
        Listen(tls);
        Forget();
        (_secure, _greeted) = (true, null);
        return true;
    }

    private string Mail(string rest)
    {
        if (_greeted is null || _from is not null)
            return Fault("503 5.5.1 Bad sequence of commands");
        if (Path(rest, "FROM:") is not { } path)
            return Fault("501 5.5.4 MAIL FROM:<address>");
        foreach (var parameter in path.More.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var upper = parameter.ToUpperInvariant();
            if (upper.StartsWith("SIZE=", StringComparison.Ordinal))
            {
                if (!long.TryParse(upper.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                    return Fault("501 5.5.4 SIZE is a number");
                if (size > options.MostBytes)
                    return TooLarge;
            }
            else if (upper is not ("BODY=8BITMIME" or "BODY=7BIT" or "SMTPUTF8"))
                return Fault("555 5.5.4 Parameter not known");
        }
        _from = path.Address;
        return "250 2.1.0 Sender taken";
    }

    private string TooLarge => $"552 5.3.4 A mail holds at most {options.MostBytes} bytes";

    private async Task<string> Recipient(string rest, CancellationToken ct)
    {
        if (_from is null)
            return Fault("503 5.5.1 Bad sequence of commands");
        if (Path(rest, "TO:") is not { Address.Length: > 0, More.Length: 0 } path)
            return Fault("501 5.5.4 RCPT TO:<address>");
        if (_recipients.Count >= options.MostRecipients)
            return "452 4.5.3 Too many recipients";
        var domain = path.Address[(path.Address.LastIndexOf('@') + 1)..];
        if (options.Domains.Count > 0 && !options.Domains.Contains(domain, StringComparer.OrdinalIgnoreCase))
            return Fault("550 5.7.1 This server passes no mail on");
        try
        {
            if (!await door.Knows(path.Address, ct))
                return Fault("550 5.1.1 Nobody here by that address");
        }
#pragma warning disable CA1031 // Whatever keeps us from knowing passes: the relay asks again.
        catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            NotKept(log, peer, failure);
            return "451 4.3.0 Try again later";
        }
        _recipients.Add(path.Address);
        return "250 2.1.5 Recipient taken";
    }

    private async Task<bool> Data(CancellationToken ct)
    {
        if (_recipients.Count == 0)
            return await Say(Fault("503 5.5.1 Bad sequence of commands"), ct);
        await Say("354 End with a line of one dot", ct);
        var (content, end) = await _lines.Mail(options.MostBytes, ct);
        using var _ = content;
        if (end is LineEnd.Closed)
            return false;
        var answer =
            content is null ? TooLarge
            : end is LineEnd.Bare ? Fault("554 5.6.0 Lines end with CR LF, nothing else")
            : await Keep(content, ct);
        for (var i = options.IsLmtp ? _recipients.Count : 1; i > 0; i--)
            await Say(answer, ct);
        Forget();
        return end is not LineEnd.TooLong;
    }

    // 250 means that it is in the database. Anything else leaves it with the relay, which comes back.
    private async Task<string> Keep(MemoryStream content, CancellationToken ct)
    {
        var protocol = (options.IsLmtp ? "LMTP" : "ESMTP") + (_secure ? "S" : "");
        var now = clock.GetUtcNow().ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        var trace =
            $"Return-Path: <{_from}>\r\nReceived: from {Word(_greeted!)} ([{peer}]) by {options.HostName} with {protocol}; {now}\r\n";
        try
        {
            await door.Keep(
                new(_from!, [.. _recipients], [.. Encoding.UTF8.GetBytes(trace), .. content.GetBuffer().AsSpan(0, (int)content.Length)]),
                ct
            );
            return "250 2.0.0 Kept";
        }
#pragma warning disable CA1031 // As above.
        catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            NotKept(log, peer, failure);
            return "451 4.3.0 Could not be kept, try again later";
        }
    }

    // `FROM:<a@b> SIZE=1`: the address without brackets, and what follows.
    private static (string Address, string More)? Path(string rest, string label)
    {
        if (!rest.StartsWith(label, StringComparison.OrdinalIgnoreCase))
            return null;
        var text = rest[label.Length..].TrimStart();
        var close = text.IndexOf('>', StringComparison.Ordinal);
        if (!text.StartsWith('<') || close < 0 || close > 320)
            return null;
        var address = text[1..close];
        if (
            address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '"')
            || (address.Length > 0 && address.IndexOf('@', StringComparison.Ordinal) is <= 0 or > 64)
        )
            return null;
        return (address, text[(close + 1)..].Trim());
    }

    private static string Word(string text) =>
        string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']')) is { Length: > 0 } word
            ? word
            : "unknown";

    private string Fault(string answer)
    {
        _faults++;
        return answer;
    }

    private void Forget()
    {
        _from = null;
        _recipients.Clear();
    }

    private async Task<bool> Say(string answer, CancellationToken ct)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), ct);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "A mail from {Peer} could not be kept; its relay was asked to come back")]
    private static partial void NotKept(ILogger logger, string peer, Exception failure);
}
