using Entente.Access;
using Entente.Crm;
using Entente.Crm.Duplicates;
using Entente.Crm.Verdicts;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Entente.Registrations.Status;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Duplicates;

/// <summary>An account of a duplicate, and what hangs on it here.</summary>
/// <param name="Pair">Against the first account; null for the first itself.</param>
public sealed record DuplicateSide(
    AccountCard Account,
    PairAnswer? Pair,
    IReadOnlyList<OpportunityCard> Deals,
    IReadOnlyList<DuplicateClaim> Claims
);

/// <summary>A registration on an account.</summary>
public sealed record DuplicateClaim(string Number, string Company, string Partner, string StateWords, Ui.Tone StateTone);

/// <param name="Suggested">The account that would stay: a customer first, then the one with most on it, then the oldest.</param>
public sealed record DuplicateSheetView(
    DuplicateCase Case,
    IReadOnlyList<DuplicateSide> Sides,
    AccountId? Suggested,
    string? DecidedBy,
    IReadOnlyDictionary<PersonId, string> Names,
    DuplicateId? Previous,
    DuplicateId? Next,
    int? Place,
    int Of
);

/// <summary>A duplicate with the open deals and registrations on each of its accounts.</summary>
public sealed class DuplicateQuery(
    EntenteDb db,
    DuplicateDesk desk,
    PipelineApi pipeline,
    PartnersApi partners,
    AccessApi access,
    CompanyVerdicts verdicts
)
{
    private const int MostClaims = 100;

    /// <summary>Null when it is none any more.</summary>
    public async Task<DuplicateSheetView?> Load(DuplicateId id, DuplicateFilter filter, CancellationToken ct)
    {
        if (await desk.Load(id, ct) is not { } found)
            return null;
        var deals = (await pipeline.OpenOn([.. found.Accounts.Select(a => a.Id)], ct)).ToLookup(d => d.Account!.Value);
        var claims = await Claims(found.Accounts, ct);
        var sides = found
            .Accounts.Select((a, i) => new DuplicateSide(a, i == 0 ? null : found.Pairs[i - 1], [.. deals[a.Id]], [.. claims[a.Id]]))
            .ToList();
        var people = await access.People([.. found.Said.Select(s => s.By).Append(found.DecidedBy).OfType<PersonId>().Distinct()], ct);
        var (previous, next, place, of) = await desk.Neighbours(id, filter, ct);
        return new(
            found,
            sides,
            sides
                .OrderByDescending(s => s.Account.IsCustomer)
                .ThenByDescending(s => s.Deals.Count + s.Claims.Count)
                .ThenBy(s => s.Account.Id.Value)
                .FirstOrDefault()
                ?.Account.Id,
            found.DecidedBy is { } by ? people.GetValueOrDefault(by)?.Name : null,
            people.ToDictionary(p => p.Key, p => p.Value.Name),
            previous,
            next,
            place,
            of
        );
    }

    private async Task<ILookup<AccountId, DuplicateClaim>> Claims(IReadOnlyList<AccountCard> accounts, CancellationToken ct)
    {
        var keys = accounts.ToDictionary(a => a.Id, a => ClaimKeys.OfAccount(a.Name, a.Domain));
        var values = keys.Values.SelectMany(k => k).Distinct().ToList();
        var domains = values.Where(k => k.Kind == ClaimKey.Domain).Select(k => k.Value).ToList();
        var names = values.Where(k => k.Kind == ClaimKey.Name).Select(k => k.Value).ToList();
        var ids = accounts.Select(a => (Guid?)a.Id.Value).ToList();
        var found = await db.Set<Registration>()
            .AsNoTracking()
            .Include(r => r.Keys)
            .Where(r =>
                r.State == RegistrationState.InReview
                || r.State == RegistrationState.NeedsInfo
                || r.State == RegistrationState.Approved
                || r.State == RegistrationState.Converted
            )
            .Where(r =>
                ids.Contains(r.AccountId)
                || r.Keys.Any(k =>
                    (k.Kind == ClaimKey.Domain && domains.Contains(k.Value)) || (k.Kind == ClaimKey.Name && names.Contains(k.Value))
                )
            )
            .OrderBy(r => r.ClaimedAt)
            .Take(MostClaims)
            .ToListAsync(ct);
        var cards = await partners.Cards([.. found.Select(r => r.PartnerId).Distinct()], ct);
        var said = (
            await verdicts.Around([.. accounts.Select(a => CompanyMark.Of(a.Id)), .. found.Select(r => r.AsClaim().Mark)], ct)
        ).Pairs;
        return accounts
            .SelectMany(a =>
                found
                    .Where(r =>
                        r.AccountId == a.Id.Value
                        || r.Keys.Exists(k => keys[a.Id].Contains(new(k.Kind, k.Value)))
                            && said.Of(r.AsClaim().Mark, CompanyMark.Of(a.Id)) is not false
                    )
                    .Select(r =>
                        (
                            a.Id,
                            Claim: new DuplicateClaim(
                                r.Number,
                                r.Company,
                                cards.GetValueOrDefault(r.PartnerId)?.Name ?? "",
                                r.State.Words(),
                                StatusQuery.Tone(r.State)
                            )
                        )
                    )
            )
            .ToLookup(c => c.Id, c => c.Claim);
    }
}
