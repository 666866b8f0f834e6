namespace Entente.Collaboration.Slack.Rules;

/// <summary>By which id something said in Slack is the same message here, however often it comes. Pure.</summary>
public static class SlackSaid
{
    /// <summary>Of a message; an edit of it is a message of its own.</summary>
    public static string Submission(string channel, string ts, string edited = "") =>
        edited.Length == 0 ? $"slack:{channel}:{ts}" : $"slack:{channel}:{ts}:{edited}";

    /// <summary>Whether a kept message was said in this channel.</summary>
    /// <param name="submission">As it is kept: behind whoever said it.</param>
    public static bool In(string channel, string submission) => submission.Contains($":slack:{channel}:", StringComparison.Ordinal);
}
