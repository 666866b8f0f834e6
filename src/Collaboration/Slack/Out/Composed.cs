using Entente.Collaboration.Chat;
using Entente.Collaboration.Slack.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Values;

namespace Entente.Collaboration.Slack.Out;

/// <summary>What is said, and whose conversation an answer is.</summary>
/// <param name="First">Where it begins a thread.</param>
/// <param name="Later">Where it stands in one.</param>
/// <param name="Audience">Who reads an answer; null: it cannot be answered.</param>
internal sealed record Composed(SlackWords First, SlackWords Later, ReadBy? Audience, PartnerId? With)
{
    public static Composed Of(ChatNotice told)
    {
        var words = SlackNotice.Of(told.Mail, told.What, Answer(told.Readers), told.Decision, told.Mail.About.ToString());
        return new(words, words, told.Audience, told.With);
    }

    public static Composed Of(ChatMessage said) =>
        new(
            SlackNotice.Message(said.Author, said.Company, said.Text, said.Title, Answer(said.Readers)),
            SlackNotice.Message(said.Author, said.Company, said.Text, null, null),
            ReadBy.Shared,
            said.With
        );

    private static string? Answer(string? readers) => readers is null ? null : $"Answer in this thread: {readers}";
}
