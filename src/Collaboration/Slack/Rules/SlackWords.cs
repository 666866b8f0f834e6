using System.Text.Json.Nodes;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Mail;

namespace Entente.Collaboration.Slack.Rules;

/// <summary>What stands in Slack: a text for lists and screen readers, and the blocks.</summary>
public sealed record SlackWords(string Text, JsonArray Blocks)
{
    /// <summary>Something said to one person, or in one channel.</summary>
    public static SlackWords Of(string words, params IEnumerable<JsonObject> more) => new(words, [SlackBlocks.Section(words), .. more]);
}

/// <summary>Makes what is told in Slack out of what would be mailed. Pure.</summary>
public static class SlackNotice
{
    /// <param name="readers">Who reads an answer, in a sentence; null: it cannot be answered.</param>
    /// <param name="decision">What is to be decided, where that is so and it is the reader’s.</param>
    /// <param name="about">The record that the decision is on, as the buttons carry it.</param>
    public static SlackWords Of(MailDraft mail, NoticeEvent what, string? readers, ChatDecision? decision, string about)
    {
        var blocks = new JsonArray(SlackBlocks.Section($"*{SlackText.Escape(mail.Verdict)}*"));
        // Of a message the last paragraph says how a mail is answered.
        var lines = ChatNotices.Talks(what) && mail.Paragraphs.Count > 1 ? [.. mail.Paragraphs.SkipLast(1)] : mail.Paragraphs;
        if (lines.Count > 0)
            blocks.Add(
                SlackBlocks.Section(
                    ChatNotices.Talks(what)
                        ? SlackText.Quote(string.Join('\n', lines))
                        : SlackText.Escape(ChatText.Short(string.Join('\n', lines), 1400))
                )
            );
        if (mail.Facts.Count > 0)
            blocks.Add(
                SlackBlocks.Section(
                    string.Join(
                        '\n',
                        mail.Facts.Select(f => $"{SlackText.Escape(f.Label)}: {SlackText.Escape(ChatText.Short(f.Value, 300))}")
                    )
                )
            );
        var buttons = decision is null ? [] : Decision(decision, about).ToList();
        if (mail.Button is { } button)
            buttons.Add(SlackBlocks.LinkButton(button.Label, button.Url));
        if (buttons.Count > 0)
            blocks.Add(SlackBlocks.Actions(buttons));
        blocks.Add(
            SlackBlocks.Context(readers is null ? SlackText.Escape(mail.Why) : $"{SlackText.Escape(readers)} {SlackText.Escape(mail.Why)}")
        );
        return new(SlackText.Escape(ChatText.Short(mail.Verdict, 300)), blocks);
    }

    /// <summary>A record that is to be decided, or was.</summary>
    public static SlackWords Decided(ChatDecision now, string what, string about, string link) =>
        SlackWords.Of(
            $"*{SlackText.Escape(now.Number)} · {SlackText.Escape(ChatText.Short(now.Title, 200))}*\n{SlackText.Escape(what)}",
            SlackBlocks.Actions([.. now.MayDecide ? Decision(now, about) : [], SlackBlocks.LinkButton("Open", link)])
        );

    /// <summary>A shared message in the channel of the partner that reads it.</summary>
    /// <param name="title">Of the record, as the partner may know it; where a thread begins.</param>
    /// <param name="readers">Who reads an answer, where a thread begins.</param>
    public static SlackWords Message(string author, string company, string words, string? title, string? readers)
    {
        var said = $"*{SlackText.Escape(author)}* of {SlackText.Escape(company)}\n{SlackText.Quote(words)}";
        var blocks = new JsonArray();
        if (title is not null)
            blocks.Add(SlackBlocks.Section($"*{SlackText.Escape(ChatText.Short(title, 300))}*"));
        blocks.Add(SlackBlocks.Section(said));
        if (readers is not null)
            blocks.Add(SlackBlocks.Context(SlackText.Escape(readers)));
        return new(SlackText.Escape(ChatText.Short($"{author}: {words}", 300)), blocks);
    }

    private static IEnumerable<JsonObject> Decision(ChatDecision decision, string about)
    {
        var value = $"{about}|{decision.Version}";
        if (decision.OnlyOnPage is null)
            yield return SlackBlocks.Button(
                SlackNames.Approve,
                "Approve",
                value,
                "primary",
                SlackBlocks.Confirm(
                    $"Approve {decision.Number}?",
                    $"{decision.Title}: the customer is protected for this partner, as the policy says.",
                    "Approve",
                    "Not yet"
                )
            );
        yield return SlackBlocks.Button(SlackNames.Decline, "Decline", value, "danger");
    }
}
