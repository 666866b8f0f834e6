using Entente.Platform.Mail.Relay;

namespace Entente.Collaboration.Rules;

/// <summary>Which workspace an address belongs to, by its form alone: no secret is read before.</summary>
public static class IntakeAddress
{
    /// <summary><c>r+{slug}.{token}@</c>, <c>b+{slug}.{letters}@</c>, <c>register+{slug}@</c> and the like, <c>{slug}@</c>; null when it is none of these.</summary>
    public static string? Slug(string address)
    {
        var local = address[..Math.Max(0, address.LastIndexOf('@'))].ToLowerInvariant();
        if (ReplyAddress.Read(address) is { } reply)
            return reply.Slug;
        if (ReturnAddress.Read(address) is var (of, _))
            return of;
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        var slug = plus < 0 ? local : local[(plus + 1)..];
        return slug.Length is > 0 and <= 63 && slug.All(c => char.IsAsciiLetterOrDigit(c) || c is '-') ? slug : null;
    }
}
