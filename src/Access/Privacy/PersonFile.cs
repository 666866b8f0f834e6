using Entente.Access.Http;
using Entente.Access.StepUp;
using Entente.Platform.Files;
using Entente.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Access.Privacy;

/// <summary>What is kept of a person, as a file to hand over.</summary>
internal static class PersonFile
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet(
                "/w/{slug}/settings/privacy/{id:guid}/person.zip",
                async (Guid id, HttpContext http, ExportPerson export, CancellationToken ct) =>
                {
                    var file = await export.Run(new(id), ct);
                    if (!file.Ok)
                        return file.Problem.ToHttp();
                    Downloads.Begin(http.Response, "application/zip", "person.zip");
                    return Results.Bytes(file.Value, "application/zip");
                }
            )
            .Access(new StaffAttribute(Permissions.ManagePrivacy))
            .WithMetadata(new NoPrefetchAttribute(), new FreshFactorAttribute());
}
