using Entente.Demo.Plan;
using Entente.Platform.Values;
using Entente.Programs.Place;
using Entente.Programs.Plans;
using Entente.Programs.Progress;
using Entente.Programs.Rules;

namespace Entente.Demo.Telling;

/// <summary>The program: its plans are published, and partners show what no record measures.</summary>
internal sealed class Tiers(People people)
{
    public async Task Publish(string by, CancellationToken ct)
    {
        foreach (var plan in TierPlans.All)
        {
            var what = $"tiers of {plan.Type}";
            await people.Do<ChangePlan>(
                people[by],
                what,
                u => u.Keep(plan, new Dictionary<string, string>(StringComparer.Ordinal), null, ct)
            );
            var draft = (await people.Act<PlanShelf, DraftedPlan?>(people[by], s => s.Draft(plan.Type, ct)))!;
            await people.Do<ChangePlan, int>(people[by], what, u => u.Publish(plan.Type, draft.Seen, "Our first published checklist", ct));
        }
    }

    public async Task Show(TierEvidenceShown act, PartnerId partner, CancellationToken ct)
    {
        var shown = new Shown(act.Criterion, act.Who, act.What, null, null);
        await people.Do<ShowForTier>(people[act.By], act.What, u => u.Hand(partner, shown, ct));
        if (act.AcceptedBy is not { } judge)
            return;
        var view = await people.Act<ProgressQuery, ProgressView?>(people[judge], q => q.Load(partner, ct));
        var waiting = view!.Evidence.First(e => e.What == act.What);
        await people.Do<ShowForTier>(people[judge], act.What, u => u.Judge(partner, waiting.Id, true, null, ct));
    }
}
