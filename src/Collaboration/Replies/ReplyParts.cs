namespace Entente.Collaboration.Replies;

/// <summary>How a mail answers.</summary>
public enum ReplyShape
{
    /// <summary>Nothing is quoted.</summary>
    Plain,

    /// <summary>Above what it answers.</summary>
    TopPosted,

    /// <summary>Below what it answers.</summary>
    BottomPosted,

    /// <summary>Between quoted lines; those that give an answer its sense stay in the reply.</summary>
    Inline,

    /// <summary>Nothing of the sender's own: a mail passed on, or sent back as it was.</summary>
    QuotedOnly,
}

/// <summary>A mail's text, taken apart. Nothing is lost: each line is in at least one part.</summary>
/// <param name="Reply">What the sender wrote, without trailing spaces; with the quoted lines between answers when <see cref="ReplyShape.Inline"/>.</param>
/// <param name="Quoted">All that is quoted, with the lines that lead to it.</param>
/// <param name="Signature">Names, telephones, devices, disclaimers below it.</param>
public sealed record ReplyParts(string Reply, string Quoted, string Signature, ReplyShape Shape);

/// <summary>Characters by which the HTML reader tells the reply reader what a mail program has marked; never in text that leaves it.</summary>
internal static class Hints
{
    /// <summary>A line of its own: from here on everything is quoted.</summary>
    public const char QuoteBelow = '\uE010';

    /// <summary>In front of the line above a quote.</summary>
    public const char Attribution = '\uE011';

    /// <summary>A line of its own: a signature begins.</summary>
    public const char Signature = '\uE012';

    /// <summary>A line of its own: it ends.</summary>
    public const char SignatureEnd = '\uE013';

    public static bool Is(char c) => c is >= QuoteBelow and <= SignatureEnd;
}
