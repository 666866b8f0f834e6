using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Ui;

namespace Entente.Partners.Reassign;

/// <summary>On Today: partners whose manager is no longer here. A row for each who left; it goes once somebody else looks after them.</summary>
internal sealed class LeftBehind(HandOverDesk desk, Actor actor, Workspaces workspaces) : ITodayItem
{
    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!Rights.MayManage(actor))
            return null;
        var left = (await desk.Managers(ct)).Where(m => m is { Person: not null, Here: false }).ToList();
        if (left.Count == 0)
            return null;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            "partners-left-behind",
            "Partners whose manager has left",
            TodayPlace.Card,
            left.Sum(m => m.Partners),
            [
                .. left.Select(m => new TodayRow(
                    $"{Format.Count(m.Partners, "partner")} of {m.Name}",
                    $"/w/{slug}/partners/hand-over?from={m.Person}"
                )
                {
                    Sub = "Nobody is told what happens with them.",
                    Badge = new("No manager", Tone.Warn),
                    Action = "Hand over",
                }),
            ]
        )
        {
            What = "Partners",
        };
    }
}
