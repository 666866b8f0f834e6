using Entente.Partners;
using Entente.Platform.Values;
using Entente.Ui;

namespace Entente.Leads.Rules;

/// <summary>What rules look at in a lead: nothing that says who the customer is.</summary>
/// <param name="Amount">In the workspace's currency, major units; null where it is unknown or in another currency.</param>
public sealed record LeadFact(string Country, string Region, Motion? Motion, string Source, decimal? Amount);

/// <summary>What rules look at in a partner.</summary>
/// <param name="Countries">Of its territories.</param>
/// <param name="Holds">Leads it holds or is offered now.</param>
/// <param name="Most">How many it takes at once; null: as many as come.</param>
/// <param name="Paused">It takes none now.</param>
/// <param name="Share">Of leads by its tier plan, in hundredths of a per cent; null: no plan says so.</param>
public sealed record PartnerFact(
    PartnerId Id,
    string Name,
    PartnerType Type,
    PartnerTier Tier,
    string Region,
    PartnerStatus Status,
    IReadOnlySet<string> Countries,
    int Holds,
    int? Most,
    bool Paused,
    LeadRecord Record,
    int? Share
);

/// <summary>What became of a partner's offers of the last <see cref="Weighing.Days"/> days.</summary>
/// <param name="Declined">For a reason of its own: no capacity, too small, something else.</param>
/// <param name="PulledBack">Accepted and not touched in time, or given back.</param>
public sealed record LeadRecord(int Declined, int Lapsed, int PulledBack, int Won)
{
    public static LeadRecord None { get; } = new(0, 0, 0, 0);
}

/// <summary>Everything that a decision on a lead hangs on.</summary>
/// <param name="Hop">1 for its first.</param>
/// <param name="Had">Partners that declined it, let it lapse or lost it: they are not asked again.</param>
/// <param name="Turns">The credit of each partner in each rule that goes in turn; nothing is 0.</param>
public sealed record RoutingFacts(
    LeadFact Lead,
    int Hop,
    IReadOnlyList<PartnerFact> Partners,
    IReadOnlySet<PartnerId> Had,
    IReadOnlyDictionary<(string Rule, PartnerId Partner), long> Turns
);

/// <summary>Where a lead goes next.</summary>
/// <param name="To">Empty: in-house.</param>
/// <param name="Turns">Credits of the rule after this decision; only what changed.</param>
public sealed record LeadDecision(LeadRule? Rule, IReadOnlyList<PartnerId> To, IReadOnlyDictionary<PartnerId, long> Turns, LeadTrace Trace);

/// <summary>Why a lead went where it went; kept with each hop.</summary>
/// <param name="Passed">Rules before the one that decided, each with why it did not.</param>
/// <param name="Why">The decision in a sentence, without names of partners.</param>
/// <param name="More">Candidates beyond those listed.</param>
public sealed record LeadTrace(
    string Rule,
    LeadSelection? Selection,
    IReadOnlyList<string> Passed,
    IReadOnlyList<TracedCandidate> Candidates,
    int More,
    IReadOnlyList<TracedAbsence> LeftOut,
    string Why
);

/// <param name="Numbers">What it was chosen or not chosen by: <c>weight 2 × 110 % = 220; 3 leads open</c>.</param>
public sealed record TracedCandidate(PartnerId Partner, bool Chosen, string Numbers, IReadOnlyList<string> Record);

/// <param name="Some">A few of them.</param>
public sealed record TracedAbsence(string Why, int Count, IReadOnlyList<PartnerId> Some);
