using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Entente.Collaboration.Mime;
using Entente.Platform.Mail.Relay;
using Entente.Tests.Support;

namespace Entente.Tests.Platform.Relay;

/// <summary>Against a mail server that we did not write: the sink that comes with Postfix.</summary>
public sealed class SinkTest : IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private readonly string folder = Directory.CreateTempSubdirectory("entente-sink-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Three_hundred_mails_reach_the_sink_of_Postfix_each_once_and_as_they_were_written()
    {
        const int mails = 300;
        var port = Ports.Free(1);
        var file = Path.Combine(folder, "mails");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, (UnixFileMode)0x1FF);
        var start = new ProcessStartInfo("smtp-sink") { RedirectStandardError = true, UseShellExecute = false };
        // As root it wants to be somebody else.
        foreach (
            var word in (string[])
                [.. Environment.UserName == "root" ? (string[])["-u", "nobody"] : [], "-D", file, $"127.0.0.1:{port}", "100"]
        )
            start.ArgumentList.Add(word);
        using var sink = Process.Start(start)!;
        try
        {
            await Listening(port);
            await using var lines = new RelayLines(new("127.0.0.1", port, RelayTls.None), "entente.example", TimeProvider.System);
            var ends = new Handover[mails];
            await Parallel.ForEachAsync(
                Enumerable.Range(0, mails),
                new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Ct },
                async (i, ct) => ends[i] = await lines.Give(new("b@in.example", $"p{i}@x.example"), Mail(i), _ => Task.CompletedTask, ct)
            );
            ends.ShouldAllBe(e => e.End == HandoverEnd.Taken);
        }
        finally
        {
            sink.Kill();
            await sink.WaitForExitAsync(Ct);
        }

        // One after another, each behind the lines that the sink writes on top.
        var kept = (await File.ReadAllTextAsync(file, Encoding.Latin1, Ct)).Split("X-Client-Addr: ", StringSplitOptions.RemoveEmptyEntries);
        kept.Length.ShouldBe(mails);
        var read = kept.Select(k => MimeReader.Read(Encoding.Latin1.GetBytes("X-Client-Addr: " + k.ReplaceLineEndings("\r\n")))).ToList();
        read.Select(r => r.Headers["X-Rcpt-Args"])
            .Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, mails).Select(i => $"<p{i}@x.example>").Order(StringComparer.Ordinal));
        foreach (var mail in read)
        {
            mail.Subject.ShouldBe("Łódź: " + mail.Headers["X-Rcpt-Args"]);
            mail.Text.ReplaceLineEndings("\n").ShouldContain(".\n..two\nFrom here — ü");
        }
    }

    private static byte[] Mail(int i) =>
        MimeWriter.Write(
            new("Corvane", "corvane@in.example", "Zoë", $"p{i}@x.example", $"Łódź: <p{i}@x.example>", DateTimeOffset.UnixEpoch),
            [],
            ".\n..two\nFrom here — ü",
            "<p>x",
            Guid.CreateVersion7(DateTimeOffset.UnixEpoch)
        );

    private static async Task Listening(int port)
    {
        for (var tries = 0; tries < 200; tries++)
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", port, Ct);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, Ct);
            }
        throw new TimeoutException("smtp-sink does not listen.");
    }
}
