using System.Globalization;
using Entente.Access;
using Entente.Access.Http;
using Entente.Engagement.Rules;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Engagement.Show;

/// <summary>Who got an announcement and what is known of them, as a file for spreadsheets. That somebody took it is on record before it is given.</summary>
internal static class ResultsFile
{
    private static readonly string[] Head =
    [
        "Partner",
        "Person",
        "E-mail",
        "Why",
        "Subject",
        "Grade",
        "Delivered",
        "Opened",
        "Followed a link",
        "Confirmed",
        "Version confirmed",
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/w/{slug}/announcements/{id}/results.csv", Give)
            .Access(new StaffAttribute(Permissions.ManageAnnouncements))
            .WithMetadata(new NoPrefetchAttribute());

    private static async Task Give(string id, HttpContext http, AnnouncementQuery query, EntenteDb db, CancellationToken ct)
    {
        if (!Ids.TryParse<AnnouncementId>(id, out var known) || await query.Load(known, ct) is not { } view)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var lines = await query.Recipients(known, ct);
        db.Witness("announcement.exported", known.Subject, ("lines", null, lines.Count.ToString(CultureInfo.InvariantCulture)));
        await db.SaveChangesAsync(ct);
        var text = view.Sheet.Default;
        await Downloads.Csv(
            http.Response,
            "announcement.csv",
            Head,
            lines.Select(l => Cells(l, l.SecondSubject && text.SecondSubject.Length > 0 ? text.SecondSubject : text.Title)),
            ct
        );
    }

    private static string?[] Cells(RecipientLine line, string subject) =>
        [
            line.PartnerName,
            line.Name,
            line.Email,
            line.Why,
            subject,
            line.Evidence.Grade is Grade.None ? "" : line.Evidence.Grade.ToString(),
            At(line.Evidence.Delivered),
            At(line.Evidence.Opened),
            At(line.Evidence.Clicked),
            At(line.Evidence.Acknowledged),
            line.ConfirmedText?.ToString(CultureInfo.InvariantCulture),
        ];

    private static string At(DateTimeOffset? at) => at is { } known ? Ui.Format.Machine(known) : "";
}
