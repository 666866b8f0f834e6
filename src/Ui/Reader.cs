using Microsoft.AspNetCore.Components;

namespace Entente.Ui;

/// <summary>
/// For whom and when a page is written: <paramref name="Now"/> is the instant of the request, <paramref name="Zone"/> the
/// reader's time zone. Cascaded by <c>Document</c>; parts that speak of time read it.
/// </summary>
public sealed record Reader(DateTimeOffset Now, TimeZoneInfo Zone)
{
    public DateOnly Today => Day(Now);

    /// <summary>The instant as it stands on the reader's wall.</summary>
    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;

    public DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Local(at));
}

/// <summary>A part that speaks of time: takes the <see cref="Reader"/> of the page, or one given to it (fragments have no page).</summary>
public abstract class TimedPart : ComponentBase
{
    [CascadingParameter]
    private Reader? OfPage { get; set; }

    [Parameter]
    public Reader? For { get; set; }

    protected Reader Reader =>
        For ?? OfPage ?? throw new InvalidOperationException($"{GetType().Name} needs a Reader: render it inside Document, or pass For.");
}
