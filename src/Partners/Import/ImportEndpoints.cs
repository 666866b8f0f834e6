using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Partners.Import;

/// <summary>What was not taken, for spreadsheets.</summary>
internal static class ImportEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/w/{slug}/partners/import/{id:guid}/not-taken.csv", Left)
            .Access(new StaffAttribute(Permissions.ManagePartners) { Whole = true });

    private static async Task Left(Guid id, HttpContext http, ImportShown imports, CancellationToken ct)
    {
        if (await imports.Left(new(id), ct) is not var (name, text))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await Downloads.Csv(http.Response, name, text, ct);
    }
}
