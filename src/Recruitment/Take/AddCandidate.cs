using Entente.Crm;
using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Apply;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Entente.Recruitment.Sort;
using Microsoft.EntityFrameworkCore;

namespace Entente.Recruitment.Take;

/// <summary>
/// Staff add a company that they found or were referred to. No rule declines it and the cap does not hold it back, for somebody wanted it; it counts for
/// the month.
/// </summary>
public sealed class AddCandidate(
    EntenteDb db,
    Actor actor,
    TimeProvider clock,
    Numbers numbers,
    CrmApi crm,
    PartnersApi partners,
    Workspaces workspaces
)
{
    /// <returns>Its number. Sent twice, the first one's.</returns>
    public async Task<Result<string>> Run(CandidateInput input, CandidateSource source, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var read = NewCandidate.Read(
            input,
            applied: false,
            source is CandidateSource.Referred ? source : CandidateSource.Added,
            await crm.Sites(ct),
            wrong
        );
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        var number = await SendApplication.Next(numbers, ct);
        await using var held = await db.Hold([RunSortApplication.OneByOne, "application:" + (read.SubmissionId ?? number)], ct);
        if (read.SubmissionId is { } sent && await SendApplication.Sent(db, sent, ct) is { } first)
            return first;
        if (await Known(read, ct) is { } known)
            return Refusals.Invalid(new Dictionary<string, string>(StringComparer.Ordinal) { ["site"] = known });
        var now = clock.GetUtcNow();
        var candidate = Candidate.Receive(read, number, actor.Person, worked: true, now);
        candidate.Sort(
            new(CandidateState.Prospect, "Somebody of us wants it."),
            null,
            null,
            (await workspaces.Get(db.Workspace, ct)).DayOf(now),
            now
        );
        db.Add(candidate);
        await held.Save(ct);
        return number;
    }

    private async Task<string?> Known(NewCandidate read, CancellationToken ct)
    {
        if (read.Domain.Length == 0)
            return null;
        if (await partners.ByDomain(read.Domain, ct) is { } partner)
            return $"This is {partner.Name}, a partner already.";
        return await Open(read.Domain, ct) is { } candidate ? $"This company is a candidate already: {candidate}." : null;
    }

    private Task<string?> Open(string domain, CancellationToken ct) =>
        db.Set<Candidate>()
            .Where(c =>
                c.Domain == domain
                && c.State != CandidateState.Accepted
                && c.State != CandidateState.Declined
                && c.State != CandidateState.Joined
                && c.State != CandidateState.Routed
            )
            .Select(c => (string?)c.Number)
            .FirstOrDefaultAsync(ct);
}
