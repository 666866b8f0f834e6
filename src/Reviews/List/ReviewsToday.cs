using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Reviews.Rules;
using Entente.Ui;

namespace Entente.Reviews.List;

/// <summary>On Today: reviews that the reader prepared, or of partners that are theirs, which are to be held within a week or should have been.</summary>
internal sealed class ReviewsToday(ReviewList list, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int AheadDays = 7;
    private const int Most = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!Refusals.May(actor) || actor.Person is null)
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var today = workspace.DayOf(now);
        var due = await list.Load(new(Mine: true) { Until = today.AddDays(AheadDays) }, ct);
        if (due.Total == 0)
            return null;
        return new(
            "reviews",
            "Reviews to be held",
            TodayPlace.Card,
            due.Total,
            [
                .. due
                    .Rows.Take(Most)
                    .Select(r => new TodayRow($"{r.PartnerName}, {r.Quarter.Words}", $"/w/{workspace.Slug}/reviews/{r.Number}")
                    {
                        Sub = r.State is ReviewState.Draft ? $"{r.Number}, a draft: share it first" : $"{r.Number}, shared",
                        Badge = r.PlannedOn < today ? new("Overdue", Tone.Bad) : new(Format.Date(r.PlannedOn, today), Tone.Neutral),
                        Action = "Open",
                    }),
            ]
        )
        {
            AllHref = $"/w/{workspace.Slug}/reviews?mine=true",
            What = "Review",
        };
    }
}
