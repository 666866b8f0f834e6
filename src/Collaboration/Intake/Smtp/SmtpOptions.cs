using System.Net;

namespace Entente.Collaboration.Intake.Smtp;

/// <summary>Where mail is received and how much of it.</summary>
/// <param name="Port">0: one that is free.</param>
/// <param name="HostName">What the server calls itself.</param>
/// <param name="Domains">Whose recipients are taken; empty: any domain, the workspace in the address decides.</param>
/// <param name="Certificate">Offers STARTTLS.</param>
/// <param name="IsLmtp">LMTP (RFC 2033) instead of SMTP: LHLO, one answer for each recipient.</param>
/// <param name="MostBytes">Of one mail.</param>
/// <param name="Patience">With a silent client.</param>
public sealed record SmtpOptions(
    IPAddress Address,
    int Port,
    string HostName,
    IReadOnlyList<string> Domains,
    RenewedCertificate? Certificate = null,
    bool IsLmtp = false,
    long MostBytes = 35 * 1024 * 1024,
    int MostRecipients = 100,
    int MostConnections = 64,
    TimeSpan? Patience = null
)
{
    public TimeSpan Silence => Patience ?? TimeSpan.FromMinutes(5);
}

/// <summary>A mail as it was handed over.</summary>
/// <param name="From">Of the envelope; empty for reports.</param>
/// <param name="Raw">With our own trace on top.</param>
/// <param name="Trace">Lines of it: they differ from one handing over to the next.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> Recipients, byte[] Raw, int Trace = 2);

/// <summary>What the server asks of the house.</summary>
/// <param name="Knows">Whether mail to this address belongs to a workspace.</param>
/// <param name="Keep">Returns once the mail is durable; throws when it is not, and then the relay keeps it and comes back.</param>
public sealed record MailDoor(Func<string, CancellationToken, Task<bool>> Knows, Func<ReceivedMail, CancellationToken, Task> Keep);
