using Microsoft.AspNetCore.Components;

namespace Entente.Ui.Forms;

/// <summary>What every field has: label above, hint below, the message of a refusal beside it, all tied to the control.</summary>
public abstract class FieldBase : ComponentBase
{
    [CascadingParameter]
    private FormState? Form { get; set; }

    /// <summary>As the form binder reads it: <c>Input.Company</c>.</summary>
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? Hint { get; set; }

    /// <summary>A message outside a <c>PostForm</c>; inside one it comes from the problem.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>Says so behind the label; what is not optional is required.</summary>
    [Parameter]
    public bool Optional { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>Takes the whole row of <c>.fields</c>.</summary>
    [Parameter]
    public bool Span { get; set; }

    /// <summary>By default made of the name.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>Further attributes of the control: <c>autocomplete</c>, <c>inputmode</c>, <c>data-…</c>.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? More { get; set; }

    internal string ControlId => Id ?? Slugs.Of(Name);

    internal string? Message => Error ?? Form?.ErrorOf(Name);

    internal string HintId => ControlId + "-hint";

    internal string ErrorId => ControlId + "-error";

    /// <summary>The ids the control is described by, or null.</summary>
    protected string? DescribedBy =>
        (Hint, Message) switch
        {
            (null, null) => null,
            (_, null) => HintId,
            (null, _) => ErrorId,
            _ => $"{HintId} {ErrorId}",
        };

    protected string? Invalid => Message is null ? null : "true";

    protected string? Required => Optional || Disabled ? null : "true";

    protected override void OnParametersSet()
    {
        if (Message is not null)
            Form?.Place(Name, Label, ControlId);
    }
}
