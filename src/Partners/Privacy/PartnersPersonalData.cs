using Entente.Platform.Privacy;

namespace Entente.Partners.Privacy;

/// <summary>What is kept of people beside the partners they work for: hardly anything. Who works where stands in Access.</summary>
internal sealed class PartnersPersonalData : IPersonalData
{
    private const string Companies = "about companies";

    public string Room => "Partners";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("status_change", "Partners’ history")
        {
            Words = "reason",
            Shown = "at",
            Stays = "What became of the partner, when and by whom as a number.",
        },
        new("partner_hand_over", "Partners’ managers")
        {
            Words = "note",
            Shown = "at",
            Stays = "Who looked after the partner from when, as numbers.",
        },
        new("tier_change", "Tiers’ history")
        {
            Words = "reason",
            Shown = "at",
            Stays = "Which tier the partner had when.",
        },
        new("named_account", "Named accounts")
        {
            Words = "reason",
            Subject = "named_account",
            Stays = "The rule.",
            Nothing = [(Companies, "name name_key domain")],
        },
        new("partner_import", "Imports of partners")
        {
            Words = "name header trouble",
            Shown = "uploaded_at",
            Subject = "partner_import",
            Stays = "That partners were brought along, by whom as a number, and how many rows there were.",
            Nothing = [("codes", "hash encoding separator mapping")],
        },
        new("partner_import_row", "Rows of imports")
        {
            Words = "cells name reasons outcome refusal",
            Shown = "row",
            Stays = "Which partner the row became. A row that named the person and was not taken yet cannot be read any more.",
        },
        new("partner_segment", "Segments")
        {
            Words = "name note rule",
            Shown = "changed_at",
            Subject = "segment",
            Stays = "The segment.",
        },
        new("segment_member", "Lists of segments")
        {
            Groups = [new() { Person = "person_id" }],
            Shown = "added_at",
            Stays = "That somebody stood on a list, by a number.",
        },
        PersonalTable.Of("team_review", "a quarter", "quarter"),
        PersonalTable.Of("team_answer", "a quarter", "quarter"),
        PersonalTable.Of("safelist_review", "a quarter", "quarter"),
        new("partner", "partner") { Nothing = [(Companies, "name region"), ("the CRM’s number of an owner", "company_owner")] },
        PersonalTable.Of("partner_domain", Companies, "domain"),
        PersonalTable.Of("program", "the program’s name", "name"),
        PersonalTable.Of("territory", "about places", "name countries"),
        PersonalTable.Of("registration_link", "an address, closed; revoked with the person’s access", "closed_address"),
    ];
}
