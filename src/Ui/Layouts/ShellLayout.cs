using Entente.Ui.Shell;
using Microsoft.AspNetCore.Components;

namespace Entente.Ui.Layouts;

/// <summary>A frame that reads the cascaded <see cref="ShellModel"/>.</summary>
public abstract class ShellLayout : LayoutComponentBase
{
    [CascadingParameter]
    protected ShellModel Shell { get; private set; } = default!;
}
