using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Registrations.Import;

/// <summary>The result of a file, for spreadsheets.</summary>
internal static class ImportEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/w/{slug}/registrations/files/{id:guid}/result.csv", Result)
            .Access(new StaffAttribute(Permissions.SubmitRegistrations));
        routes.MapGet("/w/{slug}/portal/files/{id:guid}/result.csv", Result).Access(new PartnerSideAttribute());
    }

    private static async Task Result(Guid id, HttpContext http, ImportQuery query, CancellationToken ct)
    {
        if (await query.Result(new(id), ct) is not var (name, text))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        await Downloads.Csv(http.Response, name, text, ct);
    }
}
