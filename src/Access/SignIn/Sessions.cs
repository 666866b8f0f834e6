using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.SignIn;

/// <summary>A signed-in browser in a person's own list.</summary>
/// <param name="By">How it began, as kept: <c>link</c>, <c>passkey</c>, <c>Saml: Kestrelquay login</c>.</param>
/// <param name="Address">The network address it began from, where known.</param>
public sealed record SessionRow(
    SessionId Id,
    string Device,
    string By,
    string? Address,
    DateTimeOffset Since,
    DateTimeOffset Seen,
    bool This
);

/// <summary>A person's own sessions: list them, end one, end all. Ending works from the next request on.</summary>
public sealed class Sessions(EntenteDb db, Actor actor, TimeProvider clock)
{
    /// <summary>Living ones, last seen first.</summary>
    public async Task<IReadOnlyList<SessionRow>> List(string? token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var mine = token is null ? [] : Tokens.Hash(token);
        return await Living(now)
            .OrderByDescending(s => s.SeenAt)
            .Select(s => new SessionRow(s.Id, s.Device, s.By, s.Address, s.CreatedAt, s.SeenAt, s.TokenHash == mine))
            .ToListAsync(ct);
    }

    /// <summary>Signs this browser out.</summary>
    public async Task SignOut(string token, CancellationToken ct)
    {
        var hash = Tokens.Hash(token);
        await End(s => s.TokenHash == hash, ct);
    }

    /// <summary>Ends one of the person's own sessions; one of somebody else's is not found and stays.</summary>
    public Task End(SessionId id, CancellationToken ct) => End(s => s.Id == id, ct);

    /// <summary>Signs out everywhere but in this browser.</summary>
    public Task EndOthers(string token, CancellationToken ct)
    {
        var hash = Tokens.Hash(token);
        return End(s => s.TokenHash != hash, ct);
    }

    /// <summary>Signs out everywhere, in all workspaces.</summary>
    public Task EndAll(CancellationToken ct) => End(_ => true, ct);

    private async Task End(System.Linq.Expressions.Expression<Func<Session, bool>> which, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var ending = await Living(now).Where(which).ToListAsync(ct);
        if (ending.Count == 0)
            return;
        foreach (var session in ending)
            session.End(now);
        db.Witness("person.signed_out", new("person", actor.Person!.Value.Value), ("sessions", null, $"{ending.Count}"));
        await db.SaveChangesAsync(ct);
    }

    private IQueryable<Session> Living(DateTimeOffset now) =>
        db.Set<Session>().Where(s => s.PersonId == actor.Person && s.EndedAt == null && s.ExpiresAt > now);
}
