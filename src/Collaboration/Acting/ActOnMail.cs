using Entente.Access;
using Entente.Collaboration.Intake;
using Entente.Collaboration.Mime;
using Entente.Collaboration.Model;
using Entente.Collaboration.Replies;
using Entente.Collaboration.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Acting;

[JobName("collaboration.act_on_mail")]
internal sealed record ActOnMail(InboundMailId Mail);

/// <summary>
/// A kept mail acts: a reply goes to its conversation, a claim becomes a registration or its sender is asked for what is missing. Safe to repeat: the
/// message and the registration carry the mail's own id, and what became of it is saved last. Whatever does not hold sends the mail to staff.
/// </summary>
internal sealed class RunActOnMail(
    EntenteDb db,
    ReplyDoors doors,
    ThreadHosts hosts,
    AccessApi access,
    ClaimsDesk claims,
    IServiceScopeFactory scopes,
    TimeProvider clock
) : IJob<ActOnMail>
{
    private const int LongestSubject = 150;

    public async Task<JobOutcome> Run(ActOnMail payload, CancellationToken ct)
    {
        var mail = await db.Set<InboundMail>().SingleAsync(m => m.Id == payload.Mail, ct);
        if (mail.Outcome is not null || mail.IsQuarantined)
            return JobOutcome.Done;
        var read = await Original.Read(db, mail.Id, ct);
        var why = mail.Act is MailAct.FileReply ? await File(mail, read, ct) : await claims.Take(mail, read, ct);
        if (why is not null)
            mail.Hold(why);
        await db.SaveChangesAsync(ct);
        return JobOutcome.Done;
    }

    // Null when it stands in its conversation; otherwise why it is for staff.
    private async Task<string?> File(InboundMail mail, ReadMail read, CancellationToken ct)
    {
        var addresses = mail.Recipients.Split(' ').Select(ReplyAddress.Read).OfType<ReplyAddress>().ToList();
        if (addresses.Count != 1)
            return "it was sent to several conversations at once";
        var (fault, door) = await doors.Open(addresses[0], read.MessageId, mail.Id, ct);
        if (door is null)
            return fault switch
            {
                AddressFault.Expired => "the address it answers to has run out",
                AddressFault.Replayed => "this very mail was already taken through this address",
                AddressFault.Forged => "the address it answers to was changed on its way",
                _ => "the address it answers to is none of ours",
            };
        if (await Writer(door, read, ct) is not { } writer)
            return "its sender is not the person whom the address was given to";
        var files = MailFiles.Of(read);
        var text = ReplyReader.Read(read.Text).Reply;
        if (text.Length == 0 && files.Taken.Count == 0)
            return "there is nothing of the sender's own in it";
        var about = new SubjectRef(door.SubjectKind, door.SubjectId);
        text = await Named(about, door, read.Subject, text, ct);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(writer);
        var posted = await scope
            .ServiceProvider.GetRequiredService<PostMessage>()
            .Run(
                new(about, ReadBy.Shared, WithFiles(text, files), mail.Id.Value.ToString("N"))
                {
                    Mail = new(mail.Id, read.MessageId),
                    With = door.With,
                    Files = files.Taken,
                },
                ct
            );
        if (!posted.Ok)
            return $"it could not be put there: {posted.Problem.Message}";
        mail.Settle(MailOutcome.Filed, about, null, clock.GetUtcNow());
        return null;
    }

    // Many a mail is answered into the conversation with the partner as a whole: its subject says which one this was.
    private async Task<string> Named(SubjectRef about, ReplyDoor door, string subject, string text, CancellationToken ct)
    {
        if (hosts.Partnership(door.With) != about || await hosts.Find(about, ct) is not { } place)
            return text;
        var bare = SubjectLine.Bare(subject);
        return bare.Length == 0 || bare.StartsWith(place.Number, StringComparison.OrdinalIgnoreCase)
            ? text
            : $"On “{(bare.Length > LongestSubject ? bare[..LongestSubject] + " …" : bare)}”:\n\n{text}".TrimEnd();
    }

    // Who sent only files said nothing; and what was left behind is known to both sides.
    private static string WithFiles(string text, MailFiles files) =>
        string.Join("\n\n", new[] { text.Length > 0 ? text : "Files, without a word.", files.Left }.Where(t => t is not null));

    // Whom the address was given to, as they are now: still active, on the record's side, and the proven sender of this mail.
    private async Task<Actor?> Writer(ReplyDoor door, ReadMail read, CancellationToken ct)
    {
        if (
            read.From.Count != 1
            || await access.Member(read.From[0].Address, ct) is not { Active: true } member
            || member.Person.Id != door.Recipient
            || await hosts.Find(new(door.SubjectKind, door.SubjectId), ct) is not { } place
        )
            return null;
        if (member.Side is MemberSide.Staff)
            return await access.StaffActor(member.Person.Id, Channel.Mail, ct);
        return member.Partner is { } partner && partner == door.With && place.Side(partner) is not null
            ? await access.PartnerActor(member.Person.Id, partner, Channel.Mail, ct)
            : null;
    }
}
