using Entente.Crm.Port;
using Entente.Crm.Verdicts;
using Entente.Platform.Data;
using Entente.Registrations.Crm;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Contests;

/// <summary>
/// What the room of conflicts asks about claims, and what it has written beside their deals. A partner's actor hears of its own claims only.
/// Its writes only stage: the caller saves.
/// </summary>
public sealed partial class ClaimContests
{
    private const int MostAtOnce = 500;

    private readonly EntenteDb db;
    private readonly ClaimWorld world;
    private readonly CrmSide crm;
    private readonly CompanyVerdicts verdicts;

    internal ClaimContests(EntenteDb db, ClaimWorld world, CrmSide crm, CompanyVerdicts verdicts) =>
        (this.db, this.world, this.crm, this.verdicts) = (db, world, crm, verdicts);

    public async Task<ContestTerms> Terms(CancellationToken ct)
    {
        var terms = await world.Terms(ct);
        return new(terms.Version, terms.Policy.Conflicts, terms.Policy.Appeals, terms.Calendar);
    }

    /// <summary>The strong keys by which a company of this name and site is found among the claims.</summary>
    /// <param name="domain">As the mirror keeps it, see <see cref="ClaimKeys.OfAccount"/>.</param>
    public static IReadOnlyList<string> KeysOf(string? company, string? domain) =>
        [.. ClaimKeys.OfAccount(company ?? "", domain).Select(k => k.ToString())];

    /// <summary>Claims that may still stand, with any of these keys.</summary>
    public async Task<IReadOnlyList<ContestedClaim>> On(IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        if (keys.Count == 0)
            return [];
        var domains = Values(keys, ClaimKey.Domain);
        var names = Values(keys, ClaimKey.Name);
        return await Load(
            db.Set<Registration>()
                .Where(r =>
                    r.Keys.Any(k =>
                        (k.Kind == ClaimKey.Domain && domains.Contains(k.Value)) || (k.Kind == ClaimKey.Name && names.Contains(k.Value))
                    )
                )
                .Where(r =>
                    r.State == RegistrationState.Submitted
                    || r.State == RegistrationState.InReview
                    || r.State == RegistrationState.NeedsInfo
                    || r.State == RegistrationState.Approved
                    || r.State == RegistrationState.Converted
                ),
            ct
        );
    }

    /// <summary>These claims, whatever became of them.</summary>
    public async Task<IReadOnlyList<ContestedClaim>> These(IReadOnlyCollection<RegistrationId> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return [];
        var found = new List<ContestedClaim>();
        // Every one of them: whoever asks takes one that is missing for gone.
        foreach (var wanted in ids.Distinct().Chunk(MostAtOnce))
            found.AddRange(await Load(db.Set<Registration>().Where(r => wanted.Contains(r.Id)), ct));
        return found;
    }

    /// <summary>Open claims received since, or granted prices since, and those whose protection ends between now and <paramref name="until"/>; in pages.</summary>
    /// <param name="skip">How many of them are known already.</param>
    public async Task<IReadOnlyList<RegistrationId>> Touched(
        DateTimeOffset since,
        DateTimeOffset now,
        DateTimeOffset until,
        int skip,
        int most,
        CancellationToken ct
    ) =>
        await db.Set<Registration>()
            .Where(r =>
                r.State == RegistrationState.Submitted
                || r.State == RegistrationState.InReview
                || r.State == RegistrationState.NeedsInfo
                || r.State == RegistrationState.Approved
                || r.State == RegistrationState.Converted
            )
            .Where(r =>
                r.SubmittedAt >= since
                || r.ReviewFrom >= since
                || r.PricesFrom >= since
                || (
                    (r.Protection == ProtectionState.Conditional || r.Protection == ProtectionState.Active)
                    && r.ProtectedUntil > now
                    && r.ProtectedUntil <= until
                )
            )
            .OrderBy(r => r.Id)
            .Skip(skip)
            .Take(most)
            .Select(r => r.Id)
            .ToListAsync(ct);

    /// <summary>Stages what a conflict on the claim's company means for its deal in the CRM; nothing where it was never written there.</summary>
    /// <param name="status"><c>none</c>, <c>risk</c>, <c>active</c> or <c>resolved</c>.</param>
    public Task Tell(RegistrationId claim, string status, string note, CancellationToken ct) =>
        crm.Request(claim, ct, (EntenteFields.ConflictStatus, status), (EntenteFields.ConflictNote, note));

    private static string[] Values(IReadOnlyCollection<string> keys, string kind) =>
        [.. keys.Where(k => k.StartsWith(kind + ":", StringComparison.Ordinal)).Select(k => k[(kind.Length + 1)..]).Distinct()];

    private static async Task<IReadOnlyList<ContestedClaim>> Load(IQueryable<Registration> which, CancellationToken ct) =>
        [
            .. (
                await which
                    .AsNoTracking()
                    .OrderBy(r => r.Id)
                    .Take(MostAtOnce)
                    .Select(r => new
                    {
                        r.Id,
                        r.Number,
                        r.PartnerId,
                        r.Company,
                        r.Domain,
                        r.ContactEmail,
                        r.Country,
                        r.Kind,
                        r.State,
                        r.Protection,
                        r.ClaimedAt,
                        r.NextStepAt,
                        r.ProtectedFrom,
                        r.ProtectedUntil,
                        r.OpportunityId,
                        r.SubmittedBy,
                        r.AmountMinor,
                        r.Currency,
                        r.CloseDate,
                        r.DiscountAsked,
                        r.BandTo,
                        r.PricesUntil,
                        Keys = r.Keys.Select(k => k.Kind + ":" + k.Value).ToList(),
                    })
                    .ToListAsync(ct)
            ).Select(r => new ContestedClaim(
                r.Id,
                r.Number,
                r.PartnerId,
                r.Company,
                r.Domain,
                r.Kind,
                r.State,
                r.Protection,
                r.ClaimedAt,
                r.NextStepAt,
                r.ProtectedFrom,
                r.ProtectedUntil,
                r.OpportunityId,
                r.SubmittedBy,
                r.Keys
            )
            {
                Amount = r.AmountMinor is { } minor ? new(minor, r.Currency) : null,
                CloseDate = r.CloseDate,
                DiscountAsked = r.DiscountAsked,
                BandTo = r.BandTo,
                PricesUntil = r.PricesUntil,
                Mark = CompanyMark.OfClaim(new(r.Company, Domain: r.Domain ?? r.ContactEmail, Country: r.Country)),
            }),
        ];
}
