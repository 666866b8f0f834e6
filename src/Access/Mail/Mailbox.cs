using System.Text.RegularExpressions;
using Entente.Platform.Mail;

namespace Entente.Access.Mail;

/// <summary>
/// Whether the outbox page is the mailbox of this installation: on somebody's own machine and in the demo no mail leaves, and people
/// sign in from here. Everywhere else a sign-in link is for its receiver alone, and whoever reads the outbox does not see it.
/// </summary>
public sealed partial class Mailbox(Func<bool> isMailbox)
{
    public bool ShowsSignIn => isMailbox();

    /// <summary>The mail as this page may show it.</summary>
    internal MailView Shown(MailView mail) => ShowsSignIn ? mail : mail with { Text = Masked(mail.Text), Html = Masked(mail.Html) };

    /// <summary>Whether the mail holds a link for its receiver alone.</summary>
    internal static bool HasSignIn(MailView mail) => SignInLink().IsMatch(mail.Text);

    private static string Masked(string text) => SignInLink().Replace(text, "${before}hidden");

    // Of every link that signs in, confirms, opens what was shared with one address or acts as its reader, the part that is secret: /in/corvane.TOKEN,
    // /w/corvane/act/TOKEN.
    [GeneratedRegex("(?<before>/(?:in|c|l)/[a-z0-9-]+\\.|/w/[a-z0-9-]+/(?:act|plans/tick)/)[A-Za-z0-9_.-]+", RegexOptions.ExplicitCapture)]
    private static partial Regex SignInLink();
}
