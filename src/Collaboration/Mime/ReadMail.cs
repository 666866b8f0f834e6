namespace Entente.Collaboration.Mime;

/// <summary>How much of a mail is looked at. What lies beyond is kept with the original and said among the problems.</summary>
/// <param name="Depth">Multiparts within multiparts.</param>
/// <param name="Parts">Of the whole mail.</param>
/// <param name="HeaderBytes">Of one part.</param>
/// <param name="TextBytes">Decoded text that is read.</param>
public sealed record MailLimits(int Depth = 40, int Parts = 1_000, int HeaderBytes = 256 * 1024, int TextBytes = 2_000_000)
{
    public static readonly MailLimits Default = new();
}

/// <summary>A mail, read.</summary>
/// <param name="Text">What there is to read, quotes and signature included; from HTML when there is no plain text.</param>
/// <param name="Problems">What could not be understood, in plain words.</param>
public sealed record ReadMail(
    MailPart Root,
    IReadOnlyList<MailAddress> From,
    IReadOnlyList<MailAddress> To,
    string Subject,
    string Text,
    IReadOnlyList<MailAttachment> Attachments,
    IReadOnlyList<string> Problems
)
{
    public MailHeaders Headers => Root.Headers;

    /// <summary>Without its angle brackets; empty when there is none.</summary>
    public string MessageId => Ids(Headers["Message-ID"]).FirstOrDefault() ?? "";

    /// <summary>Of <c>In-Reply-To</c> and <c>References</c>.</summary>
    public IReadOnlyList<string> Answers =>
        [.. Ids(Headers["In-Reply-To"]).Concat(Ids(Headers["References"])).Distinct(StringComparer.Ordinal)];

    /// <summary>Everybody it was sent to as far as its headers say, envelopes of relays included.</summary>
    public IEnumerable<MailAddress> Recipients =>
        new[] { "To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Forwarded-To" }
            .SelectMany(h => Headers.All(h))
            .SelectMany(f => MailAddress.List(f));

    /// <summary>All parts, from the outside in.</summary>
    public IEnumerable<MailPart> Parts => Below(Root);

    private static IEnumerable<MailPart> Below(MailPart part) => part.Parts.SelectMany(Below).Prepend(part);

    private static IEnumerable<string> Ids(string? field) =>
        (field ?? "")
            .Split(['<', '>', ' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries)
            .Where(i => i.Contains('@', StringComparison.Ordinal))
            .Take(100);
}
