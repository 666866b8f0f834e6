using Entente.Conflicts.Rules;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Conflicts;

/// <summary>The order in which claims, deals and signals are listed never changes what is seen, who stands against whom, or who leads.</summary>
public sealed partial class ConflictRulesTest
{
    private static readonly Entente.Platform.Time.BusinessCalendar London = Policy.Default.Calendar("Europe/London");
    private static readonly DateTimeOffset Tuesday = new(2026, 3, 10, 9, 0, 0, TimeSpan.Zero);
    private static readonly WatchTerms Terms = new(60, new DateOnly(2026, 3, 10));

    [Fact]
    public void Signals_and_parties_are_the_same_in_whatever_order_the_facts_are_listed() =>
        Prop.ForAll(
                Companies.ToArbitrary(),
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                (facts, seed) =>
                {
                    var other = Shuffled(facts, new Random(seed));
                    return Said(facts).SequenceEqual(Said(other))
                        && Parties.Of(facts, Terms, Tuesday).SequenceEqual(Parties.Of(other, Terms, Tuesday));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_ladder_rules_the_same_in_whatever_order_the_parties_are_listed() =>
        Prop.ForAll(
                Contenders.ListOf(4).ToArbitrary(),
                Gen.Choose(0, int.MaxValue).ToArbitrary(),
                (parties, seed) =>
                {
                    var all = Keyed(parties);
                    var other = all.ToArray();
                    new Random(seed).Shuffle(other);
                    var (a, b) = (Rule(all), Rule(other));
                    return a.Leader == b.Leader && a.DecidedBy?.Rule == b.DecidedBy?.Rule;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Between_two_the_ladder_rules_as_the_assessment_does() =>
        Prop.ForAll(
                Contenders.ToArbitrary(),
                Contenders.ToArbitrary(),
                (a, b) =>
                {
                    var two = Keyed([a, b]);
                    var ruled = Rule(two);
                    var assessed = ConflictHierarchy.Rule(AsContender(two[0]), AsContender(two[1]), London);
                    return ruled.Leader == assessed.Leader?.Name && ruled.DecidedBy?.Rule == assessed.DecidedBy?.Rule;
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_party_that_comes_in_later_and_weaker_never_takes_the_lead() =>
        Prop.ForAll(
                Contenders.ListOf(3).ToArbitrary(),
                parties =>
                {
                    var all = Keyed(parties);
                    var weak = all[0] with { Key = "z", Registered = null, Qualified = null, IncumbentSince = null, TierRank = 0 };
                    return Rule([.. all, weak]).Leader != "z";
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_deal_that_was_just_written_for_a_claim_is_no_direct_deal_beside_any_claim() =>
        Prop.ForAll(
                Companies.Where(c => c.Claims.Count > 0).ToArbitrary(),
                Deals.ToArbitrary(),
                (facts, deal) =>
                {
                    var (written, direct) = (
                        deal with
                        {
                            Partners = [],
                            Name = $"Aldermere ({facts.Claims[0].Number})",
                        },
                        deal with
                        {
                            Partners = [],
                        }
                    );
                    // Once the claim has its deal, another one of that name is somebody's own.
                    var bound = facts with
                    {
                        Claims = [.. facts.Claims.Select(c => c with { Deal = new Guid(9, 9, 9, new byte[8]) })],
                    };
                    return Parties.Of(With(bound, written), Terms, Tuesday).Any(p => p.Key == Party.DirectKey)
                        && Said(With(facts, written)).SequenceEqual(Said(facts))
                        && Parties.Of(With(facts, written), Terms, Tuesday).SequenceEqual(Parties.Of(facts, Terms, Tuesday))
                        && Parties.Of(With(facts, direct), Terms, Tuesday).Any(p => p.Key == Party.DirectKey);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Three_within_a_day_of_the_earliest_are_tied_and_the_third_beyond_it_is_out()
    {
        var calendar = London;
        Party[] three = [Claim("a", Tuesday, 1), Claim("b", Tuesday.AddHours(20), 2), Claim("c", Tuesday.AddHours(40), 3)];

        Ladder.Of(three, ConflictRules.Default, calendar, 1).Leader.ShouldBe("b", "c is not within a day of the earliest");
    }

    [Fact]
    public void The_kind_of_a_case_does_not_depend_on_which_signal_came_first() =>
        Prop.ForAll(
                Gen.Elements(Enum.GetValues<ConflictKind>()).NonEmptyListOf().ToArbitrary(),
                kinds => SignalWords.Kind(kinds) == SignalWords.Kind(Enumerable.Reverse(kinds))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void One_claim_alone_is_no_conflict() =>
        Prop.ForAll(Claims.ToArbitrary(), claim => Signals.Of(new("Quiet", [claim], [], [], [], []), Terms, Tuesday).Count == 0)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Two_claims_of_different_partners_always_are() =>
        Prop.ForAll(
                Claims.ToArbitrary(),
                Claims.ToArbitrary(),
                (a, b) =>
                    a.Partner == b.Partner
                    || Signals.Of(new("Loud", [a, b], [], [], [], []), Terms, Tuesday).Any(s => s.Code == SignalCode.TwoClaims)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Whose_claim_has_ended_is_heard_and_never_leads_whatever_is_chosen() =>
        Prop.ForAll(
                Companies.ToArbitrary(),
                Gen.Elements(Enum.GetValues<Settlement>()).ToArbitrary(),
                Gen.Choose(0, 5).ToArbitrary(),
                (facts, how, at) =>
                {
                    var parties = Parties.Of(facts, Terms, Tuesday);
                    var ruling = Rule(parties);
                    var proposal = new Proposal(
                        how,
                        parties.Count == 0 ? null : parties[at % parties.Count].Key,
                        parties.ToDictionary(p => p.Key, p => $"Part {p.Key}"),
                        new Dictionary<string, Entente.Pipeline.RoleShare>()
                    );
                    var leads = Settlements.Check(proposal, parties, ruling);
                    return !leads.Ok
                        || (
                            parties.All(p => !p.Lingers || p.Key != leads.Value)
                            && (how is not Settlement.Split || !parties.Any(p => p.Lingers))
                        );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Whose_claim_has_ended_is_a_side_once_and_only_where_nothing_else_of_that_partner_is() =>
        Prop.ForAll(
                Companies.ToArbitrary(),
                facts =>
                {
                    var parties = Parties.Of(facts, Terms, Tuesday);
                    var lingering = parties.Where(p => p.Lingers).ToList();
                    return lingering.All(l =>
                        parties.Count(p => p.Partner == l.Partner) == 1
                        && l is { Registered: null, Qualified: null, IncumbentSince: null, TierRank: null }
                        && facts.Claims.All(c => c.Id != l.Claim)
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_renewal_is_seen_on_the_first_day_and_not_the_day_before()
    {
        var closes = new DateOnly(2026, 9, 1);
        var deal = new DealFact(Ids[1], "Renewal", "Tess", [], [], Tuesday, Tuesday, closes);
        var incumbent = new IncumbentFact(new(Ids[1]), "Kestrel Quay", 2, Tuesday.AddYears(-1));
        var opens = RenewalSignals.OpensOn(closes)!.Value;

        Seen(opens.AddDays(-1)).ShouldBeFalse();
        Seen(opens).ShouldBeTrue();
        opens.ShouldBeLessThan(RenewalSignals.SettledBy(closes));

        bool Seen(DateOnly day) => RenewalSignals.Of([deal], [incumbent], new(60, day)).Any();
    }

    private static LadderRuling Rule(IReadOnlyList<Party> parties) => Ladder.Of(parties, ConflictRules.Default, London, 1);

    private static List<string> Said(CompanyFacts facts) =>
        [.. Signals.Of(facts, Terms, Tuesday).Select(s => $"{s.Kind} {s.Code} {s.Key} {s.Sentence} {string.Join('|', s.Facts)}")];

    private static List<Party> Keyed(IEnumerable<Party> parties) => [.. parties.Select((p, i) => p with { Key = $"p{i}", Name = $"p{i}" })];

    private static Contender AsContender(Party p) => new(p.Key, p.Registered, p.IncumbentSince, p.Qualified, null, p.TierRank);

    private static Party Claim(string key, DateTimeOffset at, int tier) => new(key, new(Ids[1]), key, null, null, null, at, null, at, tier);

    private static CompanyFacts With(CompanyFacts f, DealFact deal) =>
        new(f.Company, f.Claims, [.. f.Deals, deal with { Id = Guid.Empty }], f.Accounts, f.Incumbents, f.OwnerChanges)
        {
            Ended = f.Ended,
            Complaints = f.Complaints,
        };

    private static CompanyFacts Shuffled(CompanyFacts f, Random random) =>
        f with
        {
            Claims = Mixed(f.Claims, random),
            Deals =
            [
                .. Mixed(f.Deals, random).Select(d => d with { Partners = Mixed(d.Partners, random), Named = Mixed(d.Named, random) }),
            ],
            Accounts = Mixed(f.Accounts, random),
            Incumbents = Mixed(f.Incumbents, random),
            OwnerChanges = Mixed(f.OwnerChanges, random),
            Ended = Mixed(f.Ended, random),
            Complaints = Mixed(f.Complaints, random),
        };

    private static T[] Mixed<T>(IReadOnlyList<T> all, Random random)
    {
        var mixed = all.ToArray();
        random.Shuffle(mixed);
        return mixed;
    }
}
