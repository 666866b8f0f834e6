using System.Globalization;
using Entente.Registrations.Rules;
using Entente.Ui.Forms;

namespace Entente.Registrations.Publish;

/// <summary>The policy form as the browser sends it.</summary>
public sealed class PolicyForm
{
    public int Seen { get; set; }

    // As typed: what is no figure comes back as it was, with the reason beside it.
    public string? DecisionHours { get; set; }
    public string? LeadDays { get; set; }
    public string? DealDays { get; set; }
    public string? HoldDays { get; set; }
    public string? WaitDays { get; set; }
    public string? RemindDays { get; set; }
    public bool TerritoryMatters { get; set; }

    // The binder leaves null where no box is ticked.
    public List<ClaimField>? RequiredOfLeads { get; set; }
    public List<ClaimField>? RequiredOfDeals { get; set; }
    public string? Holidays { get; set; }
    public string? Note { get; set; }

    public static PolicyForm Of(int version, Policy policy) =>
        new()
        {
            Seen = version,
            DecisionHours = Text(policy.DecisionHours),
            LeadDays = Text(policy.LeadDays),
            DealDays = Text(policy.DealDays),
            HoldDays = Text(policy.HoldDays),
            WaitDays = Text(policy.WaitDays),
            RemindDays = string.Join(", ", policy.RemindDays),
            TerritoryMatters = policy.TerritoryMatters,
            RequiredOfLeads = [.. policy.RequiredOfLeads],
            RequiredOfDeals = [.. policy.RequiredOfDeals],
            Holidays = string.Join('\n', policy.Holidays.Select(h => h.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        };

    /// <summary>What cannot be read becomes a value that the policy's own check refuses; unreadable holidays are named.</summary>
    public (Policy Policy, string? WrongHoliday) Read()
    {
        var days = (RemindDays ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        var holidays = (Holidays ?? "").Split(['\n', '\r', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var wrong = holidays.FirstOrDefault(h => !Day(h, out _));
        return (
            new(
                Figure(DecisionHours),
                Figure(LeadDays),
                Figure(DealDays),
                Figure(HoldDays),
                Figure(WaitDays),
                [.. days.Select(d => Figure(d)).OrderDescending()],
                [.. (RequiredOfLeads ?? []).Where(Enum.IsDefined).Distinct()],
                [.. (RequiredOfDeals ?? []).Where(Enum.IsDefined).Distinct()],
                TerritoryMatters,
                [.. holidays.Where(h => Day(h, out _)).Select(h => Day(h, out var day) ? day : default).Distinct().Order()]
            ),
            wrong
        );
    }

    public static IReadOnlyList<Option> FieldsToRequire { get; } =
    [.. Enum.GetValues<ClaimField>().Select(f => new Option(f.ToString(), Capital(OwnChecks.Label(f))))];

    private static string Text(int figure) => figure.ToString(CultureInfo.InvariantCulture);

    private static int Figure(string? typed) =>
        int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var figure) ? figure : -1;

    // In a list of boxes the article is in the way: "the website" is Website.
    private static string Capital(string words)
    {
        var bare = words.StartsWith("the ", StringComparison.Ordinal) ? words[4..] : words;
        return char.ToUpperInvariant(bare[0]) + bare[1..];
    }

    private static bool Day(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
