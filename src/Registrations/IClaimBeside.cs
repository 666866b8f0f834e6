using Microsoft.AspNetCore.Components;

namespace Entente.Registrations;

/// <summary>
/// What a higher room shows beside a registration. It loads here and hands over what renders without loading: sibling components that await
/// one database context crash. Called one after the other.
/// </summary>
public interface IClaimBeside
{
    /// <summary>For staff on the review page; null: nothing.</summary>
    ValueTask<RenderFragment?> ForStaff(RegistrationId claim, string slug, CancellationToken ct);

    /// <summary>
    /// For its partner on the status page and in the deal room; null: nothing. What it shows before the decision must be the same whatever
    /// the vendor knows of others.
    /// </summary>
    /// <param name="here">The address of the page; what belongs to it lies below.</param>
    ValueTask<RenderFragment?> ForPartner(RegistrationId claim, string here, CancellationToken ct);
}
