using Entente.Platform.Values;

namespace Entente.Registrations;

/// <summary>What a higher room has on record of partners that rules of the policy may ask for. Asked of every claimant, by whoever acts.</summary>
public interface IClaimantRecord
{
    /// <summary>Null: this room records nothing yet, and what is asked for stays unknown. A partner that is left out has nothing.</summary>
    Task<IReadOnlyDictionary<PartnerId, ClaimantRecord>?> Of(IReadOnlyCollection<PartnerId> partners, CancellationToken ct);
}

/// <param name="Agreements">Names of the agreements that it accepted and that still hold.</param>
public sealed record ClaimantRecord(IReadOnlyList<string> Agreements)
{
    public static ClaimantRecord Nothing { get; } = new([]);
}
