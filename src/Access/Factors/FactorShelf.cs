using Entente.Access.Model;
using Entente.Access.StepUp;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Access.Factors;

/// <summary>A factor in its owner's list.</summary>
internal sealed record FactorRow(CredentialId Id, CredentialKind Kind, string Name, DateTimeOffset MadeAt, DateTimeOffset? UsedAt);

/// <summary>Which factors of a person count in this workspace: one law for asking, proving, listing and removing.</summary>
internal sealed class FactorShelf(EntenteDb db)
{
    /// <summary>As entities that are tracked when changed; recovery codes included.</summary>
    public async Task<IQueryable<Credential>> Counting(PersonId person, CancellationToken ct)
    {
        var here = db.Workspace;
        var from = await db.Set<Membership>().Where(m => m.PersonId == person).Select(m => m.FactorsFrom).SingleOrDefaultAsync(ct);
        return db.Set<Credential>()
            .Where(c => c.PersonId == person && (c.OnlyIn == null || c.OnlyIn == here) && (from == null || c.MadeAt >= from));
    }

    /// <summary>Apps and passkeys, the oldest first, and how many recovery codes are left.</summary>
    public async Task<(IReadOnlyList<FactorRow> Factors, int Codes)> List(PersonId person, CancellationToken ct)
    {
        var rows = await (await Counting(person, ct))
            .OrderBy(c => c.MadeAt)
            .ThenBy(c => c.Id)
            .Select(c => new FactorRow(c.Id, c.Kind, c.Name, c.MadeAt, c.UsedAt))
            .ToListAsync(ct);
        return ([.. rows.Where(r => r.Kind is not CredentialKind.Recovery)], rows.Count(r => r.Kind is CredentialKind.Recovery));
    }

    /// <summary>
    /// Where a factor counts that is set up in this session: wherever its owner goes, or in this workspace alone, if that is all the session opens, or if
    /// they have older factors that they did not have to show here. Otherwise an admin of one workspace, together with whoever reads a mailbox, would
    /// make a key to all the others.
    /// </summary>
    public async Task<WorkspaceId?> ScopeOf(SessionVisit session, CancellationToken ct)
    {
        if (session.OnlyIn is { } only)
            return only;
        if (session.FactorAt is not null && session.HasFactor)
            return null;
        return await db.Set<Credential>().AnyAsync(c => c.PersonId == session.Person, ct) ? db.Workspace : null;
    }

    /// <summary>Fresh recovery codes instead of those that count here; the caller saves and shows them, this once.</summary>
    public async Task<IReadOnlyList<string>> StageCodes(PersonId person, WorkspaceId? onlyIn, DateTimeOffset now, CancellationToken ct)
    {
        db.RemoveRange(await (await Counting(person, ct)).Where(c => c.Kind == CredentialKind.Recovery).ToListAsync(ct));
        List<string> codes = [.. Enumerable.Range(0, RecoveryCodes.Count).Select(_ => RecoveryCodes.New())];
        foreach (var code in codes)
        {
            var hash = RecoveryCodes.Hash(person, RecoveryCodes.Read(code)!);
            db.Add(Credential.Of(person, CredentialKind.Recovery, "", (hash, null, 0), onlyIn, now));
        }
        return codes;
    }
}
