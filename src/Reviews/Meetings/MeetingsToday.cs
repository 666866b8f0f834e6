using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Portal.Today;
using Entente.Reviews.Rules;
using Entente.Ui;

namespace Entente.Reviews.Meetings;

/// <summary>On Today: the meetings of the day that the reader holds.</summary>
internal sealed class MeetingsToday(MeetingCalendar calendar, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Most = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.IsStaff || actor.Person is null)
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var today = workspace.DayOf(now);
        var due = (await calendar.Between(today, today, mine: true, ct)).Where(m => m.State is MeetingState.Planned).ToList();
        if (due.Count == 0)
            return null;
        var reader = new Reader(now, workspace.Zone);
        return new(
            "meetings",
            "Meetings today",
            TodayPlace.Card,
            due.Count,
            [
                .. due.Take(Most)
                    .Select(m => new TodayRow(
                        m.Kind is MeetingKind.SalesReview ? $"{m.Kind.Words()}: {m.Title}" : m.Kind.Words(),
                        $"/w/{workspace.Slug}/cadence/{m.Id.Short()}"
                    )
                    {
                        Sub = Format.Count(m.Minutes, "minute"),
                        Badge = new(Format.Time(m.StartsAt, reader), m.StartsAt < now ? Tone.Warn : Tone.Neutral),
                        Action = "Open",
                    }),
            ]
        )
        {
            AllHref = $"/w/{workspace.Slug}/cadence?mine=true",
            What = "Meeting",
        };
    }
}
