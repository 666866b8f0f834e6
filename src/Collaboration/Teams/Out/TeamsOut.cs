using Entente.Collaboration.Chat;
using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Teams.Model;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.Out;

/// <summary>Stages what is to be said in Teams, each once; the caller saves.</summary>
internal sealed class TeamsOut(EntenteDb db, TimeProvider clock) : IChatOut
{
    public NoticeChannel Channel => NoticeChannel.Teams;

    /// <summary>The connection; null where there is none or it does not work.</summary>
    public async Task<TeamsApp?> Working(CancellationToken ct) =>
        await db.Set<TeamsApp>().AsNoTracking().SingleOrDefaultAsync(ct) is { Works: true } app ? app : null;

    public async Task<IReadOnlySet<PersonId>> Reaches(IReadOnlyCollection<PersonId> people, CancellationToken ct)
    {
        if (people.Count == 0 || await Working(ct) is null)
            return new HashSet<PersonId>();
        var ids = people.ToList();
        var found = await db.Set<TeamsMember>()
            .Where(m => m.Person != null && ids.Contains(m.Person!.Value))
            .Select(m => m.Person!.Value)
            .Distinct()
            .ToListAsync(ct);
        return found.ToHashSet();
    }

    public void Tell(NoticeEvent what, PersonId person, MailDraft mail)
    {
        var id = IdOf($"notice\n{person.Value:N}\n{what.Key}\n{mail.Once}");
        if (db.Set<TeamsPost>().Local.Any(p => p.Id == id))
            return;
        var post = new TeamsPost
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
        db.Enqueue(new SendTeamsPost(id));
    }

    /// <summary>A shared message to a channel of the partner that it is shared with.</summary>
    public void Share(SharedMessage message, string channel)
    {
        var id = IdOf($"message\n{channel}\n{message.Id.Value:N}");
        var post = new TeamsPost
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
        db.Enqueue(new SendTeamsPost(id));
    }

    // Told in another chat is something else.
    private TeamsPostId IdOf(string what) => new(ChatPost.IdOf(db.Workspace, $"teams\n{what}"));
}
