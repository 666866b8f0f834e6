using Entente.Access;
using Entente.Crm.Panel.Rules;
using Entente.Crm.Port;
using Entente.Platform.Http;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Entente.Ui;
using Entente.Ui.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entente.Crm.Panel;

/// <summary>What the panel shows; public because Razor wants it so.</summary>
public sealed record PanelSheet
{
    internal PanelSheet() { }

    public required Reader Reader { get; init; }
    internal PanelContents? Contents { get; init; }
    internal PanelRefusal? Refusal { get; init; }

    /// <summary>What its forms carry; null where there is nothing to send.</summary>
    internal string? Proof { get; init; }
    internal string? Said { get; init; }
    internal Problem? Problem { get; init; }
    internal string Crm { get; init; } = "";

    /// <summary>HubSpot opens it in a modal and closes that when the panel says so.</summary>
    internal bool InModal { get; init; }
    internal DateTimeOffset? FollowedTo { get; init; }
}

/// <summary>Answers with the panel, or with why there is none; each answer names who may frame it.</summary>
internal sealed class PanelPages(
    PanelDesk desk,
    PanelConnections connections,
    PanelReader reader,
    PublicAddress address,
    TimeProvider clock
)
{
    public async Task<IResult> Act(
        HttpContext http,
        WorkspaceCard workspace,
        PanelConnection connection,
        PanelProof proof,
        IFormCollection form,
        CancellationToken ct
    )
    {
        var record = await Record(workspace, connection, proof, ct);
        if (record is null || form["section"].ToString().Length == 0)
            return await Show(http, workspace, connection, proof, ct);
        var done = await reader.Do(record, form, ct);
        var refused = done.Refused is { } problem ? new PanelRefusedForm(form["section"].ToString(), form, problem) : null;
        return await Show(http, workspace, connection, proof, ct, done.Said, refused);
    }

    public async Task<IResult> Show(
        HttpContext http,
        WorkspaceCard workspace,
        PanelConnection connection,
        PanelProof proof,
        CancellationToken ct,
        string? said = null,
        PanelRefusedForm? refused = null
    )
    {
        var crm = connection.Kind.ToString();
        var sheet = new PanelSheet
        {
            Reader = new(clock.GetUtcNow(), workspace.Zone),
            Proof = desk.Seal(workspace.Slug, proof.Renew(clock.GetUtcNow())),
            Crm = crm,
            InModal = connection.Kind is CrmKind.HubSpot,
        };
        if (await Record(workspace, connection, proof, ct) is not { } record)
            return Page(http, sheet with { Refusal = PanelRefusal.NotMirrored(crm) }, StatusCodes.Status404NotFound, connection.Frames);
        var contents = await reader.Read(record, refused, ct);
        var followed = await connections.FollowedTo(connection.Id, ct);
        return Page(
            http,
            sheet with
            {
                Contents = contents,
                Said = said,
                Problem = refused?.Problem,
                FollowedTo = followed,
            },
            refused is null ? StatusCodes.Status200OK : ProblemResults.Status(refused.Problem.Kind),
            connection.Frames
        );
    }

    /// <param name="frames">None: nobody may frame it, and it is seen only by whoever came here directly.</param>
    public IResult Refuse(HttpContext http, PanelRefusal refusal, IReadOnlyList<string> frames) =>
        Page(http, new() { Reader = new(clock.GetUtcNow(), TimeZoneInfo.Utc), Refusal = refusal }, refusal.Status, frames);

    private Task<PanelRecord?> Record(WorkspaceCard workspace, PanelConnection connection, PanelProof proof, CancellationToken ct) =>
        connections.Record(connection, proof.Kind, proof.CrmId, address.Of($"/w/{workspace.Slug}"), ct);

    private static RazorComponentResult<PanelDocument> Page(HttpContext http, PanelSheet sheet, int status, IReadOnlyList<string> frames)
    {
        http.Response.Headers[Csp.Header] = frames.Count == 0 ? Csp.Strict : Csp.Framed(frames);
        return new(new { Sheet = sheet }) { StatusCode = status, PreventStreamingRendering = true };
    }
}
