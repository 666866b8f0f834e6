using Entente.Platform.Tenancy;

namespace Entente.Platform.Mail.Relay;

/// <summary>A kept mail as bytes for the relay.</summary>
internal static class Written
{
    /// <param name="to">The address as commands take it.</param>
    public static byte[] Bytes(MailMessage mail, string to, WorkspaceCard workspace, MailRelay relay)
    {
        var headers = mail
            .Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(": ", 2))
            .Where(l => l.Length == 2)
            .Select(l => (Name: l[0], Value: l[1]))
            .ToList();
        if (!headers.Exists(h => h.Name == "Message-ID"))
            headers.Insert(0, ("Message-ID", $"<{mail.Id:N}@{relay.Domain}>"));
        // All mails about one record stand together in any mail program, with what people say about it.
        if (mail.AboutKind != "person" && !headers.Exists(h => h.Name == "References"))
            headers.Add(("References", $"<thread-{mail.AboutId:N}@{relay.Domain}>"));
        return MimeWriter.Write(
            new(workspace.Name, relay.From(workspace.Slug), mail.ToName, to, mail.Subject, mail.QueuedAt),
            headers,
            mail.Text,
            mail.Html,
            mail.Id
        );
    }
}
