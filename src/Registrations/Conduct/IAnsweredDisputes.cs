namespace Entente.Registrations.Conduct;

/// <summary>
/// Contributed by a higher room in which partners dispute what the vendor does: what was answered, of all partners alike. Only sums of it are shown.
/// </summary>
public interface IAnsweredDisputes
{
    Task<IReadOnlyList<AnsweredDispute>> Since(DateTimeOffset from, CancellationToken ct);
}

/// <param name="PartnerWasRight">By the answer itself.</param>
public sealed record AnsweredDispute(DateTimeOffset AnsweredAt, bool PartnerWasRight);
