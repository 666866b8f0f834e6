using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Entente.Platform.Matching;

/// <summary>
/// A registrable domain: the part of a host that somebody registered (<c>acme.co.uk</c> of <c>www.acme.co.uk</c>), by the public suffix
/// list, in lower-case ASCII (punycode). Two companies with the same one are the same company, unless <see cref="IsFreeMail"/>.
/// </summary>
public readonly record struct Domain
{
    private const int LongestInput = 4096;
    private const int LongestHost = 253;

    private static readonly SearchValues<char> AfterHost = SearchValues.Create("/\\?#");
    private static readonly SearchValues<char> InHost = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");
    private static readonly SearchValues<char> AroundAddress = SearchValues.Create("<>()[]\"', \t\r\n;");
    private static readonly FrozenSet<string> FreeMail = ReadFreeMail();
    private static readonly FrozenSet<string> NoProof = ReadNoProof();

    private readonly string? value;

    private Domain(string value) => this.value = value;

    /// <summary>Lower-case ASCII, no dot at either end. Empty only for <c>default</c>.</summary>
    public string Value => value ?? "";

    /// <summary>Whether anybody gets a mailbox there (gmail.com, gmx.de): such a domain identifies no company and never matches.</summary>
    public bool IsFreeMail => FreeMail.Contains(Value);

    /// <summary>Reads a URL, an e-mail address (also <c>Name &lt;a@b.com&gt;</c>) or a host, and reduces it to the registrable domain.</summary>
    /// <returns>False for an IP address, a single label, a public suffix itself, or anything that is no host name.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out Domain domain) => TryParse(text, out domain, out _);

    private static bool TryParse([NotNullWhen(true)] string? text, out Domain domain, out string host)
    {
        (domain, host) = (default, "");
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestInput)
            return false;
        if (ToAscii(HostIn(text)) is not { } found || IPAddress.TryParse(found, out _))
            return false;
        host = found;
        if (!host.Contains('.', StringComparison.Ordinal) || LooksNumeric(host))
            return false;
        if (PublicSuffixes.RegistrableOf(host) is not { } registrable)
            return false;

        domain = new Domain(registrable);
        return true;
    }

    /// <summary>As <see cref="TryParse"/>, null when there is none.</summary>
    public static Domain? Of(string? text) => TryParse(text, out var domain) ? domain : null;

    /// <summary>
    /// The domain of a company: null also for free-mail domains, which identify nobody, and for hosts that prove nothing: parking, placeholders, portals, site builders
    /// (<c>Data/no-proof.txt</c>).
    /// </summary>
    /// <param name="sites">What the workspace changed about that list; null: nothing.</param>
    public static Domain? OfCompany(string? text, SiteList? sites = null) =>
        TryParse(text, out var domain, out var host) && !IsNobodys(domain, host, sites) ? domain : null;

    /// <summary>The host of a URL, an address or a host, lower-case ASCII; null: none.</summary>
    public static string? HostOf(string? text) => TryParse(text, out _, out var host) ? host : null;

    /// <summary>The hosts of the shipped list that prove nothing, and those where anybody gets a mailbox.</summary>
    public static IReadOnlyCollection<string> ShippedNoProof => NoProof;

    public static IReadOnlyCollection<string> ShippedFreeMail => FreeMail;

    /// <summary>Whether a host proves nothing about a company: it, or a host above it, is one where anybody has a page, or nobody yet.</summary>
    /// <param name="text">URL, address or host.</param>
    /// <param name="sites">What the workspace changed about the list; null: nothing.</param>
    public static bool ProvesNothing(string? text, SiteList? sites = null) =>
        TryParse(text, out _, out var host) && IsNoProof(host, sites) is true;

    /// <summary>Whether mailboxes there belong to anybody: free mail, or by the workspace's own word.</summary>
    public static bool IsAnybodysMail(string? address, SiteList? sites = null) =>
        TryParse(address, out var domain, out var host)
        && (domain.IsFreeMail ? IsNoProof(host, sites) is not false : sites is not null && Above(host).Any(h => sites.Says(h) is false));

    /// <summary>The host and those above it, the nearest first: <c>shop.acme.com</c>, <c>acme.com</c>, <c>com</c>.</summary>
    internal static IEnumerable<string> Above(string host)
    {
        for (var rest = host; ; rest = rest[(rest.IndexOf('.') + 1)..])
        {
            yield return rest;
            if (!rest.Contains('.', StringComparison.Ordinal))
                yield break;
        }
    }

    private static bool IsNobodys(Domain domain, string host, SiteList? sites) => IsNoProof(host, sites) ?? domain.IsFreeMail;

    // The nearest entry decides; false: the workspace says that it proves. Null: no list holds it.
    private static bool? IsNoProof(string host, SiteList? sites)
    {
        foreach (var one in Above(host))
        {
            if (sites?.Says(one) is { } proves)
                return !proves;
            if (NoProof.Contains(one))
                return true;
        }
        return null;
    }

    public override string ToString() => Value;

    private static string HostIn(string text)
    {
        var rest = text.AsSpan().Trim();
        if (rest.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            rest = rest["mailto:".Length..];

        var scheme = rest.IndexOf("://", StringComparison.Ordinal);
        var isUrl = scheme >= 0 && !rest[..scheme].ContainsAny(AfterHost);
        if (isUrl)
            rest = rest[(scheme + 3)..];
        else if (rest.StartsWith("//", StringComparison.Ordinal))
            rest = rest[2..];

        // The part after the host may hold an @ of its own in a URL; in an address with a display name the @ comes first.
        var end = rest.IndexOfAny(AfterHost);
        if (end >= 0 && (isUrl || rest[..end].IndexOf('@') < 0 || rest[end..].IndexOf('@') < 0))
            rest = rest[..end];
        var at = rest.LastIndexOf('@');
        if (at >= 0)
            rest = rest[(at + 1)..];

        rest = rest.Trim(['<', '>', '(', ')', '"', '\'', ',', ';', ' ', '\t']);
        if (rest.IndexOfAny(AroundAddress) is var stop and >= 0)
            rest = rest[..stop];

        var port = rest.LastIndexOf(':');
        if (port >= 0 && rest[(port + 1)..].IndexOfAnyExceptInRange('0', '9') < 0)
            rest = rest[..port];
        return rest.ToString();
    }

    private static string? ToAscii(string host)
    {
        host = host.Replace('\u3002', '.').Replace('\uFF0E', '.').Replace('\uFF61', '.');
        if (host.EndsWith('.'))
            host = host[..^1];
        if (host.Length is 0 or > LongestHost)
            return null;

        if (!host.All(char.IsAscii) || host.Contains("xn--", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                // Through Unicode and back, so that every spelling of one name ends as the same letters.
                var idn = new IdnMapping();
                host = idn.GetAscii(idn.GetUnicode(host.ToLowerInvariant()));
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        host = host.ToLowerInvariant();
        var labels = host.Split('.');
        var proper = labels.All(l => l.Length is > 0 and <= 63 && l[0] != '-' && l[^1] != '-');
        return proper && host.Length <= LongestHost && !host.AsSpan().ContainsAnyExcept(InHost) ? host : null;
    }

    // A top-level domain has a letter; 1.2.3 or 0x7f.1 are addresses in disguise.
    private static bool LooksNumeric(string host)
    {
        var last = host[(host.LastIndexOf('.') + 1)..];
        return last.All(char.IsAsciiDigit) || (last.StartsWith("0x", StringComparison.Ordinal) && last[2..].All(char.IsAsciiHexDigit));
    }

    private static FrozenSet<string> ReadNoProof() =>
        Resources
            .Lines("no-proof.txt")
            .Where(l => !l.StartsWith('#'))
            .SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToFrozenSet(StringComparer.Ordinal);

    private static FrozenSet<string> ReadFreeMail() =>
        Resources
            .Lines("free-mail.txt")
            .Where(l => !l.StartsWith('#'))
            .SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(d => PublicSuffixes.RegistrableOf(d) ?? d)
            .ToFrozenSet(StringComparer.Ordinal);
}
