namespace Entente.Ui.Parts;

/// <summary>One view, section or filter: a link, its state in the address.</summary>
public sealed record ViewLink(string Href, string Label, bool Current = false, string? Count = null, string? Icon = null);
