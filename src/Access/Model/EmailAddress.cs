namespace Entente.Access.Model;

/// <summary>What counts as an e-mail address here: something, an at sign, a domain with a dot; no spaces, no controls, at most 254 characters (RFC 5321).</summary>
internal static class EmailAddress
{
    /// <summary>Trimmed and in lower case, or null when it is no address.</summary>
    public static string? Read(string? text)
    {
        var email = text?.Trim().ToLowerInvariant() ?? "";
        var at = email.LastIndexOf('@');
        if (email.Length > 254 || at is < 1 or > 64 || email.IndexOf('@', StringComparison.Ordinal) != at)
            return null;
        var domain = email[(at + 1)..];
        var dotted =
            domain.IndexOf('.', StringComparison.Ordinal) > 0 && !domain.EndsWith('.') && !domain.Contains("..", StringComparison.Ordinal);
        var clean = !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or ',' or ';' or '\\');
        return dotted && clean ? email : null;
    }
}
