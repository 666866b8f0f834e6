using Entente.Access;
using Entente.Collaboration.Teams.Model;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.People;

/// <summary>A Teams account that asks to be somebody’s.</summary>
/// <param name="Name">As Teams calls it.</param>
public sealed record TeamsAccount(string Name);

/// <summary>
/// Links a Teams account to whoever signs in here and says that it is theirs. The address is given to that account alone, is good once and for a quarter
/// of an hour; the page names the account before anything is bound, so that nobody lends their rights by following somebody else’s address.
/// </summary>
public sealed class TeamsLinks
{
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(15);
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly Workspaces workspaces;
    private readonly PublicAddress address;
    private readonly TimeProvider clock;

    internal TeamsLinks(EntenteDb db, Actor actor, Workspaces workspaces, PublicAddress address, TimeProvider clock) =>
        (this.db, this.actor, this.workspaces, this.address, this.clock) = (db, actor, workspaces, address, clock);

    internal static Problem Gone =>
        Problem.NotFound("teams.link_gone", "This link was used, or is too old. Write link to the bot in Teams to get another one.");

    /// <summary>Where that account is linked. Saves.</summary>
    internal async Task<string> Issue(string aadId, CancellationToken ct)
    {
        var (token, now) = (Tokens.New(), clock.GetUtcNow());
        await db.Write("delete from teams_ticket where until < $1", ct, now.ToUniversalTime());
        db.Add(
            new TeamsTicket
            {
                Hash = Tokens.Hash(token),
                AadId = aadId,
                Until = now + Good,
            }
        );
        await db.SaveChangesAsync(ct);
        return address.Of($"/w/{(await workspaces.Get(db.Workspace, ct)).Slug}/teams/link/{token}");
    }

    /// <summary>Null when the link opens nothing.</summary>
    public async Task<TeamsAccount?> Show(string token, CancellationToken ct)
    {
        if (await Ticket(token, ct) is not { } ticket)
            return null;
        var name = await db.Set<TeamsMember>().Where(m => m.AadId == ticket.AadId).Select(m => m.Name).SingleOrDefaultAsync(ct);
        return new(name is { Length: > 0 } ? name : ticket.AadId);
    }

    public async Task<Result> Run(string token, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Staff or ActorKind.Partner, Person: { } me, ViewedBy: null, ReadOnly: false })
            return Gone;
        if (await Ticket(token, ct) is not { } ticket)
            return Gone;
        // Good once: whoever comes second with the same address finds nothing.
        if (await db.Write("delete from teams_ticket where hash = $1", ct, ticket.Hash) != 1)
            return Gone;
        await using var held = await db.Hold(["teams-member:" + ticket.AadId], ct);
        if (await db.Set<TeamsMember>().SingleOrDefaultAsync(m => m.AadId == ticket.AadId, ct) is not { } member)
            return Gone;
        member.Link(me, clock.GetUtcNow());
        db.Witness("teams.linked", new("person", me.Value), ("account", null, ticket.AadId));
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<TeamsTicket?> Ticket(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > 100)
            return null;
        var (hash, now) = (Tokens.Hash(token), clock.GetUtcNow());
        return await db.Set<TeamsTicket>().AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash && t.Until >= now, ct);
    }
}
