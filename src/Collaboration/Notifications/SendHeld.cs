using Entente.Access;
using Entente.Collaboration.Chat;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

/// <summary>There is one for each notice that waits, at its own time; the first of an hour finds them all, the others nothing.</summary>
[JobName("notices.send")]
internal sealed record SendHeld(PersonId Person);

/// <summary>
/// Sends what waited for this person: each that kept to quiet hours as the mail it was, everything else as one digest of its cadence. The mails are staged
/// and the notices released by one save: whoever dies before it has sent nothing, whoever dies after it has nothing left to send.
/// </summary>
internal sealed class RunSendHeld(
    EntenteDb db,
    AccessApi access,
    NoticeWishes wishes,
    UnsubscribeKeys keys,
    MailQueue queue,
    Workspaces workspaces,
    PublicAddress address,
    Chats chats,
    AnswerDoors answers,
    TimeProvider clock
) : IJob<SendHeld>
{
    public async Task<JobOutcome> Run(SendHeld payload, CancellationToken ct)
    {
        await using var held = await db.Hold(NoticeLock.Of(payload.Person), ct);
        var now = clock.GetUtcNow();
        var due = await db.Set<Notice>()
            .Where(n => n.PersonId == payload.Person && n.MailAt != null && n.MailAt <= now)
            .OrderBy(n => n.At)
            .ThenBy(n => n.Id)
            .ToListAsync(ct);
        if (due.Count == 0)
            return JobOutcome.Done;
        var member = (await access.Members([payload.Person], ct)).SingleOrDefault(m => m.Active && m.Person.Email.Length > 0);
        var seen = member is null ? [] : await Seen(due, member, ct);
        if (member is not null)
            await queue.StageAll(await Mails(await InChat(seen, member.Person.Id, ct), member.Person, now, ct), ct);
        foreach (var notice in due)
            notice.Release();
        await held.Save(ct);
        return JobOutcome.Done;
    }

    // What kept to quiet hours is told where they want it now; what is left goes by mail.
    private async Task<List<Notice>> InChat(List<Notice> due, PersonId person, CancellationToken ct)
    {
        var wish = await wishes.Of(person, ct);
        var wanted = due.Where(n => n.Cadence is Cadence.Instant)
            .Select(n => (Notice: n, What: NoticeEvents.Find(n.Event)))
            .Where(n => n.What is not null && wish.For(n.What).InChat)
            .ToList();
        if (wanted.Count == 0)
            return due;
        var reached = await chats.Of(person, ct);
        var told = wanted.Where(w => reached.Contains(wish.For(w.What!).Channel)).ToList();
        foreach (var (notice, what) in told)
            chats.Tell(wish.For(what!).Channel, what!, person, notice.Held());
        return [.. due.Except(told.Select(t => t.Notice))];
    }

    // Their scope may have been narrowed while it waited.
    private async Task<List<Notice>> Seen(List<Notice> due, MemberCard member, CancellationToken ct)
    {
        if (member.Side is MemberSide.Partner)
            return [.. due.Where(n => n.PartnerId == default || n.PartnerId == member.Partner)];
        var hidden = new HashSet<PartnerId>();
        foreach (var partner in due.Select(n => n.PartnerId).Where(p => p != default).Distinct())
            if ((await access.StaffFor(partner, ct)).All(m => m.Person.Id != member.Person.Id))
                hidden.Add(partner);
        return [.. due.Where(n => !hidden.Contains(n.PartnerId))];
    }

    private async Task<List<MailDraft>> Mails(List<Notice> due, PersonCard to, DateTimeOffset now, CancellationToken ct)
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var zone = (await wishes.Of(to.Id, ct)).Zone;
        var single = due.Where(n => n.Cadence is Cadence.Instant).Select(n => n.Held() with { ToAddress = to.Email, ToName = to.Name });
        var digests = due.Where(n => n.Cadence is not Cadence.Instant)
            .GroupBy(n => n.Cadence)
            .OrderBy(g => g.Key)
            .Select(g =>
            {
                var digest = Digest.Of(g.Key, [.. g], to, workspace, new(now, zone), address) with
                {
                    Headers = keys.Way(to.Id, Digest.Name(g.Key), workspace.Slug),
                    AnswersToPartnership = true,
                };
                foreach (var notice in g)
                    notice.Gather(queue.IdOf(digest));
                return digest;
            })
            .ToList();
        return [.. single, .. await answers.Open(digests, ct)];
    }
}
