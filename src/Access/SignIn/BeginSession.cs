using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Secrets;
using Entente.Platform.Values;

namespace Entente.Access.SignIn;

/// <summary>Begins a session for someone whose identity was just proven; the caller saves, and puts the secret into the cookie.</summary>
public sealed class BeginSession(EntenteDb db, TimeProvider clock)
{
    /// <param name="only">The only workspace it opens; none: all of the person's.</param>
    /// <returns>The session's secret; only its hash is kept.</returns>
    public string Stage(PersonId person, string device, string by = "first run", WorkspaceId? only = null)
    {
        var token = Tokens.New();
        db.Add(Session.Start(person, Tokens.Hash(token), device, clock.GetUtcNow(), only));
        db.Witness("person.signed_in", new("person", person.Value), ("by", null, by));
        return token;
    }
}
