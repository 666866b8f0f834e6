using Entente.Crm.Mapping;
using Entente.Pipeline.Rules.Motions;
using Entente.Ui.Forms;

namespace Entente.Pipeline.Playbooks;

/// <summary>How a motion's stages read.</summary>
internal static class PlaybookWords
{
    public const string ByHand = "hand";

    public static string From(MotionStage stage) =>
        stage.From is { } from ? $"from {from.Words()} on in the CRM" : "moved here by a person, once the deal is won";

    public static string Known(Criterion criterion) =>
        (criterion.Fact is null ? "somebody shows it" : "looked up") + (criterion.Weight is Weight.Flags ? ", marks only" : "");

    public static IReadOnlyList<Option> Meanings { get; } =
    [
        .. Enum.GetValues<EntenteStage>()
            .Where(s => s is not EntenteStage.Lost)
            .Select(s => new Option(s.ToString(), $"{s.Words()} in the CRM")),
        new(ByHand, "A person moves a won deal here"),
    ];

    public static IReadOnlyList<Option> Facts { get; } =
    [new("", "Somebody shows it"), .. Enum.GetValues<MotionFact>().Select(f => new Option(f.ToString(), f.Words()))];

    public static IReadOnlyList<Option> Weights { get; } =
    [new(nameof(Weight.Blocks), "Blocks moving on"), new(nameof(Weight.Flags), "Only marks the deal")];
}
