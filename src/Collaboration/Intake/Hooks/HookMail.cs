using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Collaboration.Intake.Smtp;
using Entente.Collaboration.Mime;
using Entente.Platform.Values;

namespace Entente.Collaboration.Intake.Hooks;

/// <summary>What a provider posted.</summary>
/// <param name="To">Of the address it was posted to: recipients, for a body that is the mail itself.</param>
internal sealed record HookPost(string? ContentType, byte[] Body, IReadOnlyList<string> To, string? From);

/// <summary>A mail out of a provider's post, or why there is none in it.</summary>
/// <param name="Proven">What the provider found of the sender, as <c>Authentication-Results</c> has it; empty: it says nothing that only it could say.</param>
/// <param name="Forged">The provider did not sign it.</param>
internal sealed record HookMail(ReceivedMail? Mail, string Proven, string? Wrong, bool Forged = false);

/// <summary>
/// Takes the mail itself out of what providers post. All of them can be told to send the original, and only that is read: their own reading of it
/// would be another one than ours. Forms by their documentation: Postmark "Inbound webhook", Mailgun "Receiving messages via HTTP", SendGrid "Inbound
/// Parse". Pure.
/// </summary>
internal static partial class HookMails
{
    /// <summary>Mailgun comes again for eight hours.</summary>
    private static readonly TimeSpan Signed = TimeSpan.FromHours(12);

    public static async Task<HookMail> Read(
        MailProvider provider,
        HookPost post,
        string? signingKey,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        provider switch
        {
            MailProvider.Postmark => Postmark(post.Body),
            MailProvider.Mailgun => Mailgun(await HookFields.Read(post.ContentType, post.Body, ct), signingKey, now),
            MailProvider.SendGrid => SendGrid(await HookFields.Read(post.ContentType, post.Body, ct)),
            _ => Raw(post),
        };

    private static HookMail Raw(HookPost post)
    {
        if (post.Body.Length == 0)
            return No("The body is empty: send the mail itself, as message/rfc822.");
        string[] to =
            post.To.Count > 0 ? [.. post.To] : [.. MimeReader.Read(post.Body).Recipients.Select(r => r.Address).Take(MostRecipients)];
        return Of(post.From ?? "unknown", to, post.Body);
    }

    private static HookMail Postmark(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (Word(root, "RawEmail") is not { Length: > 0 } raw)
                return No("Postmark sent no RawEmail: in the inbound stream, tick “Include raw email content in JSON payload”.");
            var from = root.TryGetProperty("FromFull", out var full) ? Word(full, "Email") : null;
            return Of(from ?? "unknown", [Word(root, "OriginalRecipient") ?? ""], Encoding.UTF8.GetBytes(raw));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return No("That is not what Postmark posts: JSON with RawEmail.");
        }
    }

    private static HookMail Mailgun(HookFields? fields, string? key, DateTimeOffset now)
    {
        if (fields is null)
            return No("That is not what Mailgun posts: a form.");
        var (at, token) = (fields.Text("timestamp") ?? "", fields.Text("token") ?? "");
        var signature = Encoding.ASCII.GetBytes((fields.Text("signature") ?? "").ToLowerInvariant());
        var right = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key ?? ""), Encoding.UTF8.GetBytes(at + token)));
        if (
            string.IsNullOrEmpty(key)
            || token.Length == 0
            || !CryptographicOperations.FixedTimeEquals(signature, Encoding.ASCII.GetBytes(right))
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            || (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Signed
        )
            return new(null, "", "Its signature does not fit the key that is kept here, or is old.", Forged: true);
        return fields.Bytes("body-mime") is { Length: > 0 } raw
            ? Of(fields.Text("sender") ?? "unknown", (fields.Text("recipient") ?? "").Split(',', StringSplitOptions.TrimEntries), raw)
            : No("Mailgun sent no body-mime: the address in the route has to end with /mime.");
    }

    private static HookMail SendGrid(HookFields? fields)
    {
        if (fields?.Bytes("email") is not { Length: > 0 } raw)
            return No("SendGrid sent no email field: in Inbound Parse, tick “POST the raw, full MIME message”.");
        try
        {
            using var envelope = JsonDocument.Parse(fields.Text("envelope") ?? "");
            var from = Word(envelope.RootElement, "from") ?? "";
            var to = envelope.RootElement.GetProperty("to").EnumerateArray().Select(t => t.GetString() ?? "");
            var spf = fields.Text("SPF")?.Trim().ToLowerInvariant();
            // {@acme.example : pass}
            var signers = Signer().Matches(fields.Text("dkim") ?? "").Select(m => m.Groups["domain"].Value).Take(10);
            string[] proven =
            [
                .. signers.Select(d => $"dkim=pass header.d={d}"),
                .. spf is "pass" && IsAddress(from) ? [$"spf=pass smtp.mailfrom={from}"] : Array.Empty<string>(),
            ];
            return Of(from, [.. to], raw) with { Proven = string.Join("; ", proven) };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return No("SendGrid sent no envelope that says for whom it is.");
        }
    }

    private const int MostRecipients = 100;

    private static HookMail Of(string from, IReadOnlyList<string> to, byte[] raw)
    {
        string[] recipients =
        [
            .. to.Select(t => TypedText.Line(t)).Where(IsAddress).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostRecipients),
        ];
        return recipients.Length == 0
            ? No("Nothing says for whom it is: name recipients as ?to=ADDRESS, or let the mail have them.")
            : new(new(TypedText.Line(from), recipients, raw), "", null);
    }

    private static bool IsAddress(string text) => text.Length <= 320 && Address().IsMatch(text);

    private static HookMail No(string why) => new(null, "", why);

    private static string? Word(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()
            : null;

    [GeneratedRegex(
        "@(?<domain>[A-Za-z0-9.-]{1,253})\\s*:\\s*pass\\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    )]
    private static partial Regex Signer();

    [GeneratedRegex("^[^\\s@<>;,\"()]{1,64}@[A-Za-z0-9.-]{1,253}$", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
