using Entente.Crm;
using Entente.Platform.Matching;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;

namespace Entente.Registrations.Crm;

/// <summary>What a claim asks of the CRM: accounts that may be the company claimed, and to write an approved claim.</summary>
internal sealed class CrmSide(CrmApi crm)
{
    /// <summary>The best first; those that are surely the same company are marked.</summary>
    public async Task<IReadOnlyList<CandidateFact>> Candidates(string company, string? domain, int take, CancellationToken ct)
    {
        var found = await crm.Candidates(company, domain, take, ct);
        return
        [
            .. found
                .Found.Where(c => c.Verdict is not MatchVerdict.None)
                .Select(c => new CandidateFact(
                    c.Account.Id.Value,
                    c.Account.Name,
                    c.Account.Domain,
                    c.Account.Url,
                    c.Score,
                    c.Verdict is MatchVerdict.Exact,
                    c.Account.IsCustomer,
                    [.. c.Reasons.Select(r => r.StaffText)]
                )),
        ];
    }

    /// <summary>
    /// Stages the write of an approved claim; it goes out once the caller's save commits. A workspace without a CRM writes nothing.
    /// </summary>
    public async Task RequestWrite(Registration registration, string partnerName, string partnerType, string zone, CancellationToken ct)
    {
        if (await crm.Connection(ct) is not { } connection)
            return;
        var account = registration.AccountId is { } id
            ? (await crm.Accounts([new(id)], ct)).FirstOrDefault(a => a.Connection == connection.Id && !a.Deleted)
            : null;
        var contact = registration.ContactEmail is { } email
            ? (await crm.ContactsWithEmail(email, ct)).FirstOrDefault(c => c.Connection == connection.Id)?.CrmId
            : null;
        var stages = await crm.Stages(connection.Id, ct);
        crm.Stage(
            connection.Id,
            ClaimWrite.Of(
                registration,
                partnerName,
                partnerType,
                new(
                    account?.CrmId,
                    contact,
                    stages.Where(s => !s.Closed).OrderBy(s => s.Pipeline, StringComparer.Ordinal).ThenBy(s => s.Position).FirstOrDefault(),
                    zone
                )
            )
        );
    }

    /// <summary>Whether a write of this claim was ever staged, however it ended.</summary>
    public async Task<bool> WasWritten(Registration registration, CancellationToken ct) =>
        (await crm.Writes(registration.Id.Subject, ct)).Count > 0;

    /// <summary>
    /// Stages what the end of a claim, of its protection or of its deal changes in the CRM. Nothing, when nothing of it was ever sent there: a claim
    /// that was refused, or one that nobody connected a CRM for.
    /// </summary>
    public async Task RequestEnd(Registration registration, string partnerName, string zone, DateTimeOffset now, CancellationToken ct)
    {
        var writes = await crm.Writes(registration.Id.Subject, ct);
        if (writes.FirstOrDefault(w => w.Standing is not CrmWriteStanding.Ignored) is { } first)
            crm.Stage(first.Connection, ClaimWrite.End(registration, partnerName, zone, now));
    }
}
