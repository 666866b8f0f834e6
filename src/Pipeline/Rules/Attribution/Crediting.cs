using Entente.Platform.Values;

namespace Entente.Pipeline.Rules.Attribution;

/// <summary>What is known of a deal's credit.</summary>
/// <param name="Partners">Who has a part in the deal; nobody else is credited.</param>
/// <param name="Primary">Who leads it; null: nobody.</param>
/// <param name="Split">The shares as they stand: settled, agreed or equal.</param>
/// <param name="Settled">Somebody settled them, or every partner agreed: then they count, whatever the rule says.</param>
public sealed record CreditFacts(
    IReadOnlySet<PartnerId> Partners,
    PartnerId? Primary,
    IReadOnlyCollection<Touch> Touches,
    IReadOnlyDictionary<PartnerId, RoleShare> Split,
    bool Settled
);

/// <summary>One partner's credit by one model, with what explains it.</summary>
/// <param name="Points">Basis points of the deal.</param>
/// <param name="By">The touch that the sentence is about: the first one; null: there is none.</param>
/// <param name="Weight">Of the model by touches: what the partner's touches weigh.</param>
/// <param name="AllWeight">What all touches weigh together.</param>
public sealed record CreditShare(PartnerId Partner, int Points, Touch? By, int Touches, long Weight, long AllWeight);

/// <summary>All credit of one deal by one model. The rest up to the whole is the vendor's.</summary>
public sealed record ModelCredit(CreditModel Model, bool Settled, IReadOnlyList<CreditShare> Shares)
{
    public int Given => Shares.Sum(s => s.Points);

    public int Vendor => Pipeline.Shares.Whole - Given;

    public CreditShare? Of(PartnerId partner) => Shares.FirstOrDefault(s => s.Partner == partner);
}

/// <summary>What a partner is to a deal: reported side by side, never added up.</summary>
/// <param name="Sourced">It brought the deal.</param>
/// <param name="Influenced">It helped to move or close it. Both may hold.</param>
public sealed record CreditStanding(PartnerId Partner, DealRole Role, bool Sourced, bool Influenced);

/// <summary>
/// Who gets which credit for a deal. Pure; the order in which touches are listed never matters, a touch that is listed twice counts once, and by every
/// model the shares never sum to more than the whole.
/// </summary>
public static class Crediting
{
    /// <summary>So many messages and updates of a partner count; talking more earns no more.</summary>
    public const int MostTalk = 3;

    /// <summary>The touches that count, in time: of partners with a part in the deal, each source once.</summary>
    public static IReadOnlyList<Touch> Counting(CreditFacts facts) =>
        [
            .. facts
                .Touches.Where(t => facts.Partners.Contains(t.Partner))
                .GroupBy(t => (t.Partner, t.Source))
                .Select(g => g.Order(InTime).First())
                .Order(InTime),
        ];

    public static IReadOnlyDictionary<CreditModel, ModelCredit> All(CreditFacts facts, CreditRule rule) =>
        Enum.GetValues<CreditModel>().ToDictionary(m => m, m => Of(m, facts, rule));

    public static ModelCredit Of(CreditModel model, CreditFacts facts, CreditRule rule)
    {
        var touches = Counting(facts);
        var partners = facts.Partners.OrderBy(p => p.Value).ToList();
        var weighed = Weighed(touches, rule);
        var weights = partners.ToDictionary(p => p, p => weighed.Where(t => t.Partner == p).Sum(t => (long)rule.WeightOf(t.Role)));
        var all = weights.Values.Sum();
        var whole = Shares.Whole - rule.VendorPoints;
        var points = model switch
        {
            CreditModel.Primary => AllTo(facts.Primary, whole),
            CreditModel.FirstTouch => AllTo(touches.Count > 0 ? touches[0].Partner : null, whole),
            CreditModel.ByTouch => Apportion(whole, weights),
            _ when facts.Settled => facts.Split.ToDictionary(s => s.Key, s => s.Value.BasisPoints),
            _ => Scaled(facts, partners, whole),
        };
        return new(
            model,
            facts.Settled && model is CreditModel.Split,
            [
                .. partners.Select(p =>
                {
                    var own = touches.Where(t => t.Partner == p).ToList();
                    return new CreditShare(p, points.GetValueOrDefault(p), own.FirstOrDefault(), own.Count, weights[p], all);
                }),
            ]
        );
    }

    /// <summary>The credit that counts: settled shares before the rule's own model.</summary>
    public static ModelCredit Counts(CreditFacts facts, CreditRule rule) => Of(facts.Settled ? CreditModel.Split : rule.Model, facts, rule);

    /// <summary>
    /// What each partner is to the deal. It is sourced by whom shares were settled with as its source; else by whoever's touch brought it first.
    /// Everybody who did something else for it influenced it.
    /// </summary>
    public static IReadOnlyList<CreditStanding> Standings(CreditFacts facts)
    {
        var touches = Counting(facts);
        var first = touches.FirstOrDefault(t => t.Role is DealRole.Sourcing)?.Partner;
        var settled = facts.Settled && facts.Split.Values.Any(s => s is { Role: DealRole.Sourcing, BasisPoints: > 0 });
        return
        [
            .. facts
                .Partners.OrderBy(p => p.Value)
                .Select(p =>
                {
                    var agreed = facts.Split.TryGetValue(p, out var share) && facts.Settled ? share.Role : (DealRole?)null;
                    var sourced = settled ? share is { BasisPoints: > 0 } && agreed is DealRole.Sourcing : p == first;
                    var others = touches.Any(t => t.Partner == p && (t.Role is not DealRole.Sourcing || !sourced));
                    var role =
                        agreed
                        ?? (
                            sourced
                                ? DealRole.Sourcing
                                : touches.FirstOrDefault(t => t.Partner == p && t.Role is not DealRole.Sourcing)?.Role
                        );
                    return new CreditStanding(p, role ?? DealRole.Influence, sourced, others || !sourced);
                }),
        ];
    }

    /// <summary>An amount in its parts: one for each share, the last the vendor's. They sum to the amount, to the cent.</summary>
    public static IReadOnlyList<Money> SplitMoney(Money amount, IReadOnlyList<int> points) =>
        amount.Split([.. points.Select(p => (decimal)p), Shares.Whole - points.Sum()]);

    // Who leads has all of it; nobody, nothing.
    private static Dictionary<PartnerId, int> AllTo(PartnerId? partner, int whole) => partner is { } one ? new() { [one] = whole } : [];

    // What is agreed stands; who has agreed to nothing shares what is left of it equally. The caller has laid them out so; the vendor's own part comes off.
    private static Dictionary<PartnerId, int> Scaled(CreditFacts facts, List<PartnerId> partners, int whole)
    {
        var split = partners.ToDictionary(p => p, p => (long)(facts.Split.TryGetValue(p, out var s) ? s.BasisPoints : 0));
        return whole == Shares.Whole ? split.ToDictionary(s => s.Key, s => (int)s.Value)
            : split.Values.Sum() == 0 ? []
            : Apportion((int)(split.Values.Sum() * whole / Shares.Whole), split);
    }

    // Largest remainders; of two alike the smaller id, so that the order of the list says nothing.
    private static Dictionary<PartnerId, int> Apportion(int whole, Dictionary<PartnerId, long> weights)
    {
        var all = weights.Values.Sum();
        if (all == 0)
            return [];
        var parts = weights.ToDictionary(w => w.Key, w => (int)(w.Value * whole / all));
        foreach (
            var (partner, _) in weights
                .OrderByDescending(w => w.Value * whole % all)
                .ThenBy(w => w.Key.Value)
                .Take(whole - parts.Values.Sum())
        )
            parts[partner]++;
        return parts;
    }

    private static IEnumerable<Touch> Weighed(IReadOnlyList<Touch> touches, CreditRule rule) =>
        touches
            .Where(t => rule.WeightOf(t.Role) > 0)
            // Being given the part that somebody was named for is no second touch.
            .Where(t =>
                t.Kind is not TouchKind.Linked
                || !touches.Any(o =>
                    o.Partner == t.Partner && o.Kind is TouchKind.Registered or TouchKind.SecondPartner or TouchKind.NamedInCrm
                )
            )
            .GroupBy(t => (t.Partner, Talk: t.Kind is TouchKind.Message or TouchKind.Update))
            .SelectMany(g => g.Key.Talk ? g.Take(MostTalk) : g);

    private static readonly Comparer<Touch> InTime = Comparer<Touch>.Create(
        (a, b) =>
            a.At != b.At ? a.At.CompareTo(b.At)
            : a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind)
            : a.Partner != b.Partner ? a.Partner.Value.CompareTo(b.Partner.Value)
            : a.Source != b.Source ? string.CompareOrdinal(a.Source, b.Source)
            : a.Role != b.Role ? a.Role.CompareTo(b.Role)
            : string.CompareOrdinal(a.Shown, b.Shown)
    );
}
