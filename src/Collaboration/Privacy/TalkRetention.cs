using Entente.Platform.Privacy;

namespace Entente.Collaboration.Privacy;

/// <summary>Mails that came in.</summary>
internal sealed class TalkRetention : IRetention
{
    public IReadOnlyList<RetentionKind> Kinds { get; } =
    [
        new(
            "mails.received",
            "Mails received",
            "The originals of mails that were dealt with, or set aside as written by a machine, are emptied. What people said stands in the conversation.",
            365,
            On: false
        )
        {
            Table = "inbound_piece",
            Due =
                "t.workspace_id = $1 and length(t.bytes) > 0 and exists (select 1 from inbound_mail m where m.workspace_id = $1 and m.id = t.mail_id and (m.outcome is not null or (m.act = 'Ignore' and not m.is_quarantined)) and m.received_at < $2)",
            Sample = "(select m.from_address || ' · ' || m.subject from inbound_mail m where m.workspace_id = $1 and m.id = t.mail_id)",
            Set = "bytes = ''::bytea",
        },
        new("tasks.done", "Tasks that are done", "Tasks of conversations are removed. What was said of them stays.", 730, On: false)
        {
            Table = "talk_task",
            Due = "t.workspace_id = $1 and t.done_at is not null and t.done_at < $2",
            Sample = "t.title",
        },
        new(
            "slack.requests",
            "What came from Slack",
            "Commands, buttons and messages of Slack that were dealt with are removed. What they said stands in the conversation.",
            30,
            On: false
        )
        {
            Table = "slack_request",
            Due = "t.workspace_id = $1 and t.done_at is not null and t.done_at < $2",
            Sample = "t.outcome",
        },
        new(
            "teams.requests",
            "What came from Teams",
            "Commands, buttons and messages of Teams that were dealt with are removed. What they said stands in the conversation.",
            30,
            On: false
        )
        {
            Table = "teams_request",
            Due = "t.workspace_id = $1 and t.done_at is not null and t.done_at < $2",
            Sample = "t.outcome",
        },
        new(
            "notices.read",
            "Notifications",
            "Notifications that were read and sent are removed. What they told of stays where it happened.",
            365,
            On: false
        )
        {
            Table = "notice",
            Due = "t.workspace_id = $1 and t.at < $2 and t.mail_at is null and (t.read_at is not null or not t.inbox)",
            Sample = "t.headline",
        },
    ];
}
