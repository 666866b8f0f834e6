using Entente.Platform.Values;

namespace Entente.Partners;

/// <summary>
/// What a higher room puts on the agenda of a meeting with or about partners: single records that should be talked over now. Asked whenever somebody opens
/// the meeting, under the filters of whoever asks; a partner's people are asked for their own partner. Who reads which of it stands on the points.
/// </summary>
public interface IAgendaPoints
{
    Task<IReadOnlyList<AgendaPoint>> Of(IReadOnlyCollection<PartnerId> partners, DateTimeOffset now, CancellationToken ct);
}

/// <summary>One record to be talked over.</summary>
/// <param name="About">What has a conversation of its own, in which a decision on it lands.</param>
/// <param name="Name">What people call it; null: the partner itself.</param>
/// <param name="Words">Why it is there, for both sides, without a full stop: <c>Protected until 12 Mar 2026</c>.</param>
/// <param name="Reads">The permission that staff need to read it.</param>
public sealed record AgendaPoint(PartnerId Partner, AgendaTopic Topic, SubjectRef About, string? Name, string Words, string Reads)
{
    /// <summary>By which it stands among those of its topic, the earliest first; null: last.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The vendor's own: no outsider reads it.</summary>
    public bool Vendor { get; init; }

    /// <summary>Another partner has a part in the record: staff with a data scope do not read it.</summary>
    public bool Beyond { get; init; }

    /// <summary>Fields of the safelist, <c>opportunity.close_date</c>: an outsider reads the point who sees all of them.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The field of the safelist that is its name; null: an outsider always reads it.</summary>
    public string? NameNeeds { get; init; }

    /// <summary>What an outsider reads in place of the name who does not see it.</summary>
    public string? Otherwise { get; init; }

    /// <summary>Of the record, by which the safelist may tell apart.</summary>
    public string? Stage { get; init; }

    /// <summary>Its page for staff below the workspace's address: <c>plans/AP-3</c>; null: none.</summary>
    public string? Path { get; init; }

    /// <summary>Its page for the partner's people below the workspace's address; null: none.</summary>
    public string? PartnerPath { get; init; }
}

/// <summary>Why something stands on an agenda, in the order in which it is talked over. The list is closed.</summary>
public enum AgendaTopic
{
    /// <summary>A protection that runs out soon.</summary>
    Expiring,

    /// <summary>An open deal whose close date has passed.</summary>
    PastClose,

    /// <summary>An open deal without a next step.</summary>
    NoNextStep,

    /// <summary>An open deal that is to close soon.</summary>
    Closing,

    /// <summary>Overdue in an action plan.</summary>
    Overdue,

    /// <summary>What says that the relationship slips; for the vendor alone.</summary>
    Risk,
}
