using Entente.Collaboration.Chat;
using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Slack.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.Out;

/// <summary>Stages what is to be said in Slack, each once; the caller saves.</summary>
internal sealed class SlackOut(EntenteDb db, TimeProvider clock) : IChatOut
{
    public NoticeChannel Channel => NoticeChannel.Slack;

    /// <summary>The connection; null where there is none or it does not work.</summary>
    public async Task<SlackApp?> Working(CancellationToken ct) =>
        await db.Set<SlackApp>().AsNoTracking().SingleOrDefaultAsync(ct) is { Works: true } app ? app : null;

    /// <summary>Those of the people who can be told in Slack now: two queries for however many.</summary>
    public async Task<IReadOnlySet<PersonId>> Reaches(IReadOnlyCollection<PersonId> people, CancellationToken ct)
    {
        if (people.Count == 0 || await Working(ct) is null)
            return new HashSet<PersonId>();
        var ids = people.ToList();
        var found = await db.Set<SlackMember>()
            .Where(m => m.Person != null && ids.Contains(m.Person!.Value) && !m.Gone)
            .Select(m => m.Person!.Value)
            .Distinct()
            .ToListAsync(ct);
        return found.ToHashSet();
    }

    /// <summary>A notification to somebody alone, in place of this mail.</summary>
    public void Tell(NoticeEvent what, PersonId person, MailDraft mail)
    {
        var id = IdOf($"notice\n{person.Value:N}\n{what.Key}\n{mail.Once}");
        if (db.Set<SlackPost>().Local.Any(p => p.Id == id))
            return;
        var post = new SlackPost
        {
            Id = id,
            At = clock.GetUtcNow(),
            PersonId = person,
            SubjectKind = mail.About.Kind,
            SubjectId = mail.About.Id,
            Event = what.Key,
        };
        post.Holding(Json.Write(HeldMail.Of(mail)));
        db.Add(post);
        db.Enqueue(new SendSlackPost(id));
    }

    /// <summary>A shared message to a channel of the partner that it is shared with.</summary>
    public void Share(SharedMessage message, string channel)
    {
        var id = IdOf($"message\n{channel}\n{message.Id.Value:N}");
        var post = new SlackPost
        {
            Id = id,
            At = clock.GetUtcNow(),
            SubjectKind = message.SubjectKind,
            SubjectId = message.SubjectId,
            With = message.PartnerId,
            Message = message.Id,
        };
        post.To(channel);
        db.Add(post);
        db.Enqueue(new SendSlackPost(id));
    }

    private SlackPostId IdOf(string what) => new(ChatPost.IdOf(db.Workspace, what));
}
