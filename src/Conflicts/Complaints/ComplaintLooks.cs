using Entente.Ui;

namespace Entente.Conflicts.Complaints;

/// <summary>How a complaint stands, in a word and a colour.</summary>
internal static class ComplaintLooks
{
    public static string Words(bool? upheld) =>
        upheld switch
        {
            null => "Waits",
            true => "Upheld",
            false => "Not upheld",
        };

    public static Tone Tone(bool? upheld) =>
        upheld switch
        {
            null => Ui.Tone.Warn,
            true => Ui.Tone.Ok,
            false => Ui.Tone.Neutral,
        };
}
