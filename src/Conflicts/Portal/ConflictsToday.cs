using Entente.Access;
using Entente.Conflicts.List;
using Entente.Platform.Tenancy;
using Entente.Portal.Shell;
using Entente.Portal.Today;
using Entente.Ui;

namespace Entente.Conflicts.Portal;

/// <summary>A card of Today: open conflicts by the promise that runs.</summary>
internal sealed class ConflictsToday(ConflictList list, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 6;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRegistrations))
            return null;
        var (rows, total) = await list.Load(CaseView.Open, null, 1, ct, Shown);
        if (total == 0)
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/conflicts";
        return new(
            "conflicts",
            "Conflicts",
            TodayPlace.Card,
            total,
            [
                .. rows.Select(r => new TodayRow(r.Company, $"{root}/{r.Number}")
                {
                    Sub = $"{r.Number}: {string.Join(" and ", r.Sides)}",
                    Severity = r.IsLate ? Tone.Bad : Tone.Neutral,
                    Clock = r is { Due: { } due, From: { } from } ? new(due, from) { Left = r.Left, Promise = r.Whole } : null,
                    Badge = r.Promise is { } promise
                        ? new(promise, r.IsLate ? Tone.Bad : Tone.Warn, "conflict")
                        : new("Decide", Tone.Info, "conflict"),
                }),
            ]
        )
        {
            AllHref = root,
        };
    }
}

/// <summary>Where conflicts stand in the menu: below the registrations.</summary>
internal sealed class ConflictsMenu(Actor actor, ConflictList list) : IMenu
{
    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        var open = actor.May(Permissions.ReadRegistrations) ? await list.Count(CaseView.Open, ct) : 0;
        return [new MenuEntry(MemberSide.Staff, 20, "conflict", "conflicts", "Conflicts", Permissions.ReadRegistrations).Waiting(open)];
    }
}
