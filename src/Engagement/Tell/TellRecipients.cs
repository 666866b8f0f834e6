using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Engagement.Model;
using Entente.Engagement.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Engagement.Tell;

/// <summary>
/// Tells the recipients of an announcement through the one door, a lot at a time. A lot is one transaction: that they were told and what they were told
/// are saved together, so a process that dies in the middle has told a whole number of lots, and the next run goes on behind them.
/// </summary>
internal sealed class TellRecipients(
    EntenteDb db,
    AccessApi access,
    Notices notices,
    NewsMails mails,
    Workspaces workspaces,
    TimeProvider clock
)
{
    public const int Lot = 500;

    /// <summary>Telling, reminding, correcting and ending happen one after the other.</summary>
    public static string Key(AnnouncementId id) => "announcement-tell:" + id.Value;

    /// <summary>Tells the next lot. False: nobody is left.</summary>
    public async Task<bool> Next(AnnouncementId id, CancellationToken ct)
    {
        await using var held = await db.Hold([Key(id)], ct);
        var now = clock.GetUtcNow();
        var of = await db.Set<Announcement>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct);
        if (of is null || of.PhaseAt(now) is not Phase.Live)
            return false;
        var lot = await db.Set<Recipient>()
            .AsNoTracking()
            .Where(r => r.AnnouncementId == id && r.ToldAt == null)
            .OrderBy(r => r.PersonId)
            .Take(Lot)
            .ToListAsync(ct);
        if (lot.Count == 0)
            return false;
        var sheet = of.Read();
        if (sheet.ByMail)
            await notices.Tell(
                of.AcknowledgeBy is null ? NoticeEvents.Announcement : NoticeEvents.AnnouncementAsked,
                await Mails(of, sheet, lot, ct),
                ct
            );
        await db.Write(
            "update announcement_recipient set told_at = $3 where workspace_id = $1 and announcement_id = $2 and person_id = any($4)",
            ct,
            db.Workspace.Value,
            id.Value,
            now.ToUniversalTime(),
            lot.Select(r => r.PersonId.Value).ToArray()
        );
        await held.Save(ct);
        db.ChangeTracker.Clear();
        return true;
    }

    /// <summary>What still waits to be mailed gets the words as they are now, reminders too. Whoever corrects holds <see cref="Key"/>.</summary>
    public async Task Rewrite(Announcement of, CancellationToken ct)
    {
        var waiting = await notices.Waiting(of.Id.Subject, ct);
        var sheet = of.Read();
        foreach (var some in waiting.Chunk(Lot))
        {
            var lot = await db.Set<Recipient>()
                .AsNoTracking()
                .Where(r => r.AnnouncementId == of.Id && some.Contains(r.PersonId))
                .ToListAsync(ct);
            await notices.Rewrite(
                of.AcknowledgeBy is null ? NoticeEvents.Announcement : NoticeEvents.AnnouncementAsked,
                [.. await Mails(of, sheet, lot, ct), .. await Reminders(of, sheet, lot, null, ct)],
                ct
            );
        }
    }

    private async Task<IReadOnlyList<NoticeFor>> Mails(
        Announcement of,
        AnnouncementSheet sheet,
        IReadOnlyList<Recipient> lot,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var (people, languages) = await Readers(lot, ct);
        return
        [
            .. lot.Where(r => people.ContainsKey(r.PersonId))
                .Select(r => mails.News(of, sheet, r, people[r.PersonId], languages.GetValueOrDefault(r.PersonId), workspace)),
        ];
    }

    /// <param name="step">Of which they are reminded, in days; null: the one of which each was reminded last.</param>
    public async Task<IReadOnlyList<NoticeFor>> Reminders(
        Announcement of,
        AnnouncementSheet sheet,
        IReadOnlyList<Recipient> lot,
        int? step,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Get(db.Workspace, ct);
        var (people, languages) = await Readers(lot, ct);
        return
        [
            .. lot.Where(r => people.ContainsKey(r.PersonId) && (step ?? r.Reminded) is not null)
                .Select(r =>
                    mails.Reminder(
                        of,
                        r,
                        people[r.PersonId],
                        AnnouncementSheet.For(sheet.Texts, languages.GetValueOrDefault(r.PersonId)).Title,
                        (step ?? r.Reminded)!.Value,
                        NewsMails.Due(of, r, workspace)!.Value,
                        workspace
                    )
                ),
        ];
    }

    // Whoever left since they were gathered is told nothing.
    private async Task<(Dictionary<PersonId, PersonCard> People, IReadOnlyDictionary<PersonId, string> Languages)> Readers(
        IReadOnlyList<Recipient> lot,
        CancellationToken ct
    )
    {
        List<PersonId> ids = [.. lot.Select(r => r.PersonId)];
        var people = (await access.Members(ids, ct))
            .Where(m => m is { Active: true, Person.Email.Length: > 0 })
            .ToDictionary(m => m.Person.Id, m => m.Person);
        return (people, await NewsReader.Languages(db, ids, ct));
    }
}
