using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Audit;

/// <summary>Which entries to show. Null: any.</summary>
/// <param name="Action">The whole action, or its beginning when it ends with a dot: <c>registration.</c></param>
/// <param name="From">At or after, UTC.</param>
/// <param name="Until">Before, UTC.</param>
public sealed record AuditFilter(
    string? SubjectKind = null,
    Guid? SubjectId = null,
    PersonId? Person = null,
    string? Action = null,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    Channel? Through = null
)
{
    /// <summary>Whether it lets everything pass.</summary>
    public bool IsEmpty => this == new AuditFilter();

    /// <summary>The same in a query.</summary>
    internal IQueryable<AuditEntry> Of(IQueryable<AuditEntry> entries)
    {
        if (SubjectKind is { } kind)
            entries = entries.Where(e => e.SubjectKind == kind);
        if (SubjectId is { } subject)
            entries = entries.Where(e => e.SubjectId == subject);
        if (Person is { } person)
            entries = entries.Where(e => e.Person == person || e.OnBehalfOf == person);
        if (Action is { } action)
            entries = action.EndsWith('.') ? entries.Where(e => e.Action.StartsWith(action)) : entries.Where(e => e.Action == action);
        if (From is { } from)
            entries = entries.Where(e => e.At >= from);
        if (Until is { } until)
            entries = entries.Where(e => e.At < until);
        if (Through is { } through)
            entries = entries.Where(e => e.Channel == through);
        return entries;
    }

    /// <summary>Whether it lets this one pass.</summary>
    internal bool Admits(AuditEntry entry) =>
        (SubjectKind is null || entry.SubjectKind == SubjectKind)
        && (SubjectId is null || entry.SubjectId == SubjectId)
        && (Person is null || entry.Person == Person || entry.OnBehalfOf == Person)
        && (Action is null || (Action.EndsWith('.') ? entry.Action.StartsWith(Action, StringComparison.Ordinal) : entry.Action == Action))
        && (From is null || entry.At >= From)
        && (Until is null || entry.At < Until)
        && (Through is null || entry.Channel == Through);
}

/// <summary>How an entry stands in the chain.</summary>
public enum AuditProof
{
    /// <summary>Written a moment ago; the sealer has not come by yet.</summary>
    NotSealed,

    /// <summary>Its values give its digest, and its digest and the seal before give its seal.</summary>
    Holds,

    /// <summary>They do not: the entry, a value or a seal was changed behind the app's back.</summary>
    Broken,
}

/// <summary>One field before and after; both null and <paramref name="Erased"/> when a person was erased from it.</summary>
public sealed record AuditChange(string Field, string? Before, string? After, bool Erased);

/// <summary>One entry as the viewer shows it. <paramref name="Number"/> is its place in the chain, from 1.</summary>
public sealed record AuditRow(
    Guid Id,
    DateTimeOffset At,
    ActorKind ActorKind,
    PersonId? Person,
    PersonId? OnBehalfOf,
    PartnerId? Partner,
    Channel Channel,
    string Action,
    SubjectRef Subject,
    string Correlation,
    string Reason,
    long? Number,
    AuditProof Proof,
    IReadOnlyList<AuditChange> Changes
);

/// <summary>Where the chain of this workspace stands. <paramref name="Hash"/> is that of the last seal, hex.</summary>
public sealed record AuditChain(long Sealed, long Waiting, string Hash);

/// <summary>Reads the audit of one workspace; checks the proof of every entry it shows.</summary>
public sealed class AuditReader(EntenteDb db)
{
    /// <summary>Newest first.</summary>
    public async Task<(IReadOnlyList<AuditRow> Rows, int Total)> List(AuditFilter filter, int skip, int take, CancellationToken ct)
    {
        var entries = Matching(filter);
        var total = await entries.CountAsync(ct);
        var page = await entries
            .Include(e => e.Values)
            .OrderByDescending(e => e.At)
            .ThenByDescending(e => e.Tx)
            .ThenByDescending(e => e.Id)
            .Skip(skip)
            .Take(take)
            .ToListAsync(ct);
        var seals = await Seals(page, ct);
        return ([.. page.Select(e => Row(e, seals))], total);
    }

    public async Task<AuditChain> Chain(CancellationToken ct)
    {
        var head = await db.Set<AuditHead>().AsNoTracking().SingleOrDefaultAsync(ct);
        var all = await db.Set<AuditEntry>().LongCountAsync(ct);
        return new(head?.Number ?? 0, all - (head?.Number ?? 0), Convert.ToHexStringLower(head?.Hash ?? AuditDigest.Genesis));
    }

    /// <summary>Every kind of record that the audit speaks of, for a filter.</summary>
    public Task<List<string>> Kinds(CancellationToken ct) =>
        db.Set<AuditEntry>().Select(e => e.SubjectKind).Distinct().OrderBy(k => k).ToListAsync(ct);

    private IQueryable<AuditEntry> Matching(AuditFilter filter) => filter.Of(db.Set<AuditEntry>().AsNoTracking());

    private async Task<SealsOfPage> Seals(List<AuditEntry> page, CancellationToken ct)
    {
        var ids = page.Select(e => e.Id).ToList();
        var own = await db.Set<AuditSeal>().AsNoTracking().Where(s => ids.Contains(s.EntryId)).ToListAsync(ct);
        var before = own.Select(s => s.Number - 1).ToList();
        var previous = await db.Set<AuditSeal>()
            .Where(s => before.Contains(s.Number))
            .Select(s => new { s.Number, s.Hash })
            .ToDictionaryAsync(s => s.Number, s => s.Hash, ct);
        previous[0] = AuditDigest.Genesis;
        return new(own.ToDictionary(s => s.EntryId), previous);
    }

    private static AuditRow Row(AuditEntry entry, SealsOfPage seals) =>
        new(
            entry.Id,
            entry.At,
            entry.ActorKind,
            entry.Person,
            entry.OnBehalfOf,
            entry.Partner,
            entry.Channel,
            entry.Action,
            new(entry.SubjectKind, entry.SubjectId),
            entry.Correlation,
            entry.Reason,
            seals.Own.GetValueOrDefault(entry.Id)?.Number,
            Prove(entry, seals),
            [
                .. entry
                    .Values.OrderBy(v => v.Field, StringComparer.Ordinal)
                    .Select(v => new AuditChange(v.Field, v.Before, v.After, v.Salt is null)),
            ]
        );

    private static AuditProof Prove(AuditEntry entry, SealsOfPage seals)
    {
        var commitments = new List<(string, byte[])>();
        foreach (var value in entry.Values)
        {
            // An erased value has lost its salt: its commitment stands for it.
            if (value.Salt is { } salt && !AuditDigest.Commitment(salt, value.Before, value.After).AsSpan().SequenceEqual(value.Commitment))
                return AuditProof.Broken;
            commitments.Add((value.Field, value.Commitment));
        }
        var digest = AuditDigest.OfEntry(AuditWriter.Facts(entry) with { Commitments = commitments });
        if (!digest.AsSpan().SequenceEqual(entry.Digest))
            return AuditProof.Broken;
        if (!seals.Own.TryGetValue(entry.Id, out var seal))
            return AuditProof.NotSealed;
        var linked =
            seals.Previous.TryGetValue(seal.Number - 1, out var previous)
            && AuditDigest.OfSeal(previous, seal.Number, digest).AsSpan().SequenceEqual(seal.Hash);
        return linked ? AuditProof.Holds : AuditProof.Broken;
    }

    private sealed record SealsOfPage(IReadOnlyDictionary<Guid, AuditSeal> Own, IReadOnlyDictionary<long, byte[]> Previous);
}
