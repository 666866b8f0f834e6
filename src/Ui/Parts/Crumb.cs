namespace Entente.Ui.Parts;

/// <summary>A step of the way to a page; the last one, the page itself, has no address.</summary>
public sealed record Crumb(string Label, string? Href = null);
