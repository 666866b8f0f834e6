using Entente.Access;
using Entente.Access.Oidc;
using Entente.Access.StepUp;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Slack.Intake;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Out;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Slack.Settings;

/// <summary>What an admin copies from the app’s page in Slack.</summary>
/// <param name="ClientSecret">Empty: the one that is kept, of the same app.</param>
/// <param name="SigningSecret">The same.</param>
/// <param name="Origin">Where Slack answers; empty: Slack’s own.</param>
public sealed record SlackKeys(string? ClientId, string? ClientSecret, string? SigningSecret, string? Origin);

/// <summary>The connection as its page shows it; no secret in it.</summary>
/// <param name="State"><c>None</c>, <c>Prepared</c>, <c>Connected</c>, <c>Refused</c>, <c>Disconnected</c>.</param>
/// <param name="Linked">How many people can be told in Slack.</param>
public sealed record SlackView(
    string State,
    string ClientId,
    string Origin,
    string Team,
    string Why,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? EndedAt,
    int Linked,
    string Manifest,
    string Redirect,
    IReadOnlyList<SlackCame> Lately
);

/// <summary>Something that came from Slack lately.</summary>
/// <param name="What">An event, a command or an action.</param>
/// <param name="Became">What became of it; null: it is being worked off.</param>
public sealed record SlackCame(DateTimeOffset At, string What, string? Became);

/// <summary>Connects the vendor’s own app in Slack (OAuth v2), says how it stands, ends it.</summary>
public sealed class SlackDesk
{
    private const int LongestKey = 200;
    private const int Lately = 10;
    private static readonly TimeSpan Good = TimeSpan.FromMinutes(15);
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly CurrentSession session;
    private readonly SecretBox box;
    private readonly SlackClient slack;
    private readonly GuardedHttp http;
    private readonly Workspaces workspaces;
    private readonly PublicAddress address;
    private readonly TimeProvider clock;

    internal SlackDesk(
        EntenteDb db,
        Actor actor,
        CurrentSession session,
        SecretBox box,
        SlackClient slack,
        GuardedHttp http,
        Workspaces workspaces,
        PublicAddress address,
        TimeProvider clock
    )
    {
        (this.db, this.actor, this.session, this.box, this.slack) = (db, actor, session, box, slack);
        (this.http, this.workspaces, this.address, this.clock) = (http, workspaces, address, clock);
    }

    private bool May => actor.May(Permissions.ManageChat) && actor.Scope is null;

    /// <summary>Null for whoever may not look after it.</summary>
    public async Task<SlackView?> Show(CancellationToken ct)
    {
        if (!May)
            return null;
        var app = await db.Set<SlackApp>().AsNoTracking().SingleOrDefaultAsync(ct);
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var redirect = await Redirect(ct);
        return new(
            app?.State.ToString() ?? "None",
            app?.ClientId ?? "",
            app?.Origin ?? SlackApp.Slack,
            app?.TeamName ?? "",
            app?.Why ?? "",
            app?.ConnectedAt,
            app?.EndedAt,
            await db.Set<SlackMember>().CountAsync(m => m.Person != null && !m.Gone, ct),
            SlackManifest.Of(workspace.Name, address.Of(SlackRoute.Hooks(workspace.Slug)), redirect),
            redirect,
            [
                .. (
                    await db.Set<SlackRequest>()
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
                ).Select(r => new SlackCame(r.At, r.Key.Split(':')[0], r.DoneAt is null ? null : r.Outcome)),
            ]
        );
    }

    public async Task<Result> Prepare(SlackKeys keys, CancellationToken ct)
    {
        if (!May)
            return SlackRefusals.MayNot;
        await using var held = await db.Hold(["slack-app"], ct);
        var app = await db.Set<SlackApp>().SingleOrDefaultAsync(ct);
        var (id, origin) = ((keys.ClientId ?? "").Trim(), (keys.Origin ?? "").Trim().TrimEnd('/'));
        if (origin.Length == 0)
            origin = SlackApp.Slack;
        var same = app is not null && app.ClientId == id && app.Origin == origin;
        var (secret, signing) = ((keys.ClientSecret ?? "").Trim(), (keys.SigningSecret ?? "").Trim());
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        if (id.Length is 0 or > LongestKey)
            wrong["clientId"] = "Copy the client id from Basic Information in Slack.";
        if (secret.Length > LongestKey || (secret.Length == 0 && !same))
            wrong["clientSecret"] = "Copy the client secret from Basic Information in Slack.";
        if (signing.Length > LongestKey || (signing.Length == 0 && !same))
            wrong["signingSecret"] = "Copy the signing secret from Basic Information in Slack.";
        if (!http.Takes(origin) || new Uri(origin).PathAndQuery != "/")
            wrong["origin"] = "An address such as https://slack.com.";
        if (wrong.Count > 0)
            return Problem.Invalid("slack.invalid", "Some fields need a second look.", wrong);
        if (app is null)
            db.Add(app = new SlackApp());
        app.Prepare(
            origin,
            id,
            secret.Length == 0 ? app.ClientSecret : box.Close(SlackApp.Purpose, secret),
            signing.Length == 0 ? app.SigningSecret : box.Close(SlackApp.Purpose, signing)
        );
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>Where the admin goes on, bound to their session: whoever else comes back with it connects nothing. Null without keys.</summary>
    public async Task<string?> Begin(CancellationToken ct)
    {
        if (!May || await db.Set<SlackApp>().AsNoTracking().SingleOrDefaultAsync(ct) is not { } app)
            return null;
        var (state, now) = (Tokens.New(), clock.GetUtcNow());
        await db.Write("delete from slack_ticket where until < $1", ct, now.ToUniversalTime());
        db.Add(
            new SlackTicket
            {
                Hash = Tokens.Hash(state),
                Person = actor.Person,
                Session = session.Id?.Value,
                Until = now + Good,
            }
        );
        await db.SaveChangesAsync(ct);
        var scopes = string.Join(',', SlackManifest.Scopes.Select(s => s.Scope));
        return $"{app.Origin}/oauth/v2/authorize?client_id={Uri.EscapeDataString(app.ClientId)}&scope={Uri.EscapeDataString(scopes)}"
            + $"&redirect_uri={Uri.EscapeDataString(await Redirect(ct))}&state={state}";
    }

    /// <summary>Takes what Slack sent back.</summary>
    public async Task<Result> Finish(string? state, string? code, CancellationToken ct)
    {
        if (!May)
            return SlackRefusals.MayNot;
        if (state is not { Length: > 0 and <= 100 })
            return SlackRefusals.Stale;
        var (hash, now, mine) = (Tokens.Hash(state), clock.GetUtcNow(), session.Id?.Value);
        var known = await db.Set<SlackTicket>()
            .AsNoTracking()
            .AnyAsync(t => t.Hash == hash && t.UserId == "" && t.Person == actor.Person && t.Session == mine && t.Until >= now, ct);
        // Good once: whoever comes second with the same address finds nothing.
        if (!known || await db.Write("delete from slack_ticket where hash = $1", ct, hash) != 1)
            return SlackRefusals.Stale;
        if (code is not { Length: > 0 and <= 500 })
            return SlackRefusals.SaidNo;
        if (await db.Set<SlackApp>().SingleOrDefaultAsync(ct) is not { } app)
            return SlackRefusals.Stale;
        var reply = await slack.Redeem(app, code, await Redirect(ct), ct);
        if (!reply.Ok)
            return reply.Fault is SlackFault.Again ? SlackRefusals.Silent : SlackRefusals.NoToken;
        if (
            reply.Text("token_type") != "bot"
            || reply.Text("access_token") is not { Length: > 0 } token
            || reply.Text("team", "id") is not { Length: > 0 } team
        )
            return SlackRefusals.AnotherApp;
        // Ids of people and channels are of one Slack workspace: in another one they name somebody else.
        if (app.TeamId.Length > 0 && app.TeamId != team)
        {
            db.RemoveRange(await db.Set<SlackMember>().ToListAsync(ct));
            db.RemoveRange(await db.Set<SlackChannel>().ToListAsync(ct));
            db.RemoveRange(await db.Set<SlackThread>().ToListAsync(ct));
        }
        app.Connect(
            box.Close(SlackApp.Purpose, token),
            team,
            ChatText.Short(reply.Text("team", "name"), 100),
            reply.Text("bot_user_id"),
            actor.Person,
            now
        );
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    /// <summary>Gives the token back; the keys stay, so that it can be connected again.</summary>
    public async Task<Result> Disconnect(CancellationToken ct)
    {
        if (!May)
            return SlackRefusals.MayNot;
        if (await db.Set<SlackApp>().SingleOrDefaultAsync(ct) is not { } app)
            return SlackRefusals.NotConnected;
        // Slack may not answer; here it is over either way.
        if (app.Works)
            await slack.Call(app, "auth.revoke", ct);
        app.Disconnect(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Result.Done;
    }

    private async Task<string> Redirect(CancellationToken ct) =>
        address.Of($"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/settings/slack/callback");
}
