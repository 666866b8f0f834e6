using Entente.Platform.Values;

namespace Entente.Partners.DrawTerritories;

/// <summary>A named account as the browser sends it; with an id the one to take off the list.</summary>
public sealed class NamedAccountForm
{
    public Guid? Id { get; set; }
    public string? Name { get; set; }
    public string? Domain { get; set; }
    public string? Kind { get; set; }
    public string? Holder { get; set; }
    public string? Reason { get; set; }

    internal NameAccount.Input Read() =>
        new(
            Name ?? "",
            Domain,
            Forms.Enum<NamedAccountKind>(Kind),
            Ids.TryParse<PartnerId>(Holder, out var holder) ? holder : null,
            Reason ?? ""
        );
}
