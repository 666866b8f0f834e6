using Entente.Access;
using Entente.Collaboration.Teams.Intake;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Out;
using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Teams.Settings;

/// <summary>What an admin copies from the app’s registration in Entra.</summary>
/// <param name="Secret">Empty: the one that is kept, of the same app.</param>
/// <param name="Origin">Of a stand-in on this machine; empty: Microsoft itself.</param>
public sealed record TeamsKeys(string? ClientId, string? Tenant, string? Secret, string? Origin);

/// <summary>The connection as its page shows it; no secret in it.</summary>
/// <param name="State"><c>None</c>, <c>Prepared</c>, <c>Connected</c>, <c>Refused</c>, <c>Disconnected</c>.</param>
/// <param name="Linked">How many people can be told in Teams.</param>
/// <param name="Endpoint">What is entered in Azure.</param>
/// <param name="Manifest">Empty without an app id.</param>
/// <param name="Fault">What Teams last did not take, and why; null: nothing.</param>
public sealed record TeamsView(
    string State,
    string ClientId,
    string Tenant,
    string Origin,
    string Why,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? EndedAt,
    int Linked,
    string Endpoint,
    string Manifest,
    TeamsFaultSeen? Fault,
    IReadOnlyList<TeamsCame> Lately
);

public sealed record TeamsFaultSeen(DateTimeOffset At, string Why);

/// <summary>Something that came from Teams lately.</summary>
/// <param name="What">The activity’s type.</param>
/// <param name="Became">What became of it; null: it is being worked off.</param>
public sealed record TeamsCame(DateTimeOffset At, string What, string? Became);

/// <summary>Connects the vendor’s own bot in Teams, says how it stands, ends it.</summary>
public sealed class TeamsDesk
{
    private const int LongestSecret = 200;
    private const int Lately = 10;
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly SecretBox box;
    private readonly TeamsTokens tokens;
    private readonly Workspaces workspaces;
    private readonly PublicAddress address;
    private readonly TimeProvider clock;

    internal TeamsDesk(
        EntenteDb db,
        Actor actor,
        SecretBox box,
        TeamsTokens tokens,
        Workspaces workspaces,
        PublicAddress address,
        TimeProvider clock
    )
    {
        (this.db, this.actor, this.box, this.tokens) = (db, actor, box, tokens);
        (this.workspaces, this.address, this.clock) = (workspaces, address, clock);
    }

    private bool May => actor.May(Permissions.ManageChat) && actor.Scope is null;

    /// <summary>Null for whoever may not look after it.</summary>
    public async Task<TeamsView?> Show(CancellationToken ct)
    {
        if (!May)
            return null;
        var app = await db.Set<TeamsApp>().AsNoTracking().SingleOrDefaultAsync(ct);
        var workspace = await workspaces.Get(actor.Workspace, ct);
        return new(
            app?.State.ToString() ?? "None",
            app?.ClientId ?? "",
            app?.Tenant ?? "",
            app?.Origin ?? "",
            app?.Why ?? "",
            app?.ConnectedAt,
            app?.EndedAt,
            await db.Set<TeamsMember>().CountAsync(m => m.Person != null, ct),
            address.Of(TeamsRoute.Hooks(workspace.Slug)),
            app is null ? "" : TeamsManifest.Of(workspace.Name, app.ClientId, new Uri(address.Root)),
            await db.Set<TeamsPost>()
                .Where(p => p.Why != "" && p.EndedAt != null)
                .OrderByDescending(p => p.EndedAt)
                .Select(p => new TeamsFaultSeen(p.EndedAt!.Value, p.Why))
                .FirstOrDefaultAsync(ct),
            [
                .. (
                    await db.Set<TeamsRequest>()
                        .OrderByDescending(r => r.At)
                        .ThenByDescending(r => r.Key)
                        .Take(Lately)
                        .Select(r => new
                        {
                            r.At,
                            r.Key,
                            r.DoneAt,
                            r.Outcome,
                        })
                        .ToListAsync(ct)
                ).Select(r => new TeamsCame(r.At, r.Key.Split(':')[0], r.DoneAt is null ? null : r.Outcome)),
            ]
        );
    }

    /// <summary>Keeps the keys and tries them: whoever saves knows at once whether Microsoft takes them.</summary>
    public async Task<Result> Prepare(TeamsKeys keys, CancellationToken ct)
    {
        if (!May)
            return TeamsRefusals.MayNot;
        await using var held = await db.Hold(["teams-app"], ct);
        var app = await db.Set<TeamsApp>().SingleOrDefaultAsync(ct);
        var (id, tenant) = (Plain(keys.ClientId).ToLowerInvariant(), Plain(keys.Tenant).ToLowerInvariant());
        var (secret, origin) = (Plain(keys.Secret), Plain(keys.Origin).TrimEnd('/'));
        var another = app is null || app.IsAnother(origin, id, tenant);
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Guid.TryParseExact(id, "D", out _))
            wrong["clientId"] = "Copy the application (client) id from Entra, such as 11111111-2222-3333-4444-555555555555.";
        if (!Guid.TryParseExact(tenant, "D", out _))
            wrong["tenant"] = "Copy the directory (tenant) id from Entra, such as 11111111-2222-3333-4444-555555555555.";
        if (secret.Length > LongestSecret || (secret.Length == 0 && another))
            wrong["secret"] = "Copy the value of a client secret from Entra.";
        if (!TeamsHosts.IsOrigin(origin))
            wrong["origin"] = "Leave it empty: only a stand-in on this machine has another address.";
        if (wrong.Count > 0)
            return Problem.Invalid("teams.invalid", "Some fields need a second look.", wrong);
        // Ids of people and channels are of one organisation and one bot: for another one they name somebody else.
        if (another)
        {
            db.RemoveRange(await db.Set<TeamsMember>().ToListAsync(ct));
            db.RemoveRange(await db.Set<TeamsChannel>().ToListAsync(ct));
            db.RemoveRange(await db.Set<TeamsThread>().ToListAsync(ct));
        }
        if (app is null)
            db.Add(app = new TeamsApp());
        app.Prepare(origin, id, tenant, secret.Length == 0 ? app.Secret : box.Close(TeamsApp.Purpose, secret));
        await held.Save(ct);
        return await Try(app, ct);
    }

    /// <summary>The keys stay, so that it can be connected again.</summary>
    public async Task<Result> Disconnect(CancellationToken ct)
    {
        if (!May)
            return TeamsRefusals.MayNot;
        if (await db.Set<TeamsApp>().SingleOrDefaultAsync(ct) is not { } app)
            return TeamsRefusals.NotConnected;
        app.Disconnect(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    private async Task<Result> Try(TeamsApp app, CancellationToken ct)
    {
        var token = await tokens.Of(app, null, ct);
        if (token.Fault is TeamsFault.None)
            app.Connect(actor.Person, clock.GetUtcNow());
        else if (token.Fault is TeamsFault.Disconnected)
            app.Refuse(token.Why, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return token.Fault switch
        {
            TeamsFault.None => Result.Done,
            TeamsFault.Disconnected => Problem.Conflict("teams.refused", token.Why),
            _ => TeamsRefusals.Silent,
        };
    }

    private static string Plain(string? text) => (text ?? "").Trim();
}
