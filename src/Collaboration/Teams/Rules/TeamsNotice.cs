using System.Text.Json.Nodes;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Mail;

namespace Entente.Collaboration.Teams.Rules;

/// <summary>What staff can do with a record that waits, as a card needs it.</summary>
/// <param name="Reasons">Why it is declined, to choose from.</param>
/// <param name="Topics">What can be asked for, to choose from.</param>
public sealed record TeamsChoice(
    ChatDecision Now,
    IReadOnlyList<(string Key, string Label)> Reasons,
    IReadOnlyList<(string Key, string Label)> Topics
);

/// <summary>Makes what is told in Teams out of what would be mailed. Pure.</summary>
public static class TeamsNotice
{
    public const string Reason = "reason";
    public const string Mend = "mend";
    public const string Note = "note";
    public const string Topic = "topic";
    public const string Words = "words";

    /// <param name="readers">Who reads an answer, in a sentence; null: it cannot be answered.</param>
    /// <param name="decision">What is to be decided, where that is so and it is the reader’s.</param>
    /// <param name="about">The record, as the buttons carry it.</param>
    public static TeamsWords Of(MailDraft mail, NoticeEvent what, string? readers, TeamsChoice? decision, string about)
    {
        var body = new List<JsonObject> { TeamsCards.Words(mail.Verdict, strong: true) };
        var talks = ChatNotices.Talks(what);
        // Of a message the last paragraph says how a mail is answered.
        var lines = talks && mail.Paragraphs.Count > 1 ? [.. mail.Paragraphs.SkipLast(1)] : mail.Paragraphs;
        if (lines.Count > 0)
            body.Add(TeamsCards.Words(ChatText.Short(string.Join('\n', lines), 1400), quoted: talks));
        body.AddRange(mail.Facts.Select(f => TeamsCards.Words($"{f.Label}: {ChatText.Short(f.Value, 300)}")));
        body.Add(TeamsCards.Words(readers is null ? mail.Why : $"{readers} {mail.Why}", quiet: true));
        var actions = new List<JsonObject>();
        if (decision is not null)
            actions.AddRange(Decision(decision, about));
        if (readers is not null)
            actions.Add(
                TeamsCards.Unfold(
                    "Answer",
                    [TeamsCards.Words(readers, quiet: true), TeamsCards.Input(new(Words, "Your answer", null, true, ChatFieldKind.Text))],
                    TeamsCards.Submit("Send", TeamsNames.Say, about)
                )
            );
        if (mail.Button is { } button)
            actions.Add(TeamsCards.Link(button.Label, button.Url));
        return new(ChatText.Short(mail.Verdict, 300), TeamsCards.Card(body, actions));
    }

    /// <summary>A record that is to be decided, or was.</summary>
    public static TeamsWords Decided(TeamsChoice choice, string what, string about, string link)
    {
        var title = $"{choice.Now.Number} · {ChatText.Short(choice.Now.Title, 200)}";
        return new(
            ChatText.Short($"{title}: {what}", 300),
            TeamsCards.Card(
                [TeamsCards.Words(title, strong: true), TeamsCards.Words(what)],
                [.. choice.Now.MayDecide ? Decision(choice, about) : [], TeamsCards.Link("Open", link)]
            )
        );
    }

    /// <summary>A shared message in the channel of the partner that reads it.</summary>
    /// <param name="title">Of the record, as the partner may know it; where a thread begins.</param>
    /// <param name="readers">Who reads an answer, where a thread begins.</param>
    public static TeamsWords Message(string author, string company, string words, string? title, string? readers)
    {
        var body = new List<JsonObject>();
        if (title is not null)
            body.Add(TeamsCards.Words(ChatText.Short(title, 300), strong: true));
        body.Add(TeamsCards.Words($"{author} of {company}", strong: title is null));
        body.Add(TeamsCards.Words(ChatText.Short(words, 3000), quoted: true));
        if (readers is not null)
            body.Add(TeamsCards.Words(readers, quiet: true));
        return new(ChatText.Short($"{author}: {words}", 300), TeamsCards.Card(body, []));
    }

    private static IEnumerable<JsonObject> Decision(TeamsChoice choice, string about)
    {
        var (now, value) = (choice.Now, $"{about}|{choice.Now.Version}");
        if (now.OnlyOnPage is null)
            yield return TeamsCards.Unfold(
                "Approve",
                [TeamsCards.Words($"{now.Title}: the customer is protected for this partner, as the policy says.")],
                TeamsCards.Submit($"Approve {now.Number}", TeamsNames.Approve, value, "positive")
            );
        yield return TeamsCards.Unfold(
            "Decline",
            [
                TeamsCards.Input(
                    new(Reason, "Reason", "the partner reads it in words that name nobody", true, ChatFieldKind.Choice)
                    {
                        Options = choice.Reasons,
                    }
                ),
                TeamsCards.Input(new(Mend, "The partner may mend it and send it again", null, false, ChatFieldKind.Tick)),
                TeamsCards.Input(new(Note, "In your words", "to the partner", false, ChatFieldKind.Text)),
            ],
            TeamsCards.Submit($"Decline {now.Number}", TeamsNames.Decline, value, "destructive")
        );
        if (choice.Topics.Count > 0)
            yield return TeamsCards.Unfold(
                "Ask",
                [
                    TeamsCards.Input(new(Topic, "What is missing", null, true, ChatFieldKind.Choice) { Options = choice.Topics }),
                    TeamsCards.Input(new(Words, "Your question", "the partner reads it", true, ChatFieldKind.Text)),
                ],
                TeamsCards.Submit($"Ask about {now.Number}", TeamsNames.Ask, value)
            );
    }
}
