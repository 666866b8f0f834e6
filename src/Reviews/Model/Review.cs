using System.Linq.Expressions;
using Entente.Platform.Data;
using Entente.Platform.Time;
using Entente.Platform.Values;
using Entente.Reviews.Rules;

namespace Entente.Reviews.Model;

/// <summary>
/// The review of one partner's quarter. What the rooms told stands in its sheets, what the vendor notes for itself in <see cref="ReviewNote"/>. Until it was
/// shared no person of the partner reaches any of its rows, and a colleague with restricted collaboration never does: it is about the company as a whole.
/// </summary>
[Subject(ReviewId.Kind)]
internal sealed partial class Review : Entity, IOwnable<Review>
{
    private readonly List<ReviewGoal> goals = [];
    private readonly List<ReviewDecision> decisions = [];

    private Review() { }

    public ReviewId Id { get; private init; }

    /// <summary><c>QBR-12</c>.</summary>
    public string Number { get; private init; } = "";
    public PartnerId PartnerId { get; private init; }

    /// <summary><c>2026-Q4</c>.</summary>
    public string QuarterKey { get; private init; } = "";
    public ReviewState State { get; private set; }

    /// <summary>The day by which it is held.</summary>
    public DateOnly PlannedOn { get; private set; }

    /// <summary>What both sides read before the numbers.</summary>
    public string Summary { get; private set; } = "";
    public PersonId? PreparedBy { get; private init; }
    public DateTimeOffset PreparedAt { get; private init; }

    /// <summary>When the rooms were asked last.</summary>
    public DateTimeOffset GatheredAt { get; private set; }
    public DateTimeOffset? SharedAt { get; private set; }
    public DateTimeOffset? HeldAt { get; private set; }
    public PersonId? HeldBy { get; private set; }

    /// <summary>SHA-256 of what the rooms had told when it was held, in hexadecimal; empty before.</summary>
    public string Digest { get; private set; } = "";
    public string Why { get; private set; } = "";

    /// <summary>Rises with whatever changes in it, so that its version tells a page of before.</summary>
    public int Changes { get; private set; }

    public IReadOnlyList<ReviewGoal> Goals => goals;
    public IReadOnlyList<ReviewDecision> Decisions => decisions;

    public Quarter Quarter => Quarter.Parse(QuarterKey);

    public static Expression<Func<Review, bool>> Own(EntenteDb db) =>
        r => (db.Partner == null || (r.SharedAt != null && r.State != ReviewState.Dropped)) && !db.OwnOnly;

    public static Review Begin(PartnerId partner, Quarter quarter, DateOnly planned, string number, PersonId? by, DateTimeOffset now) =>
        new()
        {
            Id = Ids.New<ReviewId>(now),
            Number = number,
            PartnerId = partner,
            QuarterKey = quarter.ToString(),
            PlannedOn = planned,
            PreparedBy = by,
            PreparedAt = now,
            GatheredAt = now,
        };
}
