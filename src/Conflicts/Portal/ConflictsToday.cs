using Entente.Access;
using Entente.Conflicts.Complaints;
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

/// <summary>A card of Today: complaints that wait for an answer, by their clock.</summary>
internal sealed class ComplaintsToday(ComplaintList list, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int Shown = 6;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.DecideRegistrations))
            return null;
        var (rows, total) = await list.Load(ComplaintView.Open, 1, ct, Shown);
        if (total == 0)
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/conflicts/complaints";
        return new(
            "complaints",
            "Complaints",
            TodayPlace.Card,
            total,
            [
                .. rows.Select(r => new TodayRow(r.PartnerName, $"{root}/{r.Number}")
                {
                    Sub = r.About is { } about
                        ? $"{r.Number} about {about}: {r.Reason.ToLowerInvariant()}"
                        : $"{r.Number}: {r.Reason.ToLowerInvariant()}",
                    Severity = r.IsLate ? Tone.Bad : Tone.Neutral,
                    Clock = new(r.Due, r.At) { Left = r.Left, Promise = r.Whole },
                    Badge = new("Answer", r.IsLate ? Tone.Bad : Tone.Warn, "conflict"),
                }),
            ]
        )
        {
            AllHref = root,
        };
    }
}

/// <summary>Where conflicts stand in the menu: below the registrations; a partner's own complaints at the foot of the portal.</summary>
internal sealed class ConflictsMenu(Actor actor, ConflictList list) : IMenu
{
    public async ValueTask<IReadOnlyList<MenuEntry>> Entries(CancellationToken ct)
    {
        var open = actor.May(Permissions.ReadRegistrations) ? await list.Count(CaseView.Open, ct) : 0;
        return
        [
            new MenuEntry(MemberSide.Staff, 20, "conflict", "conflicts", "Conflicts", Permissions.ReadRegistrations).Waiting(open),
            new(MemberSide.Partner, 46, "conflict", "portal/complaints", "Complaints") { Foot = true },
        ];
    }
}
