using Entente.Access.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Sso;

/// <summary>Which provider people of a mail domain sign in through; the same for whoever asks, known or not.</summary>
public sealed class HomeRealm(EntenteDb db)
{
    /// <summary>Null when the address has no provider, or is no address.</summary>
    public async Task<ProviderRow?> Of(string? email, CancellationToken ct)
    {
        if (EmailAddress.Read(email) is not { } address)
            return null;
        var domain = address[(address.LastIndexOf('@') + 1)..];
        return await Rows().Where(p => p.Domains.Contains(domain)).Select(Row).FirstOrDefaultAsync(ct);
    }

    public Task<ProviderRow?> Named(IdentityProviderId id, CancellationToken ct) =>
        Rows().Where(p => p.Id == id).Select(Row).FirstOrDefaultAsync(ct);

    public const string OnlySso = "sign_in.only_sso";

    /// <summary>The sentence for whoever may not use a mailed link.</summary>
    public static Problem OnlyThere(ProviderRow provider) =>
        Problem.Conflict(
            OnlySso,
            $"People of your company sign in through {provider.Name}. Write your address on the sign-in page and go on from there."
        );

    private IQueryable<IdentityProvider> Rows() => db.Set<IdentityProvider>().AsNoTracking().Where(p => p.RemovedAt == null);

    private static readonly System.Linq.Expressions.Expression<Func<IdentityProvider, ProviderRow>> Row = p =>
        new(p.Id, p.Kind, p.Name, p.Entity, p.Domains, p.Enforced, p.ProvesFactor, p.ProvenAt);
}
