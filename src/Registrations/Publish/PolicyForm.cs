using System.Globalization;
using Entente.Registrations.Rules;
using Entente.Ui.Forms;

namespace Entente.Registrations.Publish;

/// <summary>The base values of a policy as the browser sends them.</summary>
public sealed partial class PolicyForm
{
    /// <summary>The newest published version on the page, or the draft's own version.</summary>
    public int Seen { get; set; }

    /// <summary><c>draft</c>: keep it; anything else: publish.</summary>
    public string? Act { get; set; }

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
    public string? ProofOfLeads { get; set; }
    public string? ProofOfDeals { get; set; }
    public List<DayOfWeek>? BusinessDays { get; set; }
    public string? Holidays { get; set; }
    public string? DelayMinutes { get; set; }
    public string? JitterMinutes { get; set; }
    public bool DelaysPeople { get; set; }

    // In the order of the boxes; an empty one is left out.
    public List<string>? Order { get; set; }
    public string? TieDays { get; set; }
    public string? ActiveDays { get; set; }
    public string? Overlap { get; set; }
    public string? Note { get; set; }

    public static PolicyForm Of(int seen, Policy policy) =>
        new PolicyForm
        {
            Seen = seen,
            DecisionHours = Text(policy.DecisionHours),
            LeadDays = Text(policy.LeadDays),
            DealDays = Text(policy.DealDays),
            HoldDays = Text(policy.HoldDays),
            WaitDays = Text(policy.WaitDays),
            RemindDays = string.Join(", ", policy.RemindDays),
            TerritoryMatters = policy.TerritoryMatters,
            RequiredOfLeads = [.. policy.RequiredOfLeads],
            RequiredOfDeals = [.. policy.RequiredOfDeals],
            ProofOfLeads = Text(policy.Proof.Leads),
            ProofOfDeals = Text(policy.Proof.Deals),
            BusinessDays = [.. policy.BusinessDays],
            Holidays = string.Join('\n', policy.Holidays.Select(h => h.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
            DelayMinutes = Text(policy.Delay.Minutes),
            JitterMinutes = Text(policy.Delay.JitterMinutes),
            DelaysPeople = policy.Delay.People,
            Order = [.. policy.Conflicts.Order.Select(s => s.ToString())],
            TieDays = Text(policy.Conflicts.TieDays),
            ActiveDays = Text(policy.Conflicts.ActiveDays),
            Overlap = policy.Conflicts.Overlap.ToString(),
        }.After(policy);

    /// <summary>
    /// The policy with these base values and <paramref name="present"/>'s rules. What cannot be read becomes a value that the policy's own
    /// check refuses; an unreadable holiday is named.
    /// </summary>
    public (Policy Policy, IReadOnlyDictionary<string, string> Unread) Read(Policy present)
    {
        var days = (RemindDays ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        var holidays = (Holidays ?? "").Split(['\n', '\r', ',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var unread = new Dictionary<string, string>(StringComparer.Ordinal);
        if (holidays.FirstOrDefault(h => !Day(h, out _)) is { } wrong)
            unread["holidays"] = $"“{wrong}” is no date. Write it like 2026-12-25.";
        return (
            ReadAfter(present) with
            {
                DecisionHours = Figure(DecisionHours),
                LeadDays = Figure(LeadDays),
                DealDays = Figure(DealDays),
                HoldDays = Figure(HoldDays),
                WaitDays = Figure(WaitDays),
                RemindDays = [.. days.Select(d => Figure(d)).OrderDescending()],
                RequiredOfLeads = [.. (RequiredOfLeads ?? []).Where(Enum.IsDefined).Distinct()],
                RequiredOfDeals = [.. (RequiredOfDeals ?? []).Where(Enum.IsDefined).Distinct()],
                Proof = new(Figure(ProofOfLeads), Figure(ProofOfDeals)),
                TerritoryMatters = TerritoryMatters,
                Holidays = [.. holidays.Where(h => Day(h, out _)).Select(h => Day(h, out var day) ? day : default).Distinct().Order()],
                BusinessDays = [.. (BusinessDays ?? []).Where(Enum.IsDefined).Distinct().OrderBy(d => ((int)d + 6) % 7)],
                Delay = new(Figure(DelayMinutes), Figure(JitterMinutes)) { People = DelaysPeople },
                Conflicts = new(
                    [.. (Order ?? []).Where(s => Enum.TryParse<ConflictStep>(s, out _)).Select(Enum.Parse<ConflictStep>)],
                    Figure(TieDays),
                    Figure(ActiveDays),
                    Enum.TryParse<Overlap>(Overlap, out var overlap) && Enum.IsDefined(overlap) ? overlap : Rules.Overlap.Compare
                ),
            },
            unread
        );
    }

    public static IReadOnlyList<Option> FieldsToRequire { get; } =
    [.. Enum.GetValues<ClaimField>().Select(f => new Option(f.ToString(), Capital(OwnChecks.Label(f))))];

    public static IReadOnlyList<Option> Steps { get; } =
    [.. Enum.GetValues<ConflictStep>().Select(s => new Option(s.ToString(), ConflictHierarchy.Name(s)))];

    public static IReadOnlyList<Option> Overlaps { get; } =
    [new(nameof(Rules.Overlap.Compare), "A person compares the two"), new(nameof(Rules.Overlap.Share), "They may stand side by side")];

    public static IReadOnlyList<DayOfWeek> Week { get; } =
    [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    internal static string Text(int figure) => figure.ToString(CultureInfo.InvariantCulture);

    internal static int Figure(string? typed) =>
        int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var figure) ? figure : -1;

    // In a list of boxes the article is in the way: "the website" is Website.
    private static string Capital(string words)
    {
        var bare = words.StartsWith("the ", StringComparison.Ordinal) ? words[4..] : words;
        return char.ToUpperInvariant(bare[0]) + bare[1..];
    }

    internal static bool Day(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
