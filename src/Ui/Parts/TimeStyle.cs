namespace Entente.Ui.Parts;

/// <summary>How <c>When</c> writes an instant; see <see cref="Format"/> for each.</summary>
public enum TimeStyle
{
    Moment,
    Date,
    DateInFull,
    Time,
    Age,
}
