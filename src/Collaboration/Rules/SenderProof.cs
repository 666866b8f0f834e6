using Entente.Collaboration.Mime;

namespace Entente.Collaboration.Rules;

/// <summary>Whether the address in <c>From</c> is proven to be the sender's.</summary>
public enum Proof
{
    /// <summary>The relay says nothing, or no relay is trusted.</summary>
    None,

    /// <summary>The relay says that the domain's own rules forbid this mail.</summary>
    Failed,

    /// <summary>The sending domain vouches for it.</summary>
    Proven,
}

/// <summary>
/// Reads <c>Authentication-Results</c> (RFC 8601). Only the topmost fields of a trusted relay count: those further down came with the mail, and
/// anybody can write them.
/// </summary>
public sealed record SenderProof(Proof Proof, string Why)
{
    public static SenderProof Of(ReadMail mail, IReadOnlyList<string> trustedRelays)
    {
        if (mail.From.Count != 1)
            return new(Proof.None, mail.From.Count == 0 ? "it names no sender" : "it names several senders");
        var domain = mail.From[0].Domain;
        var results = Trusted(mail.Headers, trustedRelays);
        if (results.Count == 0)
            return new(
                Proof.None,
                trustedRelays.Count == 0 ? "no relay is trusted here" : "the trusted relay says nothing about its sender"
            );
        foreach (var result in results.Where(r => r.Method is "dmarc"))
        {
            if (result.Value is "pass" && Aligned(domain, result["header.from"] ?? domain))
                return new(Proof.Proven, $"{domain} vouches for it (DMARC)");
            if (result.Value is "fail")
                return new(Proof.Failed, $"{domain} does not vouch for it (DMARC fails)");
        }
        foreach (var result in results.Where(r => r.Method is "dkim" && r.Value is "pass"))
            if ((result["header.d"] ?? After(result["header.i"])) is { } signer && Aligned(domain, signer))
                return new(Proof.Proven, $"it is signed by {signer} (DKIM)");
        foreach (var result in results.Where(r => r.Method is "spf" && r.Value is "pass"))
            if (After(result["smtp.mailfrom"]) is { } envelope && Aligned(domain, envelope))
                return new(Proof.Proven, $"it came from a server of {envelope} (SPF)");
        return new(Proof.None, $"nothing proves that it comes from {domain}");
    }

    /// <summary>The same domain, or one within the other (relaxed alignment, without sister domains).</summary>
    public static bool Aligned(string from, string other)
    {
        var (a, b) = (from.Trim('.').ToLowerInvariant(), other.Trim('.').ToLowerInvariant());
        return a.Length > 0
            && b.Contains('.', StringComparison.Ordinal)
            && (a == b || a.EndsWith("." + b, StringComparison.Ordinal) || b.EndsWith("." + a, StringComparison.Ordinal));
    }

    private static List<AuthenticationResult> Trusted(MailHeaders headers, IReadOnlyList<string> relays)
    {
        var found = new List<AuthenticationResult>();
        foreach (var (name, value) in headers.Fields)
        {
            if (!name.Equals("Authentication-Results", StringComparison.OrdinalIgnoreCase))
            {
                if (found.Count > 0)
                    break;
                continue;
            }
            var parts = Parts(value);
            var server = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
            if (!relays.Contains(server, StringComparer.OrdinalIgnoreCase))
            {
                // Above the trusted one nobody outside can write; below the first foreign one anybody could have.
                if (found.Count > 0)
                    break;
                continue;
            }
            found.AddRange(parts.Skip(1).Select(AuthenticationResult.Parse).OfType<AuthenticationResult>().Take(50));
        }
        return found;
    }

    // At semicolons outside comments and quotes; comments fall away.
    private static List<string> Parts(string value)
    {
        var parts = new List<string>();
        var part = new System.Text.StringBuilder();
        var (comment, quoted) = (0, false);
        foreach (var c in value)
        {
            if (c is '"' && comment == 0)
                quoted = !quoted;
            else if (!quoted && c is '(')
                comment++;
            else if (!quoted && c is ')' && comment > 0)
                comment--;
            else if (comment == 0 && !quoted && c is ';')
            {
                parts.Add(part.ToString().Trim());
                part.Clear();
            }
            else if (comment == 0)
                part.Append(quoted && c is ' ' ? '_' : c);
        }
        parts.Add(part.ToString().Trim());
        return parts;
    }

    private static string? After(string? address) => address is null ? null : address[(address.LastIndexOf('@') + 1)..].TrimEnd('>');

    private sealed record AuthenticationResult(string Method, string Value, IReadOnlyDictionary<string, string> Properties)
    {
        public string? this[string name] => Properties.GetValueOrDefault(name);

        public static AuthenticationResult? Parse(string part)
        {
            var words = part.Replace(" =", "=", StringComparison.Ordinal)
                .Replace("= ", "=", StringComparison.Ordinal)
                .Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0 || words[0].Split('=', 2) is not [var method, var value])
                return null;
            var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var word in words.Skip(1).Take(20))
                if (word.Split('=', 2) is [var name, var property])
                    properties.TryAdd(name, property);
            return new(method.Split('/')[0].ToLowerInvariant(), value.ToLowerInvariant(), properties);
        }
    }
}
