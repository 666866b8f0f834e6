using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Crm.Panel;

/// <summary>What all rooms together show of a record.</summary>
internal sealed record PanelContents(
    PanelRecord Record,
    Microsoft.AspNetCore.Components.RenderFragment? Head,
    IReadOnlyList<PanelSection> Sections,
    IReadOnlyList<PanelFact> Facts,
    IReadOnlyList<PanelLine> Lines
);

/// <summary>Asks the rooms, one after the other: they share one database context.</summary>
internal sealed class PanelReader(IServiceProvider services, TimeProvider clock)
{
    /// <param name="linesOnly">For the CRM's own card.</param>
    public async Task<PanelContents> Read(PanelRecord record, PanelRefusedForm? refused, CancellationToken ct, bool linesOnly = false)
    {
        // Looked up only now: sections take the actor, and whoever opens a panel becomes one on the way.
        var rooms = services.GetServices<IPanelSection>().ToList();
        var partners = new List<PartnerId>();
        foreach (var room in rooms)
            partners.AddRange(await room.Partners(record, ct));
        var visit = new PanelVisit(record, [.. partners.Distinct()], refused, clock.GetUtcNow(), linesOnly);
        var parts = new List<PanelPart>();
        foreach (var room in rooms)
            if (await room.Of(visit, ct) is { } part)
                parts.Add(part);
        return new(
            record,
            parts.Select(p => p.Head).FirstOrDefault(h => h is not null),
            [.. parts.SelectMany(p => p.Sections).OrderBy(s => s.Order)],
            [.. parts.SelectMany(p => p.Facts).OrderBy(f => f.Order)],
            [.. parts.SelectMany(p => p.Lines).OrderBy(l => l.Order)]
        );
    }

    public async Task<PanelDone> Do(PanelRecord record, Microsoft.AspNetCore.Http.IFormCollection form, CancellationToken ct) =>
        services.GetServices<IPanelSection>().FirstOrDefault(r => r.Name == form["section"].ToString()) is { } room
            ? await room.Do(record, form, ct)
            : new(
                Refused: Problem.NotFound("panel.no_section", "The panel does not know what this button does. Refresh it and try again.")
            );
}
