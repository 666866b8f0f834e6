using Entente.Leads.Rules;
using Entente.Ui;
using Entente.Ui.Forms;

namespace Entente.Leads;

/// <summary>How states look, and what forms let choose from.</summary>
internal static class LeadLooks
{
    public static Tone Tone(this LeadState state) =>
        state switch
        {
            LeadState.Held => Ui.Tone.Ok,
            LeadState.InHouse => Ui.Tone.Warn,
            LeadState.Offered or LeadState.Pool or LeadState.Routing => Ui.Tone.Info,
            _ => Ui.Tone.Neutral,
        };

    public static Tone Tone(this OfferState state) =>
        state switch
        {
            OfferState.Accepted => Ui.Tone.Ok,
            OfferState.Open => Ui.Tone.Info,
            OfferState.Lapsed or OfferState.PulledBack => Ui.Tone.Warn,
            _ => Ui.Tone.Neutral,
        };

    public static IReadOnlyList<Option> Reasons { get; } =
    [.. Enum.GetValues<DeclineReason>().Select(r => new Option(r.ToString(), r.Words()))];

    public static IReadOnlyList<Option> Ends { get; } = [.. Enum.GetValues<LeadEnd>().Select(e => new Option(e.ToString(), e.Words()))];

    public static IReadOnlyList<Option> Motions { get; } =
    [.. Enum.GetValues<Motion>().Where(m => m is not Motion.Direct).Select(m => new Option(m.ToString(), m.ToString()))];

    public static IReadOnlyList<(LeadProgress Progress, string Words, string Icon)> Reports { get; } =
    [
        (LeadProgress.Contacted, LeadProgress.Contacted.Words(), "mail"),
        (LeadProgress.Meeting, "Meeting held or set", "calendar"),
        (LeadProgress.Qualified, LeadProgress.Qualified.Words(), "check"),
        (LeadProgress.NotInterested, LeadProgress.NotInterested.Words(), "x"),
    ];
}
