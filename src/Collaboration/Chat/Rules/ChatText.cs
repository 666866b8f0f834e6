using System.Globalization;

namespace Entente.Collaboration.Chat.Rules;

/// <summary>What every chat needs of words and of waiting. Pure.</summary>
public static class ChatText
{
    /// <summary>At most so many characters of it, with an ellipsis where something was left out; never half a character.</summary>
    public static string Short(string words, int most)
    {
        if (words.Length <= most)
            return words;
        var end = most - 1;
        if (char.IsHighSurrogate(words[end - 1]))
            end--;
        return words[..end] + "…";
    }

    /// <summary>How long to wait: what the chat says, within reason; otherwise doubling from two seconds to five minutes.</summary>
    /// <param name="retryAfter">The header, in seconds.</param>
    /// <param name="tries">Those made so far.</param>
    public static TimeSpan Wait(string? retryAfter, int tries) =>
        int.TryParse(retryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 3600))
            : TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Clamp(tries, 1, 10))));
}
