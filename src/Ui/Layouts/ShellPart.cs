using Entente.Ui.Shell;
using Microsoft.AspNetCore.Components;

namespace Entente.Ui.Layouts;

/// <summary>A piece of a frame that reads the cascaded <see cref="ShellModel"/>.</summary>
public abstract class ShellPart : ComponentBase
{
    [CascadingParameter]
    protected ShellModel Shell { get; private set; } = default!;
}
