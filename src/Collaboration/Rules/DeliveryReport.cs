using System.Text;
using Entente.Collaboration.Mime;

namespace Entente.Collaboration.Rules;

/// <summary>What became of a mail for one recipient (RFC 3464).</summary>
/// <param name="Action"><c>failed</c>, <c>delayed</c>, <c>delivered</c>, <c>relayed</c>, <c>expanded</c>.</param>
/// <param name="Status"><c>5.1.1</c>; empty when not said.</param>
public sealed record RecipientReport(string Recipient, string Action, string Status, string Diagnostic)
{
    /// <summary>Whether the address is to be written to no more.</summary>
    public bool IsPermanent => Action is "failed" && !Status.StartsWith('4');
}

/// <summary>Reports of relays that a mail could not be delivered, in the standard's form and in older ones.</summary>
public static class DeliveryReport
{
    private static readonly string[] Subjects =
    [
        "undeliver",
        "delivery status notification",
        "delivery failure",
        "delivery failed",
        "failure notice",
        "returned mail",
        "mail delivery failed",
        "mail delivery system",
        "mail system error",
        "message not delivered",
        "could not be delivered",
        "delivery has failed",
        "unzustellbar",
        "zustellung fehlgeschlagen",
        "nachricht konnte nicht zugestellt",
        "non remis",
        "non délivré",
        "échec de la remise",
        "échec de remise",
        "no se puede entregar",
        "no entregado",
        "devuelto",
        "onbestelbaar",
        "niet bezorgd",
        "non recapitabile",
        "mancato recapito",
        "não entregue",
        "não é possível entregar",
        "kan ikke leveres",
        "ikke leveret",
        "kan inte levereras",
        "olevererbart",
        "ei voitu toimittaa",
        "niedostarczon",
        "配信不能",
        "配信できません",
        "配信エラー",
        "无法投递",
        "退信",
    ];

    /// <summary>Empty when the mail is no such report.</summary>
    public static IReadOnlyList<RecipientReport> Read(ReadMail mail)
    {
        var reports = mail
            .Parts.Where(p => p.MediaType is "message/delivery-status" or "message/global-delivery-status")
            .SelectMany(Fields)
            .Take(200)
            .ToList();
        if (reports.Count > 0 || !LooksLikeOne(mail))
            return reports;
        var failed = mail.Headers["X-Failed-Recipients"] ?? "";
        var addresses = MailAddress.List(failed).Select(a => a.Address).ToList();
        if (addresses.Count == 0)
            addresses = [.. InText(mail).Take(5)];
        var status = Status(mail.Text);
        return [.. addresses.Select(a => new RecipientReport(a, status.StartsWith('4') ? "delayed" : "failed", status, ""))];
    }

    /// <summary>By its sender and subject, when it is not in the standard's form.</summary>
    public static bool LooksLikeOne(ReadMail mail)
    {
        if (mail.Root.MediaType is "multipart/report" && mail.Root.Type["report-type"] is "delivery-status")
            return true;
        if (mail.Headers["X-Failed-Recipients"] is not null)
            return true;
        var sender = mail.From.Count > 0 ? mail.From[0].Address.Split('@')[0].ToLowerInvariant() : "";
        var subject = mail.Subject.ToLowerInvariant();
        var byMachine =
            sender is "mailer-daemon" or "postmaster" or "mail-daemon" or "mailerdaemon" || mail.Headers["Return-Path"]?.Trim() is "<>";
        return byMachine && Subjects.Any(s => subject.Contains(s, StringComparison.Ordinal));
    }

    // Groups of fields, an empty line between them; the first group is about the mail itself.
    private static IEnumerable<RecipientReport> Fields(MailPart part)
    {
        var text = Encoding
            .UTF8.GetString(part.Bytes(200_000))
            .Replace("\r\n", "\n", StringComparison.Ordinal)
            .Replace("\n ", " ", StringComparison.Ordinal)
            .Replace("\n\t", " ", StringComparison.Ordinal);
        foreach (var group in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var line in group.Split('\n'))
                if (line.Split(':', 2) is [var name, var value])
                    fields.TryAdd(name.Trim(), value.Trim());
            var recipient = fields.GetValueOrDefault("Final-Recipient") ?? fields.GetValueOrDefault("Original-Recipient");
            if (recipient is null)
                continue;
            var address = recipient[(recipient.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>');
            var status = fields.GetValueOrDefault("Status", "").Split(' ', '(')[0];
            yield return new(
                address,
                fields.GetValueOrDefault("Action", "failed").ToLowerInvariant(),
                status,
                fields.GetValueOrDefault("Diagnostic-Code", "")
            );
        }
    }

    private static IEnumerable<string> InText(ReadMail mail)
    {
        var own = mail.Recipients.Select(r => r.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return mail
            .Text.Split([' ', '\n', '\r', '\t', '<', '>', '(', ')', '"', ',', ';'], StringSplitOptions.RemoveEmptyEntries)
            .Take(5_000)
            .Select(w => w.Trim('.', ':', '\'', '*'))
            .Where(w =>
                w.Length is > 5 and < 200
                && w.IndexOf('@', StringComparison.Ordinal) > 0
                && w.LastIndexOf('.') > w.IndexOf('@', StringComparison.Ordinal)
            )
            .Where(w => !own.Contains(w))
            .Distinct(StringComparer.OrdinalIgnoreCase);
    }

    private static string Status(string text)
    {
        for (var i = 0; i + 4 < Math.Min(text.Length, 20_000); i++)
            if (
                text[i] is '4' or '5'
                && text[i + 1] is '.'
                && char.IsAsciiDigit(text[i + 2])
                && text[i + 3] is '.'
                && char.IsAsciiDigit(text[i + 4])
                && (i == 0 || !char.IsAsciiDigit(text[i - 1]) && text[i - 1] is not '.')
            )
                return text[i..(i + 5)];
        return "";
    }
}
