using Entente.Access;
using Entente.Collaboration.Intake;
using Entente.Collaboration.Mime;
using Entente.Collaboration.Model;
using Entente.Collaboration.Replies;
using Entente.Collaboration.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Acting;

/// <summary>
/// A claim by mail. Who is somebody of a partner is answered: by the receipt that every registration sends, or by exactly what is missing, at most
/// twice a day. Everybody else's waits for staff and hears nothing.
/// </summary>
internal sealed class ClaimsDesk(
    EntenteDb db,
    AccessApi access,
    IEnumerable<IInboundClaims> rooms,
    MailQueue queue,
    Workspaces workspaces,
    MailSettings settings,
    AnswerDoors answers,
    TimeProvider clock
)
{
    /// <summary>In a day, to one sender: two machines that do not know each other for machines fall silent after these.</summary>
    public const int MostAsked = 2;

    private const string AskMark = "ask-";

    /// <summary>Null when something became of it; otherwise why it is for staff.</summary>
    public async Task<string?> Take(InboundMail mail, ReadMail read, CancellationToken ct)
    {
        if (read.From.Count != 1 || rooms.FirstOrDefault() is not { } room)
            return "it names no sender";
        if (await access.Member(read.From[0].Address, ct) is not { Active: true, Side: MemberSide.Partner, Partner: { } partner } member)
            return "its sender is nobody’s of a partner here";
        var (claim, files) = await Claim(mail, read, ct);
        var answer = await room.Send(claim with { Partner = partner, Sender = member.Person.Id, Name = member.Person.Name }, ct);
        var now = clock.GetUtcNow();
        if (answer.Record is { } record)
        {
            if (files.Left is { } left)
                await TellLeft(mail, read, member.Person, record, answer.Number, left, ct);
            mail.Settle(MailOutcome.Registered, record, null, now);
            return null;
        }
        if (!answer.MayAsk)
            return "its sender’s company may not register now";
        var since = now.AddDays(-1);
        var asked = await db.Set<InboundMail>()
            .CountAsync(m => m.FromAddress == mail.FromAddress && m.Outcome == MailOutcome.Asked && m.ReceivedAt > since, ct);
        if (asked >= MostAsked)
            return "its sender was asked twice today; still needed: " + string.Join(' ', answer.Missing);
        await Ask(mail, read, member.Person, answer.Missing, ct);
        mail.Settle(MailOutcome.Asked, null, null, now);
        return null;
    }

    /// <summary>What a mail claims, for nobody yet; an answer to our question completes the mail that was asked about.</summary>
    public async Task<(InboundClaim Claim, MailFiles Files)> Claim(InboundMail mail, ReadMail read, CancellationToken ct)
    {
        var (subject, text, files) = (read.Subject, Own(read), MailFiles.Of(read));
        foreach (var asked in read.Answers.Select(Asked).OfType<InboundMailId>().Take(1))
            if (await db.Set<InboundMail>().AnyAsync(m => m.Id == asked && m.FromAddress == mail.FromAddress, ct))
            {
                var first = await Original.Read(db, asked, ct);
                // What is said now goes before what was said then.
                (subject, text, files) = (first.Subject, $"{text}\n\n{Own(first)}", MailFiles.Of(read, first));
            }
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var fields = ClaimFromMail.Read(subject, text, read.From[0], today).Fields;
        return (new(default, null, false, "", fields, text, MailAnswers.Submission(mail.Id), files.Taken), files);
    }

    private static string Own(ReadMail read) => ReplyReader.Read(read.Text).Reply is { Length: > 0 } reply ? reply : read.Text;

    private static InboundMailId? Asked(string messageId) =>
        messageId.StartsWith(AskMark, StringComparison.Ordinal)
        && Guid.TryParseExact(messageId[AskMark.Length..].Split('@')[0], "N", out var id)
            ? new InboundMailId(id)
            : null;

    private async Task Ask(InboundMail mail, ReadMail read, PersonCard sender, IReadOnlyList<string> missing, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var draft = Answer(
            mail,
            read,
            sender,
            "Your registration: something is missing",
            $"{workspace.Name} needs a little more before this is registered",
            [
                .. missing,
                "Answer this mail with a line for each, such as “Amount: 48,000 EUR” or “Consent: yes” when your contact has agreed that we know of them. What you wrote before is kept.",
            ]
        );
        if (settings.Domain is { } domain)
            draft = draft with
            {
                Headers =
                [
                    .. draft.Headers,
                    ("Message-ID", $"<{AskMark}{mail.Id.Value:N}@{domain}>"),
                    (AnswerDoors.Field, $"register+{workspace.Slug}@{domain}"),
                ],
            };
        await queue.Stage(draft, ct);
    }

    /// <summary>It is registered without them, and the answer to this brings another into its conversation. Only stages.</summary>
    public async Task TellLeft(
        InboundMail mail,
        ReadMail read,
        PersonCard sender,
        SubjectRef record,
        string? number,
        string left,
        CancellationToken ct
    )
    {
        var draft = Answer(
            mail,
            read,
            sender,
            $"Your registration {number}: not all files were taken",
            "Your registration is with us, but not all of its files",
            [left]
        ) with
        {
            About = record,
            Number = number,
        };
        await queue.StageAll(await answers.Open([draft], ct), ct);
    }

    // It stands below the mail that it answers.
    private static MailDraft Answer(
        InboundMail mail,
        ReadMail read,
        PersonCard sender,
        string subject,
        string verdict,
        IReadOnlyList<string> paragraphs
    ) =>
        new(
            "claim-by-mail:" + mail.Id.Value.ToString("N"),
            new("inbound_mail", mail.Id.Value),
            sender.Id,
            sender.Email,
            sender.Name,
            subject,
            verdict,
            paragraphs,
            [],
            null,
            "You get this because you sent a claim to our registration address."
        )
        {
            Headers = [(MailMarks.Automatic, "auto-replied"), .. MailAnswers.Below(read.MessageId)],
        };
}
