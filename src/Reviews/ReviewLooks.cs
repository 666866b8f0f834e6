using Entente.Reviews.Rules;
using Entente.Reviews.Show;
using Entente.Ui;

namespace Entente.Reviews;

/// <summary>How reviews look.</summary>
internal static class ReviewLooks
{
    public static Tone Tone(this ReviewState state) =>
        state switch
        {
            ReviewState.Held => Ui.Tone.Ok,
            ReviewState.Shared => Ui.Tone.Info,
            _ => Ui.Tone.Neutral,
        };

    public static Tone Tone(this MeetingState state) =>
        state switch
        {
            MeetingState.Held => Ui.Tone.Ok,
            MeetingState.Planned => Ui.Tone.Info,
            _ => Ui.Tone.Neutral,
        };

    public static string Amount(decimal amount) => amount.ToString("#,0.##", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>At most five for the strip at the head: the first that there is of each.</summary>
    public static IReadOnlyList<SheetFigure> Headline(this ReviewFace face)
    {
        var all = face.Parts.SelectMany(p => p.Figures).ToList();
        return
        [
            .. ((string[])["Won amount", "Open pipeline", "Win rate", "Sourced", "Approval rate"])
                .Select(label => all.Find(f => f.Value is not null && f.Label.StartsWith(label, StringComparison.Ordinal)))
                .OfType<SheetFigure>(),
        ];
    }
}
