using Entente.Partners;
using Entente.Partners.Rules;
using Entente.Recruitment.Rules;
using Entente.Ui;
using Entente.Ui.Forms;

namespace Entente.Recruitment;

/// <summary>How states look, and what forms let choose from.</summary>
internal static class RecruitmentLooks
{
    public static Tone Tone(this CandidateState state) =>
        state switch
        {
            CandidateState.Accepted => Ui.Tone.Ok,
            CandidateState.Prospect or CandidateState.Evaluating => Ui.Tone.Info,
            CandidateState.Waiting or CandidateState.NotNow => Ui.Tone.Warn,
            _ => Ui.Tone.Neutral,
        };

    public static IReadOnlyList<Option> Types { get; } =
    [.. Enum.GetValues<PartnerType>().Select(t => new Option(t.ToString(), t.Words()))];

    public static IReadOnlyList<Option> Reasons { get; } =
    [.. Enum.GetValues<DeclineReason>().Select(r => new Option(r.ToString(), r.Words()))];

    public static IReadOnlyList<Option> Sources { get; } =
    [new(nameof(CandidateSource.Added), "Found by us"), new(nameof(CandidateSource.Referred), "Referred to us")];

    public static IReadOnlyList<Option> Scores { get; } =
    [.. Enumerable.Range(Fit.Least, Fit.Most).Select(n => new Option(n.ToString(System.Globalization.CultureInfo.InvariantCulture)))];

    public static string Country(string code) => Countries.IsCode(code) ? Countries.Name(code) : code;
}
