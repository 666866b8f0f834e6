using System.Globalization;
using Entente.Collaboration.Notifications;
using Entente.Engagement.Model;
using Entente.Engagement.Rules;
using Entente.Engagement.Tell;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;

namespace Entente.Engagement.Write;

/// <summary>
/// Publishes a draft: at once its recipients are gathered and wait to be told, or it is planned for its moment. Later its text is corrected with a
/// version of its own, or it is ended; both with a reason.
/// </summary>
public sealed class PublishAnnouncement
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly Workspaces workspaces;
    private readonly GatherRecipients gather;
    private readonly TellRecipients tell;
    private readonly Notices notices;

    internal PublishAnnouncement(
        EntenteDb db,
        Actor actor,
        TimeProvider clock,
        Workspaces workspaces,
        GatherRecipients gather,
        TellRecipients tell,
        Notices notices
    )
    {
        (this.db, this.actor, this.clock, this.workspaces) = (db, actor, clock, workspaces);
        (this.gather, this.tell, this.notices) = (gather, tell, notices);
    }

    /// <returns>How many people get it; null: it is planned.</returns>
    public async Task<Result<int?>> Run(AnnouncementId id, int seen, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        await using var held = await db.Hold([WriteAnnouncement.Key(id)], ct);
        if (await WriteAnnouncement.Load(db, id, ct) is not { } draft)
            return Refusals.None;
        if (draft.Version != seen)
            return Refusals.Changed;
        if (draft.Published)
            return Refusals.IsPublished;
        var now = clock.GetUtcNow();
        var workspace = await workspaces.Get(db.Workspace, ct);
        var sheet = draft.Read();
        var expires = sheet.ExpiresAt is { } end ? workspace.DayOf(end) : (DateOnly?)null;
        var starts = sheet.StartsAt is { } start ? workspace.DayOf(start) : (DateOnly?)null;
        var wrong = SheetCheck.NotReady(sheet, now, workspace.DayOf(now), starts, expires);
        if (wrong.Count > 0)
            return Refusals.NotReady(wrong);
        // Gathered before anything is changed here: what reaches nobody stays a draft.
        int? people = null;
        if (sheet.StartsAt > now)
        {
            db.Enqueue(new BeginAnnouncement(id), sheet.StartsAt);
        }
        else
        {
            people = await gather.Run(draft, actor.Scope, ct);
            if (people == 0)
                return Refusals.Nobody;
            await db.EnqueueOnce(new TellAnnouncement(id), id.Value.ToString("N"), ct);
            db.Witness("announcement.gathered", id.Subject, ("people", null, people.Value.ToString(CultureInfo.InvariantCulture)));
        }
        db.Add(draft.Publish(actor.Person, actor.Scope is not null, now));
        await held.Save(ct);
        return people;
    }

    /// <param name="why">What was corrected; partners read it.</param>
    /// <param name="seen">The version of the announcement on the page.</param>
    public async Task<Result> Correct(AnnouncementId id, int seen, IReadOnlyList<NewsText> texts, string? why, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        var reason = Reason(why);
        await using var held = await db.Hold([WriteAnnouncement.Key(id), TellRecipients.Key(id)], ct);
        var now = clock.GetUtcNow();
        if (await WriteAnnouncement.Load(db, id, ct) is not { } of)
            return Refusals.None;
        if (of.Version != seen)
            return Refusals.Changed;
        if (of.PhaseAt(now) is not (Phase.Live or Phase.Scheduled))
            return Refusals.NotPublished;
        // Its days may have passed meanwhile: only the words are looked at.
        var wrong = SheetCheck
            .NotReady(
                of.Read() with
                {
                    Texts = texts,
                    StartsAt = null,
                    ExpiresAt = null,
                    AcknowledgeBy = null,
                },
                now,
                DateOnly.MinValue,
                null,
                null
            )
            .Concat(reason is null ? Refusals.NoReason.Fields! : [])
            .ToDictionary(w => w.Key, w => w.Value, StringComparer.Ordinal);
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        db.Add(of.Correct(texts, reason!, actor.Person, now));
        db.Because(reason!);
        await tell.Rewrite(of, ct);
        await held.Save(ct);
        return Result.Done;
    }

    public async Task<Result> End(AnnouncementId id, int seen, string? why, CancellationToken ct)
    {
        if (Refusals.MayNot(actor) is { } forbidden)
            return forbidden;
        if (Reason(why) is not { } reason)
            return Refusals.NoReason;
        await using var held = await db.Hold([WriteAnnouncement.Key(id), TellRecipients.Key(id)], ct);
        var now = clock.GetUtcNow();
        if (await WriteAnnouncement.Load(db, id, ct) is not { } of)
            return Refusals.None;
        if (of.Version != seen)
            return Refusals.Changed;
        if (of.PhaseAt(now) is not (Phase.Live or Phase.Scheduled))
            return Refusals.NotPublished;
        of.End(reason, actor.Person, now);
        db.Because(reason);
        await notices.Withdraw(id.Subject, ct);
        await held.Save(ct);
        return Result.Done;
    }

    private static string? Reason(string? typed) =>
        TypedText.Line(typed) is { Length: > 0 and <= EngagementModel.LongestReason } words ? words : null;
}
