using System.Text;
using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Entente.Partners.Import;

/// <summary>How much may be posted to a page that takes a file: a little more than the file, so that the page itself can say the limit.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TakesPartnersAttribute : Attribute, IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => KeepImport.MostBytes * 4L;
}

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
        Downloads.BeginCsv(http.Response, Ascii(name));
        await foreach (var piece in text.WithCancellation(ct))
            await http.Response.WriteAsync(piece, Encoding.UTF8, ct);
    }

    private static string Ascii(string name) =>
        string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')) is { Length: > 4 } kept
            ? kept
            : "not-taken.csv";
}
