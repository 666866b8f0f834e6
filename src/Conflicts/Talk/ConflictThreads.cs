using Entente.Access;
using Entente.Access.Safelist;
using Entente.Collaboration.Threads;
using Entente.Conflicts.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Entente.Conflicts.Talk;

/// <summary>
/// A conflict is talked about among staff alone. What is said to a claimant stands on that claimant's registration, where it would stand without a
/// conflict: a conversation of its own would tell that there is a conflict before the letter does, and one for all claimants would tell each of the
/// others (evidence from each side is kept apart, CON-4).
/// </summary>
internal sealed class ConflictThreads(EntenteDb db, Workspaces workspaces) : IThreadHost
{
    public string Kind => ConflictId.SubjectKind;

    public async Task<ThreadPlace?> Place(Guid id, Actor actor, CancellationToken ct)
    {
        var key = new ConflictId(id);
        if (
            actor.IsOutsider
            || await db.Set<ConflictCase>().Where(c => c.Id == key).Select(c => new { c.Number, c.Company }).SingleOrDefaultAsync(ct)
                is not { } found
        )
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}";
        return new(
            key.Subject,
            found.Number,
            found.Company,
            null,
            SafeObjects.Registration,
            [],
            Permissions.ReadRegistrations,
            $"{root}/messages/{Kind}/{id:N}"
        )
        {
            Records = "conflicts",
            StaffBack = $"{root}/conflicts/{found.Number}",
            Parties = await db.Set<CaseParties>().Where(p => p.CaseId == key).Select(p => p.Concerns).Distinct().ToListAsync(ct),
        };
    }

    public async Task<Guid?> ByNumber(string number, CancellationToken ct) =>
        await db.Set<ConflictCase>().Where(c => c.Number == number).Select(c => (ConflictId?)c.Id).SingleOrDefaultAsync(ct) is { } id
            ? id.Value
            : null;
}
