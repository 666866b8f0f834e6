using System.Globalization;
using Entente.Access.Http;
using Entente.Access.Model;
using Entente.Access.Scim.Model;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Access.Scim;

/// <summary>For a company's directory with a living token of this workspace: <c>Authorization: Bearer {slug}.{token}</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ByDirectoryAttribute : Attribute, IAccessRule
{
    public Verdict Judge(Actor? actor, LinkVisit? link) =>
        actor is { Channel: Channel.Scim, Kind: ActorKind.System } ? Verdict.Allow : Verdict.SignIn;
}

/// <summary>The directory of this request, and through which token it speaks.</summary>
internal sealed record DirectoryVisit(DirectoryId Id, DirectoryTokenId Token, Platform.Values.PartnerId? Partner)
{
    public MemberSide Side => Partner is null ? MemberSide.Staff : MemberSide.Partner;
}

/// <summary>
/// Turns a token into the directory it was made for. The token, not the address, says whose people are meant: nobody can reach another partner's
/// by writing its name into an address. Entente itself acts, for the token's side alone; a partner's token is behind the partner filter too.
/// </summary>
internal sealed class DirectoryDoor(EntenteDb db, TimeProvider clock)
{
    private const int LongestFault = 300;

    public DirectoryVisit? Visit { get; private set; }

    /// <summary>Null for a token that is unknown here or was revoked.</summary>
    public async Task<Actor?> Open(string token, CancellationToken ct)
    {
        var hash = Tokens.Hash(token);
        var found = await db.Set<DirectoryToken>()
            .Where(t => t.TokenHash == hash && t.RevokedAt == null)
            .Join(db.Set<PeopleDirectory>(), t => t.DirectoryId, d => d.Id, (t, d) => new { Token = t, d.PartnerId })
            .AsNoTracking()
            .SingleOrDefaultAsync(ct);
        if (found is null)
            return null;
        Visit = new(found.Token.DirectoryId, found.Token.Id, found.PartnerId);
        return new(
            default,
            ActorKind.System,
            Channel.Scim,
            Partner: found.PartnerId,
            Name: found.Token.Name,
            OnBehalfOf: found.Token.MadeBy
        );
    }

    /// <summary>Keeps when the directory last spoke, to the minute, and what it was last refused.</summary>
    public Task Note(string asked, int status, string? fault, CancellationToken ct)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        var told = fault is null ? null : $"{asked}: {status.ToString(CultureInfo.InvariantCulture)} {fault}";
        return db.Write(
            """
            insert into directory_call as c (workspace_id, token_id, last_at, fault_at, fault) values ($1, $2, $3, $4, $5)
            on conflict (workspace_id, token_id) do update
               set last_at = excluded.last_at, fault_at = coalesce(excluded.fault_at, c.fault_at), fault = coalesce(excluded.fault, c.fault)
             where excluded.fault is not null or c.last_at < excluded.last_at - interval '1 minute'
            """,
            ct,
            db.Workspace.Value,
            Visit!.Token.Value,
            now,
            told is null ? null : now,
            told?[..Math.Min(told.Length, LongestFault)]
        );
    }
}

/// <summary>Judges requests of directories, and answers them in their own language, never by a page.</summary>
internal static class DirectoryGate
{
    public static async Task Judge(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.RequestServices.GetRequiredService<DirectoryDoor>().Visit is not { } visit)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await ScimAnswers.Fault(StatusCodes.Status401Unauthorized, "Send a good token: Authorization: Bearer …").ExecuteAsync(http);
            return;
        }
        // Each token has the rate of a key of its own.
        if (http.RequestServices.GetRequiredService<ApiLimits>().Wait(new(visit.Token.Value)) is { } wait)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await ScimAnswers
                .Fault(StatusCodes.Status429TooManyRequests, "Too many requests with this token in a minute. Wait, then go on.")
                .ExecuteAsync(http);
            return;
        }
        await next(http);
    }
}
