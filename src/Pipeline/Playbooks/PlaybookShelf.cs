using Entente.Access;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Motions;
using Entente.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Playbooks;

/// <param name="Number">1: what every workspace starts with.</param>
public sealed record PublishedPlaybook(Playbook Playbook, int Number);

/// <summary>The motions as the workspace works them.</summary>
public sealed class PlaybookShelf(EntenteDb db, AccessApi access)
{
    private IReadOnlyDictionary<string, PublishedPlaybook>? known;

    /// <summary>All five, by motion; read once for a request.</summary>
    public async Task<IReadOnlyDictionary<string, PublishedPlaybook>> All(CancellationToken ct)
    {
        if (known is not null)
            return known;
        var rows = await db.Newest<PlaybookVersion>(ct);
        return known = StandardPlaybooks.Motions.ToDictionary(
            m => m,
            m =>
                rows.Find(r => r.Motion == m) is { } row
                    ? new PublishedPlaybook(row.Read(), row.Number)
                    : new PublishedPlaybook(StandardPlaybooks.Of(m)!, 1),
            StringComparer.Ordinal
        );
    }

    /// <summary>Null for a word that is no motion.</summary>
    public async Task<PublishedPlaybook?> Of(string motion, CancellationToken ct) => (await All(ct)).GetValueOrDefault(motion);

    /// <summary>The versions of a motion, the newest first.</summary>
    public Task<IReadOnlyList<PublishedVersion<Playbook>>> History(string motion, CancellationToken ct) =>
        db.History<PlaybookVersion, Playbook>(access, motion, ct);
}
