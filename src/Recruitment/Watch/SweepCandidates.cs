using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Recruitment.Book;
using Entente.Recruitment.Model;
using Entente.Recruitment.Rules;
using Entente.Recruitment.Sort;
using Microsoft.EntityFrameworkCore;

namespace Entente.Recruitment.Watch;

/// <summary>
/// Sends to the rules what they never looked at; lets in who waits, the oldest first, as far as the month has room; tells owners of candidates whose day has come. Each in a transaction that looks anew,
/// so that two nodes at once, or a run that died, do nothing twice.
/// </summary>
internal sealed class SweepCandidates(EntenteDb db, RecruitmentShelf shelf, StaffNotices notices, Workspaces workspaces) : IScheduled
{
    private const int AtOnce = 200;

    /// <summary>An application is looked at within seconds.</summary>
    private static readonly TimeSpan LeftAlone = TimeSpan.FromMinutes(10);

    public async Task Run(DateTimeOffset now, CancellationToken ct)
    {
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(now);
        await Resort(now, ct);
        await LetIn(today, now, ct);
        var due = await db.Set<Candidate>()
            .Where(c => c.State == CandidateState.NotNow && c.RevisitOn <= today && !c.RevisitTold)
            .OrderBy(c => c.RevisitOn)
            .Select(c => c.Number)
            .ToListAsync(ct);
        db.ChangeTracker.Clear();
        await EachDue.Run(db, due.Select(n => new DueAct(n, () => TellOfRevisit(n, today, ct))), ct);
    }

    private async Task TellOfRevisit(string number, DateOnly today, CancellationToken ct)
    {
        await using var desk = await CandidateDesk.Take(db, number, ct);
        if (desk is { Candidate: { State: CandidateState.NotNow, RevisitTold: false } candidate } && candidate.RevisitOn <= today)
        {
            await notices.Revisit(candidate, ct);
            candidate.TellOfRevisit();
            await desk.Save(ct);
        }
    }

    // The job that looks at an application was given up, or is long in coming: nobody is left as received.
    private async Task Resort(DateTimeOffset now, CancellationToken ct)
    {
        var before = now - LeftAlone;
        var left = await db.Set<Candidate>()
            .Where(c => c.State == CandidateState.Received && c.ReceivedAt < before)
            .OrderBy(c => c.ReceivedAt)
            .Take(AtOnce)
            .Select(c => c.Id)
            .ToListAsync(ct);
        if (left.Count == 0)
            return;
        await using var held = await db.Hold(["recruitment-resort"], ct);
        foreach (var id in left)
            await db.EnqueueOnce(new SortApplication(id), id.Value.ToString("N"), ct);
        await held.Save(ct);
    }

    private async Task LetIn(DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        var ids = await Oldest(db.Set<Candidate>()).Select(c => c.Id).Take(AtOnce).ToListAsync(ct);
        if (ids.Count == 0)
            return;
        // With each of them: somebody may take one up by hand at this moment.
        await using var held = await db.Hold([RunSortApplication.OneByOne], ct);
        await db.Lock(ids.Select(CandidateDesk.Key), ct);
        var room = Sorting.Room((await shelf.InForce(ct)).Book, await RunSortApplication.NewThisMonth(db, today, ct));
        if (room == 0)
            return;
        var waiting = await Oldest(db.Set<Candidate>().Include(c => c.Steps).Where(c => ids.Contains(c.Id)))
            .Take(Math.Min(room, AtOnce))
            .ToListAsync(ct);
        foreach (var candidate in waiting)
        {
            candidate.ComeIn(today, now);
            await notices.Came(candidate, null, ct);
        }
        await held.Save(ct);
    }

    private static IQueryable<Candidate> Oldest(IQueryable<Candidate> all) =>
        all.Where(c => c.State == CandidateState.Waiting).OrderBy(c => c.ReceivedAt).ThenBy(c => c.Id);
}
