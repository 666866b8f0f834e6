using System.Net;
using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.SignIn;

/// <summary>Whose browser it is: what it calls itself, and the network address it comes from, where known.</summary>
public sealed record Visitor(string Device, string? Address = null)
{
    internal static Visitor Of(HttpContext http) =>
        new(http.Request.Headers.UserAgent.ToString(), http.Connection.RemoteIpAddress is { } address ? Plain(address) : null);

    private static string Plain(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}

/// <summary>By what somebody proved who they are.</summary>
/// <param name="By">As the audit and the list of sessions say it.</param>
/// <param name="Whole">Proves as much as two factors.</param>
/// <param name="Fresh">A factor was used just now.</param>
public sealed record Proof(string By, bool Whole = false, bool Fresh = false)
{
    public static readonly Proof FirstRun = new("first run");
    internal static readonly Proof Link = new("link");

    /// <summary>From the terminal of whoever runs the program.</summary>
    internal static readonly Proof Door = new("door", Whole: true, Fresh: true);
    internal static readonly Proof Passkey = new("passkey", Fresh: true);
}

/// <summary>Begins a session for someone whose identity was just proven; the caller saves, and puts the secret into the cookie.</summary>
public sealed class BeginSession(EntenteDb db, TimeProvider clock)
{
    /// <param name="only">The only workspace it opens; none: all of the person's.</param>
    /// <returns>The session's secret; only its hash is kept.</returns>
    public string Stage(PersonId person, Visitor visitor, Proof proof, WorkspaceId? only = null)
    {
        var token = Tokens.New();
        db.Add(Session.Start(person, Tokens.Hash(token), visitor, proof, clock.GetUtcNow(), only));
        db.Witness("person.signed_in", new("person", person.Value), ("by", null, proof.By));
        return token;
    }

    /// <summary>The session this browser had before ends.</summary>
    internal async Task EndOld(string? token, CancellationToken ct)
    {
        if (token is null)
            return;
        var hash = Tokens.Hash(token);
        if (await db.Set<Session>().SingleOrDefaultAsync(s => s.TokenHash == hash, ct) is { } old)
            old.End(clock.GetUtcNow());
    }
}
