using Entente.Partners;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Leads.Rules;

/// <summary>How one of several candidates is chosen.</summary>
public enum LeadSelection
{
    /// <summary>One named partner.</summary>
    Direct,

    /// <summary>In turn, by weight: smooth weighted round robin.</summary>
    Turns,

    /// <summary>Whoever holds the fewest leads.</summary>
    LeastBusy,

    /// <summary>Whoever sells in the lead's country, then whoever is at home in its region. Distances are not known here.</summary>
    Nearest,

    /// <summary>All of them; the first to accept has it.</summary>
    Pool,

    /// <summary>The best few at once; the first to accept has it.</summary>
    Top,
}

/// <summary>The rules by which leads go to partners, as a published version has them: the first that fits decides.</summary>
/// <param name="MostHops">How often a lead is offered anew before it stays in-house.</param>
public sealed record LeadBook(IReadOnlyList<LeadRule> Rules, int MostHops)
{
    public static LeadBook Empty { get; } = new([], 5);
}

/// <param name="Key">Stays with the rule through all versions: its turns are counted by it.</param>
/// <param name="GoesOn">When nobody of it can take the lead, the rules behind it are asked; if not, it stays in-house.</param>
public sealed record LeadRule(string Key, string Name, LeadWhen When, LeadWho Who, LeadHow How, LeadTimes Times, bool GoesOn);

/// <summary>Which leads a rule is for. Every list that is empty means any.</summary>
/// <param name="Countries">ISO 3166-1 alpha-2.</param>
/// <param name="From">Smallest amount in the workspace's currency, major units; a lead without an amount in it does not fit.</param>
/// <param name="To">Largest amount, itself included.</param>
public sealed record LeadWhen(
    IReadOnlyList<string> Countries,
    IReadOnlyList<string> Regions,
    IReadOnlyList<Motion> Motions,
    IReadOnlyList<string> Sources,
    decimal? From,
    decimal? To
)
{
    public static LeadWhen Always { get; } = new([], [], [], [], null, null);
}

/// <summary>Which partners come into question. Every list that is empty means any.</summary>
/// <param name="Territory">Only those whose territories hold the lead's country.</param>
public sealed record LeadWho(
    IReadOnlyList<PartnerType> Types,
    IReadOnlyList<PartnerTier> Tiers,
    IReadOnlyList<string> Regions,
    bool Territory
)
{
    public static LeadWho Anybody { get; } = new([], [], [], false);
}

/// <param name="Partner">Of <see cref="LeadSelection.Direct"/>.</param>
/// <param name="Top">Of <see cref="LeadSelection.Top"/>: how many at once.</param>
/// <param name="Weights">By tier; a tier that is missing weighs 1.</param>
/// <param name="PlanShares">Weighs by the share of leads that tier plans give instead.</param>
public sealed record LeadHow(
    LeadSelection Selection,
    PartnerId? Partner,
    int Top,
    IReadOnlyDictionary<PartnerTier, int> Weights,
    bool PlanShares
)
{
    public static LeadHow InTurn { get; } = new(LeadSelection.Turns, null, 3, new Dictionary<PartnerTier, int>(), false);
}

/// <param name="AcceptHours">On the clock of business days.</param>
/// <param name="TouchDays">Calendar days from acceptance to the first word on it.</param>
/// <param name="NudgeDays">Calendar days of silence after which the partner is asked.</param>
public sealed record LeadTimes(int AcceptHours, int TouchDays, int NudgeDays)
{
    public static LeadTimes Standard { get; } = new(24, 14, 7);
}
