using Entente.Platform.Values;
using Microsoft.AspNetCore.Components;

namespace Entente.Partners;

/// <summary>
/// What a higher room shows on a partner's page. It loads here and hands over what renders without loading: sibling components that
/// await one database context crash. Called one after the other.
/// </summary>
public interface IPartnerSection
{
    /// <summary>Null when this room has nothing to show to whoever acts.</summary>
    ValueTask<PartnerSection?> Of(PartnerId partner, CancellationToken ct);
}

/// <param name="Order">Smaller stands higher; deals 100, registrations 200.</param>
/// <param name="Anchor">The element id that the tab leads to: <c>deals</c>.</param>
/// <param name="Count">How many, beside the title; null for none.</param>
/// <param name="Figures">Key figures for the head of the page.</param>
/// <param name="Content">What stands under the heading, which the page writes.</param>
public sealed record PartnerSection(
    int Order,
    string Anchor,
    string Title,
    string? Count,
    IReadOnlyList<PartnerFigure> Figures,
    RenderFragment Content
)
{
    /// <summary>At the head of the page: one button, or the form around it. Null for none.</summary>
    public RenderFragment? Action { get; init; }
}

/// <summary>One key figure, formatted: <c>€274.5k</c>, <c>5 deals, 3 protected</c>.</summary>
public sealed record PartnerFigure(string Label, string Value, string? Note = null);
