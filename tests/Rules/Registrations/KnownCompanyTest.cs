using Entente.Partners;
using Entente.Platform.Matching;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Registrations;

/// <summary>Which account of the CRM a claim is about: people first, strong keys next, likelihood last.</summary>
public sealed class KnownCompanyTest
{
    private static readonly DateTimeOffset Now = new(2026, 3, 12, 10, 20, 0, TimeSpan.Zero);
    private static readonly Terms Terms = Terms.Of(1, Policy.Default, "Europe/London");

    private static readonly Claim Claim = Claims.Whole();

    private static readonly Gen<CandidateFact> Candidates =
        from n in Gen.Choose(1, 5)
        from likely in Gen.Elements(0.05, 0.5, 0.75, 0.97)
        from strong in Gen.Elements(true, false)
        from said in Gen.Elements<bool?>(true, false, null)
        from customer in Gen.Elements(true, false)
        select Candidate(n, likely, strong, said, customer);

    private static readonly Gen<CandidateFact[]> Lists =
        from list in Gen.ListOf(Candidates, 5)
        select list.DistinctBy(c => c.AccountId).ToArray();

    [Fact]
    public void Whatever_order_the_candidates_are_listed_in_the_assessment_is_the_same()
    {
        Prop.ForAll(
                Gen.Zip(Lists, Gen.Choose(0, int.MaxValue)).ToArbitrary(),
                given =>
                {
                    var shuffled = given.Item1.ToArray();
                    new Random(given.Item2).Shuffle(shuffled);
                    var (one, other) = (Assessed(given.Item1), Assessed(shuffled));
                    return one.Suggestion == other.Suggestion
                        && Texts(one).SequenceEqual(Texts(other))
                        && KnownCompany.Sure(given.Item1)?.AccountId == KnownCompany.Sure(shuffled)?.AccountId
                        && KnownCompany.AlsoKeys(Claim, given.Item1).SequenceEqual(KnownCompany.AlsoKeys(Claim, shuffled));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void A_persons_word_wins_over_every_score_and_every_key()
    {
        Prop.ForAll(
                Lists.ToArbitrary(),
                candidates =>
                {
                    var sure = KnownCompany.Sure(candidates);
                    var different = candidates.Where(c => c.Said is { Same: false }).Select(c => c.AccountId).ToHashSet();
                    var same = candidates.Where(c => c.Said is { Same: true }).Select(c => c.AccountId).ToHashSet();
                    var possible = KnownCompany.Possible(candidates).Select(c => c.AccountId).ToHashSet();
                    return (sure is null || !different.Contains(sure.AccountId))
                        && (same.Count == 0 || same.Contains(sure!.AccountId))
                        && !possible.Overlaps(different)
                        && same.IsSubsetOf(possible);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void What_happens_on_an_account_of_another_company_says_nothing()
    {
        var namesake = Candidate(1, 0.98, strong: true, said: false, customer: true);
        var deal = new OpportunityFact(namesake.AccountId, namesake.AccountId, "Plants", "Discovery", null, "P Raman", null, Now, Now)
        {
            Attributed = [new("Vantora", "Reseller", Own: false)],
        };

        var assessed = Assessed([namesake], [deal]);

        assessed.IsClear.ShouldBeTrue();
        assessed.Findings.Single(f => f.Code == FindingCodes.Company).StaffText.ShouldContain("It is not Aldermere 1");
    }

    [Fact]
    public void Three_outcomes_read_differently_and_name_the_fields_that_decided()
    {
        Text(Candidate(1, 0.97, false, null, false))
            .ShouldBe("Aldermere 1 is the same company with a likelihood of 97 % (names nearly alike; other domain). Say whether it is.");
        Title(Candidate(1, 0.97, false, null, false)).ShouldBe("Company is very likely in the CRM");
        Title(Candidate(1, 0.5, false, null, false)).ShouldBe("Company may already exist");
        Text(Candidate(1, 0.05, false, null, false))
            .ShouldBe("The account most like it, Aldermere 1, is another company (names nearly alike; other domain).");
        Text(Candidate(1, 0.05, false, true, false)).ShouldBe("It is Aldermere 1 in the CRM (said by a person on 12 Mar 2026).");
    }

    [Fact]
    public void A_claim_takes_the_keys_of_the_accounts_that_people_called_the_same()
    {
        KnownCompany
            .AlsoKeys(
                Claim,
                [Candidate(1, 0.3, false, true, false), Candidate(2, 0.99, false, null, false), Candidate(3, 0.9, true, false, false)]
            )
            .Select(k => k.ToString())
            .ShouldBe(["domain:aldermere1.example", "name:aldermere1"]);
    }

    private static string Text(CandidateFact candidate) => Company(candidate).StaffText;

    private static string Title(CandidateFact candidate) => Company(candidate).Title;

    private static Finding Company(CandidateFact candidate) => Assessed([candidate]).Findings.Single(f => f.Code == FindingCodes.Company);

    private static IEnumerable<string> Texts(Assessment assessment) =>
        assessment.Findings.Select(f => $"{f.Severity} {f.StaffText} {string.Join('|', f.Facts)}");

    private static Assessment Assessed(IReadOnlyList<CandidateFact> candidates, IReadOnlyList<OpportunityFact>? deals = null)
    {
        var partner = new ClaimantFacts(Ids.New<PartnerId>(Now), "Kestrel Quay", "Select", 2, true, "active", [], Inside: true)
        {
            Type = PartnerType.Reseller,
        };
        return Assessment.Of(new ClaimFacts(Claim, partner, candidates, deals ?? [], []), Terms, Now);
    }

    // As the loader makes them: a word goes before a key, a key before the likelihood.
    private static CandidateFact Candidate(int n, double likely, bool strong, bool? said, bool customer)
    {
        var certain = said ?? strong;
        return new(
            new Guid(n, 0, 0, new byte[8]),
            $"Aldermere {n}",
            $"aldermere{n}.example",
            null,
            90,
            certain,
            customer,
            ["same core name"]
        )
        {
            Probability = likely,
            Because = "Names nearly alike; other domain.",
            Outcome =
                certain ? PairVerdict.Same
                : said is false || likely < CompanyPair.Different ? PairVerdict.Different
                : likely >= CompanyPair.Same ? PairVerdict.Same
                : PairVerdict.Ask,
            Said = said is { } same ? new(same, null, Now, null) : null,
        };
    }
}
