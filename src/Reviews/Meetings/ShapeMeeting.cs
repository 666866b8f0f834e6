using Entente.Access;
using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Reviews.Model;
using Entente.Reviews.Prepare;
using Entente.Reviews.Rhythms;
using Entente.Reviews.Rules;
using Entente.Reviews.Work;
using Microsoft.EntityFrameworkCore;

namespace Entente.Reviews.Meetings;

/// <summary>Staff move a meeting, write what came of it and what is decided, until it is held or skipped. A page of before is refused.</summary>
public sealed class ShapeMeeting
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly TimeProvider clock;
    private readonly AccessApi access;
    private readonly GatherAgenda gather;
    private readonly Workspaces workspaces;

    internal ShapeMeeting(EntenteDb db, Actor actor, TimeProvider clock, AccessApi access, GatherAgenda gather, Workspaces workspaces)
    {
        (this.db, this.actor, this.clock) = (db, actor, clock);
        (this.access, this.gather, this.workspaces) = (access, gather, workspaces);
    }

    public Task<Result> Move(MeetingId id, int seen, ReviewForm form, CancellationToken ct) =>
        Run(
            id,
            async (meeting, wrong) =>
            {
                if (meeting.Version != seen)
                    return Refusals.Stale;
                var workspace = await workspaces.Get(db.Workspace, ct);
                var (day, at) = (ReviewText.Day(form.Planned), MeetingRuleForm.Time(form.Time));
                if (day is null)
                    wrong["planned"] = "Give the day.";
                else if (day < workspace.DayOf(clock.GetUtcNow()))
                    wrong["planned"] = "Give a day that is not over.";
                if (at is null)
                    wrong["time"] = "Give the time, such as 10:00.";
                if (
                    !int.TryParse(TypedText.Line(form.Minutes), System.Globalization.CultureInfo.InvariantCulture, out var minutes)
                    || minutes is < MeetingBookCheck.Shortest or > MeetingBookCheck.Longest
                )
                    wrong["minutes"] = $"Write a number of minutes from {MeetingBookCheck.Shortest} to {MeetingBookCheck.Longest}.";
                if (wrong.Count == 0)
                    meeting.Move(LocalTime.FirstInstantOf(day!.Value.ToDateTime(at!.Value), workspace.Zone), minutes);
                return Result.Done;
            },
            ct
        );

    public Task<Result> Write(MeetingId id, int seen, ReviewForm form, CancellationToken ct) =>
        Run(
            id,
            async (meeting, wrong) =>
            {
                if (meeting.Version != seen)
                    return Refusals.Stale;
                var (summary, text) = (ReviewText.Lines(form.Summary, "summary", wrong), ReviewText.Lines(form.Note, "note", wrong));
                if (wrong.Count > 0)
                    return Result.Done;
                meeting.Write(summary);
                if (await db.Set<MeetingNote>().SingleOrDefaultAsync(n => n.MeetingId == id, ct) is not { } note)
                    db.Add(note = MeetingNote.Of(meeting));
                note.Write(text);
                return Result.Done;
            },
            ct
        );

    public Task<Result> Decide(MeetingId id, ReviewForm form, CancellationToken ct) =>
        Run(
            id,
            async (meeting, wrong) =>
            {
                if (meeting.Decisions.Count >= PrepareReview.MostGoals)
                    return Refusals.TooMuchDecided;
                var now = clock.GetUtcNow();
                var (points, cards) = await gather.Run(meeting, now, ct);
                var about = MeetingAbouts
                    .Of(Agenda.Readable(points, actor.May, actor.Scope is not null), cards)
                    .FirstOrDefault(a => a.Key == form.About)
                    .About;
                if (about is null)
                    wrong["about"] = "Choose what it is about.";
                if (await Read(meeting, null, form, wrong, ct) is var (words, owner, due) && about is not null)
                    db.Add(meeting.Decide(about, words, owner, due, now));
                return Result.Done;
            },
            ct
        );

    public Task<Result> ChangeDecision(MeetingId id, Guid? part, int seen, ReviewForm form, CancellationToken ct) =>
        Decision(
            id,
            part,
            seen,
            async (meeting, decision, wrong) =>
            {
                if (await Read(meeting, decision, form, wrong, ct) is var (words, owner, due))
                    meeting.Set(decision, words, owner, due);
            },
            ct
        );

    public Task<Result> RemoveDecision(MeetingId id, Guid? part, int seen, CancellationToken ct) =>
        Decision(
            id,
            part,
            seen,
            (meeting, decision, _) =>
            {
                meeting.Remove(decision);
                db.Remove(decision);
                return Task.CompletedTask;
            },
            ct
        );

    private Task<Result> Decision(
        MeetingId id,
        Guid? part,
        int seen,
        Func<Meeting, MeetingDecision, Dictionary<string, string>, Task> act,
        CancellationToken ct
    ) =>
        Run(
            id,
            async (meeting, wrong) =>
            {
                if (meeting.Decisions.FirstOrDefault(d => d.Id.Value == part) is not { } decision)
                    return Refusals.NoDecision;
                if (decision.Version != seen)
                    return Refusals.Stale;
                await act(meeting, decision, wrong);
                return Result.Done;
            },
            ct
        );

    private async Task<Result> Run(MeetingId id, Func<Meeting, Dictionary<string, string>, Task<Result>> act, CancellationToken ct)
    {
        if (!Refusals.May(actor))
            return Refusals.MayNotPlan;
        await using var desk = await MeetingDesk.Take(db, id, ct);
        if (desk is not { Meeting: { } meeting })
            return Refusals.NoMeeting;
        if (meeting.State is not MeetingState.Planned)
            return Refusals.MeetingOver;
        var wrong = new Dictionary<string, string>(StringComparer.Ordinal);
        var done = await act(meeting, wrong);
        if (!done.Ok)
            return done;
        if (wrong.Count > 0)
            return Refusals.Invalid(wrong);
        await desk.Save(ct);
        return Result.Done;
    }

    private async Task<(string Words, PersonId Owner, DateOnly Due)?> Read(
        Meeting meeting,
        MeetingDecision? known,
        ReviewForm form,
        Dictionary<string, string> wrong,
        CancellationToken ct
    )
    {
        var words = ReviewText.Line(form.Words, "words", "Say what was decided.", wrong);
        var today = (await workspaces.Get(db.Workspace, ct)).DayOf(clock.GetUtcNow());
        var due = ReviewText.Day(form.Due);
        // A day that has passed meanwhile may stay.
        if (due is not { } day || (day != known?.DueOn && !TaskRules.MayBeDue(day, today)))
            wrong["due"] = "Give the day until when it is done, today or later.";
        // Whoever had it and left may keep it until somebody else is named.
        if (
            !Ids.TryParse<PersonId>(form.Owner, out var owner)
            || (owner != known?.OwnerId && !(await MeetingPeople.Of(access, meeting, ct)).Any(m => m.Person.Id == owner))
        )
            wrong["owner"] = "Choose who does it.";
        return wrong.Count > 0 ? null : (words, owner, due!.Value);
    }
}

/// <summary>Who can own a decision of a meeting: staff, and where the partner takes part its people who see it as a whole.</summary>
internal static class MeetingPeople
{
    public static async Task<IReadOnlyList<MemberCard>> Of(AccessApi access, Meeting meeting, CancellationToken ct) =>
        meeting.Kind is MeetingKind.SalesReview
            ? [.. (await ReviewPeople.Of(access, meeting.PartnerId, ct)).Where(m => m.Side is MemberSide.Staff || meeting.Out)]
            : [.. (await access.Staff(ct)).Where(m => m.May(Permissions.ReadPartners))];
}
