using System.Globalization;
using Entente.Access;
using Entente.Access.Http;
using Entente.Platform.Data;
using Entente.Platform.Files;
using Entente.Platform.Values;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Pipeline.Credits;

/// <summary>The overview as a file for spreadsheets, a line for each partner and deal. That somebody took it is on record before it is given.</summary>
internal static class AttributionFile
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/w/{slug}/attribution.csv", Give)
            .Access(new StaffAttribute(Permissions.ReadPipeline))
            .WithMetadata(new NoPrefetchAttribute());

    private static async Task Give(HttpContext http, AttributionQuery query, EntenteDb db, CancellationToken ct)
    {
        var asked = AttributionAddress.Read(http.Request.Query);
        var view = await query.Load(asked, ct);
        db.Witness(
            "attribution.exported",
            new("workspace", db.Workspace.Value),
            ("lines", null, view.Lines.Count.ToString(CultureInfo.InvariantCulture))
        );
        await db.SaveChangesAsync(ct);
        await Downloads.Csv(http.Response, "attribution.csv", Head, view.Lines.Select(Cells), ct);
    }

    private static string?[] Cells(AttributionLine line) =>
        [
            line.DealName,
            line.PartnerName,
            line.Motion,
            line.Quarter.Words,
            line.Role.ToString(),
            line.Sourced ? "yes" : "no",
            line.Influenced ? "yes" : "no",
            Shares.Plain(line.Points),
            Plain(line.Amount),
            Plain(line.Credit),
            line.Amount.Currency,
        ];

    private static readonly string[] Head =
    [
        "Deal",
        "Partner",
        "Motion",
        "Quarter",
        "Role",
        "Sourced",
        "Influenced",
        "Share in per cent",
        "Amount",
        "Credit",
        "Currency",
    ];

    private static string Plain(Money money) => money.Major.ToString("F" + money.Decimals, CultureInfo.InvariantCulture);
}
