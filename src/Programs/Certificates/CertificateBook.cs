using Entente.Crm.Port;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Programs.Model;
using Entente.Programs.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Programs.Certificates;

/// <summary>Whose people are certified: by what was shown for their tier and accepted. The CRM is told of it.</summary>
internal sealed class CertificateBook(EntenteDb db, Workspaces workspaces, TimeProvider clock) : IPartnerFields
{
    public IReadOnlyCollection<string> Names => [EntenteFields.CertificationLevel, EntenteFields.CertifiedUntil];

    /// <summary>All of each partner, also those that have ended; a partner without any is not in it.</summary>
    /// <param name="everybodys">Also of partners whom this actor does not see: for rulings that show nothing but how many.</param>
    public async Task<ILookup<PartnerId, Certificate>> Load(
        IReadOnlyCollection<PartnerId> partners,
        CancellationToken ct,
        bool everybodys = false
    )
    {
        var wanted = partners.Distinct().ToArray();
        var all = db.Set<TierEvidence>().AsQueryable();
        var shown = await Accepted(everybodys ? all.IgnoreQueryFilters(Fences.OfLooker) : all)
            .Where(e => wanted.Contains(e.PartnerId))
            .Select(e => new
            {
                e.PartnerId,
                e.Who,
                e.What,
                e.Until,
            })
            .ToListAsync(ct);
        return shown.ToLookup(e => e.PartnerId, e => new Certificate(e.Who, e.What, e.Until));
    }

    /// <summary>Certificates alone: only they name somebody.</summary>
    public static IQueryable<TierEvidence> Accepted(IQueryable<TierEvidence> all) =>
        all.Where(e => e.State == EvidenceState.Accepted && e.Who != "");

    public async Task<DateOnly> Today(CancellationToken ct) => (await workspaces.Get(db.Workspace, ct)).DayOf(clock.GetUtcNow());

    public async Task<IReadOnlyDictionary<string, string?>> Of(PartnerId partner, CancellationToken ct)
    {
        var known = (await Load([partner], ct))[partner].ToList();
        if (known.Count == 0)
            return new Dictionary<string, string?>();
        var certified = Certified.Of(known, await Today(ct));
        return new Dictionary<string, string?>
        {
            [EntenteFields.CertificationLevel] = certified?.Level,
            [EntenteFields.CertifiedUntil] = certified?.LastDay is { } last ? Canonical.Date(last) : null,
        };
    }
}
