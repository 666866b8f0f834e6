using Microsoft.AspNetCore.Components;

namespace Entente.Pipeline;

/// <summary>Contributed by the rooms above: one card on a deal's page. Made anew for each request.</summary>
public interface IDealSection
{
    /// <summary>Null when this room has nothing to show to whoever acts.</summary>
    ValueTask<DealSection?> Of(OpportunityCard deal, CancellationToken ct);
}

/// <param name="Anchor">The element's id.</param>
/// <param name="Count">How many, beside the title; null for none.</param>
/// <param name="Content">What stands in the card, from edge to edge.</param>
public sealed record DealSection(string Anchor, string Title, string? Count, RenderFragment Content);
