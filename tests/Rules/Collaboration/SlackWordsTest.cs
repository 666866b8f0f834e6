using System.Text.Json.Nodes;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Slack.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Mail;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Collaboration;

/// <summary>Nobody’s words do anything in Slack but stand there, within its limits; and who reads an answer is what the thread says.</summary>
public sealed class SlackWordsTest
{
    private static readonly Gen<string> Hostile =
        from parts in Gen.ListOf(
            Gen.Elements(
                "<!here>",
                "<!channel>",
                "<@U1>",
                "<https://evil.example|Approve>",
                "@channel",
                "@Here",
                "&lt;",
                "&",
                "<",
                ">",
                "|",
                "*",
                "`",
                "\n",
                "\r\n",
                " ",
                "word",
                "🙂",
                "é",
                "\0",
                "\uFFFD",
                "\u2060",
                new string('x', 700)
            )
        )
        select string.Concat(parts);

    [Fact]
    public void Nobodys_words_begin_anything_in_Slack() =>
        Prop.ForAll(
                Hostile.ToArbitrary(),
                words =>
                {
                    var escaped = SlackText.Escape(words);
                    return !escaped.Contains('<')
                        && !escaped.Contains('>')
                        && !escaped.Contains('\0')
                        && !escaped.Contains("@channel", StringComparison.OrdinalIgnoreCase)
                        && !escaped.Contains("@here", StringComparison.OrdinalIgnoreCase)
                        && Plain(SlackText.Plain(escaped, _ => null)) == Plain(words);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Every_text_of_a_notification_is_escaped_within_Slacks_limits_and_keeps_only_our_links() =>
        Prop.ForAll(
                (
                    from a in Hostile
                    from b in Hostile
                    from c in Hostile
                    from what in Gen.Elements<NoticeEvent>([.. NoticeEvents.All])
                    select (a, b, c, what)
                ).ToArbitrary(),
                given =>
                {
                    var mail = new MailDraft(
                        "message:1",
                        new("registration", Guid.Empty),
                        null,
                        "x@y.example",
                        "X",
                        given.a,
                        given.a,
                        [given.b, given.c],
                        [(given.a, given.b)],
                        (given.c, "https://ours.example/w/corvane"),
                        given.c
                    );
                    var decision = new ChatDecision("DR-1", 3, given.b, given.c, true, "/w/x");
                    var words = SlackNotice.Of(mail, given.what, given.a, decision, "registration:1");
                    var message = SlackNotice.Message(given.a, given.b, given.c, given.a, given.b);
                    return Fits(words) && Fits(message);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_form_of_whatever_words_fits_a_modal() =>
        Prop.ForAll(
                (
                    from label in Hostile
                    from hint in Hostile
                    from value in Hostile
                    from kind in Gen.Elements(Enum.GetValues<ChatFieldKind>())
                    from options in Gen.Choose(0, 260)
                    select (label, hint, value, kind, options)
                ).ToArbitrary(),
                given =>
                {
                    var field = new ChatField("company", given.label, given.hint, true, given.kind)
                    {
                        Options = [.. Enumerable.Range(0, given.options).Select(i => ($"v{i}", given.label + i))],
                        Value = given.value,
                    };
                    var modal = SlackBlocks.Modal("register", given.label, "Send", "{}", [SlackBlocks.Input(field)]);
                    return modal["title"]!["text"]!.GetValue<string>().Length <= 24
                        && Texts(modal).All(t => !t.Contains('<'))
                        && (modal["blocks"]![0]!["element"]!["options"]?.AsArray().Count ?? 0) <= 100;
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("&lt;b&gt; &amp;amp;", "<b> &amp;")]
    [InlineData("<@U1> and <@U2|ben>", "@Ines and @ben")]
    [InlineData("<#C1|deals> <!here> <!subteam^S1|@team>", "#deals @here @team")]
    [InlineData(
        "<https://a.example/x?y=1&amp;z=2> <https://a.example|a.example> <https://a.example|see>",
        "https://a.example/x?y=1&z=2 a.example see (https://a.example)"
    )]
    [InlineData("<mailto:a@b.example|a@b.example>", "a@b.example")]
    public void What_is_written_in_Slack_becomes_plain_words(string slack, string plain) =>
        SlackText.Plain(slack, u => u == "U1" ? "Ines" : null).ShouldBe(plain);

    [Fact]
    public void What_staff_discuss_among_themselves_is_shared_by_no_answer()
    {
        foreach (var what in NoticeEvents.All)
        {
            ChatNotices.Audience(outside: true, what, "message:1").ShouldBe(ReadBy.Shared);
            ChatNotices.Audience(outside: false, what, "note:1").ShouldBe(ReadBy.Internal);
            ChatNotices
                .Audience(outside: false, what, "message:1")
                .ShouldBe(what == NoticeEvents.Message || what == NoticeEvents.Mention ? ReadBy.Shared : ReadBy.Internal);
        }
    }

    private static bool Fits(SlackWords words) =>
        !words.Text.Contains('<')
        && words.Blocks.Count is > 0 and <= 50
        && Texts(words.Blocks)
            .All(t => t.Length is > 0 and <= 3000 && !t.Contains('<') && !t.Contains("@channel", StringComparison.OrdinalIgnoreCase));

    // Without what is left out on purpose.
    private static string Plain(string words) =>
        words
            .Replace("\0", "", StringComparison.Ordinal)
            .Replace("\u2060", "", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(m => m is { Key: "text", Value: JsonValue text } ? [text.GetValue<string>()] : Texts(m.Value)),
            JsonArray a => a.SelectMany(Texts),
            _ => [],
        };
}
