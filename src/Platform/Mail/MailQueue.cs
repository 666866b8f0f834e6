using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Platform.Mail;

/// <summary>
/// A mail to write. Words only; <see cref="MailLayout"/> gives them the workspace's look and the plain-text part.
/// </summary>
/// <param name="Once">What makes this mail the same mail: a second one with the same key is not sent (<c>acknowledged:DR-1048</c>).</param>
/// <param name="About">The record it tells of.</param>
/// <param name="Verdict">The headline: what happened, with the number.</param>
/// <param name="Paragraphs">What to know and do, one thought each.</param>
/// <param name="Facts">At most five, label and value.</param>
/// <param name="Why">Why the reader gets this.</param>
public sealed record MailDraft(
    string Once,
    SubjectRef About,
    PersonId? ToPerson,
    string ToAddress,
    string ToName,
    string Subject,
    string Verdict,
    IReadOnlyList<string> Paragraphs,
    IReadOnlyList<(string Label, string Value)> Facts,
    (string Label, string Url)? Button,
    string Why
)
{
    /// <summary>Header fields besides those of every mail: <c>Reply-To</c>, <c>Message-ID</c>, <c>References</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Of a digest: what happened, record by record; stands below the paragraphs.</summary>
    public IReadOnlyList<MailSection> Sections { get; init; } = [];

    /// <summary>What people call the record: <c>DR-1048</c>; stands at the top, beside the vendor's name.</summary>
    public string? Number { get; init; }

    /// <summary>Where an answer to this mail goes: <c>Corvane, into the conversation about DR-1048</c>; null: it cannot be answered into a record.</summary>
    public string? AnswerGoesTo { get; init; }

    /// <summary>
    /// The record has no conversation of its own: where the reader is a partner's, an answer goes into the one with their company as a whole.
    /// </summary>
    public bool AnswersToPartnership { get; init; }

    /// <summary>The reader asked for it just now: it is tried even where nothing else is sent any more, because mails came back.</summary>
    public bool Asked { get; init; }

    /// <summary>Where the reader chooses what they are sent; stands at the foot. Null: nothing to choose.</summary>
    public string? Change { get; init; }
}

/// <summary>What a digest says of one record.</summary>
public sealed record MailSection(string Title, IReadOnlyList<MailLine> Lines);

/// <summary>One line of it.</summary>
/// <param name="Note">When, and what else is worth a quiet word.</param>
/// <param name="Url">Where it is seen; null: nowhere.</param>
public sealed record MailLine(string Text, string Note, string? Url);

/// <summary>The header fields by which every mail of ours is known as a machine's: nobody's machine answers it (RFC 3834).</summary>
public static class MailMarks
{
    public const string Loop = "X-Entente-Loop";
    public const string Automatic = "Auto-Submitted";

    internal static string Lines(IReadOnlyList<(string Name, string Value)> own, string slug)
    {
        var all = own.ToList();
        if (!all.Exists(h => h.Name == Automatic))
            all.Add((Automatic, "auto-generated"));
        all.Add((Loop, slug));
        return string.Join('\n', all.Select(h => $"{h.Name}: {MailQueue.OneLine(h.Value)}"));
    }
}

/// <summary>Stages mails: they leave only if the use case's save commits, and each only once.</summary>
public sealed class MailQueue(EntenteDb db, Actor actor, Workspaces workspaces, MailDelivery delivery, TimeProvider clock)
{
    public Task Stage(MailDraft draft, CancellationToken ct) => StageAll([draft], ct);

    /// <summary>So many at once are a crowd: they let pass what somebody waits for alone.</summary>
    private const int Crowd = 50;

    /// <summary>Any number of them by one query.</summary>
    public async Task StageAll(IReadOnlyList<MailDraft> drafts, CancellationToken ct)
    {
        if (drafts.Count == 0)
            return;
        var ids = drafts.Select(d => IdOf(actor.Workspace, d)).ToList();
        var known = (await db.Set<MailMessage>().Where(m => ids.Contains(m.Id)).Select(m => m.Id).ToListAsync(ct)).ToHashSet();
        var workspace = await workspaces.Get(actor.Workspace, ct);
        foreach (var (draft, id) in drafts.Zip(ids))
            if (known.Add(id))
                Add(draft, id, workspace, drafts.Count >= Crowd);
    }

    /// <summary>What the mail is known by once it is staged: the same for the same reader and <see cref="MailDraft.Once"/>.</summary>
    public Guid IdOf(MailDraft draft) => IdOf(actor.Workspace, draft);

    private void Add(MailDraft draft, Guid id, WorkspaceCard workspace, bool crowd)
    {
        var now = clock.GetUtcNow();
        var mail = new MailMessage
        {
            Id = id,
            ToPerson = draft.ToPerson,
            ToAddress = draft.ToAddress,
            ToName = draft.ToName,
            Subject = OneLine(draft.Subject),
            Text = MailLayout.Text(draft, workspace),
            Html = MailLayout.Html(draft, workspace),
            Why = draft.Why,
            Headers = MailMarks.Lines(draft.Headers, workspace.Slug),
            AboutKind = draft.About.Kind,
            AboutId = draft.About.Id,
            QueuedAt = now,
            Asked = draft.Asked,
            ReturnNumber = BinaryPrimitives.ReadInt64BigEndian(RandomNumberGenerator.GetBytes(8)),
        };
        db.Add(mail);
        if (delivery.State is MailState.Filed)
            // Of the past: there is nobody to hand it to, and so nothing to wait for.
            mail.Deliver(MailState.Filed, now);
        else
            db.Enqueue(new DeliverMail(id), crowd: crowd);
    }

    private static Guid IdOf(WorkspaceId workspace, MailDraft draft) =>
        new(
            SHA256
                .HashData(Encoding.UTF8.GetBytes($"{workspace.Value:N}\n{draft.ToAddress.ToLowerInvariant()}\n{draft.Once}"))
                .AsSpan(0, 16)
        );

    // A line break in a subject would start a header of somebody else's making.
    internal static string OneLine(string subject) =>
        string.Join(' ', subject.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

/// <summary>How mails leave: kept by the catcher (default), or only filed while the demo tells its story.</summary>
public sealed class MailDelivery
{
    internal MailState State { get; private set; } = MailState.Sent;

    private DateTimeOffset readBefore;

    /// <summary>What is staged then is told of the past: its readers have long read it.</summary>
    public bool IsRead(DateTimeOffset at) => State is MailState.Filed && at < readBefore;

    /// <summary>
    /// While the story is told, mails of the past are filed as sent and never delivered; what was told before <paramref name="isRead"/> was read as well.
    /// </summary>
    public IDisposable FileOnly(DateTimeOffset isRead)
    {
        (State, readBefore) = (MailState.Filed, isRead);
        return new Back(this);
    }

    private sealed class Back(MailDelivery delivery) : IDisposable
    {
        public void Dispose() => delivery.State = MailState.Sent;
    }
}
