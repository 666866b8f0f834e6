using Entente.Platform.Privacy;
using Entente.Registrations.Share;

namespace Entente.Registrations.Privacy;

/// <summary>Claims that came to nothing, half-filled forms, files, what was looked up.</summary>
internal sealed class RegistrationsRetention : IRetention
{
    public IReadOnlyList<RetentionKind> Kinds { get; } =
    [
        new(
            "claims.contacts",
            "Contacts of claims that ended",
            "Of claims that were declined, rejected or withdrawn the contact’s name, address and role go, here and in the audit. The claim stays.",
            365,
            On: false
        )
        {
            Table = "registration",
            Due =
                "t.workspace_id = $1 and t.state in ('Declined', 'Rejected', 'Withdrawn') and (t.contact_email is not null or t.contact_role is not null or (t.contact_name is not null and t.contact_name <> '"
                + ErasedText.Name
                + "')) and (select max(s.at) from registration_step s where s.workspace_id = $1 and s.registration_id = t.id) < $2",
            Sample = "t.number || ' · ' || t.company || ' · ' || coalesce(t.contact_name, t.contact_email, '')",
            Set = "contact_name = '" + ErasedText.Name + "', contact_email = null, contact_role = null, version = t.version + 1",
            Audited = (RegistrationId.SubjectKind, "ContactName ContactEmail ContactRole"),
        },
        new("claims.drafts", "Half-filled forms", "Forms that nobody went on with are deleted.", 180, On: false)
        {
            Table = "claim_draft",
            Due = "t.workspace_id = $1 and t.kept_at < $2",
            Sample = "t.kind || ', kept ' || to_char(t.kept_at, 'YYYY-MM-DD')",
        },
        new(
            "claims.files",
            "Files of claims",
            "The bytes of files that were sent or dropped are deleted. Their rows and the registrations they became stay.",
            180,
            On: false
        )
        {
            Table = "import_part",
            Due =
                "t.workspace_id = $1 and exists (select 1 from import_file f where f.workspace_id = $1 and f.id = t.import_id and f.state in ('Done', 'Dropped') and f.ended_at < $2)",
            Sample = "(select f.name from import_file f where f.workspace_id = $1 and f.id = t.import_id)",
        },
        new(
            "claims.shares",
            "Links that shared a claim",
            "Of links that ran out or were taken back, for whom they were goes, here and in the audit, with the link itself.",
            365,
            On: false
        )
        {
            Table = "claim_share",
            Due = "t.workspace_id = $1 and least(t.expires_at, t.taken_back_at) < $2",
            Sample = "t.for_whom || coalesce(', ' || t.email, '')",
            Audited = (ClaimShareId.SubjectKind, "ForWhom Email"),
        },
        new("claims.share_openings", "When shared claims were opened", "When, and by which proven address, is deleted.", 365, On: false)
        {
            Table = "share_opening",
            Due = "t.workspace_id = $1 and t.at < $2",
            Sample = "to_char(t.at, 'YYYY-MM-DD') || coalesce(', ' || t.email, '')",
        },
        new(
            "claims.probes",
            "Names that were looked up",
            "What partners’ people typed into the live check is deleted. Alarms stay.",
            90,
            On: true
        )
        {
            Table = "checked_name",
            Due = "t.workspace_id = $1 and t.at < $2",
            Sample = "t.name",
        },
    ];
}
