using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Registrations.Evidence;
using Entente.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Collaboration;

/// <summary>What comes with a mail goes where its text goes: the files a form would take too; of the others both sides are told.</summary>
public sealed class MailFilesTest(House house) : IClassFixture<House>
{
    private const string Register = $"register+corvane@{House.MailDomain}";

    private static CancellationToken Ct => TalkStory.Ct;

    [Fact]
    public async Task Files_of_an_answer_stand_with_it_and_what_was_left_behind_is_said_to_both_sides()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "Send us the plan, please.")).Problem.ShouldBeNull();
        await house.Work();
        var to = await story.ReplyTo(story.People.InesEmail);
        await story.Comes(
            story.People.InesEmail,
            to,
            Mail(
                story.People.InesEmail,
                to,
                "Re: the plan",
                "Here it is.",
                ("plan.pdf", "application/pdf", "%PDF-1.7\nplan"),
                ("archive.rar", "application/octet-stream", "Rar!\u001a\u0007\u0000\u0001\u0002"),
                ("smime.p7s", "application/pkcs7-signature", "0\u0082\u0001")
            )
        );

        var kept = await story.Kept("Re: the plan");
        kept.Outcome.ShouldBe(MailOutcome.Filed, kept.Why);
        foreach (var reader in new[] { story.People.Maren, story.People.Ines })
        {
            var line = (await story.See(reader))!.Lines[^1];
            line.Files.ShouldHaveSingleItem().Name.ShouldBe("plan.pdf");
            line.Text.ShouldStartWith("Here it is.\n\nNot taken over, and kept with the mail: “archive.rar” is not a file we take");
            line.Text.ShouldNotContain("p7s");
        }
    }

    [Fact]
    public async Task An_answer_of_files_alone_is_one()
    {
        var story = await TalkStory.In(house);
        (await story.Say(story.People.Maren, "And the drawing?")).Problem.ShouldBeNull();
        await house.Work();
        var to = await story.ReplyTo(story.People.InesEmail);
        await story.Comes(
            story.People.InesEmail,
            to,
            Mail(story.People.InesEmail, to, "Re: the drawing", "", ("drawing.pdf", "application/pdf", "%PDF-1.7\ndrawing"))
        );

        (await story.Kept("Re: the drawing")).Outcome.ShouldBe(MailOutcome.Filed);
        (await story.See(story.People.Maren))!.Lines[^1].Files.ShouldHaveSingleItem().Name.ShouldBe("drawing.pdf");
    }

    [Fact]
    public async Task Files_of_a_claim_are_its_proof_and_what_was_left_behind_is_answered_into_its_conversation()
    {
        var story = await TalkStory.In(house);
        var from = story.People.InesEmail;
        await story.Comes(
            from,
            Register,
            Mail(
                from,
                Register,
                "Deal registration Attached Mills",
                Claim,
                ("brief.pdf", "application/pdf", "%PDF-1.7\nbrief"),
                ("again.pdf", "application/pdf", "%PDF-1.7\nbrief"),
                ("room.rar", "application/octet-stream", "Rar!\u001a\u0007\u0000\u0001\u0002")
            )
        );
        await house.Work();

        var kept = await story.Kept("Deal registration Attached Mills");
        kept.Outcome.ShouldBe(MailOutcome.Registered, kept.Why);
        (await Proof(kept)).ShouldBe(["brief.pdf"]);
        var told = (await story.Mails(from)).Single(m => m.Row.Subject.Contains("not all files", StringComparison.Ordinal));
        told.Text.ShouldContain("“room.rar” is not a file we take");
        told.Header("In-Reply-To").ShouldNotBeNull();
        told.Header("Reply-To").ShouldNotBeNull().ShouldStartWith("r+corvane.");
    }

    private async Task<List<string>> Proof(InboundMail mail)
    {
        await using var scope = house.As(house.Corvane);
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        var claim = new Entente.Registrations.RegistrationId(mail.AboutId!.Value);
        var ids = await db.Set<Attachment>().Where(e => e.RegistrationId == claim).Select(e => e.FileId).ToListAsync(Ct);
        return await db.Set<StoredFile>().Where(f => ids.Contains(f.Id)).Select(f => f.Name).ToListAsync(Ct);
    }

    private const string Claim =
        "Company: Attached Mills\nWebsite: attachedmills.example\nContact: Rowan Ashdown\nE-mail: rowan@attachedmills.example\n"
        + "Amount: 48,000 EUR\nClose date: 2026-06-30\nProblem: They need to trace quality issues across six plants.\nStage: Evaluation\n"
        + "Country: GB\nConsent: yes\n";

    private static string Mail(
        string from,
        string to,
        string subject,
        string text,
        params (string Name, string Type, string Content)[] files
    )
    {
        var parts = files.Select(f =>
            $"--b\nContent-Type: {f.Type}; name=\"{f.Name}\"\nContent-Disposition: attachment; filename=\"{f.Name}\"\n"
            + $"Content-Transfer-Encoding: base64\n\n{Convert.ToBase64String(System.Text.Encoding.Latin1.GetBytes(f.Content))}\n"
        );
        return TalkStory
            .Mail(from, to, subject, $"--b\nContent-Type: text/plain\n\n{text}\n{string.Concat(parts)}--b--\n")
            .Replace("text/plain; charset=utf-8", "multipart/mixed; boundary=b", StringComparison.Ordinal);
    }
}
