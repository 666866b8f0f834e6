using Entente.Health.Rules;
using Entente.Partners;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Ui;

namespace Entente.Health.Show;

/// <summary>On Today: partners of one's own that slipped within a month, the weakest first.</summary>
internal sealed class HealthToday(HealthQuery query, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Most = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        var slipped = await query.List(new(HealthFilter.Slipped, Mine: true), ct);
        if (slipped.Total == 0)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            "health",
            "Partners that slipped",
            TodayPlace.Card,
            slipped.Total,
            [
                .. slipped
                    .Rows.Take(Most)
                    .Select(r => new TodayRow(r.Name, PartnerLooks.PartnerHref(slug, r.Id) + "#health")
                    {
                        Sub = r.Why.Count > 0 ? r.Why[0].Words : null,
                        Badge = new(HealthWords.Change(r.Score, r.Before)!, HealthWords.Tone(r.Score)),
                        Action = "Open",
                    }),
            ]
        )
        {
            AllHref = $"/w/{slug}/health?show=slipped&whose=mine",
            What = "Partner",
        };
    }
}
