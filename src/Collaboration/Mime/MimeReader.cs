namespace Entente.Collaboration.Mime;

/// <summary>
/// Reads mail (RFC 5322, 2045–2047, 2231, 3676, 6532) the way it occurs. Works on windows of the bytes given, so that an attachment costs no
/// memory of its own; opens no archive; never throws: what it cannot understand stays in the original and is said. Pure.
/// </summary>
public static class MimeReader
{
    public static ReadMail Read(ReadOnlyMemory<byte> raw, MailLimits? limits = null)
    {
        var reading = new Reading(limits ?? MailLimits.Default);
        var root = reading.Part(raw, 0);
        var body = new MailBody(reading.Limits, reading.Problems);
        body.Take(root);
        return new(
            root,
            MailAddress.List(root.Headers["From"] ?? ""),
            [.. root.Headers.All("To").SelectMany(f => MailAddress.List(f))],
            root.Headers.Decoded("Subject"),
            body.Text,
            body.Attachments,
            [.. reading.Problems.Distinct(StringComparer.Ordinal).Take(50)]
        );
    }

    private sealed class Reading(MailLimits limits)
    {
        private int _parts;

        public MailLimits Limits => limits;
        public List<string> Problems { get; } = [];

        public MailPart Part(ReadOnlyMemory<byte> raw, int depth)
        {
            _parts++;
            var (headers, at) = MailHeaders.Read(raw.Span, limits.HeaderBytes, Problems);
            var part = new MailPart(headers, raw[at..]);
            if (part.IsMultipart)
                part.Parts = Inside(part, depth);
            else if (
                part.MediaType is "message/rfc822" or "message/global"
                && Depth(depth)
                && part.Coding is not ("base64" or "quoted-printable")
            )
                part.Parts = [Part(part.Raw, depth + 1)];
            return part;
        }

        private bool Depth(int depth)
        {
            if (depth < limits.Depth && _parts < limits.Parts)
                return true;
            Problems.Add(
                depth < limits.Depth
                    ? $"more than {limits.Parts} parts; the rest was not read"
                    : $"nested deeper than {limits.Depth} levels; what is inside was not read"
            );
            return false;
        }

        private List<MailPart> Inside(MailPart part, int depth)
        {
            var boundary = part.Type["boundary"];
            if (!Depth(depth))
            {
                part.MediaType = "application/octet-stream";
                return [];
            }
            if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
            {
                Problems.Add("a multipart without a boundary; read as text");
                part.MediaType = "text/plain";
                return [];
            }
            var parts = new List<MailPart>();
            var (pieces, closed) = Pieces(part.Raw, System.Text.Encoding.UTF8.GetBytes("--" + boundary));
            foreach (var piece in pieces)
            {
                if (_parts >= limits.Parts)
                {
                    Problems.Add($"more than {limits.Parts} parts; the rest was not read");
                    break;
                }
                parts.Add(Part(piece, depth + 1));
            }
            if (parts.Count == 0)
            {
                Problems.Add("a multipart whose boundary never comes; read as text");
                part.MediaType = "text/plain";
            }
            else if (!closed)
                Problems.Add("a multipart without its end; the mail may be cut off");
            return parts;
        }

        private IEnumerable<ReadOnlyMemory<byte>> Limited(List<ReadOnlyMemory<byte>> pieces) => pieces.Take(limits.Parts);

        private (IEnumerable<ReadOnlyMemory<byte>> Pieces, bool Closed) Pieces(ReadOnlyMemory<byte> raw, byte[] delimiter)
        {
            var pieces = new List<ReadOnlyMemory<byte>>();
            var bytes = raw.Span;
            var start = -1;
            for (var at = 0; at < bytes.Length && pieces.Count <= limits.Parts; )
            {
                var hit = bytes[at..].IndexOf(delimiter);
                if (hit < 0)
                    break;
                hit += at;
                at = hit + delimiter.Length;
                if (hit > 0 && bytes[hit - 1] is not ((byte)'\n' or (byte)'\r'))
                    continue;
                var closing = bytes[at..].StartsWith("--"u8);
                var lineEnd = at + (closing ? 2 : 0);
                while (lineEnd < bytes.Length && bytes[lineEnd] is (byte)' ' or (byte)'\t')
                    lineEnd++;
                if (!closing && lineEnd < bytes.Length && bytes[lineEnd] is not ((byte)'\n' or (byte)'\r'))
                    continue;
                if (start >= 0)
                    pieces.Add(raw[start..Math.Max(start, BeforeLineEnd(bytes, hit))]);
                if (closing)
                    return (Limited(pieces), true);
                start = AfterLineEnd(bytes, lineEnd);
                at = lineEnd;
            }
            if (start >= 0 && start <= bytes.Length)
                pieces.Add(raw[start..]);
            return (Limited(pieces), false);
        }

        // The line end before a boundary belongs to the boundary.
        private static int BeforeLineEnd(ReadOnlySpan<byte> bytes, int at) =>
            at >= 2 && bytes[at - 1] == '\n' && bytes[at - 2] == '\r' ? at - 2
            : at >= 1 ? at - 1
            : at;

        private static int AfterLineEnd(ReadOnlySpan<byte> bytes, int at) =>
            at + 1 < bytes.Length && bytes[at] == '\r' && bytes[at + 1] == '\n' ? at + 2 : Math.Min(at + 1, bytes.Length);
    }
}
