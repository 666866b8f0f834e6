using System.Net;
using System.Net.Sockets;
using Entente.Collaboration.Intake.Smtp;
using Entente.Host;
using Entente.Platform.Mail.Relay;
using Entente.Tests.Support;

namespace Entente.Tests.Start;

/// <summary>What is typed about mail is one thing or a sentence of what is wrong with it, before anything starts.</summary>
public sealed class MailOptionsTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("entente-mail-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Without_a_relay_no_mail_leaves_and_its_other_options_say_so()
    {
        Out().ShouldBe((null, null));
        Out("--mail-from", "partners@acme.com").Wrong.ShouldNotBeNull().ShouldContain("none is given");
        Out("--mail-login", Secret("n\np\n")).Wrong.ShouldNotBeNull().ShouldContain("none is given");
    }

    [Fact]
    public void A_relay_needs_a_sender()
    {
        Out("--mail-relay", "smtp://mail.acme.com").Wrong.ShouldNotBeNull().ShouldContain("--mail-from");
        Out("--mail-relay", "smtp://mail.acme.com", "--mail-domain", "in.acme.com").Relay.ShouldNotBeNull();
    }

    [Fact]
    public void The_people_of_the_demo_get_no_mail()
    {
        string[] relay = ["--mail-relay", "smtp://mail.acme.com", "--mail-from", "partners@acme.com"];
        Read(["--data", folder, .. relay]).Wrong.ShouldNotBeNull().ShouldContain("do not exist");
        Read(["--data", folder, "--empty", .. relay]).Wrong.ShouldBeNull();
        Read(["--data", folder, "--no-sandbox", .. relay]).Wrong.ShouldBeNull();
        File.WriteAllText(Path.Combine(folder, "story"), "told");
        Read(["--data", folder, "--empty", .. relay]).Wrong.ShouldNotBeNull().ShouldContain("do not exist");
    }

    [Fact]
    public void A_password_is_read_from_a_file_of_ones_own_and_never_told_in_clear()
    {
        var file = Secret("partners@acme.com\nthe password\n");
        Out(With("smtps://mail.acme.com", file)).Wrong.ShouldBeNull();
        Out(With("smtp://127.0.0.1:25", file)).Wrong.ShouldNotBeNull().ShouldContain("in clear");
        Out(With("smtps://mail.acme.com", Secret("one line\n"))).Wrong.ShouldNotBeNull().ShouldContain("two lines");
        Out(With("smtps://mail.acme.com", Path.Combine(folder, "none"))).Wrong.ShouldNotBeNull().ShouldContain("is not there");
        Mode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Out(With("smtps://mail.acme.com", file)).Wrong.ShouldNotBeNull().ShouldContain("chmod 600");

        static string[] With(string relay, string login) =>
            ["--mail-relay", relay, "--mail-from", "partners@acme.com", "--mail-login", login];
    }

    [Fact]
    public void Mail_is_received_on_this_machine_alone_or_for_one_domain()
    {
        In().ShouldBe((null, null));
        In("--smtp-address", "0.0.0.0").Wrong.ShouldNotBeNull().ShouldContain("--smtp-port");
        In("--lmtp").Wrong.ShouldNotBeNull().ShouldContain("--smtp-port");

        var here = In("--smtp-port", Free(), "--lmtp").Options.ShouldNotBeNull();
        (here.Address, here.IsLmtp, here.Domains.Count).ShouldBe((IPAddress.Loopback, true, 0));
        In("--smtp-port", Free(), "--smtp-address", "0.0.0.0").Wrong.ShouldNotBeNull().ShouldContain("--mail-domain");
        In("--smtp-port", Free(), "--smtp-address", "0.0.0.0", "--mail-domain", "in.acme.com")
            .Options.ShouldNotBeNull()
            .Domains.ShouldBe(["in.acme.com"]);
    }

    [Fact]
    public void A_port_that_another_program_has_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        In("--smtp-port", $"{port}").Wrong.ShouldNotBeNull().ShouldContain($"Port {port} of --smtp-port");
    }

    [Fact]
    public void A_certificate_stands_with_its_key_in_a_file_of_ones_own_and_is_read_again_when_it_was_renewed()
    {
        In("--smtp-port", Free(), "--smtp-certificate", Path.Combine(folder, "none")).Wrong.ShouldNotBeNull().ShouldContain("is not there");
        In("--smtp-port", Free(), "--smtp-certificate", Secret("no pem")).Wrong.ShouldNotBeNull().ShouldContain("holds no certificate");
        var file = Secret(Pem.Of("first"));
        var taken = In("--smtp-port", Free(), "--smtp-certificate", file).Options.ShouldNotBeNull().Certificate.ShouldNotBeNull();
        taken.Current.TargetCertificate.Subject.ShouldBe("CN=first");

        Renew(file, "half a fi", 1);
        taken.Current.TargetCertificate.Subject.ShouldBe("CN=first", "a file that cannot be read changes nothing");
        Renew(file, Pem.Of("second"), 2);
        taken.Current.TargetCertificate.Subject.ShouldBe("CN=second");

        Mode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        In("--smtp-port", Free(), "--smtp-certificate", file).Wrong.ShouldNotBeNull().ShouldContain("chmod 600");
    }

    private static void Renew(string file, string text, int minutes)
    {
        File.WriteAllText(file, text);
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch.AddMinutes(minutes));
    }

    private string Secret(string text)
    {
        var file = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllText(file, text);
        Mode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private static void Mode(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, mode);
    }

    private static string Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    private (RelaySettings? Relay, string? Wrong) Out(params string[] words) => Read(["--data", folder, "--empty", .. words]);

    private (RelaySettings? Relay, string? Wrong) Read(params string[] words) => RelayOptions.Read(Parse(words), folder);

    private static (SmtpOptions? Options, string? Wrong) In(params string[] words) => MailInOptions.Read(Parse(words));

    private static RunOptions Parse(string[] words)
    {
        var (options, wrong) = RunOptions.Parse(words);
        wrong.ShouldBeNull();
        return options!;
    }
}
