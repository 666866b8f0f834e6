using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Model;
using Entente.Programs.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Certificates;

/// <summary>Who of a partner is certified today, for rooms whose rules ask for it.</summary>
/// <param name="Names">What the valid certificates are called, each once, in order.</param>
/// <param name="People">How many have one; whoever has two counts once.</param>
public sealed record PartnerCertificates(IReadOnlyList<string> Names, int People)
{
    public static PartnerCertificates None { get; } = new([], 0);
}

/// <summary>Certificates that were shown for a tier and accepted, as facts of rulings: the same whoever looks.</summary>
public sealed class CertifiedPeople
{
    private readonly EntenteDb db;
    private readonly CertificateBook book;

    internal CertifiedPeople(EntenteDb db, CertificateBook book) => (this.db, this.book) = (db, book);

    /// <summary>
    /// Of each partner asked for. Null while this workspace has no certificate on record at all: then it is unknown who is certified, and not that
    /// nobody is.
    /// </summary>
    public async Task<IReadOnlyDictionary<PartnerId, PartnerCertificates>?> Of(
        IReadOnlyCollection<PartnerId> partners,
        CancellationToken ct
    )
    {
        if (!await CertificateBook.Accepted(db.Set<TierEvidence>().IgnoreQueryFilters(Fences.OfLooker)).AnyAsync(ct))
            return null;
        var (known, today) = (await book.Load(partners, ct, everybodys: true), await book.Today(ct));
        return partners.Distinct().ToDictionary(p => p, p => Valid([.. known[p].Where(c => c.IsValid(today))]));
    }

    private static PartnerCertificates Valid(IReadOnlyList<Certificate> valid) =>
        new(
            [.. valid.Select(c => c.What).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)],
            valid.Select(c => c.Who).Distinct(StringComparer.OrdinalIgnoreCase).Count()
        );
}
