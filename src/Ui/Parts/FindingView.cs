namespace Entente.Ui.Parts;

/// <summary>How one rule of an assessment came out.</summary>
public enum Verdict
{
    Block,
    Warn,
    Pass,
}

/// <summary>
/// One rule as it is shown: <paramref name="Title"/> names it, <paramref name="Why"/> gives the facts, <paramref name="Cites"/>
/// the rule's number, its evidence and, for staff, what the partner sees.
/// </summary>
public sealed record FindingView(Verdict Verdict, string Title, string Why, IReadOnlyList<string> Cites)
{
    public FindingView(Verdict verdict, string title, string why)
        : this(verdict, title, why, []) { }
}

/// <summary>Tone, icon and word of a verdict.</summary>
public static class Verdicts
{
    public static Tone Tone(this Verdict verdict) =>
        verdict switch
        {
            Verdict.Block => Ui.Tone.Bad,
            Verdict.Warn => Ui.Tone.Warn,
            _ => Ui.Tone.Ok,
        };

    public static string Icon(this Verdict verdict) =>
        verdict switch
        {
            Verdict.Block => "block",
            Verdict.Warn => "alert",
            _ => "check",
        };
}
