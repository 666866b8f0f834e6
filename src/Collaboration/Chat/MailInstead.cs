using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;

namespace Entente.Collaboration.Chat;

/// <summary>What a chat does not take goes by mail: nobody is told less for having chosen a chat.</summary>
internal sealed class MailInstead(EntenteDb db, MailQueue queue, UnsubscribeKeys keys, Workspaces workspaces, TimeProvider clock)
{
    /// <summary>Saves.</summary>
    public async Task Run(ChatPost post, string why, CancellationToken ct)
    {
        if (post is { PersonId: { } person, Draft: { } draft } && NoticeEvents.Find(post.Event) is { } what)
        {
            var slug = (await workspaces.Get(db.Workspace, ct)).Slug;
            await queue.StageAll([keys.Mark(Json.Read<HeldMail>(draft).Draft(), person, what, null, slug)], ct);
        }
        post.GiveUp(why, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
    }
}
