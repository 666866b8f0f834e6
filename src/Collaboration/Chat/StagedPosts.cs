using Entente.Collaboration.Model;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Mail;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Chat;

/// <summary>Stages what is to be said in one chat, each once; the caller saves.</summary>
internal abstract class StagedPosts<TPost>(EntenteDb db, TimeProvider clock)
    where TPost : ChatPost
{
    protected EntenteDb Db => db;

    /// <summary>A notification to somebody alone, in place of this mail.</summary>
    public void Tell(NoticeEvent what, PersonId person, MailDraft mail)
    {
        var id = IdOf($"notice\n{person.Value:N}\n{what.Key}\n{mail.Once}");
        if (db.Set<TPost>().Local.Any(p => Id(p) == id))
            return;
        var post = Make(id);
        post.Notice(what, person, mail, clock.GetUtcNow());
        Stage(post);
    }

    /// <summary>A shared message to a channel of the partner that it is shared with.</summary>
    public void Share(SharedMessage message, string channel)
    {
        var post = Make(IdOf($"message\n{channel}\n{message.Id.Value:N}"));
        post.Shared(message, channel, clock.GetUtcNow());
        Stage(post);
    }

    /// <summary>In front of what is told: told in another chat is something else.</summary>
    protected abstract string Mark { get; }

    protected abstract TPost Make(Guid id);

    protected abstract Guid Id(TPost post);

    /// <summary>The job that says it.</summary>
    protected abstract void Enqueue(TPost post);

    private void Stage(TPost post)
    {
        db.Add(post);
        Enqueue(post);
    }

    private Guid IdOf(string what) => ChatPost.IdOf(db.Workspace, Mark + what);
}
