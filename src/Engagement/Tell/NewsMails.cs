using Entente.Access;
using Entente.Collaboration.Notifications;
using Entente.Collaboration.Notifications.Rules;
using Entente.Engagement.Model;
using Entente.Engagement.Portal;
using Entente.Engagement.Rules;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Platform.Time;
using Entente.Ui;

namespace Entente.Engagement.Tell;

/// <summary>How an announcement reads as a mail to one person.</summary>
internal sealed class NewsMails(NewsLinks links, PublicAddress address)
{
    private const string Why = "You get this because it is for people like you at our partners.";

    // A lot of recipients is told the same text: it is read once.
    private readonly Dictionary<NewsText, Reading> readings = new(ReferenceEqualityComparer.Instance);

    /// <summary>A text as mails need it.</summary>
    /// <param name="Links">Words, address and host, and which of the announcement's links it is.</param>
    private sealed record Reading(IReadOnlyList<string> Plain, IReadOnlyList<(string Text, string Host, int Number)> Links);

    public NoticeFor News(
        Announcement of,
        AnnouncementSheet sheet,
        Recipient to,
        PersonCard person,
        string? language,
        WorkspaceCard workspace
    )
    {
        var text = AnnouncementSheet.For(sheet.Texts, language);
        var subject = to.SecondSubject && text.SecondSubject.Length > 0 ? text.SecondSubject : text.Title;
        var due = Due(of, to, workspace);
        return Notice(
            of,
            to,
            new(
                $"announcement:{of.Id.Value:N}",
                of.Id.Subject,
                person.Id,
                person.Email,
                person.Name,
                subject,
                text.Title,
                Read(sheet, text).Plain,
                due is { } day ? [("Confirm by", Day(day))] : [],
                (due is null ? "Open it" : "Read and confirm", PageOf(of, workspace)),
                due is null ? Why : Why + " You are asked to confirm it, so it cannot be switched off."
            )
            {
                Sections = Links(of, sheet, text, to, workspace),
            },
            due,
            workspace
        );
    }

    public NoticeFor Reminder(
        Announcement of,
        Recipient to,
        PersonCard person,
        string title,
        int step,
        DateOnly due,
        WorkspaceCard workspace
    ) =>
        Notice(
            of,
            to,
            new(
                $"announcement-remind:{of.Id.Value:N}:{step}",
                of.Id.Subject,
                person.Id,
                person.Email,
                person.Name,
                $"Please confirm by {Day(due)}: {title}",
                title,
                ["You have not confirmed this yet. After its day no registration is taken from you until you did; it takes a minute."],
                [("Confirm by", Day(due))],
                ("Read and confirm", PageOf(of, workspace)),
                "You get this because you are asked to confirm it, so it cannot be switched off."
            ),
            due,
            workspace
        );

    /// <summary>The last day of a person to confirm; null: nobody has to.</summary>
    public static DateOnly? Due(Announcement of, Recipient to, WorkspaceCard workspace) =>
        of is { AcknowledgeBy: { } by, Begins: { } began } ? Confirming.Due(by, workspace.DayOf(began), workspace.DayOf(to.AddedAt)) : null;

    private static NoticeFor Notice(Announcement of, Recipient to, MailDraft mail, DateOnly? due, WorkspaceCard workspace) =>
        new(mail, Concern.Own, to.PartnerId, of.Title, due is { } day ? LocalTime.EndOf(day, workspace.Zone) : null);

    // Whoever follows one of them is led on by us, and only to what stands in the text.
    private IReadOnlyList<MailSection> Links(Announcement of, AnnouncementSheet sheet, NewsText text, Recipient to, WorkspaceCard workspace)
    {
        var own = Read(sheet, text)
            .Links.Select(l => new MailLine(
                l.Text,
                l.Host,
                address.Of(links.To(workspace.Slug, of.Id, to.PersonId, of.TextNumber, l.Number))
            ))
            .ToList();
        return own.Count == 0 ? [] : [new("Links", own)];
    }

    private Reading Read(AnnouncementSheet sheet, NewsText text)
    {
        if (readings.TryGetValue(text, out var known))
            return known;
        var all = Markup.Links(sheet.Texts.Select(t => t.Body)).ToList();
        var own = Markup
            .Read(text.Body)
            .SelectMany(b => b.Lines)
            .SelectMany(l => l)
            .Where(s => s.Url is not null)
            .DistinctBy(s => s.Url)
            .Select(s => (s.Text, new Uri(s.Url!).Host, all.IndexOf(s.Url!)))
            .ToList();
        return readings[text] = new(Markup.Plain(text.Body), own);
    }

    private string PageOf(Announcement of, WorkspaceCard workspace) => address.Of($"/w/{workspace.Slug}/portal/news/{of.Id.Value:N}");

    internal static string Day(DateOnly day) => day.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
