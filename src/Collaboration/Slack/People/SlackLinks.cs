using Entente.Access;
using Entente.Collaboration.Slack.Model;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.People;

/// <summary>A Slack account that asks to be somebody’s.</summary>
/// <param name="Name">As Slack calls it.</param>
public sealed record SlackAccount(string Name, string Team);

/// <summary>
/// Links a Slack account to whoever signs in here and says that it is theirs. The address is given to that account alone, is good once and for a quarter
/// of an hour; the page names the account before anything is bound, so that nobody lends their rights by following somebody else’s address.
/// </summary>
public sealed class SlackLinks
{
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(15);
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly Workspaces workspaces;
    private readonly PublicAddress address;
    private readonly TimeProvider clock;

    internal SlackLinks(EntenteDb db, Actor actor, Workspaces workspaces, PublicAddress address, TimeProvider clock) =>
        (this.db, this.actor, this.workspaces, this.address, this.clock) = (db, actor, workspaces, address, clock);

    internal static Problem Gone =>
        Problem.NotFound("slack.link_gone", "This link was used, or is too old. Type /entente me in Slack to get another one.");

    /// <summary>Where that account is linked. Saves.</summary>
    internal async Task<string> Issue(string user, CancellationToken ct)
    {
        var (token, now) = (Tokens.New(), clock.GetUtcNow());
        await db.Write("delete from slack_ticket where until < $1", ct, now.ToUniversalTime());
        db.Add(
            new SlackTicket
            {
                Hash = Tokens.Hash(token),
                UserId = user,
                Until = now + Good,
            }
        );
        await db.SaveChangesAsync(ct);
        return address.Of($"/w/{(await workspaces.Get(db.Workspace, ct)).Slug}/slack/link/{token}");
    }

    /// <summary>Null when the link opens nothing.</summary>
    public async Task<SlackAccount?> Show(string token, CancellationToken ct)
    {
        if (await Ticket(token, ct) is not { } ticket)
            return null;
        var member = await db.Set<SlackMember>().AsNoTracking().SingleOrDefaultAsync(m => m.UserId == ticket.UserId, ct);
        var team = await db.Set<SlackApp>().AsNoTracking().Select(a => a.TeamName).SingleOrDefaultAsync(ct);
        return new(member?.Name is { Length: > 0 } name ? name : ticket.UserId, team ?? "");
    }

    public async Task<Result> Run(string token, CancellationToken ct)
    {
        if (actor is not { Kind: ActorKind.Staff or ActorKind.Partner, Person: { } me, ViewedBy: null, ReadOnly: false })
            return Gone;
        if (await Ticket(token, ct) is not { } ticket)
            return Gone;
        // Good once: whoever comes second with the same address finds nothing.
        if (await db.Write("delete from slack_ticket where hash = $1", ct, ticket.Hash) != 1)
            return Gone;
        await using var held = await db.Hold(["slack-member:" + ticket.UserId], ct);
        var member = await db.Set<SlackMember>().SingleOrDefaultAsync(m => m.UserId == ticket.UserId, ct);
        if (member is null)
            db.Add(member = new SlackMember { UserId = ticket.UserId });
        member.Link(me, clock.GetUtcNow());
        db.Witness("slack.linked", new("person", me.Value), ("account", null, ticket.UserId));
        await held.Save(ct);
        return Result.Done;
    }

    private async Task<SlackTicket?> Ticket(string token, CancellationToken ct)
    {
        if (token.Length is 0 or > 100)
            return null;
        var (hash, now) = (Tokens.Hash(token), clock.GetUtcNow());
        return await db.Set<SlackTicket>().AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash && t.UserId != "" && t.Until >= now, ct);
    }
}
