using Entente.Crm.Port;

namespace Entente.Crm.Http;

/// <summary>What a token call gave us.</summary>
/// <param name="RefreshToken">The next refresh token when it was rotated or is the first one; null: the present one stays.</param>
/// <param name="Until">When the access must have been renewed, ahead of its end; null: good until refused.</param>
/// <param name="Identity">Salesforce: the address of the user we act as.</param>
internal sealed record TokenGrant(CrmAccess Access, string? RefreshToken = null, DateTimeOffset? Until = null, string? Identity = null)
{
    public bool IsGood(string? refused, DateTimeOffset now) => Access.Token != refused && (Until is not { } end || now < end);
}

/// <summary>
/// Where refresh token and access live. With rotation the old refresh token dies the moment it is used, and a second use locks the
/// connection out: so the whole exchange runs while the vault is held, by one process only, and what came of it is kept before it is
/// used. Whoever comes second finds the access that the first one fetched.
/// </summary>
internal interface ITokenVault
{
    /// <param name="refused">The access token the CRM answered 401 to; null when none was.</param>
    /// <param name="refresh">Given the present refresh token, asks the CRM.</param>
    Task<CrmResult<TokenGrant>> Take(string? refused, Func<string, Task<CrmResult<TokenGrant>>> refresh, CancellationToken ct);
}

/// <summary>
/// Single flight within the process: of many calls that met a refused or old access, one asks for a new one and the others wait.
/// </summary>
internal sealed class TokenFlight(
    TokenGrant? begun,
    Func<string?, CancellationToken, Task<CrmResult<TokenGrant>>> fresh,
    TimeProvider clock
) : IDisposable
{
    private readonly SemaphoreSlim flight = new(1);
    private TokenGrant? present = begun;

    public TokenGrant? Present => present;

    public async ValueTask<CrmResult<CrmAccess>> Access(CrmAccess? refused, CancellationToken ct)
    {
        if (present is { } known && known.IsGood(refused?.Token, clock.GetUtcNow()))
            return known.Access;
        await flight.WaitAsync(ct);
        try
        {
            if (present is { } meanwhile && meanwhile.IsGood(refused?.Token, clock.GetUtcNow()))
                return meanwhile.Access;
            var asked = await fresh(refused?.Token, ct);
            present = asked.Ok ? asked.Value : null;
            return asked.Ok ? asked.Value.Access : asked.Error;
        }
        finally
        {
            flight.Release();
        }
    }

    public void Dispose() => flight.Dispose();
}
