using Entente.Plans.List;
using Entente.Plans.Rules;
using Entente.Platform.Tenancy;
using Entente.Portal.Home;
using Entente.Ui;

namespace Entente.Plans.Portal;

/// <summary>On a partner's home: items of their side that are due within a week or overdue, as next moves, and the plans that run.</summary>
internal sealed class PlansBlock(OwnPlans plans, Actor actor, Workspaces workspaces) : IHomeBlock
{
    private const int Most = 5;

    public HomePart? Part => new("plans", "Plans");

    public async Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct)
    {
        List<PlanRow> live = [.. (await plans.List(ct)).Where(p => p.State.IsLive())];
        if (live.Count == 0)
            return null;
        var root = $"/w/{(await workspaces.Get(actor.Workspace, ct)).Slug}/portal/plans";
        return new("plans", "Your plans", HomePlace.Main, 40)
        {
            Card = false,
            Count = Format.Number(live.Count),
            AllHref = root,
            AllText = "All plans",
            Body = builder =>
            {
                builder.OpenComponent<PlansTable>(0);
                builder.AddAttribute(1, nameof(PlansTable.Rows), (IReadOnlyList<PlanRow>)[.. live.Take(Most)]);
                builder.AddAttribute(2, nameof(PlansTable.Root), root);
                builder.CloseComponent();
            },
            Moves = plans.Answers ? [.. (await plans.Due(ct)).Select(d => Move(d, root))] : [],
        };
    }

    private static HomeMove Move(OwnDue due, string root) =>
        new(
            due.Title,
            $"{root}/{due.Number}",
            $"{due.Number}: {due.Plan}",
            "Tick it off",
            "check",
            due.Overdue ? Tone.Bad : Tone.Warn,
            due.By
        );
}
