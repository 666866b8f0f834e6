using Entente.Platform.Privacy;

namespace Entente.Plans.Privacy;

/// <summary>What plans hold of people: words in which somebody may be named. Who owns, ticked and signed is kept by the person's id.</summary>
internal sealed class PlansPersonalData : IPersonalData
{
    public string Room => "Plans";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("action_plan", "Mutual action plans")
        {
            Words = "title joint_value vendor_days partner_days note why",
            Shown = "created_at",
            Subject = ActionPlanId.Kind,
            Stays = "With which partner it was, how it stood, and how it ended.",
            Nothing = [("its number, its motion and where it stands", "number motion state submission_id")],
        },
        new("plan_item", "Items of action plans")
        {
            Words = "title evidence",
            Shown = "done_at",
            Subject = "plan_item",
            Stays = "Which side did what by when.",
            Nothing = [("whose it is and where it stands", "side state told")],
        },
        new("plan_risk", "Risks of action plans")
        {
            Words = "words answer",
            Subject = "plan_risk",
            Stays = "How severe it was, and whether it is closed.",
            Nothing = [("how severe it is", "severity")],
        },
        new("plan_target", "Targets of action plans")
        {
            Words = "words unit",
            Shown = "vendor_at",
            Subject = "plan_target",
            Stays = "The number, and who signed it.",
        },
        new("plan_template", "Templates of action plans")
        {
            Words = "json",
            Shown = "published_at",
            Subject = "plan_template",
            Stays = "What was published.",
            Nothing = [("what it is for", "motion")],
        },
    ];
}
