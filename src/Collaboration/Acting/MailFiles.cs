using Entente.Collaboration.Mime;
using Entente.Platform.Files;
using Entente.Platform.Values;

namespace Entente.Collaboration.Acting;

/// <summary>
/// What came with a mail: the files that a form would take too, judged by their content, and a sentence of those that stay with the original. Logos of
/// signatures and the seals of signed mails are neither. Pure.
/// </summary>
/// <param name="Left">Null: nothing was left.</param>
internal sealed record MailFiles(IReadOnlyList<Upload> Taken, string? Left)
{
    public static readonly MailFiles None = new([], null);

    /// <summary>A picture in the text that is smaller is decoration; a photograph pasted on a phone is larger.</summary>
    private const int SmallestPicture = 40 * 1024;

    private static readonly string[] Seals =
    [
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
    ];

    /// <summary>Of one mail, or of a question's answer and the mail that was asked about. The same content twice is taken once.</summary>
    public static MailFiles Of(params IReadOnlyList<ReadMail> mails)
    {
        var (taken, left) = (new List<Upload>(), new List<string>());
        foreach (var part in mails.SelectMany(m => m.Attachments).Where(IsMeant))
        {
            var upload = new Upload(part.Name, part.Part.Bytes((int)Uploads.MostBytes + 1));
            if (taken.Any(t => t.Content.Span.SequenceEqual(upload.Content.Span)))
                continue;
            if (FileStore.WhyNot(upload, Uploads.MostBytes, "files") is { } wrong)
                left.Add(wrong.Message);
            else if (taken.Count == Uploads.MostFiles)
                left.Add($"“{TypedText.Line(part.Name)}” is more than the {Uploads.MostFiles} files that one mail may bring.");
            else
                taken.Add(upload);
        }
        return new(taken, left.Count == 0 ? null : Sentence(left));
    }

    private static bool IsMeant(MailAttachment part) =>
        part.Size > 0 && !Seals.Contains(part.Type, StringComparer.OrdinalIgnoreCase) && !(part.IsInline && part.Size < SmallestPicture);

    // A mail may bring a thousand: what is said stays short.
    private static string Sentence(List<string> left) =>
        "Not taken over, and kept with the mail: "
        + string.Join(' ', left.Take(5))
        + (left.Count > 5 ? $" And {left.Count - 5} more." : "");
}
