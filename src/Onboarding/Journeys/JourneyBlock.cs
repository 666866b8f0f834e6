using Entente.Onboarding.Rules;
using Entente.Plans.Rules;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Portal.Home;
using Entente.Ui;

namespace Entente.Onboarding.Journeys;

/// <summary>On a partner's home while its onboarding runs: how far it is, and the open steps of its side as next moves.</summary>
internal sealed class JourneyBlock(JourneysQuery query, Actor actor, Workspaces workspaces) : IHomeBlock
{
    public HomePart? Part => new("onboarding", "Onboarding");

    public async Task<HomeBlock?> Block(DateTimeOffset now, CancellationToken ct)
    {
        if (actor.Partner is not { } partner || await query.Newest(partner, ct) is not { Ended: false } view)
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        var href = $"/w/{workspace.Slug}/portal/onboarding";
        return new("onboarding", "Onboarding", HomePlace.Side, 5)
        {
            AllHref = href,
            AllText = "All steps",
            Padded = true,
            Body = builder =>
            {
                builder.OpenComponent<JourneyProgress>(0);
                builder.AddAttribute(1, nameof(JourneyProgress.View), view);
                builder.CloseComponent();
            },
            Moves =
            [
                .. view
                    .Steps.Where(s => s is { State: JourneyStepState.Open, Side: PlanSide.Partner, MayTick: true })
                    .Select(s => new HomeMove(
                        s.Title,
                        href,
                        "A step of your onboarding",
                        "Tick it off",
                        "check",
                        s.Overdue ? Tone.Bad : Tone.Warn,
                        LocalTime.EndOf(s.DueOn!.Value, workspace.Zone)
                    )),
            ],
        };
    }
}
