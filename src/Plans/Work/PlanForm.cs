using System.Globalization;
using System.Text.RegularExpressions;
using Entente.Plans.Model;
using Entente.Plans.Rules;
using Entente.Platform.Values;

namespace Entente.Plans.Work;

/// <summary>What any form of a plan's page sends: which one it is, what it is about in which version, and what was typed.</summary>
public sealed partial class PlanForm
{
    [GeneratedRegex(@"^([0-9]{1,3}(,[0-9]{3})*|[0-9]+)(\.[0-9]{1,2})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number { get; }

    /// <summary>Which form of the page.</summary>
    public string? Form { get; set; }
    public string? Do { get; set; }
    public string? Id { get; set; }
    public int Seen { get; set; }
    public string? Title { get; set; }

    /// <summary>Who does it: <c>Vendor</c>, or with a person <c>Partner:0a…</c>.</summary>
    public string? By { get; set; }
    public string? Due { get; set; }
    public bool Wants { get; set; }
    public string? Evidence { get; set; }
    public string? Words { get; set; }
    public string? Severity { get; set; }
    public string? Answer { get; set; }
    public bool Closed { get; set; }
    public string? Amount { get; set; }
    public string? Unit { get; set; }
    public string? JointValue { get; set; }
    public string? VendorDays { get; set; }
    public string? PartnerDays { get; set; }
    public string? Note { get; set; }
    public string? Why { get; set; }

    public PlanItemId? Item => Ids.TryParse<PlanItemId>(Id, out var id) ? id : null;

    public Guid? Part => Guid.TryParse(Id, out var id) ? id : null;

    /// <param name="wrong">What cannot be taken, by field.</param>
    internal ItemText? ReadItem(Dictionary<string, string> wrong)
    {
        var title = PlanText.Line(Title, "title", "Say what is to be done.", wrong);
        if (ReadBy(By) is not var (side, owner))
        {
            wrong["by"] = "Choose who does it.";
            return null;
        }
        if (ReadDay(Due) is not { } due)
        {
            wrong["due"] = "Give the day until when it is done.";
            return null;
        }
        return wrong.Count > 0 ? null : new(title, side, owner, due, Wants);
    }

    internal static string WriteBy(PlanSide side, PersonId? owner) => owner is { } person ? $"{side}:{person.Short()}" : side.ToString();

    private static (PlanSide Side, PersonId? Owner)? ReadBy(string? typed)
    {
        var parts = (typed ?? "").Split(':', 2);
        PlanSide? side = parts[0] switch
        {
            nameof(PlanSide.Vendor) => PlanSide.Vendor,
            nameof(PlanSide.Partner) => PlanSide.Partner,
            _ => null,
        };
        return side is not { } of ? null
            : parts.Length == 1 ? (of, null)
            : Ids.TryParse<PersonId>(parts[1], out var person) ? (of, person)
            : null;
    }

    internal static DateOnly? ReadDay(string? typed) =>
        DateOnly.TryParseExact(TypedText.Line(typed), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is >= 2000 and < 2200
            ? day
            : null;

    internal (string Words, decimal Amount, string Unit) ReadTarget(Dictionary<string, string> wrong)
    {
        var words = PlanText.Line(Words, "words", "Say what is to be reached.", wrong);
        var unit = TypedText.Line(Unit);
        if (unit.Length is 0 or > PlanText.LongestUnit)
            wrong["unit"] = $"Give the unit, such as EUR or deals, in up to {PlanText.LongestUnit} characters.";
        // 1,500 and 1500.50; what could be read in two ways (1,5 or 250.000) is asked about: both sides sign it.
        var amount = 0m;
        if (
            !Number.IsMatch(TypedText.Line(Amount))
            || !decimal.TryParse(
                TypedText.Line(Amount).Replace(",", "", StringComparison.Ordinal),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out amount
            )
            || amount >= PlanText.MostAmount
        )
            wrong["amount"] = "Write a number, such as 250000.";
        // As the database keeps it: a target that was sent again unchanged keeps its signatures.
        return (words, Math.Round(amount, 2), unit);
    }
}
