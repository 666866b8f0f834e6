namespace Entente.Platform.Mail.Relay;

/// <summary>
/// Whether an answer means that the address itself is no more (RFC 3463, 3.2): then nobody is written to there again, and access bound to it rests.
/// A full mailbox, a filter that calls us spam, a route that is broken say nothing about the address. Pure.
/// </summary>
public static class HardBounce
{
    private static readonly HashSet<string> OfTheAddress = new(StringComparer.Ordinal)
    {
        "5.1.0", // other address status
        "5.1.1", // no such mailbox
        "5.1.2", // no such domain
        "5.1.3", // not an address there
        "5.1.6", // moved away
        "5.1.10", // its domain takes no mail (RFC 7505)
        "5.2.1", // mailbox disabled
    };

    /// <param name="status"><c>5.1.1</c>; empty: not said.</param>
    /// <param name="code">Of the relay's answer to the recipient; null in a report, which has only the status.</param>
    public static bool Means(string status, int? code) => status.Length > 0 ? OfTheAddress.Contains(status) : code is 550 or 551 or 553;
}
