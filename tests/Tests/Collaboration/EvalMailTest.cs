using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Entente.Tests.Support;

namespace Entente.Tests.Collaboration;

/// <summary><c>./entente eval reply</c> and <c>eval mail</c>: a line of JSON for each file, in their order, whatever is wrong with one of them.</summary>
public sealed class EvalMailTest : IDisposable
{
    private const string Claim =
        "Company: Aldermere Foods\nWebsite: aldermere.example\nContact: Rowan Ashdown\nE-mail: rowan@aldermere.example\nAmount: EUR 84,000\n"
        + "Need: Trace quality\nClose date: 2026-05-29\n";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("entente-eval");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_reply_is_taken_apart_from_a_text_and_from_a_mail_alike()
    {
        const string text = "On Tuesday.\n\nOn 3 Mar 2026, Maren Voss wrote:\n> When do you meet?\n";
        var (code, lines) = await Eval(
            "reply",
            File("answer.txt", text),
            File("answer.eml", TalkStory.Mail("ines@kestrel.example", "r+x@in.example", "Re: DR-1", text)),
            // By its name a text, whatever it looks like.
            File("headers.txt", "From: Ines\nSubject: x\nTo: y\n\nOn Tuesday.\n")
        );

        code.ShouldBe(0);
        lines.Count.ShouldBe(3);
        foreach (var line in lines.Take(2))
        {
            line.GetProperty("reply").GetString().ShouldBe("On Tuesday.");
            line.GetProperty("quoted").GetString()!.ShouldContain("When do you meet?");
        }
        lines[2].GetProperty("quoted").GetString()!.ShouldStartWith("From: Ines", customMessage: "a head that somebody pasted");
    }

    [Fact]
    public async Task A_mail_is_judged_and_only_the_named_relay_proves_its_sender()
    {
        var file = File(
            "claim.eml",
            TalkStory.Mail("ines@kestrel.example", "register@in.example", "Deal registration", Claim).ReplaceLineEndings("\r\n")
        );
        var (code, lines) = await Eval("mail", file);
        var line = lines.ShouldHaveSingleItem();
        (code, line.GetProperty("kind").GetString(), line.GetProperty("act").GetString()).ShouldBe((0, "registration", "hold"));
        line.GetProperty("why").GetString()!.ShouldContain("no relay is trusted here");
        line.GetProperty("claim").GetProperty("company").GetString().ShouldBe("Aldermere Foods");

        (await Eval("mail", "--relay", House.Relay, file)).Lines.Single().GetProperty("act").GetString().ShouldBe("register");
        (await Eval("mail", "--relay", "mx.elsewhere.example", file)).Lines.Single().GetProperty("act").GetString().ShouldBe("hold");
    }

    [Theory]
    [InlineData("reply")]
    [InlineData("mail")]
    public async Task A_file_that_cannot_be_read_is_a_line_with_its_reason_and_the_others_go_on(string engine)
    {
        var mail = TalkStory.Mail("ines@kestrel.example", "desk@in.example", "Hello", "Good morning.");
        var missing = Path.Combine(folder.FullName, "missing.eml");
        var (code, lines) = await Eval(engine, missing, folder.FullName, File("fine.eml", mail), File("empty.eml", ""));

        code.ShouldBe(2);
        lines
            .Select(l => l.GetProperty("file").GetString())
            .ShouldBe([missing, folder.FullName, .. new[] { "fine.eml", "empty.eml" }.Select(f => Path.Combine(folder.FullName, f))]);
        lines.Take(2).ShouldAllBe(l => l.GetProperty("error").GetString()!.Length > 0);
        lines[2].GetProperty("reply").GetString().ShouldBe("Good morning.");
        lines[3].TryGetProperty("error", out _).ShouldBeFalse("an empty mail is one");
    }

    [Theory]
    [InlineData("reply")]
    [InlineData("mail")]
    public async Task Without_a_file_it_says_how_it_is_used(string engine)
    {
        var (code, lines) = await Eval(engine);
        code.ShouldNotBe(0);
        lines.ShouldBeEmpty();
    }

    private string File(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    private static async Task<(int Code, List<JsonElement> Lines)> Eval(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Entente.Host"))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var word in words.Prepend("eval"))
            start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await complained;
        var lines = (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l.StartsWith('{'));
        return (process.ExitCode, [.. lines.Select(l => JsonDocument.Parse(l).RootElement)]);
    }
}
