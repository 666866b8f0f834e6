using System.Globalization;
using Entente.Demo.Plan;
using Entente.Pipeline;
using Entente.Plans.Create;
using Entente.Plans.Rules;
using Entente.Plans.Show;
using Entente.Plans.Work;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Registrations;

namespace Entente.Demo.Telling;

/// <summary>A plan for a deal and one for working together: made, shared, worked on by both; what is left waits for whoever visits.</summary>
internal sealed class PlanDesk(People people)
{
    private string onDeal = "";
    private string together = "";

    public Task Run(PlanWorkedOn act, string registration, DateOnly today, CancellationToken ct) =>
        act.Step switch
        {
            0 => Make(act, registration, today, ct),
            1 => Write(people[act.By], ct),
            2 => Tick(people[act.By], onDeal, PlanSide.Vendor, null, ct),
            _ => Tick(people[act.With], onDeal, PlanSide.Partner, "Minutes of the joint discovery, sent to both", ct),
        };

    private async Task Make(PlanWorkedOn act, string registration, DateOnly today, CancellationToken ct)
    {
        var (by, partner) = (people[act.By], people[act.With].Partner!.Value);
        var claim = await people.Act<RegistrationsApi, RegistrationCard?>(by, r => r.ByNumber(registration, ct));
        var deal = claim?.Opportunity is { } id ? new OpportunityId(id) : (OpportunityId?)null;
        var begun = today.AddDays(-14).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        onDeal = await people.Do<CreatePlan, string>(
            by,
            "a plan for a deal",
            c => c.Run(new(partner, deal, nameof(PlanMotion.CoSell), "To a signature by the end of January", begun, "story-plan-deal"), ct)
        );
        together = await people.Do<CreatePlan, string>(
            by,
            "a plan together",
            c => c.Run(new(partner, null, nameof(PlanMotion.Onboarding), "Our next 90 days", null, "story-plan-together"), ct)
        );
    }

    private async Task Write(Actor by, CancellationToken ct)
    {
        var opening = new PlanForm
        {
            Title = "Our next 90 days",
            JointValue = "Customers see what breaks before their own customers do, and have somebody nearby who mends it.",
            VendorDays = "Two trainings, one engineer on call, three introductions.",
            PartnerDays = "Two people certified, ten companies named, three first meetings.",
            Note = "Ask about their plans for Ireland in January.",
        };
        var seen = (await Load(by, together, ct)).Version;
        await people.Do<ShapePlan>(by, together, s => s.Open(together, seen, opening, ct));
        await people.Do<SignPlan>(
            by,
            together,
            s =>
                s.Add(
                    together,
                    new()
                    {
                        Words = "New business, registered by the end of March",
                        Amount = "250000",
                        Unit = "EUR",
                    },
                    ct
                )
        );
        var target = (await Load(by, together, ct)).Targets[0];
        await people.Do<SignPlan>(by, together, s => s.Sign(together, target.Id, target.Version, ct));
        var risk = new PlanForm
        {
            Words = "Their head of data is away until the middle of next month",
            Severity = nameof(RiskSeverity.Medium),
            Answer = "Hold the discovery with her deputy.",
        };
        await people.Do<ShapePlan>(by, onDeal, s => s.AddRisk(onDeal, risk, ct));
        foreach (var plan in (string[])[onDeal, together])
            await people.Do<SteerPlan>(by, plan, s => s.Share(plan, ct));
    }

    private async Task Tick(Actor who, string plan, PlanSide side, string? shown, CancellationToken ct)
    {
        // Staff alone read the sheet of staff; the partner ticks what stands first on its side.
        var item = (await Load(people[StoryPlan.Maren], plan, ct))
            .Items.Where(i => i.Side == side && i.State is ItemState.Open)
            .MinBy(i => i.Due)!;
        await people.Do<TickItem>(who, item.Title, t => t.Tick(plan, item.Id, item.Version, shown, ct));
    }

    private async Task<PlanSheet> Load(Actor by, string plan, CancellationToken ct) =>
        (await people.Act<PlanQuery, PlanView?>(by, q => q.Load(plan, ct)))!.Sheet;
}
