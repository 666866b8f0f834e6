using System.Net.Security;
using System.Text;

namespace Entente.Platform.Mail.Relay;

// What is said before the first mail: who we are, by TLS, and by which name and password.
internal sealed partial class SmtpLine
{
    private async Task Hello(string name, CancellationToken ct)
    {
        var reply = await Ask($"EHLO {name}", ct);
        Wants(reply, "does not answer EHLO");
        offers = reply.Lines.Skip(1).Select(l => l.Split(' ')[0].ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);
        foreach (var way in reply.Lines.Skip(1).Where(l => l.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase)))
            offers.UnionWith(way.Split(' ').Skip(1).Select(w => "AUTH " + w.ToUpperInvariant()));
    }

    private async Task SignIn(CancellationToken ct)
    {
        SmtpReply reply;
        if (offers.Contains("AUTH PLAIN"))
            reply = await Ask("AUTH PLAIN " + Base64($"\0{settings.User}\0{settings.Password}"), ct);
        else if (offers.Contains("AUTH LOGIN"))
        {
            reply = await Ask("AUTH LOGIN", ct);
            if (reply.Code == 334)
                reply = await Ask(Base64(settings.User!), ct);
            if (reply.Code == 334)
                reply = await Ask(Base64(settings.Password), ct);
        }
        else
            throw new RelayShutException("the relay offers no way to sign in that is known here (PLAIN, LOGIN)");
        if (reply.Code != 235)
            throw new RelayShutException($"the relay does not let {settings.User} in: {reply.Words}");
    }

    private async Task Secure(CancellationToken ct)
    {
        var secured = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = secured;
        await secured.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = settings.Host, RemoteCertificateValidationCallback = settings.Trusts },
            ct
        );
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static void Wants(SmtpReply reply, string otherwise)
    {
        if (!reply.IsYes)
            throw new RelayShutException($"the relay {otherwise}: {reply.Words}");
    }
}
