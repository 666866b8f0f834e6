using Entente.Access;
using Entente.Collaboration.Chat;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.Out;

[JobName("teams.post")]
internal sealed record SendTeamsPost(TeamsPostId Post);

/// <summary>
/// Says one thing in Teams. Teams has no key by which it knows a message again and shows a bot no history, so that it was asked is saved before, and a run
/// that finds it asked without an answer does not say it again: a notification goes by mail then, and a message stands in the conversation. So does what
/// Teams does not take within a quarter of an hour.
/// </summary>
internal sealed class RunTeamsPost(
    EntenteDb db,
    TeamsClient teams,
    TeamsDirect direct,
    ChatComposer composer,
    AccessApi access,
    MailInstead instead,
    TimeProvider clock
) : IJob<SendTeamsPost>
{
    public async Task<JobOutcome> Run(SendTeamsPost payload, CancellationToken ct)
    {
        var post = await db.Set<TeamsPost>().SingleOrDefaultAsync(p => p.Id == payload.Post, ct);
        if (post is not { EndedAt: null })
            return JobOutcome.Done;
        var app = await db.Set<TeamsApp>().SingleOrDefaultAsync(ct);
        if (app is not { Works: true })
            return await GiveUp(post, "Teams is not connected", ct);
        if (post.Unsure)
            return await GiveUp(post, "Teams did not say whether it took it", ct);
        var sent = post.PersonId is { } person ? await ToPerson(app, post, person, ct) : await ToChannel(app, post, ct);
        if (sent is { } again)
            return post.MayWait(clock.GetUtcNow())
                ? JobOutcome.At(clock.GetUtcNow() + again)
                : await GiveUp(post, "Teams did not answer in time", ct);
        return JobOutcome.Done;
    }

    // Null: it is settled, one way or the other. Otherwise how long to wait.
    private async Task<TimeSpan?> ToPerson(TeamsApp app, TeamsPost post, PersonId person, CancellationToken ct)
    {
        var reader = (await access.Members([person], ct)).SingleOrDefault(m => m.Active);
        if (reader is null)
        {
            post.GiveUp("they are not here any more", clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            return null;
        }
        var member = await db.Set<TeamsMember>().Where(m => m.Person == person).OrderByDescending(m => m.LinkedAt).FirstOrDefaultAsync(ct);
        if (member is null)
            return await Ended(post, "no account in Teams is theirs any more", ct);
        var (conversation, wait) = await direct.With(app, member, ct);
        if (conversation is null)
            return wait ?? await Ended(post, "they have not added the bot for themselves", ct);
        if (NoticeEvents.Find(post.Event) is not { } what)
            return await Ended(post, "it is told of no more", ct);
        var told = await composer.Notice(Channel.Teams, Json.Read<HeldMail>(post.Draft!).Draft(), what, reader, ct);
        post.To(conversation);
        var choice = told.Decision is { } now ? new TeamsChoice(now, told.Reasons, told.Topics) : null;
        var words = TeamsNotice.Of(told.Mail, what, told.Readers, choice, told.Mail.About.ToString());
        // Alone there are no threads: each notification is answered on its own card.
        return await Say(app, post, words, words, member.ServiceUrl, null, told.Audience, told.With, ct);
    }

    private async Task<TimeSpan?> ToChannel(TeamsApp app, TeamsPost post, CancellationToken ct)
    {
        // Mapped to somebody else meanwhile, or gone: what is shared with one partner stands in no other's channel.
        var channel = await db.Set<TeamsChannel>().SingleOrDefaultAsync(c => c.ChannelId == post.ChannelId, ct);
        if (channel is not { GoneAt: null } || channel.With != post.With)
            return await Ended(post, "the channel is not theirs any more", ct);
        if (await composer.Message(post.Message, ct) is not { } said)
            return await Ended(post, "the partner does not take part in messages", ct);
        var root = await db.Set<TeamsThread>()
            .Where(t =>
                t.ChannelId == post.ChannelId
                && t.SubjectKind == post.SubjectKind
                && t.SubjectId == post.SubjectId
                && t.Audience == ReadBy.Shared
                && t.With == said.With
            )
            .OrderByDescending(t => t.At)
            .Select(t => t.RootId)
            .FirstOrDefaultAsync(ct);
        var first = TeamsNotice.Message(said.Author, said.Company, said.Text, said.Title, $"Answer in this thread: {said.Readers}");
        var later = TeamsNotice.Message(said.Author, said.Company, said.Text, null, null);
        return await Say(app, post, first, later, channel.ServiceUrl, root, ReadBy.Shared, said.With, ct);
    }

    private async Task<TimeSpan?> Say(
        TeamsApp app,
        TeamsPost post,
        TeamsWords first,
        TeamsWords later,
        string service,
        string? root,
        ReadBy? audience,
        PartnerId? with,
        CancellationToken ct
    )
    {
        post.Begin(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        var reply =
            post.PersonId is not null ? await teams.Say(app, service, post.ChannelId, first, post.Tries, ct)
            : root is null ? await teams.Begin(app, service, post.ChannelId, first, post.Tries, ct)
            : await teams.Say(app, service, $"{post.ChannelId};messageid={root}", later, post.Tries, ct);
        var id = root is null && reply.Activity.Length > 0 ? reply.Activity : reply.Id;
        if (reply.Ok && id.Length > 0)
            return await Stands(post, root, id, audience, with, ct);
        if (reply.Fault is TeamsFault.None or TeamsFault.Unsure)
            return await Ended(post, "Teams did not say whether it took it", ct);
        post.NotTaken();
        if (reply.Fault is TeamsFault.Gone)
            await Lose(post, reply.Status, ct);
        if (reply.Fault is not TeamsFault.Again)
            return await Ended(post, $"Teams refused it: {(reply.Why.Length > 0 ? reply.Why : reply.Status)}", ct);
        await db.SaveChangesAsync(ct);
        return reply.Wait;
    }

    private async Task<TimeSpan?> Stands(TeamsPost post, string? root, string id, ReadBy? audience, PartnerId? with, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        post.Stands(id, now);
        if (root is null && audience is { } readers)
            db.Add(
                new TeamsThread
                {
                    ChannelId = post.ChannelId,
                    RootId = id,
                    SubjectKind = post.SubjectKind,
                    SubjectId = post.SubjectId,
                    Audience = readers,
                    With = with,
                    At = now,
                }
            );
        await db.SaveChangesAsync(ct);
        return null;
    }

    // Staff see it beside the channel; a person’s own conversation is looked for anew when they add the bot again.
    private async Task Lose(TeamsPost post, int status, CancellationToken ct)
    {
        if (await db.Set<TeamsChannel>().SingleOrDefaultAsync(c => c.ChannelId == post.ChannelId, ct) is { } channel)
            channel.Lose(status.ToString(System.Globalization.CultureInfo.InvariantCulture), clock.GetUtcNow());
        foreach (var member in await db.Set<TeamsMember>().Where(m => m.Direct == post.ChannelId).ToListAsync(ct))
            member.Part();
    }

    private async Task<TimeSpan?> Ended(TeamsPost post, string why, CancellationToken ct)
    {
        await GiveUp(post, why, ct);
        return null;
    }

    private async Task<JobOutcome> GiveUp(TeamsPost post, string why, CancellationToken ct)
    {
        await instead.Run(post, why, ct);
        return JobOutcome.Done;
    }
}
