using Entente.Crm;
using Entente.Crm.Port;
using Entente.Crm.Verdicts;
using Entente.Pipeline;
using Entente.Platform.Data;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Panel;

/// <summary>What is claimed of a record of the CRM.</summary>
/// <param name="Own">Bound to this deal; for an account: approved and standing. The protection that ends first comes first.</param>
/// <param name="Waiting">On the same company, to be decided; by their clock.</param>
/// <param name="Asked">On the same company; the partner has the move.</param>
/// <param name="Elsewhere">Standing on the same company, bound to another deal or not yet to one.</param>
internal sealed record ClaimsOfRecord(
    IReadOnlyList<Registration> Own,
    IReadOnlyList<Registration> Waiting,
    IReadOnlyList<Registration> Asked,
    IReadOnlyList<Registration> Elsewhere
)
{
    public IEnumerable<Registration> All => Own.Concat(Waiting).Concat(Asked).Concat(Elsewhere);
}

/// <summary>Finds the claims on the company of a record by its strong keys, and those bound to the deal.</summary>
internal sealed class RecordClaims(EntenteDb db, PipelineApi pipeline, CrmApi crm, CompanyVerdicts verdicts)
{
    private const int Most = 50;

    public async Task<ClaimsOfRecord> Of(PanelRecord record, CancellationToken ct)
    {
        var deal = record.Kind is CrmObject.Deal ? await pipeline.ByCrmId(record.Connection, record.CrmId, ct) : null;
        var account = (record.Account ?? deal?.Account) is { } id ? (await crm.Accounts([id], ct)).FirstOrDefault() : null;
        var bound = deal?.Id.Value;
        var keys = account is null ? [] : ClaimKeys.OfAccount(account.Name, account.Domain);
        var domain = keys.FirstOrDefault(k => k.Kind == ClaimKey.Domain).Value;
        var name = keys.FirstOrDefault(k => k.Kind == ClaimKey.Name).Value;
        var accountId = account?.Id.Value;
        var found = await db.Set<Registration>()
            .AsNoTracking()
            .Include(r => r.Steps)
            .Where(r =>
                (bound != null && r.OpportunityId == bound)
                || (accountId != null && r.AccountId == accountId)
                || r.Keys.Any(k => (k.Kind == ClaimKey.Domain && k.Value == domain) || (k.Kind == ClaimKey.Name && k.Value == name))
            )
            .OrderByDescending(r => r.SubmittedAt)
            .Take(Most)
            .AsSplitQuery()
            .ToListAsync(ct);
        if (account is not null && found.Count > 0)
        {
            var its = CompanyMark.Of(account.Id);
            var said = (await verdicts.Around([its, .. found.Select(r => r.AsClaim().Mark)], ct)).Pairs;
            // What a person kept apart is not shown beside it, whatever key the two share; what is bound to it is its own.
            found.RemoveAll(r =>
                said.Of(r.AsClaim().Mark, its) is false && r.AccountId != accountId && (bound is null || r.OpportunityId != bound)
            );
        }
        return Sort(found, bound, record.Kind is CrmObject.Account);
    }

    private static ClaimsOfRecord Sort(List<Registration> found, Guid? bound, bool isAccount)
    {
        bool IsOwn(Registration r) => r.OpportunityId is { } deal && deal == bound || (isAccount && r.State.IsApproved() && Stands(r));
        var own = found.Where(IsOwn).OrderBy(r => r.ProtectedUntil ?? DateTimeOffset.MaxValue).ToList();
        var rest = found.Except(own).ToList();
        return new(
            own,
            [.. rest.Where(r => r.State is RegistrationState.InReview).OrderBy(r => r.DueAt)],
            [.. rest.Where(r => r.State is RegistrationState.NeedsInfo).OrderBy(r => r.WaitsUntil)],
            [.. rest.Where(r => r.State.IsApproved() && Stands(r))]
        );
    }

    private static bool Stands(Registration r) => r.State.Stands(r.Protection);
}
