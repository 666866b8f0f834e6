using System.Security.Cryptography;
using Entente.Access;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Secrets;
using Entente.Platform.Values;

namespace Entente.Collaboration.Notifications;

/// <summary>
/// The addresses by which one person stops one kind of mail (RFC 8058). Closed by the key ring, they name workspace, person and event; nothing is kept
/// of them, they never end, and one that was made for another workspace or changed by a letter opens nothing.
/// </summary>
internal sealed class UnsubscribeKeys(EntenteDb db, SecretBox box, PublicAddress address)
{
    public const string Header = "List-Unsubscribe";
    public const string PostHeader = "List-Unsubscribe-Post";

    /// <summary>What a mail program posts, and its only meaning.</summary>
    public const string OneClick = "List-Unsubscribe=One-Click";
    private const string Purpose = "unsubscribe";

    /// <summary>The mail with its way out, where there is one, where to choose, and why it did not wait.</summary>
    public MailDraft Mark(MailDraft mail, PersonId person, NoticeEvent what, string? hurry, string slug) =>
        mail with
        {
            Why = hurry is null ? mail.Why : $"{mail.Why} It did not wait as you chose, because {hurry}.",
            Change = address.Of($"/w/{slug}/me/notifications"),
            Headers = what.MayBeOff || what.Longest > Cadence.Instant ? [.. mail.Headers, .. Way(person, what.Key, slug)] : mail.Headers,
        };

    /// <summary>The two header fields for one kind of event, or for a digest.</summary>
    public IReadOnlyList<(string Name, string Value)> Way(PersonId person, string what, string slug) =>
        [
            (Header, $"<{address.Of($"/w/{slug}/unsubscribe/{box.Close(Purpose, $"{db.Workspace.Value:N}.{person.Value:N}.{what}")}")}>"),
            (PostHeader, OneClick),
        ];

    /// <summary>Whose and what for; null: it opens nothing here.</summary>
    public (PersonId Person, string What)? Read(string token)
    {
        try
        {
            var parts = box.Open(Purpose, token).Split('.', 3);
            return parts.Length == 3 && parts[0] == db.Workspace.Value.ToString("N") && Guid.TryParseExact(parts[1], "N", out var person)
                ? (new(person), parts[2])
                : null;
        }
        catch (CryptographicException)
        {
            // The key ring says so of everything that it did not close.
            return null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
