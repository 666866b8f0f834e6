using Entente.Plans.Rules;
using Entente.Ui;
using Entente.Ui.Forms;

namespace Entente.Plans;

/// <summary>How plans look, and what forms let choose from.</summary>
internal static class PlanLooks
{
    public static Tone Tone(this PlanHealth health) =>
        health switch
        {
            PlanHealth.OnTrack => Ui.Tone.Ok,
            PlanHealth.AtRisk => Ui.Tone.Warn,
            _ => Ui.Tone.Bad,
        };

    public static Tone Tone(this PlanState state) =>
        state switch
        {
            PlanState.Agreed or PlanState.Done => Ui.Tone.Ok,
            PlanState.Shared => Ui.Tone.Info,
            _ => Ui.Tone.Neutral,
        };

    public static Tone Tone(this RiskSeverity severity) =>
        severity switch
        {
            RiskSeverity.High => Ui.Tone.Bad,
            RiskSeverity.Medium => Ui.Tone.Warn,
            _ => Ui.Tone.Neutral,
        };

    public static string Side(PlanSide side, string vendor, string partner) => side is PlanSide.Vendor ? vendor : partner;

    public static PlanMotion? MotionOf(string? word) =>
        Enum.TryParse<PlanMotion>(word, ignoreCase: true, out var motion) && Enum.IsDefined(motion) && !int.TryParse(word, out _)
            ? motion
            : null;

    public static IReadOnlyList<Option> Sides { get; } = [new(nameof(PlanSide.Partner), "The partner"), new(nameof(PlanSide.Vendor), "Us")];

    public static IReadOnlyList<Option> Severities { get; } = [.. Enum.GetValues<RiskSeverity>().Select(s => new Option(s.ToString()))];

    public static IReadOnlyList<Option> Motions { get; } =
    [.. Enum.GetValues<PlanMotion>().Select(m => new Option(m.ToString(), m.Words()))];
}
