using System.IO.Compression;
using System.Text;

namespace Entente.Platform.Files;

/// <summary>What a file is, by its content; whatever it calls itself.</summary>
/// <param name="Type">Media type it is given out as.</param>
/// <param name="Extension">With its dot.</param>
public sealed record FileKind(string Type, string Extension);

/// <summary>
/// Which files are taken: pictures, PDF, office documents without macros, plain text and mails. Everything is judged by its bytes; a page, a script or a
/// program is none of these. Pure.
/// </summary>
public static class FileContent
{
    private static readonly FileKind Text = new("text/plain; charset=utf-8", ".txt");

    private const int MostEntries = 5_000;

    /// <summary>In a sentence for people.</summary>
    public const string Allowed = "PDF, Word, Excel, PowerPoint, PNG, JPEG, WebP or plain text";

    /// <summary>Null: not one of those that are taken.</summary>
    public static FileKind? Of(ReadOnlyMemory<byte> content)
    {
        var head = content.Span;
        if (head.StartsWith("%PDF-"u8))
            return new("application/pdf", ".pdf");
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return new("image/png", ".png");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return new("image/jpeg", ".jpg");
        if (head.Length > 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
            return new("image/webp", ".webp");
        return head.StartsWith("PK\u0003\u0004"u8) ? Office(content)
            : IsText(head) ? Text
            : null;
    }

    /// <summary>A file's own name without folders and controls, with the extension that its content has; at most 120 characters.</summary>
    public static string Name(string? given, FileKind kind)
    {
        var last = (given ?? "").Replace('\\', '/').Split('/')[^1];
        var clean = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
            if (
                !Rune.IsControl(rune)
                && Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.Format
                && rune.Value != 0xFFFD
            )
                clean.Append(rune.Value is '"' or '<' or '>' or '|' or ':' or '*' or '?' or ';' ? "_" : rune.ToString());
        var name = Path.GetFileNameWithoutExtension(clean.ToString()).Trim('.', ' ');
        var runes = string.Concat(name.EnumerateRunes().Take(100));
        return (runes.Length == 0 ? "file" : runes) + kind.Extension;
    }

    private static FileKind? Office(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content.ToArray(), writable: false), ZipArchiveMode.Read);
            if (zip.Entries.Count > MostEntries || zip.GetEntry("[Content_Types].xml") is null)
                return null;
            // A document with a program in it is a program.
            if (zip.Entries.Any(e => e.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                return null;
            return zip.GetEntry("word/document.xml") is not null
                    ? new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
                : zip.GetEntry("xl/workbook.xml") is not null
                    ? new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")
                : zip.GetEntry("ppt/presentation.xml") is not null
                    ? new("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx")
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static bool IsText(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty)
            return false;
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
            return text.Length > 0
                && text[0] != '<'
                && !text.StartsWith("#!", StringComparison.Ordinal)
                && !text.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n' or '\f'));
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
