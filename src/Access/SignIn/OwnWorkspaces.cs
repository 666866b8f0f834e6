using Entente.Access.Http;
using Entente.Access.Model;
using Entente.Access.StepUp;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.SignIn;

/// <summary>A workspace to which a signed-in person belongs.</summary>
/// <param name="Role">As people read it: <c>Partner manager</c>.</param>
/// <param name="Opens">False: it asks this browser for one more step, such as a second factor.</param>
public sealed record OwnWorkspace(WorkspaceCard Workspace, MemberSide Side, string Role, bool Opens);

/// <summary>
/// Where a browser's session leads: the workspaces that it opens, and no other. The fence lets nobody look into two at once, so each is asked in
/// its own scope, by the very law that opens its pages; only for a session that lives.
/// </summary>
public sealed class OwnWorkspaces(IServiceScopeFactory scopes, Workspaces workspaces, TimeProvider clock)
{
    /// <summary>By name; none for a token that opens nothing.</summary>
    public async Task<IReadOnlyList<OwnWorkspace>> Of(string? token, CancellationToken ct)
    {
        var all = await workspaces.All(ct);
        if (token is null || all.Count == 0 || !await Lives(token, all[0], ct))
            return [];
        var own = new List<OwnWorkspace>();
        foreach (var workspace in all)
        {
            await using var scope = In(workspace);
            if (await scope.ServiceProvider.GetRequiredService<Identities>().BySession(token, ct) is not { } visit)
                continue;
            var member = await scope.ServiceProvider.GetRequiredService<AccessApi>().Member(visit.Email, ct);
            own.Add(
                new(
                    workspace,
                    visit.Who.IsStaff ? MemberSide.Staff : MemberSide.Partner,
                    member?.RoleName ?? "",
                    visit.Step is SignInStep.In
                )
            );
        }
        return [.. own.OrderBy(o => o.Workspace.Name, StringComparer.CurrentCulture).ThenBy(o => o.Workspace.Slug, StringComparer.Ordinal)];
    }

    // Sessions are global: any workspace's scope finds them. Whoever made the token up costs one question, however many workspaces there are.
    private async Task<bool> Lives(string token, WorkspaceCard any, CancellationToken ct)
    {
        var (hash, now) = (Tokens.Hash(token), clock.GetUtcNow());
        await using var scope = In(any);
        return await scope
            .ServiceProvider.GetRequiredService<EntenteDb>()
            .Set<Session>()
            .AnyAsync(s => s.TokenHash == hash && s.EndedAt == null && s.ExpiresAt > now, ct);
    }

    private AsyncServiceScope In(WorkspaceCard workspace)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.Guest(workspace.Id, Channel.Web));
        return scope;
    }
}
