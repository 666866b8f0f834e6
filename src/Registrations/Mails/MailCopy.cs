using Entente.Registrations.Crm;
using Entente.Registrations.Model;

namespace Entente.Registrations.Mails;

/// <summary>A mail to a partner as the deal's timeline shows it: its words, and neither its button nor any other way in. Pure.</summary>
internal static class MailCopy
{
    public static SentMail Of(PartnerMail mail, string to, DateTimeOffset now)
    {
        // approved:DR-1048, protection:DR-1048:14:20260610 - the number is in the record's own id.
        var parts = mail.Once.Split(':');
        return new(
            string.Join('-', parts.Take(1).Concat(parts.Skip(2))),
            to,
            mail.Subject,
            string.Join("\n\n", [mail.Verdict, .. mail.Paragraphs]),
            now
        );
    }
}
