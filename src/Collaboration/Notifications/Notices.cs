using Entente.Access;
using Entente.Collaboration.Chat;
using Entente.Collaboration.Notifications.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

/// <summary>Whom something is told, and how it concerns them.</summary>
/// <param name="Mail">Made for that person: fields that outsiders may not see are already left out. It names a person.</param>
/// <param name="Partner">Whose record it is about; null: no partner’s.</param>
/// <param name="Record">What people call the record: <c>DR-1048 · Harbour Foods</c>; as far as the reader may know it.</param>
/// <param name="By">Until when the reader has to act.</param>
public sealed record NoticeFor(MailDraft Mail, Concern Concern, PartnerId? Partner, string Record, DateTimeOffset? By = null)
{
    /// <summary>It answers a mail that the reader sent us: it goes back there at once, whatever they chose to be told.</summary>
    public bool Answers { get; init; }
}

/// <summary>
/// The one door through which people are told that something happened. It asks what each of them chose, keeps what has to wait, and tells nobody twice
/// (the occurrence is <see cref="MailDraft.Once"/>). Only stages: the use case saves. Costs the same number of queries for one reader and for five hundred, but
/// for partners' people whose answer goes into a record: each of them gets an address of their own.
/// </summary>
public sealed partial class Notices
{
    private readonly EntenteDb db;
    private readonly Actor actor;
    private readonly MailQueue queue;
    private readonly MailDelivery delivery;
    private readonly NoticeWishes wishes;
    private readonly UnsubscribeKeys keys;
    private readonly Workspaces workspaces;
    private readonly PublicAddress address;
    private readonly TimeProvider clock;
    private readonly Chats chats;
    private readonly AnswerDoors answers;

    internal Notices(
        EntenteDb db,
        Actor actor,
        MailQueue queue,
        MailDelivery delivery,
        NoticeWishes wishes,
        UnsubscribeKeys keys,
        Workspaces workspaces,
        PublicAddress address,
        TimeProvider clock,
        Chats chats,
        AnswerDoors answers
    )
    {
        (this.db, this.actor, this.queue, this.delivery) = (db, actor, queue, delivery);
        (this.wishes, this.keys, this.workspaces, this.address, this.clock) = (wishes, keys, workspaces, address, clock);
        (this.chats, this.answers) = (chats, answers);
    }

    public Task Tell(NoticeEvent what, NoticeFor reader, CancellationToken ct) => Tell(what, [reader], ct);

    public async Task Tell(NoticeEvent what, IReadOnlyList<NoticeFor> readers, CancellationToken ct)
    {
        if (readers.Count == 0)
            return;
        var now = clock.GetUtcNow();
        var ids = readers.Select(r => NoticeId.Of(actor.Workspace, PersonOf(r), what, r.Mail.Once)).ToList();
        // Told is told, whoever looks: an act of one partner must know what staff were told.
        var told = await db.Set<Notice>()
            .IgnoreQueryFilters(Fences.OfLooker)
            .Where(n => ids.Contains(n.Id))
            .Select(n => n.Id)
            .ToListAsync(ct);
        var known = told.Concat(db.Set<Notice>().Local.Select(n => n.Id)).ToHashSet();
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        var wanted = await wishes.Of([.. readers.Select(PersonOf)], ct);
        var reached = await chats.Reach(wanted.ToLookup(w => w.Value.For(what).Channel, w => w.Key), ct);
        var mails = new List<(MailDraft Draft, NoticePlan Plan, Notice Notice)>();
        foreach (var (reader, id) in readers.Zip(ids))
        {
            var wish = wanted[PersonOf(reader)];
            var chat = !reader.Answers && reached.ContainsKey(PersonOf(reader));
            if (!known.Add(id) || Plan(what, reader, wish, chat, now) is not { } plan)
                continue;
            var notice = Of(what, reader, id, now);
            notice.Show(plan.Inbox, delivery.IsRead(now), now);
            if (plan.MailAt <= now && chat)
                chats.Tell(wish.For(what).Channel, what, PersonOf(reader), reader.Mail);
            else if (plan.MailAt is not null)
                mails.Add((reader.Mail, plan, notice));
            db.Add(notice);
        }
        var drafts = await answers.Open([.. mails.Select(m => m.Draft with { Number = m.Draft.Number ?? Number(m.Notice) })], ct);
        var leaving = new List<MailDraft>();
        foreach (var ((_, plan, notice), draft) in mails.Zip(drafts))
        {
            var mail = keys.Mark(draft, notice.PersonId, what, plan.Hurry, slug);
            if (plan.MailAt is { } at && at > now)
            {
                notice.Hold(mail, plan.Cadence, at);
                db.Enqueue(new SendHeld(notice.PersonId), at);
            }
            else
                leaving.Add(mail);
        }
        await queue.StageAll(leaving, ct);
    }

    private static NoticePlan? Plan(NoticeEvent what, NoticeFor reader, Wish wish, bool chat, DateTimeOffset now)
    {
        var plan = NoticePlan.Of(what, reader.Concern, reader.By, wish.For(what, chat), wish.Quiet, wish.Zone, now);
        return reader.Answers ? NoticePlan.Answer(plan, now) : plan;
    }

    private Notice Of(NoticeEvent what, NoticeFor reader, NoticeId id, DateTimeOffset now) =>
        new()
        {
            Id = id,
            PersonId = PersonOf(reader),
            PartnerId = reader.Partner ?? default,
            Event = what.Key,
            AboutKind = reader.Mail.About.Kind,
            AboutId = reader.Mail.About.Id,
            Record = reader.Record,
            Headline = reader.Mail.Verdict,
            Line = Short(reader.Mail.Paragraphs.FirstOrDefault() ?? ""),
            Href = Path(reader.Mail.Button?.Url ?? ""),
            Why = reader.Mail.Why,
            At = now,
            Concern = reader.Concern,
            ActBy = reader.By,
        };

    // DR-1048 · Harbour Foods
    private static string Number(Notice notice) => notice.Record.Split(" · ", 2)[0];

    // Where the house stands may change; what is shown here leads nowhere else.
    private string Path(string url) => url.StartsWith(address.Root + "/", StringComparison.Ordinal) ? url[address.Root.Length..] : "";

    private static string Short(string words) =>
        words.Length <= Notice.LongestLine
            ? words
            : string.Concat(
                words.AsSpan(0, words.LastIndexOf(' ', Notice.LongestLine - 2) is > 0 and var end ? end : Notice.LongestLine - 2),
                " …"
            );

    private static PersonId PersonOf(NoticeFor reader) =>
        reader.Mail.ToPerson ?? throw new ArgumentException("A notice is told to somebody we know.", nameof(reader));
}
