using Entente.Access.Http;
using Entente.Access.StepUp;
using Entente.Platform.Audit;
using Entente.Platform.Files;
using Entente.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entente.Access.Audit;

/// <summary>The audit as a file. It begins to flow before it is known whole: a download that broke off lacks its last mark, and the verifier says so.</summary>
internal static class AuditFile
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapGet("/w/{slug}/audit/export.jsonl", Give)
            .Access(new StaffAttribute(Permissions.ExportAudit))
            .WithMetadata(new NoPrefetchAttribute(), new FreshFactorAttribute());

    private static async Task Give(
        string slug,
        string? kind,
        string? subject,
        string? person,
        string? action,
        string? channel,
        string? from,
        string? to,
        HttpContext http,
        AuditExport export,
        Workspaces workspaces,
        CancellationToken ct
    )
    {
        var workspace = await workspaces.Find(slug, ct);
        var zone = workspace!.Zone;
        var filter = new AuditAsked(kind, subject, person, action, channel, from, to).Filter(zone);
        Downloads.Begin(http.Response, "application/jsonl; charset=utf-8", $"audit-{slug}.jsonl");
        await foreach (var piece in export.Run(filter, ct))
            await http.Response.Body.WriteAsync(piece, ct);
    }
}
