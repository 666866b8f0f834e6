namespace Entente.Portal.Views;

/// <summary>A view to be kept, as the browser sends it.</summary>
public sealed class SavedViewForm
{
    public string? Name { get; set; }
    public bool Shared { get; set; }
    public bool First { get; set; }

    /// <summary>Of a change: <c>up:0198…</c>, the act and the view.</summary>
    public string? Act { get; set; }

    /// <summary>Null when it says nothing that can be done.</summary>
    public (SavedViewId Id, SavedViewAct Act)? Change =>
        Act?.Split(':') is [var act, var id]
        && Enum.TryParse<SavedViewAct>(act, ignoreCase: true, out var what)
        && Guid.TryParse(id, out var view)
            ? (new(view), what)
            : null;
}
