using System.Diagnostics;
using Entente.Collaboration.Replies;

namespace Entente.Rules.Collaboration;

/// <summary>
/// 198 mails in <c>replies.txt</c>: what Gmail, Apple Mail, Outlook and Thunderbird write around an answer, in eighteen languages, with answers
/// above, below and between.
/// </summary>
public sealed class RepliesTest
{
    [Fact]
    public void What_clients_write_around_an_answer_falls_away_in_eighteen_languages()
    {
        var cases = Cases().ToList();
        cases.Count.ShouldBe(198);
        var wrong = new List<string>();
        foreach (var (name, text, reply, signature) in cases)
        {
            var parts = ReplyReader.Read(text);
            if (parts.Reply != reply || parts.Signature != signature)
                wrong.Add($"{name}: “{parts.Reply}” / “{parts.Signature}”");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Line_ends_of_any_kind_make_no_difference()
    {
        foreach (var (name, text, reply, _) in Cases())
        {
            ReplyReader.Read(text.Replace("\n", "\r\n", StringComparison.Ordinal)).Reply.ShouldBe(reply, name);
            ReplyReader.Read(text.Replace("\n", "\r", StringComparison.Ordinal)).Reply.ShouldBe(reply, name);
        }
    }

    [Fact]
    public void An_answer_of_an_answer_keeps_only_the_last()
    {
        // What everybody's mail program makes of a conversation: each reply quotes all that went before.
        var cases = Cases().Where(c => c.Name.EndsWith("gmail top", StringComparison.Ordinal)).ToList();
        for (var i = 1; i < cases.Count; i++)
        {
            var (above, below) = (cases[i], cases[i - 1]);
            var nested = above.Text.Split("\n> ")[0] + "\n" + string.Join('\n', below.Text.Split('\n').Select(l => "> " + l));
            ReplyReader.Read(nested).Reply.ShouldBe(above.Reply, above.Name);
        }
    }

    [Theory]
    [InlineData("On the surface, this looks like a quote header but it is not.\n\nOn average, this works well.")]
    [InlineData("I need mails that come from: john@example.com and from: jane@example.com")]
    [InlineData("Here are dates:\n\n2024-01-15 14:30:25\n15.01.2024 14:30\nJan 15, 2024 at 14:30\n\nAll of these are content.")]
    [InlineData("Please ask:\n\nAnna Kestrel\nanna@kestrel.example\n+44 20 7946 0321")]
    [InlineData("As regards the timeline, we should be done by Friday.")]
    [InlineData("The notification was sent from my iPhone app to all users.")]
    [InlineData("Von meinem Chef kam heute die Zusage, wir machen weiter.")]
    [InlineData("Best regards")]
    [InlineData("Points:\n-- first needs to be checked\n-- second needs to be checked\n\nThanks!")]
    [InlineData("Company: Aldermere Foods\nContact: Rowan Ashdown\nE-mail: rowan@aldermere.example\nPhone: +44 20 7946 0321")]
    public void What_only_looks_like_a_quote_or_a_signature_stays(string text) => ReplyReader.Read(text).Reply.ShouldBe(text);

    [Fact]
    public void Closings_disclaimers_and_telephones_are_signature()
    {
        var parts = ReplyReader.Read(
            "Yes, go ahead.\n\nKind regards,\nAnna Kestrel\nKestrel Quay Ltd\n\nThis e-mail and any attachments are confidential and intended only for the person named above.\n"
        );

        parts.Reply.ShouldBe("Yes, go ahead.");
        parts.Signature.ShouldStartWith("Kind regards,");
        parts.Signature.ShouldEndWith("named above.");
    }

    [Fact]
    public void Hostile_texts_take_no_longer_than_their_length()
    {
        string[] hostile =
        [
            new('>', 2_000_000),
            string.Concat(Enumerable.Repeat("On 1 May 2026 at 10:00\n", 80_000)),
            string.Concat(Enumerable.Repeat("From: a@b.example\n", 100_000)),
            string.Concat(Enumerable.Repeat("-- \n", 300_000)),
            string.Concat(Enumerable.Repeat("x\n> y\n", 200_000)),
            string.Concat(Enumerable.Repeat("\n\n-----\n", 200_000)),
            string.Concat(Enumerable.Repeat("Regards,\n\n", 150_000)),
            string.Concat(Enumerable.Repeat("> q\nOn 1 May 2026 at 10:00 a wrote:\n", 50_000)),
            new(' ', 2_000_000),
        ];
        foreach (var text in hostile)
        {
            var from = Stopwatch.GetTimestamp();
            ReplyReader.Read(text);
            // Hundreds of times what it takes: a square of the length would be hours.
            Stopwatch.GetElapsedTime(from).ShouldBeLessThan(TimeSpan.FromSeconds(20), text[..20]);
        }
    }

    internal static IEnumerable<(string Name, string Text, string Reply, string Signature)> Cases()
    {
        using var stream = typeof(RepliesTest).Assembly.GetManifestResourceStream("Collaboration.replies.txt")!;
        using var reader = new StreamReader(stream);
        foreach (var part in ("\n" + reader.ReadToEnd()).Split("\n=== ").Skip(1))
        {
            var head = part.IndexOf('\n', StringComparison.Ordinal);
            var (text, rest) = Two(part[(head + 1)..], "\n--- reply\n");
            var (reply, signature) = Two(rest, "\n--- signature\n");
            yield return (part[..head], text, reply, signature.TrimEnd('\n'));
        }
    }

    private static (string, string) Two(string text, string by) =>
        text.Split(by, 2) is [var a, var b] ? (a, b) : throw new InvalidDataException(text);
}
