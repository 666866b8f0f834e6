using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Collaboration.Mime;
using Entente.Collaboration.Replies;
using Entente.Collaboration.Rules;

namespace Entente.Collaboration;

/// <summary>The door from the command line to the mail engines: files in, one JSON line per file out.</summary>
public static class Eval
{
    /// <summary>More of a file is not read.</summary>
    private const int MostBytes = 64 * 1024 * 1024;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Each file, a text or a mail, taken apart: <c>{"file","reply","quoted","signature","shape"}</c>.</summary>
    public static int Replies(IEnumerable<string> files, TextWriter output) =>
        Each(
            files,
            output,
            (file, bytes) =>
            {
                var text = IsMail(file, bytes) ? MimeReader.Read(bytes).Text : Charsets.Decode(bytes, null, out _);
                var parts = ReplyReader.Read(text);
                return new JsonObject
                {
                    ["file"] = file,
                    ["reply"] = parts.Reply,
                    ["quoted"] = parts.Quoted,
                    ["signature"] = parts.Signature,
                    ["shape"] = Word(parts.Shape.ToString()),
                };
            }
        );

    /// <summary>Each mail: what it is, what would be done and why. <paramref name="relays"/>: whose Authentication-Results are believed.</summary>
    public static int Mails(IEnumerable<string> files, IReadOnlyList<string> relays, TextWriter output) =>
        Each(
            files,
            output,
            (file, bytes) =>
            {
                var mail = MimeReader.Read(bytes);
                var parts = ReplyReader.Read(mail.Text);
                var verdict = MailRules.Of(mail, parts, MailSettings.Default with { TrustedRelays = relays });
                var line = new JsonObject
                {
                    ["file"] = file,
                    ["kind"] = Word(verdict.Kind.ToString()),
                    ["act"] = Word(verdict.Act.ToString()),
                    ["why"] = verdict.Why,
                    ["from"] = mail.From.Count > 0 ? mail.From[0].Address : "",
                    ["subject"] = mail.Subject,
                    ["reply"] = parts.Reply,
                    ["attachments"] = new JsonArray([.. mail.Attachments.Select(Attached)]),
                    ["problems"] = new JsonArray([.. mail.Problems.Select(p => (JsonNode)p)]),
                };
                if (verdict.Kind is MailKind.Registration)
                    line["claim"] = Claimed(
                        ClaimFromMail.Read(mail.Subject, parts.Reply.Length > 0 ? parts.Reply : mail.Text, mail.From[0], null)
                    );
                if (verdict.Kind is MailKind.Bounce)
                    line["recipients"] = new JsonArray([.. DeliveryReport.Read(mail).Select(Reported)]);
                return line;
            }
        );

    private static JsonNode Attached(MailAttachment a) =>
        new JsonObject
        {
            ["name"] = a.Name,
            ["type"] = a.Type,
            ["size"] = a.Size,
            ["inline"] = a.IsInline,
        };

    private static JsonNode Reported(RecipientReport r) =>
        new JsonObject
        {
            ["address"] = r.Recipient,
            ["action"] = r.Action,
            ["status"] = r.Status,
        };

    private static JsonObject Claimed(ClaimMail claim) =>
        new()
        {
            ["company"] = claim.Fields.Company,
            ["domain"] = claim.Fields.Domain,
            ["contact"] = claim.Fields.ContactName,
            ["mail"] = claim.Fields.ContactMail,
            ["phone"] = claim.Fields.ContactPhone,
            ["amount"] = claim.Fields.Amount,
            ["currency"] = claim.Fields.Currency,
            ["problem"] = claim.Fields.Problem,
            ["close"] = claim.Fields.CloseDate?.ToString("O"),
            ["missing"] = new JsonArray([.. claim.Missing.Select(m => (JsonNode)m)]),
        };

    // A file that cannot be read is a line with its reason; the others go on.
    private static int Each(IEnumerable<string> files, TextWriter output, Func<string, byte[], JsonObject> answer)
    {
        var failed = false;
        foreach (var file in files)
        {
            JsonObject line;
            try
            {
                using var stream = File.OpenRead(file);
                var bytes = new byte[Math.Min(stream.Length, MostBytes)];
                stream.ReadExactly(bytes);
                line = answer(file, bytes);
                if (stream.Length > MostBytes && line["problems"] is JsonArray problems)
                    problems.Add($"only the first {MostBytes / 1024 / 1024} MB were read");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failed = true;
                line = new JsonObject { ["file"] = file, ["error"] = e.Message };
            }
            output.WriteLine(line.ToJsonString(Plain));
        }
        return failed ? 2 : 0;
    }

    // By its name; otherwise by fields that only mails begin with.
    private static bool IsMail(string file, byte[] bytes)
    {
        var end = Path.GetExtension(file).ToLowerInvariant();
        if (end is ".eml" or ".mail" or ".mbox" or ".msg" or ".mime")
            return true;
        if (end is ".txt" or ".text" or ".md")
            return false;
        var (headers, body) = MailHeaders.Read(bytes, 64 * 1024, []);
        var known = headers.Fields.Count(f =>
            f.Name.ToLowerInvariant()
                is "from"
                    or "to"
                    or "subject"
                    or "date"
                    or "message-id"
                    or "mime-version"
                    or "received"
                    or "content-type"
                    or "return-path"
        );
        return known >= 3
            && body < bytes.Length
            && headers["From"] is not null
            && (headers["Message-ID"] ?? headers["MIME-Version"] ?? headers["Received"]) is not null;
    }

    // AutoReply → auto-reply.
    private static string Word(string name)
    {
        var word = new StringBuilder();
        foreach (var c in name)
            word.Append(char.IsUpper(c) && word.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(c));
        return word.ToString();
    }
}
