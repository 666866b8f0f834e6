using Entente.Platform.Values;

namespace Entente.Partners;

/// <summary>
/// What a higher room knows of a partner that the CRM is told: on the partner's own company there, and on its running deals. A room whose answer changed says
/// so by <see cref="PartnerFieldsChanged"/>.
/// </summary>
public interface IPartnerFields
{
    /// <summary>The fields it answers for, by their names in <c>EntenteFields</c>.</summary>
    IReadOnlyCollection<string> Names { get; }

    /// <returns>By name; null clears the field there. What the room never knew is left out, so that what the vendor keeps there stays.</returns>
    Task<IReadOnlyDictionary<string, string?>> Of(PartnerId partner, CancellationToken ct);
}
