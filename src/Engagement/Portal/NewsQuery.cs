using Entente.Engagement.Model;
using Entente.Engagement.Rules;
using Entente.Engagement.Tell;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Portal;

/// <summary>What is live for the person of a partner who looks. A row that makes them its recipient is the only way to an announcement.</summary>
public sealed class NewsQuery
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly Workspaces workspaces;
    private readonly NewsLinks links;
    private readonly TimeProvider clock;

    internal NewsQuery(EntenteDb db, Actor actor, Workspaces workspaces, NewsLinks links, TimeProvider clock) =>
        (this.db, this.actor, this.workspaces, this.links, this.clock) = (db, actor, workspaces, links, clock);

    /// <summary>What has to be confirmed first, then the newest.</summary>
    public async Task<IReadOnlyList<NewsLine>> List(CancellationToken ct) =>
        [
            .. (await Mine(ct))
                .Select(m => m.Line)
                .OrderByDescending(l => l.Waits)
                .ThenBy(l => l.Waits ? l.Due : null)
                .ThenByDescending(l => l.At),
        ];

    /// <summary>Null: there is none of this person's that is live.</summary>
    public async Task<NewsView?> Load(AnnouncementId id, CancellationToken ct)
    {
        if ((await Mine(ct, id)).SingleOrDefault() is not { } mine)
            return null;
        var version = await db.Set<AnnouncementVersion>()
            .AsNoTracking()
            .Where(v => v.AnnouncementId == id)
            .OrderByDescending(v => v.Number)
            .FirstAsync(ct);
        var slug = (await workspaces.Get(db.Workspace, ct)).Slug;
        var texts = mine.Sheet.Texts;
        return new(
            mine.Line,
            AnnouncementSheet.For(texts, mine.Language),
            [.. texts.Select(t => t.Language)],
            Markup
                .Links(texts.Select(t => t.Body))
                .Select((url, i) => (url, Path: links.To(slug, id, actor.Person!.Value, mine.Of.TextNumber, i)))
                .ToDictionary(l => l.url, l => l.Path, StringComparer.Ordinal),
            mine.Of.TextNumber,
            version.Number > 1 ? (version.At, version.Note) : null,
            mine.To.AcknowledgedText,
            mine.Of.ExpiresAt
        );
    }

    /// <summary>Those that stand on a deal sold so, in this stage.</summary>
    /// <param name="stage">Null: the reader may not know it.</param>
    internal async Task<IReadOnlyList<NewsLine>> OnDeal(string motion, string? stage, CancellationToken ct) =>
        [.. (await Mine(ct)).Where(m => m.Sheet.Fits(motion, stage)).Select(m => m.Line).OrderByDescending(l => l.At)];

    private async Task<IReadOnlyList<Own>> Mine(CancellationToken ct, AnnouncementId? only = null)
    {
        if (actor is not { Kind: ActorKind.Partner, Person: { } me, Partner: not null })
            return [];
        var now = clock.GetUtcNow();
        var rows = await db.Set<Recipient>()
            .AsNoTracking()
            .Where(r => r.PersonId == me && (only == null || r.AnnouncementId == only))
            .Join(
                db.Set<Announcement>(),
                r => new { r.WorkspaceId, Id = r.AnnouncementId },
                a => new { a.WorkspaceId, a.Id },
                (r, a) => new { To = r, Of = a }
            )
            .Where(x =>
                x.Of.Published
                && x.Of.EndedAt == null
                && (x.Of.StartsAt == null || x.Of.StartsAt <= now)
                && (x.Of.ExpiresAt == null || x.Of.ExpiresAt > now)
            )
            .ToListAsync(ct);
        if (rows.Count == 0)
            return [];
        var workspace = await workspaces.Get(db.Workspace, ct);
        var language = await db.Set<NewsReader>().Where(r => r.PersonId == me).Select(r => r.Language).SingleOrDefaultAsync(ct);
        return [.. rows.Select(r => Make(r.Of, r.To, language, workspace, workspace.DayOf(now)))];
    }

    private static Own Make(Announcement of, Recipient to, string? language, WorkspaceCard workspace, DateOnly today)
    {
        var sheet = of.Read();
        var text = AnnouncementSheet.For(sheet.Texts, language);
        var due = NewsMails.Due(of, to, workspace);
        var line = Markup.Plain(text.Body).FirstOrDefault() ?? "";
        return new(
            of,
            to,
            sheet,
            language,
            new(
                of.Id,
                text.Title,
                line.Length <= 160 ? line : line[..158] + " …",
                of.Begins!.Value,
                to.OpenedAt is null,
                due,
                to.AcknowledgedAt,
                due is { } day && to.AcknowledgedAt is null && Confirming.Shut(day, today)
            )
        );
    }

    private sealed record Own(Announcement Of, Recipient To, AnnouncementSheet Sheet, string? Language, NewsLine Line);
}
