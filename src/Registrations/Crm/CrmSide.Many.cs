using Entente.Crm;
using Entente.Partners;
using Entente.Pipeline;
using Entente.Platform.Matching;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Crm;

// Of many claims at once.
internal sealed partial class CrmSide
{
    /// <summary>As <see cref="Candidates"/> for each, in their order.</summary>
    public async Task<IReadOnlyList<FoundAccounts>> CandidatesOfMany(IReadOnlyList<Claim> claims, int take, CancellationToken ct)
    {
        var found = await crm.CandidatesOfMany([.. claims.Select(c => c.Record)], take, ct);
        return [.. found.Select(Facts)];
    }

    /// <summary>As <see cref="Leads"/> for each, in their order.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<LeadFact>>> LeadsOfMany(
        IReadOnlyList<(Claim Claim, IReadOnlyList<AccountId> Accounts)> asked,
        CancellationToken ct
    )
    {
        var found = await leads.OpenOnMany(
            [.. asked.Select(a => new LeadQuery(a.Claim.Company, a.Claim.Domain ?? a.Claim.ContactEmail, a.Accounts, a.Claim.Sites))],
            ct
        );
        return [.. found.Select(cards => (IReadOnlyList<LeadFact>)[.. cards.Select(Fact)])];
    }

    private static FoundAccounts Facts(AccountCandidates found) =>
        new(
            [
                .. found
                    .Found.Where(c => c.Verdict is not MatchVerdict.None || c.Known is not null)
                    .Select(c => new CandidateFact(
                        c.Account.Id.Value,
                        c.Account.Name,
                        c.Account.Domain,
                        c.Account.Url,
                        c.Score,
                        c.Certain,
                        c.Account.IsCustomer,
                        [.. c.Reasons.Select(r => r.StaffText)]
                    )
                    {
                        Probability = c.Pair.Probability,
                        Because = c.Pair.Because,
                        Outcome = c.Outcome,
                        Said = c.Known is { } same ? new(same, c.Said?.By, c.Said?.At, c.Said?.Why) : null,
                    }),
            ],
            found.Complete
        );

    private static LeadFact Fact(LeadCard lead) =>
        new(lead.Name, lead.Status, lead.OwnerName, lead.CreatedAt)
        {
            OwnerKey = lead.OwnerId is { } owner ? new(lead.Connection, owner) : null,
        };

    /// <summary>Companies that stand on these deals by the CRM's own word.</summary>
    public async Task<IReadOnlyList<ExistingPartner>> StandingOn(IReadOnlyList<OpportunityCard> deals, CancellationToken ct)
    {
        var found = new List<ExistingPartner>();
        foreach (var connection in deals.GroupBy(d => d.Connection))
            found.AddRange(await crm.ExistingPartners(connection.Key, [.. connection.Select(d => d.CrmId)], ct));
        // A label may also say that a company is the customer.
        var customers = deals.Select(d => (d.CrmId, d.Account)).ToHashSet();
        return found.FindAll(f => f.Account is null || !customers.Contains((f.DealCrmId, f.Account)));
    }

    public static AttributedFact Attribution(ExistingPartner found, PartnerCard claimant) =>
        new(
            found.Name ?? "A company the CRM names by its id alone",
            found.Role,
            (found.Account is { } account && account == claimant.Account)
                || (found.Domain is { } domain && claimant.Domains.Contains(domain))
        );
}

/// <summary>Accounts that may be the company claimed.</summary>
/// <param name="NamesRead">False while the index of names is being built: these are then those that share a strong key, and there may be others.</param>
internal sealed record FoundAccounts(IReadOnlyList<CandidateFact> Accounts, bool NamesRead);
