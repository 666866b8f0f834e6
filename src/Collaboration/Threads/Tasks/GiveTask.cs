using Entente.Access;
using Entente.Collaboration.Model;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Threads.Tasks;

/// <summary>
/// Entente itself gives somebody of the staff a task in a record's conversation: internal, to be done by people. Only stages, the caller saves. For jobs:
/// nobody is asked whether they may.
/// </summary>
public sealed class GiveTask
{
    private readonly EntenteDb db;
    private readonly TimeProvider clock;
    private readonly ThreadHosts hosts;
    private readonly ReadersOf readers;

    internal GiveTask(EntenteDb db, TimeProvider clock, ThreadHosts hosts, ReadersOf readers) =>
        (this.db, this.clock, this.hosts, this.readers) = (db, clock, hosts, readers);

    /// <param name="to">Who gets it; when they do not read the record, or with null, the first owner or admin who does.</param>
    /// <param name="title">At most <see cref="TalkTask.LongestTitle"/> characters; what is longer is cut.</param>
    /// <param name="due">A day of the workspace.</param>
    /// <param name="once">At most 100 characters. The same one again is the same task, and nothing is staged.</param>
    /// <returns>False: there is nobody who could do it, and nothing is staged.</returns>
    public async Task<bool> Stage(SubjectRef about, PersonId? to, string title, DateOnly due, string once, CancellationToken ct)
    {
        if (await db.Set<TalkTask>().AnyAsync(t => t.Submission == once, ct))
            return true;
        if (await hosts.Find(about, ct) is not { } place)
            return false;
        var staff = (await readers.Load(place, db.Workspace, ct)).Staff;
        var owner =
            staff.FirstOrDefault(m => m.Person.Id == to) ?? staff.FirstOrDefault(m => m.StaffRole is StaffRole.Owner or StaffRole.Admin);
        if (owner is null)
            return false;
        var words = title.Length > TalkTask.LongestTitle ? title[..(TalkTask.LongestTitle - 1)] + "…" : title;
        db.Add(TalkTask.Add(place, null, words, (owner.Person.Id, owner.Person.Name), due, (null, "Entente"), once, clock.GetUtcNow()));
        return true;
    }
}
