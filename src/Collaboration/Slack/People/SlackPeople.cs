using Entente.Access;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Out;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.People;

/// <summary>Who acts in Slack.</summary>
/// <param name="Actor">With the rights that they have at this moment; null: nobody here.</param>
/// <param name="Wait">Slack did not say; ask again after this.</param>
internal sealed record SlackSomebody(Actor? Actor, SlackStranger Why, TimeSpan? Wait);

/// <summary>Finds out who a Slack user is here. What Slack says of them is believed for ten minutes; what they may do is looked up each time.</summary>
internal sealed class SlackPeople(EntenteDb db, AccessApi access, SlackClient slack, TimeProvider clock)
{
    private static readonly TimeSpan Believed = TimeSpan.FromMinutes(10);

    /// <summary>Saves what it learns.</summary>
    /// <param name="channel">In which they act.</param>
    public async Task<SlackSomebody> Find(SlackApp app, string user, string channel, CancellationToken ct)
    {
        if (user.Length == 0)
            return new(null, SlackStranger.Unknown, null);
        var now = clock.GetUtcNow();
        var known = await db.Set<SlackMember>().AsNoTracking().SingleOrDefaultAsync(m => m.UserId == user, ct);
        var profile = known is not null && now - known.LookedAt < Believed ? Profile(known) : null;
        if (profile is null)
        {
            var (asked, wait) = await Ask(app, user, ct);
            if (asked is null)
                return new(null, SlackStranger.Unknown, wait);
            profile = asked;
        }
        var of = await db.Set<SlackChannel>()
            .AsNoTracking()
            .Where(c => c.ChannelId == channel)
            .Select(c => (PartnerId?)c.With)
            .SingleOrDefaultAsync(ct);
        var linked = known?.Linked is { } id ? (await access.Members([id], ct)).SingleOrDefault() : null;
        var byMail = profile.Email is { } email ? await access.Member(email, ct) : null;
        var (member, why) = SlackWho.Of(profile, app.TeamId, of, byMail, linked);
        // Told in Slack is only who is surely theirs: of another company’s Slack, who has linked it.
        await Keep(profile, profile.Team == app.TeamId || linked is not null ? member?.Person.Id : null, now, ct);
        if (member is null)
            return new(null, why, null);
        var actor =
            member.Side is MemberSide.Staff
                ? await access.StaffActor(member.Person.Id, Channel.Slack, ct)
                : await access.PartnerActor(member.Person.Id, member.Partner!.Value, Channel.Slack, ct);
        return new(actor, actor is null ? SlackStranger.Unknown : SlackStranger.None, null);
    }

    /// <summary>What a user is called; null: we never looked.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Names(IReadOnlyCollection<string> users, CancellationToken ct) =>
        users.Count == 0
            ? new Dictionary<string, string>()
            : await db.Set<SlackMember>().Where(m => users.Contains(m.UserId)).ToDictionaryAsync(m => m.UserId, m => m.Name, ct);

    private static SlackProfile Profile(SlackMember known) =>
        new(known.UserId, known.TeamId, known.Name, known.Email, known.Email is not null, known.Gone);

    private async Task<(SlackProfile? Profile, TimeSpan? Wait)> Ask(SlackApp app, string user, CancellationToken ct)
    {
        var reply = await slack.Call(app, "users.info", ct, ("user", user));
        if (!reply.Ok)
        {
            await db.SaveChangesAsync(ct);
            return (null, reply.Fault is SlackFault.Again ? reply.Wait : null);
        }
        var found = reply.Body.GetProperty("user");
        bool Is(string name) => found.TryGetProperty(name, out var flag) && flag.ValueKind is System.Text.Json.JsonValueKind.True;
        bool IsNot(string name) => found.TryGetProperty(name, out var flag) && flag.ValueKind is System.Text.Json.JsonValueKind.False;
        var name = reply.Text("user", "profile", "real_name") is { Length: > 0 } real ? real : reply.Text("user", "name");
        return (
            new(
                user,
                reply.Text("user", "team_id"),
                ChatText.Short(name, 100),
                reply.Text("user", "profile", "email") is { Length: > 0 } email ? email : null,
                !IsNot("is_email_confirmed"),
                Is("deleted") || Is("is_bot")
            ),
            null
        );
    }

    // Two requests of one person at once: one after the other.
    private async Task Keep(SlackProfile profile, PersonId? person, DateTimeOffset now, CancellationToken ct)
    {
        await using var held = await db.Hold(["slack-member:" + profile.User], ct);
        var member = await db.Set<SlackMember>().SingleOrDefaultAsync(m => m.UserId == profile.User, ct);
        if (member is null)
            db.Add(member = new SlackMember { UserId = profile.User });
        member.Looked(profile.Team, profile.Name, profile.Confirmed ? profile.Email : null, profile.Gone, now);
        // In another channel somebody may be nobody; that does not unmake who they are elsewhere.
        if (person is not null || profile.Gone)
            member.Is(person);
        await held.Save(ct);
    }
}
