using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Out;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.Settings;

/// <summary>A channel and whose it is.</summary>
/// <param name="GoneWhy">Why nothing is said there any more; null: all is well.</param>
public sealed record SlackChannelRow(
    string Id,
    string Name,
    string Partner,
    DateTimeOffset MappedAt,
    DateTimeOffset? GoneAt,
    string? GoneWhy
);

/// <summary>Which channel is which partner’s: from there on, what is shared with that partner is said there too, and answers in its threads are shared with it.</summary>
public sealed class SlackChannels
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly SlackClient slack;
    private readonly IEnumerable<IInboundClaims> rooms;
    private readonly TimeProvider clock;

    internal SlackChannels(EntenteDb db, Actor actor, SlackClient slack, IEnumerable<IInboundClaims> rooms, TimeProvider clock) =>
        (this.db, this.actor, this.slack, this.rooms, this.clock) = (db, actor, slack, rooms, clock);

    private bool May => actor.May(Permissions.ManageChat) && actor.Scope is null;

    public async Task<IReadOnlyList<SlackChannelRow>> List(CancellationToken ct)
    {
        if (!May)
            return [];
        var names = (await Partners(ct)).ToDictionary(p => p.Id, p => p.Name);
        return
        [
            .. (await db.Set<SlackChannel>().AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.ChannelId).ToListAsync(ct)).Select(
                c => new SlackChannelRow(
                    c.ChannelId,
                    c.Name,
                    names.GetValueOrDefault(c.With, "A partner that is not active"),
                    c.MappedAt,
                    c.GoneAt,
                    c.GoneAt is null ? null : Words(c.GoneWhy)
                )
            ),
        ];
    }

    /// <summary>Partners that a channel can be mapped to.</summary>
    public async Task<IReadOnlyList<(PartnerId Id, string Name)>> Partners(CancellationToken ct) =>
        May && rooms.FirstOrDefault() is { } room ? await room.Partners(ct) : [];

    /// <summary>By the name as staff type it; several that begin alike are refused.</summary>
    internal async Task<Result<string>> MapByName(string channel, string name, CancellationToken ct)
    {
        if (!May)
            return SlackRefusals.MayNot;
        var all = await Partners(ct);
        var exact = all.Where(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        var found = exact.Count > 0 ? exact : [.. all.Where(p => p.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase))];
        return found.Count == 1 ? await Map(channel, found[0].Id, ct) : SlackRefusals.NoPartner;
    }

    /// <summary>What was done, in a sentence. A channel is one partner’s; mapped anew it is another’s, and threads of the first are closed.</summary>
    public async Task<Result<string>> Map(string? channel, PartnerId? partner, CancellationToken ct)
    {
        if (!May)
            return SlackRefusals.MayNot;
        var id = (channel ?? "").Trim();
        var with = (await Partners(ct)).FirstOrDefault(p => p.Id == partner);
        if (
            Faults.Of(
                id.Length is < 3 or > 40 || id[0] is not ('C' or 'G') || !id.All(char.IsAsciiLetterOrDigit)
                    ? SlackRefusals.NoChannel
                    : null,
                with.Name is null ? SlackRefusals.NoPartner : null
            ) is
            { } wrong
        )
            return wrong;
        if (await db.Set<SlackApp>().SingleOrDefaultAsync(ct) is not { Works: true } app)
            return SlackRefusals.NotConnected;
        var reply = await slack.Call(app, "conversations.info", ct, ("channel", id));
        if (!reply.Ok)
        {
            await db.SaveChangesAsync(ct);
            return reply.Fault is SlackFault.Again ? SlackRefusals.Silent : SlackRefusals.NotThere;
        }
        if (
            reply.Body.GetProperty("channel") is var info
            && (
                (info.TryGetProperty("is_archived", out var archived) && archived.ValueKind is System.Text.Json.JsonValueKind.True)
                || (info.TryGetProperty("is_member", out var inside) && inside.ValueKind is System.Text.Json.JsonValueKind.False)
            )
        )
            return SlackRefusals.NotThere;
        var name = ChatText.Short(reply.Text("channel", "name"), 100);
        await using var held = await db.Hold(["slack-channel:" + id], ct);
        var row = await db.Set<SlackChannel>().SingleOrDefaultAsync(c => c.ChannelId == id, ct);
        if (row is null)
            db.Add(row = new SlackChannel { ChannelId = id });
        row.Map(name, with.Id, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return $"#{name} is {with.Name}’s channel now: what is shared with {with.Name} is said there too, and answers in its threads are shared with them.";
    }

    public async Task<Result<string>> Unmap(string? channel, CancellationToken ct)
    {
        if (!May)
            return SlackRefusals.MayNot;
        if (await db.Set<SlackChannel>().SingleOrDefaultAsync(c => c.ChannelId == channel, ct) is not { } row)
            return SlackRefusals.NotMapped;
        db.Remove(row);
        await db.SaveChangesAsync(ct);
        return $"#{row.Name} is nobody’s channel any more. What was said there stays.";
    }

    private static string Words(string why) =>
        why switch
        {
            "channel_archive" or "group_archive" or "is_archived" or "channel_is_archived" => "archived in Slack",
            "channel_deleted" or "group_deleted" or "channel_not_found" => "gone in Slack",
            _ => "closed to the app: invite it again",
        };
}

/// <summary>Every refusal of the connection to Slack, each said once.</summary>
internal static class SlackRefusals
{
    public static readonly Problem MayNot = Problem.Forbidden("slack.may_not", "Your role does not look after the connection to Slack.");

    public static readonly Problem NoPartner = Problem.Invalid(
        "slack.no_partner",
        "partner",
        "Choose one partner that takes part now, by its whole name."
    );

    public static readonly Problem NoChannel = Problem.Invalid(
        "slack.no_channel",
        "channel",
        "Write the channel’s id, such as C0123456789: it stands at the foot of the channel’s details in Slack."
    );

    public static readonly Problem NotThere = Problem.Invalid(
        "slack.channel_closed",
        "channel",
        "The app is not in this channel. Invite it there first, then try again."
    );

    public static readonly Problem NotMapped = Problem.NotFound("slack.not_mapped", "This channel is nobody’s.");

    public static readonly Problem NotConnected = Problem.Conflict("slack.not_connected", "Connect Slack first.");

    public static readonly Problem Silent = new(
        ProblemKind.Unavailable,
        "slack.silent",
        "Slack does not answer now. Try again in a minute."
    );

    public static readonly Problem Stale = Problem.Conflict(
        "slack.stale_sign_in",
        "This sign-in was used, or is too old, or another session began it."
    );

    public static readonly Problem SaidNo = Problem.Conflict("slack.said_no", "Access was not allowed in Slack. Nothing was connected.");

    public static readonly Problem NoToken = Problem.Conflict(
        "slack.no_token",
        "Slack gave no token for the app. Check its client id and secret, then connect again."
    );

    public static readonly Problem AnotherApp = Problem.Conflict(
        "slack.no_bot",
        "Slack let somebody in who is not the app itself. Make the app from the manifest on this page, then connect again."
    );
}
