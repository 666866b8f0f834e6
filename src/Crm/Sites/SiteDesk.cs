using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Crm.Sites;

/// <summary>A change of the list as it holds.</summary>
/// <param name="Proves">Off the list; else on it.</param>
public sealed record SiteLine(SiteChoiceId Id, string Host, bool Proves, string Why, string? By, DateTimeOffset At);

/// <param name="Host">As it was read; null: it is no host.</param>
/// <param name="ProvesNothing">As it holds here.</param>
/// <param name="Changed">By the workspace's own word, not by the shipped list.</param>
public sealed record SiteLookup(string? Host, bool ProvesNothing, bool Changed);

/// <summary>The list as its page shows it.</summary>
public sealed class SiteDesk(EntenteDb db, AccessApi access)
{
    public async Task<(IReadOnlyList<SiteLine> Lines, int Version)> List(CancellationToken ct)
    {
        var rows = await db.Set<SiteChoice>().AsNoTracking().Where(s => s.RevokedAt == null).OrderBy(s => s.Host).ToListAsync(ct);
        var people = await access.People([.. rows.Select(r => r.SaidBy).OfType<PersonId>().Distinct()], ct);
        return (
            [
                .. rows.Select(r => new SiteLine(
                    r.Id,
                    r.Host,
                    r.Proves,
                    r.Why,
                    r.SaidBy is { } by ? people.GetValueOrDefault(by)?.Name : null,
                    r.SaidAt
                )),
            ],
            (await SiteBook.Of(db, ct)).Version
        );
    }

    /// <summary>Whether a host, a web or a mail address proves anything here.</summary>
    public async Task<SiteLookup> LookUp(string text, CancellationToken ct)
    {
        if (Domain.HostOf(text) is not { } host)
            return new(null, false, false);
        var sites = await SiteBook.Of(db, ct);
        return new(host, Domain.OfCompany(host, sites) is null, sites.About(host) is not null);
    }
}
