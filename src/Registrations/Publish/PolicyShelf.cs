using Entente.Access;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Entente.Registrations.Model;
using Entente.Registrations.Rules;
using Microsoft.EntityFrameworkCore;

namespace Entente.Registrations.Publish;

/// <param name="InForce">What counts now.</param>
/// <param name="Newest">The highest number published, in force or not.</param>
/// <param name="Ahead">A version that begins later, the next one first.</param>
internal sealed record PolicyState(Terms InForce, int Newest, DraftView? Draft, PublishedVersion? Ahead, string Currency);

/// <param name="Version">Of the row: a page that saw an older one is stale.</param>
internal sealed record DraftView(Policy Policy, int BasedOn, int Version, DateTimeOffset ChangedAt);

/// <summary>A version in the history.</summary>
/// <param name="From">Since when, or from when on, it counts; null: from the beginning.</param>
/// <param name="Until">When it stopped counting; null: not yet.</param>
/// <param name="Skipped">It never counted: another one does from the same moment.</param>
internal sealed record VersionView(
    int Number,
    string Note,
    string? By,
    DateTimeOffset? PublishedAt,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    bool Skipped,
    IReadOnlyList<PolicyChange> Changes
);

/// <summary>Reads what was published and what is being prepared.</summary>
public sealed class PolicyShelf(EntenteDb db, ClaimWorld world, AccessApi access, TimeProvider clock)
{
    internal async Task<PolicyState> Load(CancellationToken ct)
    {
        var terms = await world.Terms(ct);
        var published = await Published(ct);
        var draft = await db.Set<PolicyDraft>().AsNoTracking().SingleOrDefaultAsync(ct);
        var now = clock.GetUtcNow();
        return new(
            terms,
            published.Count == 0 ? PolicyTimeline.First : published.Max(p => p.Number),
            draft is null ? null : new(draft.Read(), draft.BasedOn, draft.Version, draft.ChangedAt),
            published.Where(p => p.From > now && PolicyTimeline.At(published, p.From) == p.Number).OrderBy(p => p.From).FirstOrDefault(),
            (await world.Workspace(ct)).Currency
        );
    }

    /// <summary>A version as it was published; null when there is none.</summary>
    internal async Task<Policy?> Version(int number, CancellationToken ct) =>
        number == PolicyTimeline.First
            ? Policy.Default
            : (await db.Set<PolicyVersion>().AsNoTracking().SingleOrDefaultAsync(p => p.Number == number, ct))?.Read();

    /// <summary>All versions, newest first, each with what it changed.</summary>
    internal async Task<IReadOnlyList<VersionView>> History(CancellationToken ct)
    {
        var rows = await db.Set<PolicyVersion>().AsNoTracking().OrderBy(p => p.Number).ToListAsync(ct);
        var published = rows.Select(r => new PublishedVersion(r.Number, r.InForceFrom)).ToList();
        var people = await access.People(rows.Select(r => r.By).OfType<PersonId>(), ct);
        var (first, views) = (PolicyTimeline.Span(published, PolicyTimeline.First), new List<VersionView>());
        views.Add(new(PolicyTimeline.First, "What every workspace starts with", null, null, null, first?.Until, first is null, []));
        var before = Policy.Default;
        foreach (var row in rows)
        {
            var (policy, span) = (row.Read(), PolicyTimeline.Span(published, row.Number));
            views.Add(
                new(
                    row.Number,
                    row.Note,
                    row.By is { } by ? people.GetValueOrDefault(by)?.Name : null,
                    row.PublishedAt,
                    row.InForceFrom,
                    span?.Until,
                    span is null,
                    PolicyDiff.Between(before, policy)
                )
            );
            before = policy;
        }
        views.Reverse();
        return views;
    }

    private Task<List<PublishedVersion>> Published(CancellationToken ct) =>
        db.Set<PolicyVersion>().Select(p => new PublishedVersion(p.Number, p.InForceFrom)).ToListAsync(ct);
}
