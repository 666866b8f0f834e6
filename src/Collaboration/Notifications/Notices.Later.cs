using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

// What was told and waits to be mailed, when the thing itself has changed. Each of these is one statement of the open transaction: who sends at the same
// moment either was first, or finds its notices changed and looks again.
public sealed partial class Notices
{
    /// <summary>Who is still to be mailed of this subject.</summary>
    public async Task<IReadOnlyList<PersonId>> Waiting(SubjectRef about, CancellationToken ct) =>
        await db.Set<Notice>()
            .IgnoreQueryFilters(Fences.OfLooker) // whoever corrects it: everybody waits for the same
            .Where(n => n.AboutKind == about.Kind && n.AboutId == about.Id && n.MailAt != null)
            .Select(n => n.PersonId)
            .Distinct()
            .ToListAsync(ct);

    /// <summary>What of these waits to be mailed is said with these words instead; who has their mail already keeps what they were told.</summary>
    public async Task Rewrite(NoticeEvent what, IReadOnlyList<NoticeFor> readers, CancellationToken ct)
    {
        if (readers.Count == 0)
            return;
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        // What waits is in no hurry.
        var words = readers.Select(r => (Reader: r, Mail: keys.Mark(r.Mail, PersonOf(r), what, null, slug))).ToList();
        await db.Write(
            """
            update notice n set headline = w.headline, line = w.line, record = w.record, draft = w.draft, version = n.version + 1
              from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[]) as w(id, headline, line, record, draft)
             where n.workspace_id = $1 and n.id = w.id and n.mail_at is not null
            """,
            ct,
            db.Workspace.Value,
            words.Select(w => NoticeId.Of(actor.Workspace, PersonOf(w.Reader), what, w.Mail.Once).Value).ToArray(),
            words.Select(w => w.Mail.Verdict).ToArray(),
            words.Select(w => Short(w.Mail.Paragraphs.FirstOrDefault() ?? "")).ToArray(),
            words.Select(w => w.Reader.Record).ToArray(),
            words.Select(w => Json.Write(HeldMail.Of(w.Mail))).ToArray()
        );
    }

    /// <summary>It is over, or was a mistake: nobody is mailed of it any more, and it stands on nobody's page.</summary>
    public Task Withdraw(SubjectRef about, CancellationToken ct) =>
        db.Write(
            """
            update notice set mail_at = null, draft = null, inbox = false, version = version + 1
             where workspace_id = $1 and about_kind = $2 and about_id = $3 and (mail_at is not null or inbox)
            """,
            ct,
            db.Workspace.Value,
            about.Kind,
            about.Id
        );
}
