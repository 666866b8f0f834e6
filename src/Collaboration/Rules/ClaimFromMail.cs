using System.Text.RegularExpressions;
using Entente.Collaboration.Mime;

namespace Entente.Collaboration.Rules;

/// <summary>What a mail states of a claim. What is not stated is null; nothing is guessed that the mail does not say.</summary>
/// <param name="Currency">ISO 4217; null when the amount has none.</param>
public sealed record ClaimFields(
    string? Company,
    string? Domain,
    string? ContactName,
    string? ContactMail,
    string? ContactPhone,
    decimal? Amount,
    string? Currency,
    string? Problem,
    DateOnly? CloseDate
)
{
    /// <summary>The mail says that it is a lead; otherwise it claims a deal.</summary>
    public bool IsLead { get; init; }
}

/// <param name="Missing">What a claim needs and the mail does not say, as words that end the sentence “We still need …”.</param>
/// <param name="Labelled">How many fields stood behind a label of their own.</param>
public sealed record ClaimMail(ClaimFields Fields, IReadOnlyList<string> Missing, int Labelled);

/// <summary>
/// A claim from a mail: lines <c>Company: …</c> in the partners' languages first, then what free text says plainly. By rules only; a line that
/// fits nothing stays what it is. Pure.
/// </summary>
public static partial class ClaimFromMail
{
    private const int MostLetters = 20_000;

    /// <param name="sender">Whose own address, domain and telephone are not the customer's.</param>
    /// <param name="today">For dates without a year; null: such dates are not read.</param>
    public static ClaimMail Read(string subject, string text, MailAddress sender, DateOnly? today)
    {
        text = text.Length > MostLetters ? text[..MostLetters] : text;
        var stated = Stated(text);
        var amount = Stated(stated, ClaimField.Amount) is { } said ? Amounts.Read(said, bare: true) : Amounts.Find(text);
        var mail = Mail(Stated(stated, ClaimField.ContactMail) ?? Stated(stated, ClaimField.ContactName), sender) ?? Mail(text, sender);
        var fields = new ClaimFields(
            Company(Stated(stated, ClaimField.Company)) ?? Named(subject) ?? LeadWords.Company(subject, text) ?? Named(text),
            Site(Stated(stated, ClaimField.Domain), sender, plain: true) ?? OfMail(mail) ?? Site(text, sender, plain: false),
            Person(Stated(stated, ClaimField.ContactName)) ?? BesideMail(text, mail),
            mail,
            Phone(Stated(stated, ClaimField.ContactPhone) ?? Stated(stated, ClaimField.ContactName))
                ?? (stated.Count > 0 ? null : Phone(text, free: true)),
            amount?.Value,
            amount?.Currency,
            Stated(stated, ClaimField.Problem) ?? Need(text),
            Dates.Read(Stated(stated, ClaimField.CloseDate), today) ?? Dates.NearClose(text, today)
        )
        {
            IsLead = LeadWords.In(subject, text),
        };
        return new(fields, [.. Missing(fields)], stated.Count);
    }

    private static IEnumerable<string> Missing(ClaimFields fields)
    {
        if (fields.Company is null)
            yield return "the customer's company name";
        if (fields.Domain is null)
            yield return "the customer's web site";
        if (fields.ContactName is null)
            yield return "the name of your contact there";
        if (fields.ContactMail is null && fields.ContactPhone is null)
            yield return "the contact's e-mail address or telephone number";
        // Of a lead nobody knows more yet.
        if (fields.IsLead)
            yield break;
        if (fields.Problem is null)
            yield return "what the customer needs";
        if (fields.Amount is null)
            yield return "the expected amount";
        else if (fields.Currency is null)
            yield return "the currency of the amount";
        if (fields.CloseDate is null)
            yield return "when you expect the decision";
    }

    // The first line of each label; a label alone takes the lines below it up to an empty one.
    private static Dictionary<ClaimField, string> Stated(string text)
    {
        var found = new Dictionary<ClaimField, string>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (
                LabelledLine.Read(lines[i]) is not var (label, value)
                || !ClaimWordsList.Labels.TryGetValue(label, out var field)
                || found.ContainsKey(field)
            )
                continue;
            for (var next = i + 1; value.Length == 0 && next < lines.Length && next <= i + 2; next++)
                value = lines[next].Trim();
            if (field is ClaimField.Problem)
                for (
                    var next = i + 1;
                    next < lines.Length
                        && next < i + 8
                        && lines[next].Trim() is { Length: > 0 } more
                        && !more.AsSpan(0, Math.Min(more.Length, LabelledLine.Longest)).ContainsAny(':', '：');
                    next++
                )
                    value += value.Contains(more, StringComparison.Ordinal) ? "" : " " + more;
            if (value.Length > 0 && !value.EndsWith('：') && !(value.EndsWith(':') && value.Length < 40))
                found[field] = value.Length > 2_000 ? value[..2_000] : value;
        }
        return found;
    }

    private static string? Stated(Dictionary<ClaimField, string> stated, ClaimField field) => stated.GetValueOrDefault(field);

    private static string? Company(string? said) =>
        said is null ? null
        : LabelledLine.Parentheses().Replace(said, "").Trim(' ', '.', ',', '"', '“', '”') is { Length: > 1 and < 200 } name ? name
        : null;

    // “… register a deal with Aldermere Foods, who …”
    private static string? Named(string text)
    {
        foreach (var phrase in ClaimWordsList.Names)
        {
            var at = text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
                continue;
            var rest = text.AsSpan(at + phrase.Length);
            var end = rest.IndexOfAny([',', '\n', '\r', '(', ';', '!', '?', ':']);
            var name = (end < 0 ? rest : rest[..end]).ToString();
            var words = new List<string>();
            foreach (var word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(7))
            {
                if (
                    char.IsLower(word[0])
                    && !(
                        words.Count > 0
                        && word
                            is "of"
                                or "de"
                                or "und"
                                or "and"
                                or "et"
                                or "y"
                                or "e"
                                or "van"
                                or "der"
                                or "den"
                                or "la"
                                or "di"
                                or "du"
                                or "des"
                                or "og"
                                or "och"
                                or "ja"
                    )
                )
                    break;
                words.Add(word);
                if (word.EndsWith('.') && word.Length > 5)
                    break;
            }
            while (words.Count > 0 && char.IsLower(words[^1][0]))
                words.RemoveAt(words.Count - 1);
            if (words.Count > 0 && string.Join(' ', words).TrimEnd('.') is { Length: > 1 } found && char.IsLetterOrDigit(found[0]))
                return found;
        }
        return null;
    }

    private static string? Mail(string? text, MailAddress sender)
    {
        if (text is null)
            return null;
        foreach (Match match in Address().Matches(text))
            if (
                match.ValueSpan.IndexOf('@') is > 0 and var at
                && !SenderProof.Aligned(match.Value[(at + 1)..], sender.Domain) | FreeMailOf(sender, match.Value)
            )
                return match.Value.TrimEnd('.').ToLowerInvariant();
        return null;
    }

    // A sender with a free address shares the domain with half the world.
    private static bool FreeMailOf(MailAddress sender, string address) =>
        ClaimWordsList.FreeMail.Contains(sender.Domain) && !address.Equals(sender.Address, StringComparison.OrdinalIgnoreCase);

    // In free text only what is plainly an address of the web: a missing space after a full stop makes many a domain.
    private static string? Site(string? text, MailAddress sender, bool plain)
    {
        if (text is null)
            return null;
        foreach (Match match in WebSite().Matches(text))
        {
            var end = match.Index + match.Length;
            if ((match.Index > 0 && text[match.Index - 1] is '@' or '.') || (end < text.Length && text[end] is '@'))
                continue;
            var host = match.Groups["host"].Value.ToLowerInvariant().TrimEnd('.');
            var web = host.StartsWith("www.", StringComparison.Ordinal);
            if (!plain && !web && !match.Value.StartsWith("http", StringComparison.OrdinalIgnoreCase))
                continue;
            if (web)
                host = host[4..];
            if (!SenderProof.Aligned(host, sender.Domain) && !ClaimWordsList.FreeMail.Contains(host))
                return host;
        }
        return null;
    }

    private static string? OfMail(string? mail) =>
        mail?[(mail.IndexOf('@', StringComparison.Ordinal) + 1)..] is { } domain && !ClaimWordsList.FreeMail.Contains(domain)
            ? domain
            : null;

    private static string? Person(string? said)
    {
        if (said is null)
            return null;
        var name = said.Split([',', '<', '(', ';', '|', '/', '，', '、', '（'])[0].Trim(' ', '-', '.', '*', '"');
        return name.Length is > 1 and < 100 && !name.Contains('@', StringComparison.Ordinal) ? name : null;
    }

    // “Rowan Ashdown <r.ashdown@…>”, “Rowan Ashdown, CIO, r.ashdown@…”
    private static string? BesideMail(string text, string? mail)
    {
        var at = mail is null ? -1 : text.IndexOf(mail, StringComparison.OrdinalIgnoreCase);
        if (at <= 0)
            return null;
        var before = text[Math.Max(0, at - 80)..at].Split('\n')[^1];
        return NameBefore().Match(before) is { Success: true } match ? match.Groups["name"].Value.Trim() : null;
    }

    private static string? Phone(string? text, bool free = false)
    {
        if (text is null)
            return null;
        foreach (Match match in Telephone().Matches(text))
            if (
                match.Value.Count(char.IsAsciiDigit) is >= 8 and <= 15
                && (!free || match.Value[0] is '+' or '(' or '0')
                && Dates.Read(match.Value, null) is null
            )
                return match.Value.Trim();
        return null;
    }

    private static string? Need(string text)
    {
        foreach (var sentence in Sentences().Split(text))
        {
            var line = string.Join(' ', sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (
                line.Length is > 15 and < 600
                && !line.Contains('@', StringComparison.Ordinal)
                && ClaimWordsList.Needs.Any(n => line.Contains(n, StringComparison.OrdinalIgnoreCase))
            )
                return line.TrimEnd('.');
        }
        return null;
    }

    [GeneratedRegex(@"[\w.+\-]+@(?:[\w\-]+\.)+\w+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:https?://)?(?<host>(?:[a-z0-9\-]+\.)+[a-z][a-z]+)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex WebSite();

    [GeneratedRegex(@"\+?\(?[0-9][0-9 ()./\-]+[0-9]", RegexOptions.NonBacktracking)]
    private static partial Regex Telephone();

    [GeneratedRegex(
        @"(?:^|[\s:(])(?<name>\p{Lu}[\p{L}.'’\-]*(?: \p{Lu}[\p{L}.'’\-]*)+)\s*(?:,[^,<]*)?[,\s<(]+$",
        RegexOptions.NonBacktracking
    )]
    private static partial Regex NameBefore();

    [GeneratedRegex(@"[.!?。！？]\s|\n\s*\n|。", RegexOptions.NonBacktracking)]
    private static partial Regex Sentences();
}
