using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Entente.Ui.Parts;

/// <summary>Words with an e-mail address in them: a long one breaks behind its @, not within a name.</summary>
public sealed class Breakable : ComponentBase
{
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var parts = Text.Split('@');
        builder.AddContent(0, parts[0]);
        foreach (var part in parts.Skip(1))
        {
            builder.AddContent(1, "@");
            builder.AddMarkupContent(2, "<wbr>");
            builder.AddContent(3, part);
        }
    }
}
