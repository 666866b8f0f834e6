using Entente.Partners;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Matching;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Recruitment.Book;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Microsoft.EntityFrameworkCore;
using Candidate = Entente.Recruitment.Model.Candidate;

namespace Entente.Recruitment.Sort;

/// <summary>An application came in and no rule has looked at it yet.</summary>
[JobName("recruitment.sort")]
internal sealed record SortApplication(CandidateId Candidate);

/// <summary>
/// What the rules make of an application; Entente itself decides, among all partners. Run twice it does nothing the second time: it is sorted.
/// </summary>
internal sealed class RunSortApplication(
    EntenteDb db,
    RecruitmentShelf shelf,
    PartnersApi partners,
    StaffNotices notices,
    Workspaces workspaces,
    TimeProvider clock
) : IJob<SortApplication>
{
    /// <summary>One at a time in a workspace: the cap and the duplicates count what was decided before.</summary>
    public const string OneByOne = "recruitment-sort";

    public async Task<JobOutcome> Run(SortApplication payload, CancellationToken ct)
    {
        // The sorting first, then candidates: whoever sorts may need several of them, one after another.
        await using var held = await db.Hold([OneByOne], ct);
        await db.Lock([CandidateDesk.Key(payload.Candidate)], ct);
        if (
            await db.Set<Candidate>().Include(c => c.Steps).SingleOrDefaultAsync(c => c.Id == payload.Candidate, ct)
            is not { State: CandidateState.Received } candidate
        )
            return JobOutcome.Done;
        var (now, book) = (clock.GetUtcNow(), (await shelf.InForce(ct)).Book);
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        var partner =
            await partners.ByDomain(candidate.Domain, ct)
            // Somebody of a partner may apply with another site: their address says whose they are.
            ?? await partners.ByDomain(candidate.ContactEmail, ct);
        var first = await First(candidate, book, now, ct);
        var sorted = Sorting.Decide(
            new(
                candidate.Domain.Length > 0,
                candidate.Country,
                candidate.Type,
                partner?.Id,
                first?.Id,
                await NewThisMonth(db, today, ct),
                await db.Set<Candidate>().AnyAsync(c => c.State == CandidateState.Waiting, ct)
            ),
            book
        );
        candidate.Sort(
            sorted,
            sorted.State is CandidateState.Routed ? partner!.Id : null,
            sorted.State is CandidateState.Joined ? first!.Id : null,
            today,
            now
        );
        if (sorted.State is CandidateState.Joined)
            first!.Again(candidate.Number, now);
        if (sorted.State is CandidateState.Prospect or CandidateState.Joined)
            await notices.Came(candidate, sorted.State is CandidateState.Joined ? first : null, ct);
        if (sorted.State is CandidateState.Routed)
            await notices.OfPartner(candidate, partner!, ct);
        await held.Save(ct);
        return JobOutcome.Done;
    }

    internal static Task<int> NewThisMonth(EntenteDb db, DateOnly today, CancellationToken ct)
    {
        var begun = new DateOnly(today.Year, today.Month, 1);
        return db.Set<Candidate>().CountAsync(c => c.CameIn >= begun, ct);
    }

    // Of the same domain: the first that is still to be decided; where none is, the one that was accepted. Who was declined may apply anew.
    private async Task<Candidate?> First(Candidate candidate, RecruitmentBook book, DateTimeOffset now, CancellationToken ct)
    {
        if (candidate.Domain.Length == 0 || book.JoinDays == 0)
            return null;
        var (since, joinable) = (now.AddDays(-book.JoinDays), CandidateStates.Joinable.ToList());
        while (true)
        {
            var found = await Earliest(candidate, since, joinable, ct);
            if (found is not { } id)
                return null;
            // Somebody may be deciding it at this moment: once it is ours it is asked again. Nobody who holds a candidate waits for the sorting.
            await db.Lock([CandidateDesk.Key(id)], ct);
            if (
                await db.Set<Candidate>().Include(c => c.Steps).SingleOrDefaultAsync(c => c.Id == id && joinable.Contains(c.State), ct) is
                { } first
            )
                return first;
        }
    }

    private Task<CandidateId?> Earliest(Candidate candidate, DateTimeOffset since, List<CandidateState> joinable, CancellationToken ct) =>
        db.Set<Candidate>()
            .Where(c => c.Domain == candidate.Domain && c.Id != candidate.Id && c.ReceivedAt > since && joinable.Contains(c.State))
            .OrderBy(c => c.State == CandidateState.Accepted)
            .ThenBy(c => c.ReceivedAt)
            .ThenBy(c => c.Id)
            .Select(c => (CandidateId?)c.Id)
            .FirstOrDefaultAsync(ct);
}
