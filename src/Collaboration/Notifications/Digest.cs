using Entente.Access;
using Entente.Collaboration.Notifications.Rules;
using Entente.Platform.Mail;
using Entente.Platform.Tenancy;
using Entente.Ui;

namespace Entente.Collaboration.Notifications;

/// <summary>One mail of many notices: record by record, what moved last on top.</summary>
internal static class Digest
{
    private const string Mark = "digest.";

    /// <summary>What its unsubscribe address is for.</summary>
    public static string Name(Cadence cadence) => Mark + cadence;

    /// <summary>The digest that an unsubscribe address is for; null: it is for one kind of event.</summary>
    public static Cadence? Named(string name) =>
        name.StartsWith(Mark, StringComparison.Ordinal) && Enum.TryParse<Cadence>(name[Mark.Length..], out var cadence) ? cadence : null;

    public static string Often(Cadence cadence) =>
        cadence switch
        {
            Cadence.Hourly => "once an hour",
            Cadence.Daily => "once a day",
            Cadence.Weekly => "once a week",
            _ => "at once",
        };

    public static MailDraft Of(
        Cadence cadence,
        IReadOnlyList<Notice> notices,
        PersonCard to,
        WorkspaceCard workspace,
        Reader reader,
        PublicAddress address
    )
    {
        var records = notices.GroupBy(n => (n.AboutKind, n.AboutId)).OrderByDescending(g => g.Max(n => n.At)).ToList();
        var things = $"{Format.Count(notices.Count, "thing")} on {Format.Count(records.Count, "record")}";
        return new(
            // Named by what it carries: whatever came since is in another one.
            $"{Name(cadence)}:{notices[0].Id.Value:N}",
            new("notice", notices[0].Id.Value),
            to.Id,
            to.Email,
            to.Name,
            $"{workspace.Name} {Often(cadence)}: {things}",
            things,
            [],
            [],
            ("See all notifications", address.Of($"/w/{workspace.Slug}/notifications")),
            $"You get this because you are told of these {Often(cadence)}."
        )
        {
            Change = address.Of($"/w/{workspace.Slug}/me/notifications"),
            Sections = [.. records.Select(g => new MailSection(Title([.. g]), [.. g.Select(n => Line(n, reader, address))]))],
        };
    }

    private static string Title(IReadOnlyList<Notice> of) => of.LastOrDefault(n => n.Record.Length > 0)?.Record ?? "Also";

    private static MailLine Line(Notice notice, Reader reader, PublicAddress address) =>
        new(
            notice.Line.Length > 0 ? $"{notice.Headline} {notice.Line}" : notice.Headline,
            notice.ActBy is { } by
                ? $"{Format.Moment(notice.At, reader)}; by {Format.Moment(by, reader)}"
                : Format.Moment(notice.At, reader),
            notice.Href.Length > 0 ? address.Of(notice.Href) : null
        );
}
