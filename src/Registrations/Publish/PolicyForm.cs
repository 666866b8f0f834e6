using System.Globalization;
using Entente.Registrations.Rules;
using Entente.Ui.Forms;

namespace Entente.Registrations.Publish;

/// <summary>The policy form as the browser sends it.</summary>
public sealed class PolicyForm
{
    public int Seen { get; set; }
    public int DecisionHours { get; set; }
    public int LeadDays { get; set; }
    public int DealDays { get; set; }
    public int HoldDays { get; set; }
    public int WaitDays { get; set; }
    public string? RemindDays { get; set; }
    public bool TerritoryMatters { get; set; }
    public List<ClaimField> RequiredOfLeads { get; set; } = [];
    public List<ClaimField> RequiredOfDeals { get; set; } = [];
    public string? Holidays { get; set; }
    public string? Note { get; set; }

    public static PolicyForm Of(int version, Policy policy) =>
        new()
        {
            Seen = version,
            DecisionHours = policy.DecisionHours,
            LeadDays = policy.LeadDays,
            DealDays = policy.DealDays,
            HoldDays = policy.HoldDays,
            WaitDays = policy.WaitDays,
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
                DecisionHours,
                LeadDays,
                DealDays,
                HoldDays,
                WaitDays,
                [
                    .. days.Select(d => int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1)
                        .OrderDescending(),
                ],
                [.. RequiredOfLeads.Where(Enum.IsDefined).Distinct()],
                [.. RequiredOfDeals.Where(Enum.IsDefined).Distinct()],
                TerritoryMatters,
                [.. holidays.Where(h => Day(h, out _)).Select(h => Day(h, out var day) ? day : default).Distinct().Order()]
            ),
            wrong
        );
    }

    public static IReadOnlyList<Option> FieldsToRequire { get; } =
    [.. Enum.GetValues<ClaimField>().Select(f => new Option(f.ToString(), OwnChecks.Label(f)))];

    private static bool Day(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
