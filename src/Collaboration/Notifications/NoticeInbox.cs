using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

/// <summary>What somebody was told, as their page shows it.</summary>
public sealed record NoticeRow(
    Guid Id,
    string Headline,
    string Line,
    string Record,
    string Why,
    DateTimeOffset At,
    DateTimeOffset? By,
    bool New
);

/// <summary>A person's own page of what they were told. Nobody else's is ever reached: every query names whoever asks.</summary>
public sealed class NoticeInbox(EntenteDb db, Actor actor, TimeProvider clock)
{
    public const int PerPage = 30;

    /// <summary>Newest first.</summary>
    public async Task<(IReadOnlyList<NoticeRow> Rows, int Total)> List(bool onlyNew, int skip, CancellationToken ct)
    {
        var shown = Mine().Where(n => !onlyNew || n.ReadAt == null);
        var rows = await shown
            .OrderByDescending(n => n.At)
            .ThenBy(n => n.Id)
            .Skip(skip)
            .Take(PerPage)
            .Select(n => new NoticeRow(n.Id.Value, n.Headline, n.Line, n.Record, n.Why, n.At, n.ActBy, n.ReadAt == null))
            .ToListAsync(ct);
        return (rows, await shown.CountAsync(ct));
    }

    /// <summary>How many they have not read.</summary>
    public Task<int> New(CancellationToken ct) => Mine().CountAsync(n => n.ReadAt == null, ct);

    /// <summary>Marks it as read and says where it is seen; null: there is no such notice for whoever asks. Empty: nowhere but here.</summary>
    public async Task<string?> Open(Guid id, CancellationToken ct)
    {
        var key = new NoticeId(id);
        if (await Mine().SingleOrDefaultAsync(n => n.Id == key, ct) is not { } notice)
            return null;
        notice.Read(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return notice.Href;
    }

    /// <summary>What came until the page was shown: what came since stays new.</summary>
    public async Task<int> ReadAll(DateTimeOffset until, CancellationToken ct) =>
        actor is { Person: { } person, ReadOnly: false }
            ? await db.Write(
                "update notice set read_at = $3, version = version + 1 where workspace_id = $1 and person_id = $2 and inbox and read_at is null and at <= $4",
                ct,
                db.Workspace.Value,
                person.Value,
                clock.GetUtcNow().ToUniversalTime(),
                until.ToUniversalTime()
            )
            : 0;

    private IQueryable<Notice> Mine()
    {
        var me = actor.Person ?? default;
        return db.Set<Notice>().Where(n => n.PersonId == me && n.Inbox);
    }
}
