using System.Text;

namespace Entente.Collaboration.Mime;

/// <summary>Which parts are the text and which came with it.</summary>
internal sealed class MailBody(MailLimits limits, List<string> problems)
{
    private readonly StringBuilder _text = new();

    public List<MailAttachment> Attachments { get; } = [];
    public string Text => _text.ToString();

    public void Take(MailPart part, bool related = false)
    {
        switch (part.MediaType)
        {
            case "multipart/alternative":
                Alternative(part);
                break;
            case "multipart/related":
                Related(part);
                break;
            case "multipart/encrypted" or "application/pkcs7-mime" or "application/x-pkcs7-mime" when !IsSigned(part):
                problems.Add("the mail is encrypted; only its head can be read");
                Attach(part, inline: false);
                break;
            case var type when part.IsMultipart && part.Parts.Count > 0:
                foreach (var child in part.Parts)
                    Take(child, type is "multipart/related");
                break;
            case "text/plain" or "text/html" or "text/enriched" or "text" when IsText(part):
                Append(TextOf(part));
                break;
            case "message/delivery-status" or "message/disposition-notification" or "message/feedback-report" or "text/rfc822-headers":
                break;
            default:
                Attach(part, related);
                break;
        }
    }

    // The plain text, unless it only says that there is HTML.
    private void Alternative(MailPart part)
    {
        var plain = part.Parts.FirstOrDefault(p => p.MediaType is "text/plain" && IsText(p));
        var rich = part.Parts.LastOrDefault(p =>
            p.MediaType is "text/html" or "multipart/related" or "multipart/mixed" or "multipart/alternative"
        );
        var text = plain is null ? "" : TextOf(plain);
        if (plain is not null && !SaysNothing(text))
        {
            Append(text);
            if (rich is { IsMultipart: true })
                AttachOnly(rich);
        }
        else if (rich is not null)
            Take(rich);
        else if (plain is not null)
            Append(text);
        foreach (var other in part.Parts)
            if (
                other != plain
                && other != rich
                && !(other.MediaType is "text/plain" or "text/html" or "text/enriched" or "text/x-amp-html")
                && !other.IsMultipart
            )
                Attach(other, inline: false);
    }

    private static bool SaysNothing(string text)
    {
        var words = text.Trim();
        return words.Length == 0
            || words.Length < 300
                && words.Contains("HTML", StringComparison.OrdinalIgnoreCase)
                && (
                    words.Contains("does not support", StringComparison.OrdinalIgnoreCase)
                    || words.Contains("view this", StringComparison.OrdinalIgnoreCase)
                    || words.Contains("nicht unterst", StringComparison.OrdinalIgnoreCase)
                );
    }

    private void AttachOnly(MailPart part)
    {
        foreach (var child in part.Parts)
            if (child.IsMultipart)
                AttachOnly(child);
            else if (child.MediaType is not ("text/html" or "text/plain") || !IsText(child))
                Attach(child, inline: child.Headers["Content-ID"] is not null);
    }

    private void Related(MailPart part)
    {
        var root = part.Type["start"] is { } start ? part.Parts.FirstOrDefault(p => p.Headers["Content-ID"] == start) : null;
        root ??= part.Parts.Count > 0 ? part.Parts[0] : null;
        foreach (var child in part.Parts)
            if (child == root)
                Take(child);
            else
                Attach(child, inline: true);
    }

    private static bool IsText(MailPart part) =>
        part.Disposition.Value != "attachment" && (part.Disposition["filename"] ?? part.Type["name"]) is null;

    private static bool IsSigned(MailPart part) => part.Type["smime-type"] is "signed-data";

    private string TextOf(MailPart part)
    {
        var bytes = part.Bytes(limits.TextBytes);
        if (bytes.Length == limits.TextBytes)
            problems.Add($"the text is longer than {limits.TextBytes / 1_000_000} MB; the rest was not read");
        var html = part.MediaType is "text/html";
        var charset = part.Type["charset"] ?? (html ? HtmlText.Charset(bytes) : null);
        var text = Charsets.Decode(bytes, charset, out var problem);
        if (problem is not null)
            problems.Add(problem);
        text = Without(text);
        if (html)
            return HtmlText.Read(text);
        return string.Equals(part.Type["format"], "flowed", StringComparison.OrdinalIgnoreCase)
            ? FlowedText.Join(text, string.Equals(part.Type["delsp"], "yes", StringComparison.OrdinalIgnoreCase))
            : text;
    }

    // Our own marks, and NUL, must not come from outside.
    private static string Without(string text) =>
        text.AsSpan().ContainsAny('\0', '\uE010') || text.AsSpan().ContainsAnyInRange('\uE010', '\uE013')
            ? string.Concat(text.Where(c => c != '\0' && c is < '\uE010' or > '\uE013'))
            : text;

    private void Append(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return;
        if (_text.Length > 0)
            _text.Append("\n\n");
        _text.Append(text.TrimEnd());
    }

    private void Attach(MailPart part, bool inline)
    {
        if (part.IsMultipart && part.Parts.Count > 0)
        {
            AttachOnly(part);
            return;
        }
        if (part.MediaType is "application/ms-tnef" or "application/vnd.ms-tnef")
            problems.Add("an Outlook file (winmail.dat) came with it; it is kept and not opened");
        var subject = part.MediaType is "message/rfc822" && part.Parts.Count == 1 ? part.Parts[0].Headers.Decoded("Subject") : "";
        var name = part.Name ?? (subject.Length > 0 ? FileNames.Clean(subject.Replace('/', '-') + ".eml") : FileNames.Of(part.MediaType));
        Attachments.Add(new(name, part.MediaType, part.Size, inline && part.Disposition.Value != "attachment", part));
    }
}
