using Entente.Plans.Work;
using Entente.Platform.Values;

namespace Entente.Plans.Show;

/// <summary>What came of the form that was posted: its refusal, and what was typed into it.</summary>
public sealed record PlanAnswer(PlanForm? Posted, Problem? Problem)
{
    public static PlanAnswer Nothing { get; } = new(null, null);

    /// <summary>The faults of the fields of one form.</summary>
    public Problem? For(string key) => Problem is { Fields: not null } && Posted?.Form == key ? Problem : null;

    /// <summary>What was typed into it, when it was refused; what stands there otherwise.</summary>
    public PlanForm Typed(string key, PlanForm stands) => Problem is not null && Posted?.Form == key ? Posted : stands;

    public bool Refused(string key) => Problem is not null && Posted?.Form == key;
}
