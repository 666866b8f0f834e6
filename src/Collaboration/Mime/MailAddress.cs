namespace Entente.Collaboration.Mime;

/// <summary>Somebody's address as a mail states it; nobody has checked it.</summary>
/// <param name="Name">Decoded, may be empty.</param>
/// <param name="Address">As written, without brackets.</param>
public sealed record MailAddress(string Name, string Address)
{
    /// <summary>After the last @, in lower case.</summary>
    public string Domain => Address[(Address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    public override string ToString() => Name.Length == 0 ? Address : $"{Name} <{Address}>";

    /// <summary>
    /// The addresses of a field (RFC 5322 §3.4, with the broken forms that occur): quoted names, comments, groups, encoded words, and a bare
    /// word where there should be an address is dropped. At most <paramref name="most"/>.
    /// </summary>
    public static IReadOnlyList<MailAddress> List(string field, int most = 200)
    {
        var found = new List<MailAddress>();
        var at = 0;
        while (at < field.Length && found.Count < most)
        {
            var (name, address, next) = One(field, at);
            at = next;
            if (address.Contains('@', StringComparison.Ordinal))
                found.Add(new(EncodedWords.Decode(name).Trim(), Clean(address)));
        }
        return found;
    }

    // One mailbox up to the comma or semicolon that ends it; quotes, brackets and comments hide those.
    private static (string Name, string Address, int Next) One(string field, int at)
    {
        var name = new System.Text.StringBuilder();
        string? bracket = null;
        var isAddress = false;
        var comment = new System.Text.StringBuilder();
        for (; at < field.Length; at++)
        {
            var c = field[at];
            if (c is ',' or ';')
                break;
            if (c is ':' && bracket is null && !isAddress)
                name.Clear();
            else if (c is '"')
                at = Quoted(field, at, '"', name);
            else if (c is '(')
                at = Quoted(field, at, ')', comment);
            else if (c is '<')
            {
                var inside = new System.Text.StringBuilder();
                at = Quoted(field, at, '>', inside);
                bracket = inside.ToString();
            }
            else
            {
                name.Append(c);
                isAddress |= c is '@';
            }
        }
        var text = name.ToString().Trim();
        return bracket is not null ? (text, bracket, at + 1) : (comment.ToString(), text, at + 1);
    }

    private static int Quoted(string field, int at, char close, System.Text.StringBuilder into)
    {
        for (at++; at < field.Length && field[at] != close; at++)
        {
            if (field[at] is '\\' && at + 1 < field.Length)
                at++;
            into.Append(field[at]);
        }
        return at;
    }

    private static string Clean(string address)
    {
        var text = string.Concat(address.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
        // An obsolete route: <@relay:name@example.com>.
        var colon = text.StartsWith('@') ? text.IndexOf(':', StringComparison.Ordinal) : -1;
        text = colon > 0 ? text[(colon + 1)..] : text;
        return text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? text[7..] : text;
    }
}
