using Entente.Platform.Privacy;

namespace Entente.Programs.Privacy;

/// <summary>What tiers hold of people: certificates by name, and words of both sides.</summary>
internal sealed class ProgramsPersonalData : IPersonalData
{
    private const string Decision = "What was decided about the partner’s tier, and why.";

    public string Room => "Programs";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("tier_evidence", "Evidence for tiers")
        {
            Words = "who what reason",
            Shown = "at",
            Subject = "tier_evidence",
            Stays = "That something was shown, when, and whether it was accepted.",
            Nothing = [("keys of criteria", "criterion")],
        },
        new("tier_appeal", "Appeals against tiers")
        {
            Words = "words reply",
            Shown = "at",
            Subject = "tier_appeal",
            Stays = Decision,
        },
        new("tier_exception", "Exceptions from tiers")
        {
            Words = "reason",
            Shown = "at",
            Subject = "tier_exception",
            Stays = Decision,
            Nothing = [("keys of criteria", "criterion")],
        },
        new("tier_proposal", "Proposed tiers")
        {
            Words = "numbers reason",
            Shown = "at",
            Subject = "tier_proposal",
            Stays = Decision,
        },
        new("tier_course", "Grace and holds")
        {
            Words = "plan held_for",
            Subject = "tier_course",
            Stays = Decision,
            Nothing = [("quarters", "reviewed grace nudged")],
        },
        new("tier_plan_version", "Tier plans")
        {
            Words = "json note",
            Subject = "tier_plan",
            Stays = "The plan.",
        },
        new("tier_plan_draft", "Drafts of tier plans")
        {
            Words = "json",
            Subject = "tier_plan_draft",
            Stays = "The draft.",
        },
        PersonalTable.Of("tier_card", "numbers by criterion", "json"),
    ];
}
