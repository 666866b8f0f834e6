using System.Security.Cryptography;
using System.Text;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Mail;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Collaboration.Notifications;

/// <summary>Choosing, stopping and sending what waits happen one after the other for a person, on whichever node.</summary>
internal static class NoticeLock
{
    public static IEnumerable<string> Of(PersonId person) => [$"notices:{person.Value:N}"];
}

internal readonly record struct NoticeId(Guid Value) : ITypedId<NoticeId>
{
    public static NoticeId From(Guid value) => new(value);

    /// <summary>Of a person, a kind of event and its occurrence: whoever tells it again, by whatever path, makes the same id.</summary>
    public static NoticeId Of(WorkspaceId workspace, PersonId person, NoticeEvent what, string once) =>
        new(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{workspace.Value:N}\n{person.Value:N}\n{what.Key}\n{once}")).AsSpan(0, 16)));
}

/// <summary>
/// That one person was told of one occurrence. Belongs to the partner whose record it is about, so that staff whose scope no longer covers that partner
/// do not read on; to nobody where it is about none.
/// </summary>
[Subject("notice")]
[NotAudited("what is told is its own record; the act it tells of is audited")]
[AlsoNobodys]
internal sealed class Notice : Entity, IPartnerOwned
{
    public const int LongestLine = 300;

    public NoticeId Id { get; init; }
    public PersonId PersonId { get; init; }
    public PartnerId PartnerId { get; init; }
    public string Event { get; init; } = "";
    public string AboutKind { get; init; } = "";
    public Guid AboutId { get; init; }

    /// <summary>What people call the record: <c>DR-1048 · Harbour Foods</c>.</summary>
    public string Record { get; init; } = "";
    public string Headline { get; init; } = "";
    public string Line { get; init; } = "";

    /// <summary>The path at which it is seen or answered: <c>/w/corvane/registrations/DR-1048</c>. Empty: nowhere.</summary>
    public string Href { get; init; } = "";
    public string Why { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public Concern Concern { get; init; }

    /// <summary>Until when they have to act.</summary>
    public DateTimeOffset? ActBy { get; init; }
    public bool Inbox { get; private set; }
    public DateTimeOffset? ReadAt { get; private set; }
    public Cadence Cadence { get; private set; }

    /// <summary>When its mail is planned to leave; null: nothing waits.</summary>
    public DateTimeOffset? MailAt { get; private set; }

    /// <summary>The mail, as JSON, while it waits.</summary>
    public string? Draft { get; private set; }

    /// <summary>The digest that told it; null: it was told by a mail of its own, in Slack, or not yet.</summary>
    public Guid? GatheredIn { get; private set; }

    /// <summary>Stands on the page of notifications, already read where it is told of the past.</summary>
    public void Show(bool inbox, bool read, DateTimeOffset now) => (Inbox, ReadAt) = (inbox, read ? now : null);

    /// <summary>Its mail waits until then.</summary>
    public void Hold(MailDraft draft, Cadence cadence, DateTimeOffset until) =>
        (Draft, Cadence, MailAt) = (Json.Write(HeldMail.Of(draft)), cadence, until);

    /// <summary>Waits for another time, because they chose anew; null: they want no mail of it.</summary>
    public void Replan(Cadence cadence, DateTimeOffset? until)
    {
        (Cadence, MailAt) = (cadence, until);
        if (until is null)
            Draft = null;
    }

    public MailDraft Held() => Json.Read<HeldMail>(Draft ?? throw new InvalidOperationException("No mail of it waits.")).Draft();

    /// <summary>Its mail was staged in this save, or nobody is to get it any more.</summary>
    public void Release() => (MailAt, Draft) = (null, null);

    public void Gather(Guid mail) => GatheredIn = mail;

    public void Read(DateTimeOffset now) => ReadAt ??= now;

    public static void Map(ModelBuilder model) =>
        model.Entity<Notice>(n =>
        {
            n.HasKey(x => new { x.WorkspaceId, x.Id });
            n.Property(x => x.Event).HasMaxLength(40);
            n.Property(x => x.AboutKind).HasMaxLength(40);
            n.HasIndex(x => new
            {
                x.WorkspaceId,
                x.PersonId,
                x.At,
            });
            n.HasIndex(x => new
                {
                    x.WorkspaceId,
                    x.PersonId,
                    x.MailAt,
                })
                .HasFilter("mail_at is not null");
            n.HasIndex(x => new { x.WorkspaceId, x.PersonId }).HasFilter("inbox and read_at is null");
        });
}

/// <summary>A mail as it waits: tuples have no names in JSON.</summary>
internal sealed record HeldMail(MailDraft Plain, IReadOnlyList<HeldPair> Facts, HeldPair? Button, IReadOnlyList<HeldPair> Headers)
{
    public static HeldMail Of(MailDraft draft) =>
        new(
            draft with
            {
                Facts = [],
                Button = null,
                Headers = [],
            },
            [.. draft.Facts.Select(f => new HeldPair(f.Label, f.Value))],
            draft.Button is { } button ? new(button.Label, button.Url) : null,
            [.. draft.Headers.Select(h => new HeldPair(h.Name, h.Value))]
        );

    public MailDraft Draft() =>
        Plain with
        {
            Facts = [.. Facts.Select(f => (f.Name, f.Value))],
            Button = Button is { } button ? (button.Name, button.Value) : null,
            Headers = [.. Headers.Select(h => (h.Name, h.Value))],
        };
}

internal sealed record HeldPair(string Name, string Value);
