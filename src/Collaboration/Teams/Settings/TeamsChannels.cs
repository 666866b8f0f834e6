using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.Settings;

/// <summary>A channel and whose it is.</summary>
/// <param name="GoneWhy">Why nothing is said there any more; null: all is well.</param>
public sealed record TeamsChannelRow(
    string Id,
    string Name,
    string Partner,
    DateTimeOffset MappedAt,
    DateTimeOffset? GoneAt,
    string? GoneWhy
);

/// <summary>Which channel is which partner’s: from there on, what is shared with that partner is said there too, and answers in its threads are shared with it.</summary>
public sealed class TeamsChannels
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly IEnumerable<IInboundClaims> rooms;
    private readonly TimeProvider clock;

    internal TeamsChannels(EntenteDb db, Actor actor, IEnumerable<IInboundClaims> rooms, TimeProvider clock) =>
        (this.db, this.actor, this.rooms, this.clock) = (db, actor, rooms, clock);

    private bool May => actor.May(Permissions.ManageChat) && actor.Scope is null;

    public async Task<IReadOnlyList<TeamsChannelRow>> List(CancellationToken ct)
    {
        if (!May)
            return [];
        var names = (await Partners(ct)).ToDictionary(p => p.Id, p => p.Name);
        return
        [
            .. (await db.Set<TeamsChannel>().AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.ChannelId).ToListAsync(ct)).Select(
                c => new TeamsChannelRow(
                    c.ChannelId,
                    c.Name,
                    names.GetValueOrDefault(c.With, "A partner that is not active"),
                    c.MappedAt,
                    c.GoneAt,
                    c.GoneAt is null ? null : TeamsFaults.Words(c.GoneWhy)
                )
            ),
        ];
    }

    /// <summary>
    /// What was done, in a sentence: the channel in which it is written becomes the partner’s whose name stands there. Mapped anew it is another’s, and threads
    /// of the first are closed.
    /// </summary>
    internal async Task<Result<string>> Map(TeamsCall call, CancellationToken ct)
    {
        if (!May)
            return TeamsRefusals.MayNot;
        // Only a channel of a team; a conversation with somebody alone, or of a few, is nobody’s.
        if (call.Personal || call.Team.Length == 0)
            return TeamsRefusals.NoChannel;
        var all = await Partners(ct);
        var exact = all.Where(p => p.Name.Equals(call.Text, StringComparison.OrdinalIgnoreCase)).ToList();
        var found =
            exact.Count > 0 ? exact
            : call.Text.Length == 0 ? []
            : [.. all.Where(p => p.Name.StartsWith(call.Text, StringComparison.OrdinalIgnoreCase))];
        if (found is not [var with])
            return TeamsRefusals.NoPartner;
        await using var held = await db.Hold(["teams-channel:" + call.Channel], ct);
        var row = await db.Set<TeamsChannel>().SingleOrDefaultAsync(c => c.ChannelId == call.Channel, ct);
        if (row is null)
            db.Add(row = new TeamsChannel { ChannelId = call.Channel });
        var name = call.Place.Length > 0 ? call.Place : "Channel";
        row.Map(name, call.ServiceUrl, call.Team, with.Id, actor.Person, clock.GetUtcNow());
        await held.Save(ct);
        return $"{name} is {with.Name}’s channel now: what is shared with {with.Name} is said there too, and answers in its threads are shared with them.";
    }

    public async Task<Result<string>> Unmap(string? channel, CancellationToken ct)
    {
        if (!May)
            return TeamsRefusals.MayNot;
        if (await db.Set<TeamsChannel>().SingleOrDefaultAsync(c => c.ChannelId == channel, ct) is not { } row)
            return TeamsRefusals.NotMapped;
        db.Remove(row);
        await db.SaveChangesAsync(ct);
        return $"{row.Name} is nobody’s channel any more. What was said there stays.";
    }

    private async Task<IReadOnlyList<(PartnerId Id, string Name)>> Partners(CancellationToken ct) =>
        rooms.FirstOrDefault() is { } room ? await room.Partners(ct) : [];
}

/// <summary>Every refusal of the connection to Teams, each said once.</summary>
internal static class TeamsRefusals
{
    public static readonly Problem MayNot = Problem.Forbidden("teams.may_not", "Your role does not look after the connection to Teams.");

    public static readonly Problem NoPartner = Problem.Invalid(
        "teams.no_partner",
        "partner",
        "Write map and one partner that takes part now, by its whole name."
    );

    public static readonly Problem NoChannel = Problem.Invalid(
        "teams.no_channel",
        "channel",
        "Write this in the channel of a team that the partner shares with you."
    );

    public static readonly Problem NotMapped = Problem.NotFound("teams.not_mapped", "This channel is nobody’s.");

    public static readonly Problem NotConnected = Problem.Conflict("teams.not_connected", "Connect Teams first.");

    public static readonly Problem Silent = new(
        ProblemKind.Unavailable,
        "teams.silent",
        "The keys are kept, but Microsoft does not answer now. Keep them again in a minute."
    );
}
