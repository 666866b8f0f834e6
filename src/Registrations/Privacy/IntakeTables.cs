using Entente.Platform.Privacy;

namespace Entente.Registrations.Privacy;

/// <summary>The tables of claims on their way in: drafts, files, the open form, the CRM's forms, looking up.</summary>
internal static class IntakeTables
{
    private const string Codes = "numbers, names of companies, states and keys";

    public static IReadOnlyList<PersonalTable> All { get; } =
    [
        new("claim_draft", "Half-filled forms")
        {
            Groups = [new() { Person = "person_id", Texts = "json" }],
            Words = "json",
            Shown = "kept_at",
            Stays = "Nothing: the person’s own drafts are deleted.",
        },
        new("public_claim", "Claims by the open form")
        {
            Groups =
            [
                new()
                {
                    Address = "email",
                    Name = "name",
                    Details = "host",
                    Texts = "json",
                },
            ],
            Words = "json",
            Shown = "received_at number",
            Stays = "That a claim came in, and the number it became.",
            Nothing = [(Codes, "submission_id number")],
        },
        new("crm_form_entry", "Claims by forms of the CRM")
        {
            Groups = [new() { Address = "email" }],
            Words = "reason",
            Shown = "company number",
            Stays = "That a form came in, and what became of it.",
            Nothing = [(Codes, "key crm contact_crm_id company number")],
        },
        new("import_file", "Files of claims")
        {
            Words = "name header samples trouble",
            Shown = "uploaded_at",
            Subject = "import_file",
            Stays = "That a file was sent, and how many rows it had. Of a file that names the person the bytes go.",
            Nothing = [(Codes, "hash encoding separator mapping")],
        },
        new("import_part", "Files of claims")
        {
            ByRoom = [("the bytes of a file that names the person go once it is dealt with", "bytes")],
        },
        new("import_row", "Rows of files")
        {
            Words = "cells reasons refusal",
            Shown = "row company number",
            Stays = "Which claim the row became.",
            Nothing = [(Codes, "company number submission keys")],
        },
        new("api_receipt", "Answers to programs")
        {
            Words = "answer",
            Stays = "That the request was answered.",
            Nothing = [("a key of the caller’s own, and a digest of what it sent", "idempotency_key body")],
        },
        PersonalTable.Of("checked_name", "names of companies that were looked up", "key name"),
        PersonalTable.Of("probe_alarm", "names of companies that were looked up", "sample"),
    ];
}
