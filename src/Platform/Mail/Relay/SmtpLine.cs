using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Entente.Platform.Mail.Relay;

/// <summary>
/// One open connection to the relay: greeted, secured, signed in, ready for mails one after another (RFC 5321, 3207, 4954).
/// Small on purpose: everything it says is built of words that were checked before.
/// </summary>
internal sealed partial class SmtpLine : IAsyncDisposable
{
    private const int MostLines = 200;
    private const int LongestLine = 4_000;

    private readonly RelaySettings settings;
    private readonly TcpClient tcp;
    private Stream stream;
    private readonly byte[] buffer = new byte[4_096];
    private int from;
    private int to;
    private HashSet<string> offers = [];

    private SmtpLine(RelaySettings settings, TcpClient tcp) => (this.settings, this.tcp, stream) = (settings, tcp, tcp.GetStream());

    /// <summary>How many mails went over it.</summary>
    public int Mails { get; private set; }

    /// <summary>Whether it can carry another mail.</summary>
    public bool IsGood { get; private set; } = true;

    /// <param name="name">How we call ourselves.</param>
    /// <exception cref="RelayShutException">Nobody answers, or the relay does not want us.</exception>
    public static async Task<SmtpLine> Open(RelaySettings settings, string name, CancellationToken ct)
    {
        var socket = new TcpClient { NoDelay = true };
        SmtpLine? line = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(settings.Patience);
        try
        {
            await socket.ConnectAsync(settings.Host, settings.Port, patience.Token);
            line = new(settings, socket);
            if (settings.Tls is RelayTls.Implicit)
                await line.Secure(patience.Token);
            Wants(await line.Answer(patience.Token), "does not greet us");
            await line.Hello(name, patience.Token);
            if (settings.Tls is RelayTls.Upgraded)
            {
                if (!line.offers.Contains("STARTTLS"))
                    throw new RelayShutException("the relay does not offer STARTTLS, and nothing is told it in clear");
                Wants(await line.Ask("STARTTLS", patience.Token), "does not secure the line");
                // What was said in clear before is worth nothing now, and must not be taken for an answer.
                (line.from, line.to) = (0, 0);
                await line.Secure(patience.Token);
                await line.Hello(name, patience.Token);
            }
            if (settings.User is not null)
                await line.SignIn(patience.Token);
            return line;
        }
        catch (Exception failure) when (failure is not RelayShutException && !ct.IsCancellationRequested)
        {
            await Close(line, socket);
            throw new RelayShutException(Words(failure, settings), failure);
        }
        catch
        {
            await Close(line, socket);
            throw;
        }
    }

    /// <summary>Gives one mail. A line that broke on the way is no good any more.</summary>
    /// <param name="mail">Whole, lines end in CRLF.</param>
    /// <param name="beforeEnd">Called when all but the end was sent: what it throws leaves the mail with us.</param>
    /// <exception cref="RelayShutException">The relay takes nothing from this sender.</exception>
    public async Task<Handover> Give(
        Envelope envelope,
        ReadOnlyMemory<byte> mail,
        Func<CancellationToken, Task> beforeEnd,
        CancellationToken ct
    )
    {
        var utf8 = envelope.NeedsUtf8;
        if (utf8 && !offers.Contains("SMTPUTF8"))
            return new(HandoverEnd.Refused, "the relay takes no addresses in letters beyond ASCII");
        Mails++;
        IsGood = false;
        var sender = await Ask($"MAIL FROM:<{envelope.From}>{(utf8 ? " SMTPUTF8" : "")}", ct);
        if (sender is { IsYes: false, IsLater: false })
            throw new RelayShutException($"the relay takes no mail from {envelope.From}: {sender.Words}");
        if (!sender.IsYes)
            return await After(Handover.Of(sender), sender, ct);
        var recipient = await Ask($"RCPT TO:<{envelope.To}>", ct);
        if (!recipient.IsYes)
            return await After(
                Handover.Of(recipient) with
                {
                    NoSuchAddress = !recipient.IsLater && HardBounce.Means(recipient.Status, recipient.Code),
                },
                recipient,
                ct
            );
        var data = await Ask("DATA", ct);
        if (data.Code != 354)
            return await After(data.IsYes ? Handover.Later(data.Words) : Handover.Of(data), data, ct);
        await Body(Stuffed(mail.Span), ct);
        await beforeEnd(ct);
        return await End(ct);
    }

    private async Task<Handover> End(CancellationToken ct)
    {
        SmtpReply taken;
        try
        {
            // From here on it may be theirs: who stops now still waits a while for the answer.
            using var patience = new CancellationTokenSource(settings.LastPatience);
            await using var stopping = ct.Register(() => patience.CancelAfter(TimeSpan.FromSeconds(10)));
            await Write(".\r\n"u8.ToArray(), patience.Token);
            taken = await Answer(patience.Token);
        }
        catch (Exception failure) when (failure is IOException or SocketException or LineBrokenException or OperationCanceledException)
        {
            return new(HandoverEnd.Unanswered, "the relay had the whole mail, and then its answer did not come");
        }
        IsGood = taken.Code is not 421;
        return Handover.Of(taken);
    }

    /// <summary>A word of farewell, if the relay still listens.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsGood)
            try
            {
                using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
                await Write("QUIT\r\n"u8.ToArray(), soon.Token);
            }
            catch (Exception failure)
                when (failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // It is gone already.
            }
        await stream.DisposeAsync();
        tcp.Dispose();
    }

    // After a no the line can carry the next mail, once this one is forgotten.
    private async Task<Handover> After(Handover handover, SmtpReply reply, CancellationToken ct)
    {
        if (reply.Code is not 421)
            try
            {
                IsGood = (await Ask("RSET", ct)).IsYes;
            }
            catch (Exception failure) when (failure is IOException or SocketException or LineBrokenException)
            {
                // The answer stands; only the line is lost.
            }
        return handover;
    }

    private async Task<SmtpReply> Ask(string command, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(settings.Patience);
        try
        {
            await Write(Encoding.UTF8.GetBytes(command + "\r\n"), patience.Token);
            return await Answer(patience.Token);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new LineBrokenException("the relay did not answer in time", late);
        }
    }

    private async Task Body(byte[] bytes, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(settings.LastPatience);
        try
        {
            await Write(bytes, patience.Token);
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            throw new LineBrokenException("the relay stopped taking the mail", late);
        }
    }

    private async Task<SmtpReply> Answer(CancellationToken ct)
    {
        var words = new List<string>();
        while (words.Count < MostLines)
        {
            if (SmtpReply.Line(await ReadLine(ct)) is not { } line)
                throw new LineBrokenException("the relay answers something that is not SMTP");
            words.Add(line.Words);
            if (!line.More)
                return new(line.Code, words);
        }
        throw new LineBrokenException("the relay's answer has no end");
    }

    private async Task<string> ReadLine(CancellationToken ct)
    {
        var line = new List<byte>();
        while (true)
        {
            while (from < to)
            {
                var next = buffer[from++];
                if (next is (byte)'\n')
                    return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
                line.Add(next);
                if (line.Count > LongestLine)
                    throw new LineBrokenException("the relay's answer has no end");
            }
            (from, to) = (0, await stream.ReadAsync(buffer, ct));
            if (to == 0)
                throw new LineBrokenException("the relay hung up");
        }
    }

    private async Task Write(byte[] bytes, CancellationToken ct)
    {
        await stream.WriteAsync(bytes, ct);
        await stream.FlushAsync(ct);
    }

    // A line that begins with a dot gets a second one (RFC 5321, 4.5.2), and the last line an end.
    internal static byte[] Stuffed(ReadOnlySpan<byte> mail)
    {
        var stuffed = new List<byte>(mail.Length + 64);
        var atStart = true;
        foreach (var b in mail)
        {
            if (atStart && b is (byte)'.')
                stuffed.Add(b);
            stuffed.Add(b);
            atStart = b is (byte)'\n';
        }
        if (!atStart)
            stuffed.AddRange("\r\n"u8);
        return [.. stuffed];
    }

    private static async Task Close(SmtpLine? line, TcpClient socket)
    {
        if (line is not null)
            await line.stream.DisposeAsync();
        socket.Dispose();
    }

    private static string Words(Exception failure, RelaySettings relay) =>
        failure switch
        {
            OperationCanceledException => $"{relay} does not answer",
            AuthenticationException => $"{relay} shows a certificate that is not trusted: {failure.Message}",
            _ => $"{relay}: {failure.Message}",
        };
}
