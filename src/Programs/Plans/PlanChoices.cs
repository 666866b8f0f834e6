using Entente.Programs.Rules;
using Entente.Ui.Forms;

namespace Entente.Programs.Plans;

/// <summary>What a plan's form lets choose from.</summary>
internal static class PlanChoices
{
    public static IReadOnlyList<Option> Moves { get; } =
    [new(nameof(Promotions.Proposed), "is proposed, and somebody decides"), new(nameof(Promotions.Automatic), "is placed there at once")];

    public static IReadOnlyList<Option> Kinds { get; } =
    [
        new(nameof(CriterionKind.Sum), "Amounts added up"),
        new(nameof(CriterionKind.Count), "How many records"),
        new(nameof(CriterionKind.Distinct), "How many different customers"),
        new(nameof(CriterionKind.Share), "The share that is good, in %"),
        new(nameof(CriterionKind.People), "Named people with a certificate"),
        new(nameof(CriterionKind.CrmField), "A number in the CRM"),
        new(nameof(CriterionKind.Evidence), "Evidence that somebody shows"),
    ];

    public static IReadOnlyList<Option> Windows { get; } =
    [
        new(nameof(CriterionWindow.FourQuarters), "The last four full quarters"),
        new(nameof(CriterionWindow.Year), "The calendar year"),
        new(nameof(CriterionWindow.Lifetime), "Since the partnership began"),
        new(nameof(CriterionWindow.Now), "As it stands now"),
    ];
}
