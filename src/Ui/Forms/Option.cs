namespace Entente.Ui.Forms;

/// <summary>One entry of a select.</summary>
public sealed record Option(string Value, string Label)
{
    public Option(string value)
        : this(value, value) { }
}
