using System.Globalization;
using Entente.Engagement.Model;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Portal;

/// <summary>
/// What a reader does with an announcement: it was shown to them, they opened it, they confirm it, they read in another language. Each grade of evidence
/// is written once; staff who view as somebody leave none.
/// </summary>
public sealed class ReadNews(EntenteDb db, Actor actor, NewsQuery query, TimeProvider clock)
{
    /// <summary>It stood on their portal.</summary>
    public Task Shown(IReadOnlyCollection<AnnouncementId> shown, CancellationToken ct) =>
        shown.Count == 0 ? Task.CompletedTask : Note("delivered_at", shown, ct);

    /// <summary>They opened its page.</summary>
    public Task Opened(AnnouncementId id, CancellationToken ct) => Note("opened_at", [id], ct);

    /// <param name="text">The version that they read.</param>
    public async Task<Result> Confirm(AnnouncementId id, int text, CancellationToken ct)
    {
        if (await query.Load(id, ct) is not { } view)
            return Refusals.None;
        if (view.Line.Due is null)
            return Refusals.NothingToConfirm;
        if (view.Line.ConfirmedAt is not null)
            return Result.Done;
        if (view.TextNumber != text)
            return Refusals.TextChanged;
        await using var held = await db.Hold([$"announcement-confirm:{id.Value}:{actor.Person}"], ct);
        var confirmed = await db.Write(
            """
            update announcement_recipient set acknowledged_at = $4, acknowledged_text = $5
             where workspace_id = $1 and announcement_id = $2 and person_id = $3 and acknowledged_at is null
            """,
            ct,
            db.Workspace.Value,
            id.Value,
            actor.Person!.Value.Value,
            clock.GetUtcNow().ToUniversalTime(),
            text
        );
        if (confirmed > 0)
            db.Witness(
                "announcement.confirmed",
                id.Subject,
                ("person", null, actor.Person!.Value.ToString()),
                ("text", null, text.ToString(CultureInfo.InvariantCulture))
            );
        await held.Save(ct);
        return Result.Done;
    }

    /// <summary>From now on they read this language, wherever there is a text in it.</summary>
    public async Task<Result> Prefer(AnnouncementId id, string? language, CancellationToken ct)
    {
        if (await query.Load(id, ct) is not { } view || actor is not { Person: { } me, Partner: { } partner })
            return Refusals.None;
        if (view.Languages.FirstOrDefault(l => l == language) is not { } known)
            return Refusals.NoLanguage;
        await using var held = await db.Hold([$"news-reader:{me}"], ct);
        if (await db.Set<NewsReader>().SingleOrDefaultAsync(r => r.PersonId == me, ct) is not { } reader)
            db.Add(reader = new() { PersonId = me, PartnerId = partner });
        reader.Language = known;
        await held.Save(ct);
        return Result.Done;
    }

    private async Task Note(string column, IReadOnlyCollection<AnnouncementId> ids, CancellationToken ct)
    {
        if (actor is { ReadOnly: false, Kind: ActorKind.Partner, Person: { } me })
            await db.Write(
                $"""
                update announcement_recipient set {column} = $4
                 where workspace_id = $1 and announcement_id = any($2) and person_id = $3 and {column} is null
                """,
                ct,
                db.Workspace.Value,
                ids.Select(i => i.Value).ToArray(),
                me.Value,
                clock.GetUtcNow().ToUniversalTime()
            );
    }
}
