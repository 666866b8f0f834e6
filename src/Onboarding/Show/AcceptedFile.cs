using System.Globalization;
using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Onboarding.Show;

/// <summary>Who accepted an agreement and for whom it waits, as a file for spreadsheets. That somebody took it is on record before it is given.</summary>
internal static class AcceptedFile
{
    private static readonly string[] Head = ["Partner", "State", "Version accepted", "Accepted by", "Accepted at", "SHA-256 of the text"];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/w/{slug}/settings/agreements/{id}/accepted.csv", Give)
            .Access(new StaffAttribute(Permissions.ManageAgreements))
            .WithMetadata(new NoPrefetchAttribute());

    private static async Task Give(string id, HttpContext http, AgreementsQuery query, EntenteDb db, CancellationToken ct)
    {
        if (!Ids.TryParse<AgreementId>(id, out var known) || await query.Load(known, ct) is not { } view)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        db.Witness("agreement.exported", known.Subject, ("lines", null, view.Partners.Count.ToString(CultureInfo.InvariantCulture)));
        await db.SaveChangesAsync(ct);
        await Downloads.Csv(http.Response, "agreement.csv", Head, view.Partners.Select(Cells), ct);
    }

    private static string?[] Cells(AgreementPartner line) =>
        [
            line.Name,
            line.Standing.Shut ? "Registrations wait"
            : line.Standing.Waits ? "To accept"
            : "Accepted",
            line.Accepted > 0 ? line.Accepted.ToString(CultureInfo.InvariantCulture) : "",
            line.Person,
            line.At is { } at ? Ui.Format.Machine(at) : "",
            line.Hash,
        ];
}
