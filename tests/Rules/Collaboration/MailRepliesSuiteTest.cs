using Entente.Collaboration.Replies;
using Entente.Rules.Matching;

namespace Entente.Rules.Collaboration;

/// <summary>
/// The published replies (<c>ENTENTE_SUITES</c>/mail-replies) against what that project's own parser shows of each as visible text. No deviation is
/// declared: all 22 are exact.
/// </summary>
public sealed class MailRepliesSuiteTest
{
    /// <summary>The first line and the last of what stays visible, and its letters.</summary>
    private static readonly Dictionary<string, (string First, string Last, int Letters)> Visible = new()
    {
        ["correct_sig.txt"] = ("this is an email with a correct -- signature.", "this is an email with a correct -- signature.", 45),
        ["email_1_1.txt"] = ("Hi folks", "I am currently using the Java HTTP API.", 134),
        ["email_1_2.txt"] = ("Hi,", "the keys in a bucket, you’ll need to delete them all individ", 1013),
        ["email_1_3.txt"] = ("Oh thanks.", "Having the function would be great.", 47),
        ["email_1_4.txt"] = ("Awesome! I haven't had another problem with it.", "Awesome! I haven't had another problem with it.", 47),
        ["email_1_5.txt"] = ("One: Here's what I've got.", "for a while.", 423),
        ["email_1_6.txt"] = ("I get proper rendering as well.", "Sent from a magnificent torch of pixels", 72),
        ["email_1_7.txt"] = (":+1:", ":+1:", 4),
        ["email_1_8.txt"] = ("On Tue, Apr 29, 2014 at 4:22 PM, Example Dev <sugar@example.", "and under this.", 538),
        ["email_2_1.txt"] = ("Outlook with a reply", "Outlook with a reply", 20),
        ["email_2_2.txt"] = ("Outlook with a reply directly above line", "Outlook with a reply directly above line", 40),
        ["email_2_3.txt"] = ("Outlook with a reply directly above line", "Outlook with a reply directly above line", 40),
        ["email_BlackBerry.txt"] = ("Here is another email", "Here is another email", 21),
        ["email_bullets.txt"] = ("test 2 this should list second", "   - and another", 117),
        ["email_iPhone.txt"] = ("Here is another email", "Here is another email", 21),
        ["email_long_quote.txt"] = ("Hi folks", "I am currently using the Java HTTP API.", 766715),
        ["email_multi_word_sent_from_my_mobile_device.txt"] = ("Here is another email", "Here is another email", 21),
        ["email_one_is_not_on.txt"] = ("Thank, this is really helpful.", "Locally (on development), when I run...", 104),
        ["email_sent_from_my_not_signature.txt"] = ("Here is another email", "Sent from my desk, is much easier then my mobile phone.", 78),
        ["email_sig_delimiter_in_middle_of_line.txt"] = ("Hi there!", "kthxbai", 82),
        ["greedy_on.txt"] = ("On your remote host you can run:", "fails, the tunnel is not working.", 167),
        ["pathological.txt"] = ("I think you're onto something. I will try to fix the problem", "get back to a computer.", 97),
    };

    [Fact]
    public void Each_published_reply_is_taken_apart_as_its_own_project_does()
    {
        if (Files() is not { } files)
            return;
        Suite.Say($"mail-replies: {files.Count} cases");
        files.Count.ShouldBeGreaterThanOrEqualTo(22);

        var wrong = new List<string>();
        foreach (var file in files)
        {
            var reply = ReplyReader.Read(File.ReadAllText(file)).Reply;
            var lines = reply.Split('\n');
            var got = (lines[0].Length > 60 ? lines[0][..60] : lines[0], lines[^1].Length > 60 ? lines[^1][..60] : lines[^1], reply.Length);
            if (Visible.GetValueOrDefault(Path.GetFileName(file)) != got)
                wrong.Add($"{Path.GetFileName(file)}: {got}");
        }
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_of_a_published_reply_is_lost()
    {
        foreach (var file in Files() ?? [])
        {
            var text = File.ReadAllText(file);
            var parts = ReplyReader.Read(text);
            var kept = new HashSet<string>($"{parts.Reply}\n{parts.Quoted}\n{parts.Signature}".Split('\n').Select(l => l.Trim()));
            text.Split('\n').Select(l => l.Trim()).Where(l => !kept.Contains(l)).ShouldBeEmpty(file);
        }
    }

    private static List<string>? Files() =>
        Suite.Find("mail-replies/pathological.txt") is { } one
            ? [.. Directory.GetFiles(Path.GetDirectoryName(one)!, "*.txt").Order(StringComparer.Ordinal)]
            : null;
}
