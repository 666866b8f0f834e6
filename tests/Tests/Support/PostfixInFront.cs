using System.Diagnostics;
using System.Net.Sockets;

namespace Entente.Tests.Support;

/// <summary>
/// A real Postfix on a port of its own, set up as docs/mail.md says: it hands over what is for one domain, speaks TLS, and writes who a sender proved to be.
/// It needs root, as Postfix does.
/// </summary>
internal sealed class PostfixInFront : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postfix/sbin";
    private readonly string folder;
    private readonly Process master;

    private PostfixInFront(string folder, Process master, int port) => (this.folder, this.master, Port) = (folder, master, port);

    public int Port { get; }

    /// <summary>What it wrote of its work.</summary>
    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(folder, "log");

    /// <param name="entente">Where Entente listens.</param>
    /// <param name="proven">Senders of whom its filter found that they are who they say: it writes so, under the name that Entente trusts.</param>
    public static async Task<PostfixInFront> Start(string domain, int entente, bool lmtp, IEnumerable<string> proven, CancellationToken ct)
    {
        var home = Directory.CreateTempSubdirectory("entente-postfix-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home, (UnixFileMode)0x1ED);
        var port = Ports.Free(1);
        var queue = Directory.CreateDirectory(Path.Combine(home, "queue")).FullName;
        var data = Directory.CreateDirectory(Path.Combine(home, "data")).FullName;
        await Shell("chown", ["postfix", data], ct);
        await File.WriteAllTextAsync(Path.Combine(home, "main.cf"), MainCf(domain, entente, lmtp, home, queue, data), ct);
        await File.WriteAllTextAsync(Path.Combine(home, "master.cf"), MasterCf(port), ct);
        await File.WriteAllLinesAsync(
            Path.Combine(home, "proven"),
            proven.Select(p =>
                $"/^{p.Replace(".", "\\.", StringComparison.Ordinal)}$/ PREPEND Authentication-Results: {House.Relay}; dmarc=pass header.from={p.Split('@')[1]}"
            ),
            ct
        );
        await Shell("postfix", ["-c", home, "check"], ct);
        var daemon = Process.Start(new ProcessStartInfo(Path.Combine(Programs, "master"), ["-c", home, "-d"]) { UseShellExecute = false })!;
        var postfix = new PostfixInFront(home, daemon, port);
        await postfix.Listening(ct);
        return postfix;
    }

    public async ValueTask DisposeAsync()
    {
        master.Kill(entireProcessTree: true);
        await master.WaitForExitAsync();
        master.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>
    /// What is put off comes again after three seconds, not after one: the queue manager takes what is due within a second, and a mail whose
    /// delivery still holds its lock then lies in the active queue until the manager starts anew.
    /// </summary>
    private static string MainCf(string domain, int entente, bool lmtp, string folder, string queue, string data) =>
        $$"""
            compatibility_level = 3.6
            queue_directory = {{queue}}
            data_directory = {{data}}
            command_directory = /usr/sbin
            daemon_directory = {{Programs}}
            maillog_file = {{folder}}/log
            maillog_file_prefixes = {{folder}}
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = {{House.Relay}}
            mydestination =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            relay_domains = {{domain}}
            relay_transport = {{(lmtp ? "lmtp:inet" : "smtp")}}:[127.0.0.1]:{{entente}}
            smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
            smtpd_sender_restrictions = check_sender_access regexp:{{folder}}/proven
            header_checks = regexp:{ { /^Authentication-Results: *{{House.Relay}};.* forged/ IGNORE } }
            smtp_tls_security_level = encrypt
            smtp_tls_loglevel = 1
            lmtp_tls_security_level = encrypt
            lmtp_tls_loglevel = 1
            message_size_limit = 50000000
            minimal_backoff_time = 3s
            maximal_backoff_time = 4s
            queue_run_delay = 1s

            """;

    private static string MasterCf(int port) =>
        $"""
            127.0.0.1:{port} inet n - n - - smtpd
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            lmtp unix - - n - - lmtp
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd

            """;

    private static async Task Shell(string program, string[] words, CancellationToken ct)
    {
        using var run = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true, UseShellExecute = false })!;
        var said = await run.StandardError.ReadToEndAsync(ct);
        await run.WaitForExitAsync(ct);
        run.ExitCode.ShouldBe(0, $"{program}: {said}");
    }

    private async Task Listening(CancellationToken ct)
    {
        for (var tries = 0; tries < 200; tries++)
            try
            {
                master.HasExited.ShouldBeFalse(Log);
                using var client = new TcpClient();
                await client.ConnectAsync("127.0.0.1", Port, ct);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, ct);
            }
        throw new TimeoutException("Postfix does not listen: " + Log);
    }
}
