using Entente.Platform.Privacy;

namespace Entente.Onboarding.Privacy;

/// <summary>What agreements hold of people: the vendor's texts, and who accepted which for their company.</summary>
internal sealed class OnboardingPersonalData : IPersonalData
{
    public string Room => "Agreements";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("agreement", "Agreements")
        {
            Words = "draft ended_for",
            Shown = "changed_at",
            Subject = "agreement",
            Stays = "Which agreements there are.",
            Nothing = [("the agreement's own name", "name name_key")],
        },
        new("agreement_version", "Versions of agreements")
        {
            Shown = "published_at",
            Subject = "agreement_version",
            Stays = "What was published: companies accepted it word by word.",
            Nothing = [("the text that companies accepted, its fingerprint, and whom it is for", "json hash audience")],
        },
        new("agreement_acceptance", "Accepted agreements")
        {
            Groups = [new() { Person = "person_id" }],
            Shown = "at",
            Subject = "agreement_acceptance",
            Stays = "That the company accepted, when and what: it is a contract. Whose click it was names nobody any more.",
            Nothing = [("the fingerprint of the text, and the door", "hash channel")],
        },
        new("journey_template_version", "Templates of onboarding")
        {
            Words = "json",
            Shown = "published_at",
            Subject = "journey_template",
            Stays = "What partners go through.",
        },
        new("segment_journey_version", "Templates of onboarding for segments")
        {
            Words = "json",
            Shown = "published_at",
            Subject = "journey_template",
            Stays = "What partners go through.",
        },
        new("journey", "Onboarding of partners")
        {
            Words = "json why",
            Shown = "started_on",
            Subject = "journey",
            Stays = "That the partner was onboarded, and when.",
        },
        new("journey_step", "Steps of onboarding")
        {
            Groups = [new() { Person = "closed_by" }],
            Words = "words title",
            Shown = "closed_at",
            Subject = "journey_step",
            Stays = "What was done, and when.",
            Nothing = [("which step it is and where it stands", "key side fact state told")],
        },
    ];
}
