using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.Out;

/// <summary>Finds the conversation with one person alone.</summary>
internal sealed class SlackDirect(EntenteDb db, SlackClient slack)
{
    /// <summary>Both null: there is none, and will be none. Saves what it learns.</summary>
    public async Task<(string? Channel, TimeSpan? Wait)> With(SlackApp app, PersonId person, CancellationToken ct)
    {
        // Who signed in for an account goes before whom an address points to.
        var member = await db.Set<SlackMember>()
            .Where(m => m.Person == person && !m.Gone)
            .OrderByDescending(m => m.Linked != null)
            .ThenByDescending(m => m.LookedAt)
            .FirstOrDefaultAsync(ct);
        if (member is null)
            return (null, null);
        if (member.Direct is { } known)
            return (known, null);
        var reply = await slack.Call(app, "conversations.open", ct, ("users", member.UserId));
        if (reply.Ok && reply.Text("channel", "id") is { Length: > 0 } channel)
        {
            member.Meet(channel);
            await db.SaveChangesAsync(ct);
            return (channel, null);
        }
        await db.SaveChangesAsync(ct);
        return (null, reply.Fault is SlackFault.Again ? reply.Wait : null);
    }
}
