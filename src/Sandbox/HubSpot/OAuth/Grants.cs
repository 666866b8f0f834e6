using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.OAuth;

/// <summary>That a user let the app into the account.</summary>
internal sealed record Grant(string Id, string Refresh, IReadOnlyList<string> Scopes, long UserId, string User);

internal sealed record AccessToken(string Token, string GrantId, DateTimeOffset Expires);

/// <param name="Rotate">Whether a refresh token is good once only.</param>
/// <param name="AccessTokenSeconds">Life of an access token; HubSpot's is 1,800.</param>
internal sealed record OAuthOrder(bool Rotate = false, int AccessTokenSeconds = 1_800);

/// <summary>Who let the app in, and the tokens they hold. Kept with the store; refresh tokens live until they are revoked.</summary>
internal sealed class Grants(CrmStore store, TimeProvider clock)
{
    private const string Key = "hubspot.oauth";
    private readonly Lock changing = new();
    private (string? Json, State State) read = (null, new([], []));

    public OAuthOrder Order { get; set; } = new();

    public IReadOnlyList<Grant> All() => Read().Grants;

    /// <summary>The grant of an access token that is good now; null for any other.</summary>
    public Grant? Of(string token, out TimeSpan left)
    {
        left = default;
        var state = Read();
        if (state.Tokens.FirstOrDefault(t => t.Token == token) is not { } access || access.Expires <= clock.GetUtcNow())
            return null;
        left = access.Expires - clock.GetUtcNow();
        return state.Grants.FirstOrDefault(g => g.Id == access.GrantId);
    }

    public bool HasExpired(string token) => Read().Tokens.Any(t => t.Token == token && t.Expires <= clock.GetUtcNow());

    public Grant? ByRefresh(string? token) => Read().Grants.FirstOrDefault(g => g.Refresh == token);

    public (Grant Grant, AccessToken Access) Open(IReadOnlyList<string> scopes, Owner user) =>
        Change(state =>
        {
            var grant = new Grant(Secret("g"), Secret("na1-"), scopes, user.UserId, user.Email);
            return Issue(state, grant);
        });

    /// <summary>Another access token, and another refresh token when they rotate; null when the refresh token is not good.</summary>
    public (Grant Grant, AccessToken Access)? Refresh(string? token)
    {
        lock (changing)
        {
            if (ByRefresh(token) is not { } grant)
                return null;
            return Change(state =>
            {
                state.Grants.Remove(grant);
                return Issue(state, Order.Rotate ? grant with { Refresh = Secret("na1-") } : grant);
            });
        }
    }

    /// <summary>Ends an access token now. False when it is none.</summary>
    public bool Expire(string token) =>
        Change(state =>
        {
            if (state.Tokens.Find(t => t.Token == token) is not { } access)
                return false;
            state.Tokens.Remove(access);
            state.Tokens.Add(access with { Expires = clock.GetUtcNow() });
            return true;
        });

    /// <summary>Takes the permission back, with every token of it; false when there was none.</summary>
    public bool Revoke(Func<Grant, bool> which) =>
        Change(state =>
        {
            var gone = state.Grants.Where(which).Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
            state.Grants.RemoveAll(g => gone.Contains(g.Id));
            state.Tokens.RemoveAll(t => gone.Contains(t.GrantId));
            return gone.Count > 0;
        });

    private (Grant, AccessToken) Issue(State state, Grant grant)
    {
        var now = clock.GetUtcNow();
        var access = new AccessToken(Secret("C"), grant.Id, now.AddSeconds(Order.AccessTokenSeconds));
        state.Grants.Add(grant);
        state.Tokens.RemoveAll(t => t.Expires < now.AddDays(-1));
        state.Tokens.Add(access);
        return (grant, access);
    }

    private State Read()
    {
        lock (changing)
        {
            var json = store.Setting(Key);
            if (!ReferenceEquals(json, read.Json))
                read = (json, json is null ? new([], []) : JsonSerializer.Deserialize<State>(json)!);
            return read.State;
        }
    }

    private T Change<T>(Func<State, T> change)
    {
        lock (changing)
        {
            var before = Read();
            var next = new State([.. before.Grants], [.. before.Tokens]);
            var result = change(next);
            store.Write(Origin.Admin, tx => tx.Setting(Key, JsonSerializer.Serialize(next)));
            return result;
        }
    }

    public static string Secret(string prefix) => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));

    private sealed record State(List<Grant> Grants, List<AccessToken> Tokens);
}
