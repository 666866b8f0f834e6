using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Entente.Browser.Support;

/// <summary>A partner's mail as the relay in front hands it over: with what it found of the sender.</summary>
internal static class Mailing
{
    public static async Task Mail(this RunningEntente entente, string from, string to, string subject, string text, string answers = "")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, entente.SmtpPort);
        var stream = client.GetStream();
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);
        var mail =
            $"Authentication-Results: {RunningEntente.Relay}; dmarc=pass header.from={from.Split('@')[1]}\r\n"
            + $"From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{id}@{from.Split('@')[1]}>\r\n"
            + (answers.Length == 0 ? "" : $"In-Reply-To: {answers}\r\n")
            + $"Content-Type: text/plain; charset=utf-8\r\n\r\n{text.ReplaceLineEndings("\r\n")}\r\n";
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes($"EHLO {RunningEntente.Relay}\r\nMAIL FROM:<{from}>\r\nRCPT TO:<{to}>\r\nDATA\r\n{mail}.\r\nQUIT\r\n")
        );
        var said = new StringBuilder();
        var piece = new byte[4_096];
        while (await stream.ReadAsync(piece) is > 0 and var read)
            said.Append(Encoding.ASCII.GetString(piece, 0, read));
        said.ToString().ShouldContain("250 2.0.0 Kept", customMessage: $"to {to}: {said}");
    }
}
