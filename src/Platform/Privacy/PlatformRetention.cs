namespace Entente.Platform.Privacy;

/// <summary>Mails that went out.</summary>
internal sealed class PlatformRetention : IRetention
{
    public IReadOnlyList<RetentionKind> Kinds { get; } =
    [
        new(
            "mails.sent",
            "Mails sent",
            "Their words, address and name go. That a mail went out, when and on which record, stays.",
            730,
            On: false
        )
        {
            Table = "mail_message",
            Due = "t.workspace_id = $1 and t.queued_at < $2 and t.state <> 'Queued' and t.to_name <> '" + ErasedText.Name + "'",
            Sample = "t.to_address || ' · ' || t.subject",
            Set =
                "subject = '', text = '', html = '', headers = '', to_address = '', to_name = '"
                + ErasedText.Name
                + "', version = t.version + 1",
        },
    ];
}
