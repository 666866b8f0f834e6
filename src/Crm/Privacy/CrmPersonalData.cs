using Entente.Platform.Data;
using Entente.Platform.Privacy;

namespace Entente.Crm.Privacy;

/// <summary>
/// What the mirror holds of people. The CRM is their master: an erasure empties the copy here and keeps it empty (<see cref="ErasedMarks"/>);
/// in the CRM itself somebody has to erase them there.
/// </summary>
internal sealed class CrmPersonalData(EntenteDb db) : IPersonalData
{
    private const string Codes = "names of kinds and fields, numbers and keys";
    private const string Master =
        "The CRM is the master of this record: erase the person there too. Until then its contact stays empty here, whatever the sync brings.";

    public string Room => "CRM";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("crm_contact", "Contacts of the CRM")
        {
            Groups =
            [
                new()
                {
                    Address = "email",
                    Phone = "phone",
                    Details = "first_name last_name title",
                },
            ],
            Shown = "crm_id",
            Stays = Master,
            Nothing = [(Codes, "crm_id account_crm_id owner_id")],
        },
        new("crm_record", "Records of the CRM")
        {
            Words = "fields",
            Shown = "kind crm_id",
            Stays = Master,
            Nothing = [(Codes, "crm_id links hash"), ("made by the database from the fields", "name_low")],
        },
        new("crm_owner", "Users of the CRM")
        {
            Groups = [new() { Address = "email", Name = "name" }],
            Shown = "crm_id",
            Stays = Master,
            Nothing = [(Codes, "crm_id")],
        },
        new("crm_lead", "Leads of the CRM")
        {
            Words = "name",
            Shown = "crm_id",
            Stays = Master,
            Nothing = [(Codes, "crm_id name_key domain account_crm_id contact_crm_id status owner_id")],
        },
        new("crm_ledger", "What was written to the CRM")
        {
            Words = "value agreed",
            Shown = "crm_id field",
            Stays = "That a field was written, and when.",
            Nothing = [(Codes, "crm_id field")],
        },
        new("crm_conflict", "Fields that both sides changed")
        {
            Words = "agreed ours theirs",
            Shown = "crm_id field",
            Stays = "That both sides changed a field, and which value stood.",
            Nothing = [(Codes, "crm_id field")],
        },
        new("crm_write", "Writes to the CRM")
        {
            Words = "steps results error_message left_because",
            Shown = "staged_at",
            Stays = "That it was written, and when.",
            Nothing = [(Codes, "subject_kind error_code error_field")],
        },
        new("crm_call", "Calls of the CRM")
        {
            Words = "path sent answered about",
            Stays = "That the CRM was called.",
            Nothing = [(Codes, "method error_code")],
        },
        new("company_verdict", "What people said about two companies")
        {
            Words = "why",
            Subject = "company_verdict",
            Stays = "The verdict.",
            Nothing = [(Codes, "left_mark right_mark")],
        },
        new("site_choice", "What people changed about the sites that prove nothing")
        {
            Words = "why revoked_why",
            Subject = "site_choice",
            Stays = "The change, and when.",
            Nothing = [("a host", "host")],
        },
        PersonalTable.Of(
            "crm_account",
            "about a company",
            "crm_id name name_key domain website country city phone industry owner_id entente_id"
        ),
        PersonalTable.Of("crm_alias", Codes, "old_id crm_id"),
        PersonalTable.Of(
            "crm_connection",
            "about the connection; its credentials are closed",
            "origin api_version credentials mapping listed trouble account_id account_name currency time_zone url"
        ),
        PersonalTable.Of("crm_connection_status", "what the CRM answered to a call without a record", "error_code error_message"),
        PersonalTable.Of("crm_cursor", Codes, "cursor"),
        PersonalTable.Of("crm_drift", "about the CRM’s fields", "key drift"),
        PersonalTable.Of("crm_drifted", Codes, "crm_id"),
        PersonalTable.Of("crm_duplicate", "about companies", "name because"),
        PersonalTable.Of("crm_fetch", Codes, "crm_id"),
        PersonalTable.Of("crm_identity", Codes, "entente_id crm_id"),
        PersonalTable.Of("crm_mapping", "which field is which", "mapping"),
        PersonalTable.Of("crm_oauth_attempt", "on the way to connect a CRM; forgotten in minutes", "state asked"),
        PersonalTable.Of("crm_panel_ticket", Codes, "hash crm_id"),
        PersonalTable.Of("crm_push", "a digest", "key"),
        PersonalTable.Of("crm_reconcile_seen", Codes, "crm_id"),
        PersonalTable.Of("crm_schema", "about the CRM’s fields and picklists", "schema live"),
        PersonalTable.Of("crm_stage", "about stages", "pipeline crm_id pipeline_label label"),
        PersonalTable.Of("crm_write_key", Codes, "key"),
    ];

    public async Task<string?> Hinders(PersonSought who, CancellationToken ct)
    {
        var waiting = await db.Read(
            "select steps::text from crm_write where workspace_id = $1 and state in ('Waiting', 'Failed') and steps::text ilike any($2)",
            r => r.GetString(0),
            ct,
            db.Workspace.Value,
            who.Emails.SelectMany(ErasedText.Spellings).Select(s => $"%{s}%").ToArray()
        );
        return waiting.Exists(w => ErasedText.Mentions(w, who))
            ? "A write to the CRM that names the person has not ended. Let it through, or ignore it under CRM, Errors; then erase."
            : null;
    }

    // A contact's raw record is the person's alone; what we wrote to it is no longer ours to defend.
    public async Task Erase(PersonSought who, CancellationToken ct)
    {
        object?[] sought = [db.Workspace.Value, who.Emails.ToArray(), who.Phones.Select(ErasedText.Compared).ToArray()];
        const string Theirs = """
            select connection_id, crm_id from crm_contact
             where workspace_id = $1 and (lower(email) = any($2) or right(regexp_replace(phone, '[^0-9]', '', 'g'), 9) = any($3))
            """;
        await db.Write(
            $$"""
            update crm_record r set fields = '{}' from ({{Theirs}}) c
             where r.workspace_id = $1 and r.kind = 'Contact' and r.connection_id = c.connection_id and r.crm_id = c.crm_id
            """,
            ct,
            sought
        );
        await db.Write(
            $"""
            delete from crm_ledger l using ({Theirs}) c
             where l.workspace_id = $1 and l.kind = 'Contact' and l.connection_id = c.connection_id and l.crm_id = c.crm_id
            """,
            ct,
            sought
        );
    }
}
