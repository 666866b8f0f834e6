using Entente.Crm.Http;
using Entente.Crm.Port;

namespace Entente.Rules.Crm;

/// <summary>A vault in memory; several connectors may share it, as processes share the database.</summary>
internal sealed class FakeVault(string token) : ITokenVault
{
    private readonly SemaphoreSlim held = new(1);
    private TokenGrant? last;

    public string Kept { get; private set; } = token;

    public async Task<CrmResult<TokenGrant>> Take(string? refused, Func<string, Task<CrmResult<TokenGrant>>> refresh, CancellationToken ct)
    {
        await held.WaitAsync(ct);
        try
        {
            if (last is not null && last.Access.Token != refused && refused is not null)
                return last;
            var fresh = await refresh(Kept);
            if (!fresh.Ok)
                return fresh;
            (last, Kept) = (fresh.Value, fresh.Value.RefreshToken ?? Kept);
            return fresh;
        }
        finally
        {
            held.Release();
        }
    }
}

/// <summary>A clock that stands.</summary>
internal sealed class Still(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
