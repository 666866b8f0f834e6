using Entente.Collaboration.Threads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Privacy;

namespace Entente.Collaboration.Privacy;

/// <summary>What conversations and kept mails hold of people.</summary>
internal sealed class TalkPersonalData(EntenteDb db) : IPersonalData
{
    private const string Codes = "names of kinds, numbers and keys";

    public string Room => "Conversations";

    public IReadOnlyList<PersonalTable> Tables { get; } =
    [
        new("shared_message", "Messages with partners")
        {
            Groups =
            [
                new()
                {
                    Person = "author",
                    Name = "author_name",
                    Texts = "text",
                },
            ],
            Words = "text",
            Shown = "at",
            Subject = "shared_message",
            Stays = "What was said on the deal, by whom as a number, and when: both sides worked by it.",
            Nothing = [(Codes, "subject_kind submission outside_id")],
        },
        new("internal_message", "Notes among staff")
        {
            Groups =
            [
                new()
                {
                    Person = "author",
                    Name = "author_name",
                    Texts = "text",
                },
            ],
            Words = "text",
            Shown = "at",
            Subject = "internal_message",
            Stays = "What was noted on the deal, and when.",
            Nothing = [(Codes, "subject_kind submission")],
        },
        new("message_file", "Files of messages")
        {
            Groups = [new() { Person = "by" }],
            Words = "name",
            Subject = "message_file",
            Stays = "The file itself: it is part of what was said.",
            Nothing = [(Codes, "subject_kind sha256")],
        },
        new("message_mention", "People named in messages")
        {
            ByRoom = [("that somebody was named is removed; the words are the message’s", "written")],
        },
        new("message_reaction", "Signs on messages")
        {
            Groups = [new() { Person = "person_id" }],
            Stays = "One sign of somebody, under a number.",
            Nothing = [(Codes, "kind")],
        },
        new("message_term", "Words that messages are found by")
        {
            ByRoom = [("words of the person’s name and address are removed where a message names them", "term")],
        },
        new("talk_task", "Tasks")
        {
            Groups =
            [
                new() { Person = "owner", Name = "owner_name" },
                new() { Person = "added_by", Name = "added_by_name" },
                new() { Person = "done_by", Name = "done_by_name" },
            ],
            Words = "title",
            Shown = "due",
            Subject = "talk_task",
            Stays = "What was to be done on the deal, and when it was.",
            Nothing = [(Codes, "subject_kind submission")],
        },
        new("inbound_mail", "Mails received")
        {
            Groups =
            [
                new()
                {
                    Address = "from_address envelope_from",
                    Gone = "subject",
                    Details = "recipients",
                },
            ],
            Words = "subject recipients why",
            Shown = "received_at",
            Stays =
                "That a mail came and what became of it. The originals of other senders stay whole until the retention rule for mails removes them.",
            Nothing = [(Codes, "about_kind message_id digest")],
        },
        new("inbound_piece", "Mails received") { ByRoom = [("the originals of the person’s own mails are emptied", "bytes")] },
        new("notice", "Notifications")
        {
            Groups = [new() { Person = "person_id", Texts = "headline line" }],
            Words = "headline line record draft",
            Shown = "at",
            Stays = "Nothing of what the person was told: the room removes it. What others were told stays without the name.",
            Nothing = [(Codes, "event about_kind href why concern cadence")],
        },
        new("notice_profile", "How somebody is told")
        {
            Groups = [new() { Person = "person_id" }],
            Stays = "What somebody chose to be told, under a number.",
            Nothing = [("names of events and a time zone", "choices zone")],
            Subject = "notice_profile",
        },
        PersonalTable.Of("notice_default", "what a role is told", "role choices"),
        PersonalTable.Of("reply_door", Codes, "subject_kind"),
        PersonalTable.Of("reply_secret", "a key, closed", "closed"),
        PersonalTable.Of("thread_seen", Codes, "subject_kind"),
        new("slack_member", "Accounts in Slack")
        {
            Groups =
            [
                new()
                {
                    Person = "person linked",
                    Address = "email",
                    Name = "name",
                },
            ],
            Shown = "looked_at",
            Stays = "Nothing: the room removes the account.",
            Nothing = [(Codes, "user_id team_id direct")],
        },
        new("slack_post", "Told in Slack")
        {
            Groups = [new() { Person = "person_id" }],
            Words = "draft",
            Shown = "at",
            Stays = "That somebody was told something; what waits for them is removed.",
            Nothing = [(Codes, "channel_id subject_kind event ts why")],
        },
        new("slack_request", "What came from Slack")
        {
            Nothing = [(Codes, "key content_type outcome")],
            ByRoom = [("what came from the person’s own account is emptied", "body")],
        },
        PersonalTable.Of(
            "slack_app",
            "keys, closed, and the name of the vendor’s Slack workspace",
            "origin client_id client_secret signing_secret token why team_id team_name bot_user"
        ),
        PersonalTable.Of("mail_hook", "a provider’s name, a server’s name, keys as hashes or closed", "key_hash signing_key relay"),
        PersonalTable.Of("mail_hook_call", "sentences of ours about a provider’s settings", "fault"),
        PersonalTable.Of("slack_channel", "a channel’s name", "channel_id name gone_why"),
        PersonalTable.Of("slack_thread", Codes, "channel_id root_ts subject_kind"),
        PersonalTable.Of("slack_ticket", Codes, "hash user_id"),
        new("teams_member", "Accounts in Teams")
        {
            Groups = [new() { Person = "person", Name = "name" }],
            Shown = "linked_at",
            Stays = "Nothing: the room removes the account.",
            Nothing = [(Codes, "aad_id user_id direct service_url")],
        },
        new("teams_post", "Told in Teams")
        {
            Groups = [new() { Person = "person_id" }],
            Words = "draft",
            Shown = "at",
            Stays = "That somebody was told something; what waits for them is removed.",
            Nothing = [(Codes, "channel_id subject_kind event activity_id why")],
        },
        new("teams_request", "What came from Teams")
        {
            Nothing = [(Codes, "key outcome")],
            ByRoom = [("what came from the person’s own account is emptied", "body")],
        },
        PersonalTable.Of("teams_app", "keys, closed, and the organisation’s id", "origin client_id tenant secret why service_url"),
        PersonalTable.Of("teams_channel", "a channel’s name", "channel_id name service_url team_id gone_why"),
        PersonalTable.Of("teams_thread", Codes, "channel_id root_id subject_kind"),
        PersonalTable.Of("teams_ticket", Codes, "hash aad_id"),
    ];

    public async Task Erase(PersonSought who, CancellationToken ct)
    {
        await db.Write(
            "delete from notice where workspace_id = $1 and person_id = any($2)",
            ct,
            db.Workspace.Value,
            who.People.Select(p => p.Value).ToArray()
        );
        await db.Write(
            "delete from message_mention where workspace_id = $1 and person_id = any($2)",
            ct,
            db.Workspace.Value,
            who.People.Select(p => p.Value).ToArray()
        );
        await EraseInSlack([.. who.People.Select(p => p.Value)], [.. who.Emails], ct);
        await EraseInTeams([.. who.People.Select(p => p.Value)], ct);
        // Before the words go: afterwards nobody could tell which messages had them.
        var told = who.Names.Where(ErasedText.Tells).Concat(who.Emails).ToArray();
        await db.Write(
            """
            delete from message_term t
             where t.workspace_id = $1 and t.term = any($2)
               and t.message_id in (
                 select m.id from shared_message m join unnest($3::text[]) n(told) on position(lower(n.told) in lower(m.text)) > 0 where m.workspace_id = $1
                 union all
                 select m.id from internal_message m join unnest($3::text[]) n(told) on position(lower(n.told) in lower(m.text)) > 0 where m.workspace_id = $1)
            """,
            ct,
            db.Workspace.Value,
            told.SelectMany(SearchTerms.Of).Distinct().ToArray(),
            told
        );
        await db.Write(
            """
            update inbound_piece p set bytes = ''::bytea
              from inbound_mail m
             where p.workspace_id = $1 and m.workspace_id = $1 and p.mail_id = m.id
               and (lower(m.from_address) = any($2) or lower(m.envelope_from) = any($2))
            """,
            ct,
            db.Workspace.Value,
            who.Emails.ToArray()
        );
    }

    private async Task EraseInSlack(Guid[] people, string[] emails, CancellationToken ct)
    {
        const string Theirs = "(person = any($2) or linked = any($2) or lower(email) = any($3))";
        await db.Write(
            $"""
            update slack_request r set body = ''::bytea
             where r.workspace_id = $1 and exists (
               select 1 from slack_member where workspace_id = $1 and {Theirs} and position(convert_to(user_id, 'UTF8') in r.body) > 0)
            """,
            ct,
            db.Workspace.Value,
            people,
            emails
        );
        await db.Write(
            "update slack_post set draft = null where workspace_id = $1 and person_id = any($2)",
            ct,
            db.Workspace.Value,
            people
        );
        await db.Write($"delete from slack_member where workspace_id = $1 and {Theirs}", ct, db.Workspace.Value, people, emails);
    }

    private async Task EraseInTeams(Guid[] people, CancellationToken ct)
    {
        await db.Write(
            """
            update teams_request r set body = ''::bytea
             where r.workspace_id = $1 and exists (
               select 1 from teams_member where workspace_id = $1 and person = any($2) and position(convert_to(aad_id, 'UTF8') in r.body) > 0)
            """,
            ct,
            db.Workspace.Value,
            people
        );
        await db.Write(
            "update teams_post set draft = null where workspace_id = $1 and person_id = any($2)",
            ct,
            db.Workspace.Value,
            people
        );
        await db.Write("delete from teams_member where workspace_id = $1 and person = any($2)", ct, db.Workspace.Value, people);
    }
}
