using System.Text;
using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Entente.Registrations.Import;

/// <summary>How much may be posted to a page that takes a file: a little more than the file, so that the page itself can say the limit.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesFileAttribute : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => UploadImport.MostBytes * 4L;
}

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
        Downloads.BeginCsv(http.Response, Ascii(name));
        await foreach (var piece in text.WithCancellation(ct))
            await http.Response.WriteAsync(piece, Encoding.UTF8, ct);
    }

    private static string Ascii(string name) =>
        string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) is { Length: > 4 } kept
            ? kept
            : "result.csv";
}
