using Entente.Platform.Values;
using Entente.Reviews.Work;

namespace Entente.Reviews.Show;

/// <summary>What came of the form that was posted: its refusal, and what was typed into it.</summary>
public sealed record ReviewAnswer(ReviewForm? Posted, Problem? Problem)
{
    public static ReviewAnswer Nothing { get; } = new(null, null);

    /// <summary>The faults of the fields of one form.</summary>
    public Problem? For(string key) => Problem is { Fields: not null } && Posted?.Form == key ? Problem : null;

    /// <summary>What was typed into it, when it was refused; what stands there otherwise.</summary>
    public ReviewForm Typed(string key, ReviewForm stands) => Problem is not null && Posted?.Form == key ? Posted : stands;

    public bool Refused(string key) => Problem is not null && Posted?.Form == key;
}
