using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Reviews.Rules;
using Entente.Ui;

namespace Entente.Reviews.Portal;

/// <summary>On a partner's home, as a next move: a review that was shared and is still to be talked over.</summary>
internal sealed class ReviewsAtHome(OwnReviews reviews, Actor actor, Workspaces workspaces) : IHomeBlock
{
    public HomePart? Part => new("reviews", "Reviews and meetings");

    public async Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct)
    {
        if (actor.IsStaff || (await reviews.List(ct)).Where(r => r.State is ReviewState.Shared).ToList() is not { Count: > 0 } shared)
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var today = workspace.DayOf(now);
        return new("reviews", "Reviews", HomePlace.Side, 65)
        {
            Moves =
            [
                .. shared.Select(r => new HomeMove(
                    $"Read the review of your {r.Quarter.Words}",
                    $"/w/{workspace.Slug}/portal/reviews/{r.Number}",
                    $"{r.Number}, to be talked over by {Format.Date(r.PlannedOn, today)}",
                    "Read it",
                    "chart",
                    Tone.Info,
                    Platform.Time.LocalTime.EndOf(r.PlannedOn, workspace.Zone)
                )),
            ],
        };
    }
}
