namespace Entente.Platform.Mail.Relay;

/// <summary>How an attempt to give one mail to the relay ended.</summary>
internal enum HandoverEnd
{
    /// <summary>The relay has it, and answers for it from now on.</summary>
    Taken,

    /// <summary>Not now, it said, or the line broke before it had the whole: it is given again.</summary>
    Later,

    /// <summary>Never, it said.</summary>
    Refused,

    /// <summary>It had the whole, and then no answer came: it may have taken it. Never given again by itself.</summary>
    Unanswered,

    /// <summary>Nothing is wrong with the mail: the relay cannot be reached, or takes nothing from us.</summary>
    Shut,
}

/// <param name="Words">The relay's, or what happened to the line.</param>
/// <param name="NoSuchAddress">Refused because the address is no more.</param>
/// <param name="Until">When the relay is tried again; of <see cref="HandoverEnd.Shut"/> alone.</param>
internal readonly record struct Handover(HandoverEnd End, string Words, bool NoSuchAddress = false, DateTimeOffset? Until = null)
{
    public static Handover Later(string words) => new(HandoverEnd.Later, words);

    public static Handover Of(SmtpReply reply) =>
        reply.IsYes ? new(HandoverEnd.Taken, reply.Words)
        : reply.IsLater ? new(HandoverEnd.Later, reply.Words)
        : new(HandoverEnd.Refused, reply.Words);
}

/// <summary>The relay takes nothing at all from us now; no mail is to blame.</summary>
internal sealed class RelayShutException(string words, Exception? inner = null) : Exception(words, inner);

/// <summary>The line ended where an answer should have come.</summary>
internal sealed class LineBrokenException(string words, Exception? inner = null) : Exception(words, inner);
