using Entente.Platform.Privacy;

namespace Entente.Registrations.Privacy;

/// <summary>The tables of claims and of what is decided on them.</summary>
internal static class ClaimTables
{
    private const string Codes = "numbers, names of companies, states and keys";
    private const string Decided = "What was said and decided on the claim, and when: others work by it.";

    public static IReadOnlyList<PersonalTable> All { get; } =
    [
        new("registration", "Registrations")
        {
            Groups =
            [
                new()
                {
                    Address = "contact_email",
                    Name = "contact_name",
                    Details = "contact_role",
                },
            ],
            Words = "problem decision_note custom_json before_json stands_as_json",
            Shown = "number company",
            Subject = RegistrationId.SubjectKind,
            Stays = "The claim: company, number, dates, decision, protection.",
            Nothing =
            [
                (
                    Codes,
                    "number company awaits submission_id domain country currency product second_partner price_list crm_deal_id approved_json"
                ),
            ],
        },
        new("consent_record", "Consents")
        {
            Groups = [new() { Address = "contact_email", Name = "contact_name" }],
            Words = "withdrawn_words",
            Shown = "wording wording_version given_at through withdrawn_at",
            Subject = "consent",
            Stays = "That somebody agreed on the claim, to what, when and by which way.",
            Nothing = [("the words of the form", "wording")],
        },
        new("challenge", "Challenges")
        {
            Groups = [new() { Address = "contact_email", Name = "contact_name" }],
            Words = "words",
            Shown = "confirmed_on",
            Subject = "challenge",
            Stays = "That the customer confirmed the other partner, and when.",
        },
        new("appeal", "Appeals")
        {
            Words = "words artifacts answer",
            Shown = "at",
            Subject = "appeal",
            Stays = Decided,
        },
        new("assessment_trace", "What was found about a claim")
        {
            Words = "trace",
            Shown = "at",
            Stays = "What the rules found, rule by rule.",
            Nothing = [(Codes, "act")],
        },
        new("attachment", "Files of claims")
        {
            Words = "name",
            Subject = "attachment",
            Stays = "The file itself, until whoever sent it takes it back.",
            Nothing = [("a digest", "sha256")],
        },
        new("claim_share", "Links by which claims are shared")
        {
            Groups = [new() { Person = "given_by" }],
            // The address as words: an empty one would open the link to everybody, one without its name proves to be nobody's.
            Words = "for_whom email",
            Shown = "given_at",
            Subject = "claim_share",
            Stays = "That it was shared, from when to when.",
        },
        new("share_opening", "Who looked by such a link")
        {
            Words = "email",
            Shown = "at",
            Stays = "That somebody looked, and when.",
        },
        new("claim_version", "Earlier versions of claims")
        {
            Words = "changes before",
            Shown = "at",
            Stays = Decided,
        },
        new("direct_deal_question", "Why a deal went direct")
        {
            Words = "words",
            Subject = "direct_deal_question",
            Stays = Decided,
        },
        new("info_request", "Questions to partners")
        {
            Words = "question reply",
            Shown = "asked_at",
            Subject = "info_request",
            Stays = Decided,
        },
        new("progress_entry", "Proof of engagement")
        {
            Words = "words",
            Shown = "at",
            Subject = "progress",
            Stays = Decided,
        },
        new("protection_extension", "Extensions")
        {
            Words = "words note",
            Shown = "asked_at",
            Subject = "protection_extension",
            Stays = Decided,
        },
        new("registration_step", "Claims’ history")
        {
            Words = "what text",
            Shown = "at",
            Stays = Decided,
        },
        PersonalTable.Of("approval_signature", "a role, or the id of a person", "signer"),
        PersonalTable.Of("registration_key", "strong keys of a company", "kind value"),
        PersonalTable.Of("policy_version", "rules, and what changed in them", "json note"),
        PersonalTable.Of("policy_draft", "rules", "json"),
        PersonalTable.Of("form_version", "a form without anything filled in", "json"),
        PersonalTable.Of("registration_form", "a form without anything filled in", "region draft published"),
    ];
}
