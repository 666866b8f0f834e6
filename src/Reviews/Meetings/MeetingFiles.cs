using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Reviews.Portal;
using Entente.Reviews.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Reviews.Meetings;

/// <summary>A meeting for one's own calendar, of either side: title, time and the address of its page.</summary>
internal static class MeetingFiles
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/w/{slug}/cadence/{id}.ics", Staff)
            .Access(new StaffAttribute(Permissions.ReadPartners))
            .WithMetadata(new NoPrefetchAttribute());
        routes
            .MapGet("/w/{slug}/portal/meetings/{id}.ics", Partner)
            .Access(new PartnerSideAttribute())
            .WithMetadata(new NoPrefetchAttribute());
    }

    private static async Task Staff(
        HttpContext http,
        string slug,
        string id,
        MeetingQuery query,
        PublicAddress address,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var view = Ids.TryParse<MeetingId>(id, out var meeting) ? await query.Load(meeting, ct) : null;
        await Send(http, view?.Face, view?.Version ?? 0, view?.Face.Title ?? "", $"/w/{slug}/cadence/{id}", address, clock, ct);
    }

    private static async Task Partner(
        HttpContext http,
        string slug,
        string id,
        OwnMeetings own,
        EntenteDb db,
        Workspaces workspaces,
        PublicAddress address,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var face = Ids.TryParse<MeetingId>(id, out var meeting) ? await own.Get(meeting, ct) : null;
        var vendor = (await workspaces.Get(db.Workspace, ct)).Name;
        await Send(http, face?.Face, face?.Version ?? 0, vendor, $"/w/{slug}/portal/meetings/{id}", address, clock, ct);
    }

    private static async Task Send(
        HttpContext http,
        MeetingFace? face,
        int changes,
        string with,
        string path,
        PublicAddress address,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (face is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        Downloads.Begin(http.Response, "text/calendar; charset=utf-8", "meeting.ics");
        await http.Response.WriteAsync(
            MeetingFile.Write(
                face.Id.Value,
                changes,
                $"{face.Kind.Words()}: {with}",
                face.StartsAt,
                face.Minutes,
                address.Of(path),
                clock.GetUtcNow()
            ),
            ct
        );
    }
}
