using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Entente.Crm.HubSpot;
using Entente.Crm.Port;
using Entente.Crm.Sync;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Crm.Push;

/// <summary>What to answer a delivery with.</summary>
internal sealed record PushAnswer(int Status, string Type, string Body)
{
    public static PushAnswer Unknown => new(404, "text/plain", "There is no such connection.");

    /// <summary>What we cannot read is no better the second time: it is taken, so that the CRM does not send it for a day.</summary>
    public static PushAnswer Taken => new(200, "text/plain", "");
}

/// <summary>
/// Verifies a delivery, keeps whom it names, and only then answers; the fetch begins at once. A delivery that came before is
/// answered alike and changes nothing. Deliveries that come at the same time share a look at the connection and a commit; each is
/// verified for itself, and answered after the commit it is part of.
/// </summary>
internal sealed class TakePush(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int MostAtOnce = 64;
    private static readonly TimeSpan Noted = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(WorkspaceId, CrmConnectionId), Lazy<Task<PushDoor?>>> looks = [];
    private readonly ConcurrentDictionary<CrmConnectionId, DateTimeOffset> noted = [];

    // By connections that were found: whoever guesses at addresses makes none.
    private readonly ConcurrentDictionary<CrmConnectionId, Rounds<PushNote, bool>> books = [];

    public async Task<PushAnswer> Run(WorkspaceId workspace, CrmConnectionId id, CrmPush push, string? key, CancellationToken ct)
    {
        // A look that is under way serves all who come meanwhile, and is forgotten with its end.
        if (await looks.GetOrAdd((workspace, id), _ => new(() => Look(workspace, id))).Value is not { } door)
            return PushAnswer.Unknown;
        var read =
            door.Key is null || HubSpotSignature.Same(door.Key, key ?? "")
                ? door.Connector.ReadPush(push, clock.GetUtcNow())
                : new CrmError(CrmErrorClass.Auth, "key_wrong", "The delivery's address does not carry the connection's key.");
        if (!read.Ok)
            return await Refuse(workspace, id, read.Error, ct);

        var sent = KeyOf(read.Value.DeliveryKeys);
        var hints = read.Value.Hints.Where(h => h.Kind != CrmObject.Note).Select(h => (h.Kind, h.Id)).Distinct().ToArray();
        await books.GetOrAdd(id, c => new(MostAtOnce, notes => Keep(workspace, c, notes))).Join(new PushNote(sent, hints));
        return new PushAnswer(200, read.Value.AnswerType, read.Value.AnswerBody);
    }

    private async Task<PushAnswer> Refuse(WorkspaceId workspace, CrmConnectionId id, CrmError error, CancellationToken ct)
    {
        await using var scope = Scope(workspace);
        var status = scope.ServiceProvider.GetRequiredService<StatusBook>();
        if (error.Class == CrmErrorClass.Auth)
        {
            await status.Refused(id, ct);
            return new PushAnswer(401, "text/plain", error.Message);
        }
        await status.Failed(id, error, ct);
        return PushAnswer.Taken;
    }

    /// <summary>One key for all that a delivery carries, in whatever order: sent again, it carries the same.</summary>
    private static byte[] KeyOf(IReadOnlyList<string> keys)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var key in keys.Order(StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes(key + "\n"));
        return hash.GetHashAndReset();
    }

    private async Task<PushDoor?> Look(WorkspaceId workspace, CrmConnectionId id)
    {
        try
        {
            await using var scope = Scope(workspace);
            return await scope.ServiceProvider.GetRequiredService<CrmConnectors>().Door(id, CancellationToken.None);
        }
        finally
        {
            looks.TryRemove((workspace, id), out _);
        }
    }

    private async Task<IReadOnlyList<bool>> Keep(WorkspaceId workspace, CrmConnectionId id, IReadOnlyList<PushNote> notes)
    {
        var now = clock.GetUtcNow();
        // To the second is enough for whoever reads when the last one came.
        var tell = !noted.TryGetValue(id, out var last) || (now - last).Duration() >= Noted;
        await using var scope = Scope(workspace);
        // Nobody's request ends this: others are in the same commit.
        await scope.ServiceProvider.GetRequiredService<PushBook>().Keep(id, notes, tell, now, CancellationToken.None);
        if (tell)
            noted[id] = now;
        return [.. notes.Select(_ => true)];
    }

    // A scope of its own: whoever the request's session may be, here Entente acts for the CRM.
    private AsyncServiceScope Scope(WorkspaceId workspace)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace, Channel.Crm));
        return scope;
    }
}
