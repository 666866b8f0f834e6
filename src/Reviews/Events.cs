using Entente.Platform.Outbox;
using Entente.Platform.Values;

namespace Entente.Reviews;

/// <summary>The review of a quarter was shown to its partner.</summary>
[EventName("review.shared")]
public sealed record ReviewShared(ReviewId Review, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Review.Subject;
}

/// <summary>It was held: nothing of it changes any more.</summary>
[EventName("review.held")]
public sealed record ReviewHeld(ReviewId Review, PartnerId Partner) : IEvent
{
    public SubjectRef Subject => Review.Subject;
}
