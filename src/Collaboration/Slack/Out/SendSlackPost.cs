using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Collaboration.Chat;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.Out;

[JobName("slack.post")]
internal sealed record SendSlackPost(SlackPostId Post);

/// <summary>
/// Says one thing in Slack. Slack has no key by which it knows a message again, so that it was asked is saved before, and a run that finds it asked without
/// an answer looks for the message by the id it carries before it says it again. What Slack does not take within a quarter of an hour goes by mail.
/// </summary>
internal sealed class RunSlackPost(
    EntenteDb db,
    SlackClient slack,
    SlackDirect direct,
    ChatComposer composer,
    AccessApi access,
    MailInstead instead,
    TimeProvider clock
) : IJob<SendSlackPost>
{
    public async Task<JobOutcome> Run(SendSlackPost payload, CancellationToken ct)
    {
        var post = await db.Set<SlackPost>().SingleOrDefaultAsync(p => p.Id == payload.Post, ct);
        if (post is not { EndedAt: null })
            return JobOutcome.Done;
        var app = await db.Set<SlackApp>().SingleOrDefaultAsync(ct);
        if (app is not { Works: true })
            return await GiveUp(post, "Slack is not connected", ct);
        var sent = post.PersonId is { } person ? await ToPerson(app, post, person, ct) : await ToChannel(app, post, ct);
        if (sent is { } again)
            return post.MayWait(clock.GetUtcNow())
                ? JobOutcome.At(clock.GetUtcNow() + again)
                : await GiveUp(post, "Slack did not answer in time", ct);
        return JobOutcome.Done;
    }

    // Null: it is settled, one way or the other. Otherwise how long to wait.
    private async Task<TimeSpan?> ToPerson(SlackApp app, SlackPost post, PersonId person, CancellationToken ct)
    {
        var member = (await access.Members([person], ct)).SingleOrDefault(m => m.Active);
        if (member is null)
        {
            post.GiveUp("they are not here any more", clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            return null;
        }
        var (channel, wait) = await direct.With(app, person, ct);
        if (channel is null)
            return wait ?? await Ended(post, "Slack has no conversation with them", ct);
        var mail = Json.Read<HeldMail>(post.Draft!).Draft();
        var what = NoticeEvents.Find(post.Event);
        if (what is null)
            return await Ended(post, "it is told of no more", ct);
        post.To(channel);
        return await Say(app, post, Composed.Of(await composer.Notice(Channel.Slack, mail, what, member, ct)), ct);
    }

    private async Task<TimeSpan?> ToChannel(SlackApp app, SlackPost post, CancellationToken ct)
    {
        // Mapped to somebody else meanwhile, or gone: what is shared with one partner stands in no other's channel.
        var channel = await db.Set<SlackChannel>().SingleOrDefaultAsync(c => c.ChannelId == post.ChannelId, ct);
        if (channel is not { GoneAt: null } || channel.With != post.With)
            return await Ended(post, "the channel is not theirs any more", ct);
        if (await composer.Message(post.Message, ct) is not { } message)
            return await Ended(post, "the partner does not take part in messages", ct);
        return await Say(app, post, Composed.Of(message), ct);
    }

    private async Task<TimeSpan?> Say(SlackApp app, SlackPost post, Composed said, CancellationToken ct)
    {
        var root = await Root(post, said, ct);
        if (post.Unsure)
        {
            var (found, wait) = await Look(app, post, root, ct);
            if (wait is not null)
                return wait;
            if (found is not null)
                return await Stands(post, said, root, found, ct);
        }
        post.Begin(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        var words = root is null ? said.First : said.Later;
        var reply = await slack.Call(
            app,
            "chat.postMessage",
            post.Tries,
            ct,
            ("channel", post.ChannelId),
            ("text", words.Text),
            ("blocks", words.Blocks.ToJsonString()),
            ("thread_ts", root),
            ("metadata", Mark(post)),
            ("unfurl_links", "false"),
            ("unfurl_media", "false"),
            ("link_names", "false"),
            ("parse", "none")
        );
        if (reply.Ok && reply.Text("ts") is { Length: > 0 } ts)
            return await Stands(post, said, root, ts, ct);
        if (reply.Heard)
            post.NotTaken();
        if (reply.Fault is SlackFault.ChannelGone)
            await Lose(post, reply.Error, ct);
        if (reply.Fault is SlackFault.Again)
        {
            await db.SaveChangesAsync(ct);
            return reply.Wait;
        }
        return await Ended(post, $"Slack refused it: {reply.Error}", ct);
    }

    // Where this record is spoken of already, to these readers.
    private async Task<string?> Root(SlackPost post, Composed said, CancellationToken ct) =>
        said.Audience is not { } audience
            ? null
            : await db.Set<SlackThread>()
                .Where(t =>
                    t.ChannelId == post.ChannelId
                    && t.SubjectKind == post.SubjectKind
                    && t.SubjectId == post.SubjectId
                    && t.Audience == audience
                    && t.With == said.With
                )
                .OrderByDescending(t => t.At)
                .Select(t => t.RootTs)
                .FirstOrDefaultAsync(ct);

    private async Task<TimeSpan?> Stands(SlackPost post, Composed said, string? root, string ts, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        post.Stands(ts, now);
        if (root is null && said.Audience is { } audience)
            db.Add(
                new SlackThread
                {
                    ChannelId = post.ChannelId,
                    RootTs = ts,
                    SubjectKind = post.SubjectKind,
                    SubjectId = post.SubjectId,
                    Audience = audience,
                    With = said.With,
                    At = now,
                }
            );
        await db.SaveChangesAsync(ct);
        return null;
    }

    // The message that carries this post's id, where an earlier run asked and heard nothing.
    private async Task<(string? Ts, TimeSpan? Wait)> Look(SlackApp app, SlackPost post, string? root, CancellationToken ct)
    {
        var reply = await slack.Call(
            app,
            root is null ? "conversations.history" : "conversations.replies",
            post.Tries,
            ct,
            ("channel", post.ChannelId),
            ("ts", root),
            (
                "oldest",
                (post.BegunAt!.Value - TimeSpan.FromMinutes(1))
                    .ToUnixTimeSeconds()
                    .ToString(System.Globalization.CultureInfo.InvariantCulture)
            ),
            ("include_all_metadata", "true"),
            ("limit", "50")
        );
        if (!reply.Ok)
            return (null, reply.Fault is SlackFault.Again ? reply.Wait : null);
        var messages =
            reply.Body.TryGetProperty("messages", out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : default;
        foreach (var one in messages)
            if (
                one.TryGetProperty("metadata", out var metadata)
                && metadata.TryGetProperty("event_payload", out var payload)
                && payload.TryGetProperty("post", out var id)
                && id.GetString() == post.Id.Value.ToString("N")
                && one.TryGetProperty("ts", out var ts)
            )
                return (ts.GetString(), null);
        return (null, null);
    }

    private static string Mark(SlackPost post) =>
        new JsonObject
        {
            ["event_type"] = "entente_post",
            ["event_payload"] = new JsonObject { ["post"] = post.Id.Value.ToString("N") },
        }.ToJsonString();

    private async Task Lose(SlackPost post, string why, CancellationToken ct)
    {
        if (await db.Set<SlackChannel>().SingleOrDefaultAsync(c => c.ChannelId == post.ChannelId, ct) is { } channel)
            channel.Lose(why, clock.GetUtcNow());
    }

    private async Task<TimeSpan?> Ended(SlackPost post, string why, CancellationToken ct)
    {
        await GiveUp(post, why, ct);
        return null;
    }

    private async Task<JobOutcome> GiveUp(SlackPost post, string why, CancellationToken ct)
    {
        await instead.Run(post, why, ct);
        return JobOutcome.Done;
    }
}
