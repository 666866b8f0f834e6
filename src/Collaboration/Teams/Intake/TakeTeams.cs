using Entente.Access.Jose;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Teams.Intake;

/// <summary>An activity as it came, its body unread by anybody else.</summary>
/// <param name="Token">Of the header <c>Authorization: Bearer</c>; empty: none.</param>
internal sealed record RawTeams(string Token, byte[] Body);

/// <summary>
/// Verifies an activity, keeps it, and only then answers: the work is a job of the same commit. An activity that Teams sends again finds itself kept, and
/// nothing is done twice.
/// </summary>
internal sealed class TakeTeams(IServiceScopeFactory scopes, ServiceTokens tokens, TimeProvider clock)
{
    /// <summary>Null: it was taken. Otherwise why it is not Teams that calls; for tests and traces, not for whoever called.</summary>
    public async Task<string?> Run(WorkspaceId workspace, RawTeams raw, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace, Channel.Teams));
        var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
        if (await db.Set<TeamsApp>().SingleOrDefaultAsync(ct) is not { } app || app.State is TeamsState.Disconnected)
            return "There is no bot here.";
        if (raw.Token.Length == 0)
            return "There is no token.";
        var token = await tokens.Check(raw.Token, new(app.Hosts.Metadata, TeamsHosts.Issuer, app.ClientId, TeamsHosts.ChannelId), ct);
        if (!token.Good)
            return token.Why;
        var call = TeamsReader.Read(raw.Body);
        // Whoever may speak for one channel or one address may not speak for another.
        if (call.ChannelKind != TeamsHosts.ChannelId)
            return "The activity is of another channel than Teams.";
        if ((token.Text("serviceurl") ?? token.Text("serviceUrl")) != call.ServiceUrl)
            return "The token was given for another service address.";
        if (!app.Hosts.Serves(call.ServiceUrl))
            return "The service address is not Microsoft’s.";
        // People are known by ids of this organisation; another one’s admins have no say here.
        if (!call.Tenant.Equals(app.Tenant, StringComparison.OrdinalIgnoreCase))
            return "The activity is of another organisation.";
        if (await Concerns(db, call, ct))
            await Keep(db, app, call, raw.Body, ct);
        return null;
    }

    // What is said elsewhere is nobody's business here, and is not kept: only threads of mapped channels, and what is said to us.
    private static async Task<bool> Concerns(EntenteDb db, TeamsCall call, CancellationToken ct) =>
        call.Kind switch
        {
            TeamsKind.Other => false,
            TeamsKind.Message or TeamsKind.Edit or TeamsKind.Delete => !call.ByApp
                && (
                    call.Personal
                    || call.ToUs
                    || (call.Root.Length > 0 && await db.Set<TeamsChannel>().AnyAsync(c => c.ChannelId == call.Channel, ct))
                ),
            _ => true,
        };

    private async Task Keep(EntenteDb db, TeamsApp app, TeamsCall call, byte[] body, CancellationToken ct)
    {
        await using var held = await db.Hold(["teams:" + call.Key], ct);
        if (await db.Set<TeamsRequest>().AnyAsync(r => r.Key == call.Key, ct))
            return;
        db.Add(
            new TeamsRequest
            {
                Key = call.Key,
                At = clock.GetUtcNow(),
                Body = body,
            }
        );
        app.Heard(call.ServiceUrl);
        db.Enqueue(new WorkTeams(call.Key));
        await held.Save(ct);
    }
}
