using Entente.Platform.Values;

namespace Entente.Pipeline;

/// <summary>How a partner is known to have touched a deal (PIP-3). The order breaks ties of one instant: what says most comes first.</summary>
public enum TouchKind
{
    Registered,
    SecondPartner,
    Linked,
    NamedInCrm,
    FirstMeeting,
    Meeting,
    Proposal,
    Message,
    Update,
}

/// <summary>One thing that a partner did in a deal, or that somebody said of it.</summary>
/// <param name="Role">As what it was done: <see cref="DealRole.Sourcing"/> brings the deal, the others help it.</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Source">The record it comes from, <c>registration:…</c>: of one partner and deal a touch of one source counts once.</param>
/// <param name="Shown">What it is known by: <c>DR-1048</c>.</param>
public sealed record Touch(PartnerId Partner, TouchKind Kind, DealRole Role, DateTimeOffset At, string Source, string? Shown = null);

/// <summary>A touch of one deal, as the room that knows of it tells it.</summary>
public sealed record FoundTouch(OpportunityId Deal, Touch Touch);

/// <summary>Contributed by the rooms above: what partners did in these deals. Asked again and again; the same touch has the same source.</summary>
public interface ITouchSource
{
    Task<IReadOnlyList<FoundTouch>> Of(IReadOnlyCollection<OpportunityCard> deals, CancellationToken ct);
}

public static class Touches
{
    /// <summary>As a line in time reads: <c>First meeting</c>.</summary>
    public static string Words(this TouchKind kind) =>
        kind switch
        {
            TouchKind.Registered => "Registered the deal",
            TouchKind.SecondPartner => "Named as second partner",
            TouchKind.Linked => "Given a part in the deal",
            TouchKind.NamedInCrm => "Named by the CRM",
            TouchKind.FirstMeeting => "First meeting on record",
            TouchKind.Meeting => "Meeting held",
            TouchKind.Proposal => "Proposal sent",
            TouchKind.Message => "Wrote in the thread",
            _ => "Told how it goes",
        };
}
