namespace Entente.Platform.Privacy;

/// <summary>What the floor keeps of people: mails that went out, files' names, payloads of work, the audit.</summary>
internal sealed class PlatformPersonalData : IPersonalData
{
    private const string Codes = "names of kinds, numbers and keys";

    public string Room => "Entente";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("mail_message", "Mails sent")
        {
            Groups =
            [
                new()
                {
                    Address = "to_address",
                    Name = "to_name",
                    Gone = "subject text html answer",
                    Details = "headers",
                },
            ],
            Words = "subject text html headers answer",
            Shown = "queued_at",
            Stays = "That a mail went out, when, and on which record.",
            Nothing = [(Codes, "about_kind"), ("why the reader gets it, by their role", "why")],
        },
        new("stopped_address", "Addresses written to no more")
        {
            Groups = [new() { Address = "address", Gone = "why" }],
            Words = "why",
            Shown = "at",
            Stays = "That nothing is sent to an address, and since when.",
        },
        new("stored_file", "Files")
        {
            Words = "name",
            Shown = "kept_at",
            Stays =
                "The files themselves: nobody looks into them. Open those that name the person, and take them back where they were sent.",
            Nothing = [("the kind and the digest of its content", "type sha256")],
        },
        new("file_piece", "Files")
        {
            ByRoom = [("files are opened by people, not searched; the preview names those whose name tells", "bytes")],
        },
        new("job", "Work")
        {
            Words = "payload",
            Stays = "What was to be done, and when.",
            Nothing = [(Codes, "name correlation")],
        },
        new("outbox_event", "Announcements")
        {
            Words = "payload",
            Stays = "What was announced, and when.",
            Nothing = [(Codes, "name subject_kind correlation")],
        },
        new("dead_letter", "Work that failed")
        {
            Words = "cause",
            Stays = "That it failed.",
            Nothing = [(Codes, "kind")],
        },
        PersonalTable.Of("due_item", Codes, "kind"),
        PersonalTable.Of("handled_event", Codes, "handler"),
        PersonalTable.Of("sequence_number", Codes, "name"),
        PersonalTable.Of("workspace", "the vendor's own name and settings", "slug name time_zone currency residency"),
        PersonalTable.Of(
            "audit_entry",
            "names of acts and a digest; a reason is bound by the chain, and the preview counts those that name the person",
            "action subject_kind correlation reason digest"
        ),
        new("audit_value", "Audit") { ByRoom = [("emptied by AuditErasure, the commitment stays", "field before after salt commitment")] },
        PersonalTable.Of("audit_seal", "digests", "hash"),
        PersonalTable.Of("audit_head", "digests", "hash"),
        PersonalTable.Of("audit_signed_head", "digests and a signature", "hash key signature"),
        PersonalTable.Of("erased_mark", "a keyed digest that names nobody", "mark"),
        PersonalTable.Of("erased_mark_key", "a key, closed", "closed"),
    ];
}
