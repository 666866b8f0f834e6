using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Acting;

/// <summary>What is told of something that came by mail stands below that mail, in the reader's own thread.</summary>
public sealed class MailAnswers(EntenteDb db)
{
    private const string Mark = "mail-";

    internal static string Submission(InboundMailId mail) => $"{Mark}{mail.Value:N}";

    /// <summary>
    /// The header fields of an answer to the mail that a submission came by; null when it did not come by mail, or this is not the address it came from.
    /// </summary>
    /// <param name="submission">With or without what its room put in front, up to a colon.</param>
    public async Task<IReadOnlyList<(string Name, string Value)>?> To(string submission, string reader, CancellationToken ct)
    {
        var own = submission[(submission.LastIndexOf(':') + 1)..];
        if (!own.StartsWith(Mark, StringComparison.Ordinal) || !Guid.TryParseExact(own[Mark.Length..], "N", out var id))
            return null;
        var key = new InboundMailId(id);
        var mail = await db.Set<InboundMail>()
            .Where(m => m.Id == key)
            .Select(m => new { m.FromAddress, m.MessageId })
            .SingleOrDefaultAsync(ct);
        return mail is not null && mail.FromAddress.Equals(reader, StringComparison.OrdinalIgnoreCase)
            ? [(MailMarks.Automatic, "auto-replied"), .. Below(mail.MessageId)]
            : null;
    }

    internal static IReadOnlyList<(string Name, string Value)> Below(string messageId) =>
        messageId.Length > 0 ? [("In-Reply-To", $"<{messageId}>"), ("References", $"<{messageId}>")] : [];
}
