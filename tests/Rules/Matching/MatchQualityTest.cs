using System.Globalization;
using Entente.Bench.Names;
using Entente.Platform.Matching;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

/// <summary>
/// How well the index finds and how rarely it is wrong, on the names of the companies registered with the SEC. Seeds are fixed, and nothing
/// was tuned on the corruptions they make.
/// </summary>
public sealed class MatchQualityTest
{
    private const int Seed = 20_261_120;

    private static readonly Lazy<(List<(Guid Id, string Name)> Names, CompanyIndex Index)?> Sec = new(() =>
        Suite.Find("names/sec-registrants.csv") is { } path && Suite.Registrants(path) is var names
            ? (names, CompanyIndex.Build(names.Select(n => new CompanyEntry(n.Id, n.Name))))
            : null
    );

    [Theory]
    [InlineData("Nvidia Corporation", "NVIDIA CORP")]
    [InlineData("3 M Co.", "3M CO")]
    [InlineData("JP Morgan Chase and Company", "JPMORGAN CHASE & CO")]
    [InlineData("Amazon", "AMAZON COM INC")]
    [InlineData("Amazon.com", "AMAZON COM INC")]
    [InlineData("berkshire hathway", "BERKSHIRE HATHAWAY INC")]
    [InlineData("Bank of Amercia", "BANK OF AMERICA CORP /DE/")]
    [InlineData("ATT", "AT&T INC.")]
    [InlineData("Intl Business Machines", "INTERNATIONAL BUSINESS MACHINES CORP")]
    [InlineData("GeneralMotors", "General Motors Co")]
    [InlineData("Exxonmobil", "EXXON MOBIL CORP")]
    [InlineData("Supermicro Computer", "Super Micro Computer, Inc.")]
    public void What_a_partner_types_finds_the_registrant_first(string typed, string registrant)
    {
        if (Sec.Value is not { } sec)
            return;
        var first = sec.Index.Find(typed, 3);
        first[0].Name.ShouldBe(registrant, string.Join(" | ", first.Select(c => $"{c.Name} {c.Score}")));
        first[0].Reasons.ShouldNotBeEmpty();
    }

    [Fact]
    public void Initials_find_the_companies_they_may_stand_for()
    {
        if (Sec.Value is not { } sec)
            return;
        var found = sec.Index.Find("IBM", 3).Single(c => c.Name == "INTERNATIONAL BUSINESS MACHINES CORP");
        found.Verdict.ShouldBe(MatchVerdict.Possible);
        found.Reasons.ShouldContain(new MatchReason.SameInitials("ibm"));
    }

    [Fact]
    public void A_single_corruption_is_found_within_ten_in_95_of_100_cases()
    {
        if (Sec.Value is not { } sec)
            return;
        Suite.Say($"SEC registrants: {sec.Names.Count} distinct; seed {Seed}; right = the registrant, or one with the same core name");
        var (asked, first, ten, random) = (0, 0, 0, new Random(Seed));
        foreach (var kind in Corruptions.Kinds)
        {
            var (n, at1, at10, probable) = (0, 0, 0, 0);
            foreach (var (id, name) in sec.Names.Where((_, i) => i % 5 == 0))
            {
                if (Corruptions.Of(kind, name, random) is not { } typed)
                    continue;
                var found = sec.Index.Find(typed, 10);
                var place = Place(found, id, name);
                n++;
                at1 += place == 0 ? 1 : 0;
                at10 += place >= 0 ? 1 : 0;
                probable += place == 0 && found[0].Verdict >= MatchVerdict.Probable ? 1 : 0;
            }

            Suite.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{kind, -20} n {n, 5}  recall@1 {100.0 * at1 / n:F1} %  recall@10 {100.0 * at10 / n:F1} %  first and probable {100.0 * probable / n:F1} %"
                )
            );
            (asked, first, ten) = (asked + n, first + at1, ten + at10);
        }

        Suite.Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"all                  n {asked, 5}  recall@1 {100.0 * first / asked:F1} %  recall@10 {100.0 * ten / asked:F1} %"
            )
        );
        ((double)ten / asked).ShouldBeGreaterThanOrEqualTo(0.95);
        ((double)first / asked).ShouldBeGreaterThanOrEqualTo(0.90);
    }

    [Fact]
    public void Two_corruptions_are_mostly_found_too()
    {
        if (Sec.Value is not { } sec)
            return;
        var (n, at1, at10, random) = (0, 0, 0, new Random(Seed + 1));
        string[] kinds = ["delete", "insert", "swap", "replace", "case", "last word dropped"];
        foreach (var (id, name) in sec.Names.Where((_, i) => i % 4 == 1))
        {
            if (
                Corruptions.Of(kinds[random.Next(kinds.Length)], name, random) is not { } once
                || Corruptions.Of(kinds[random.Next(kinds.Length)], once, random) is not { } twice
            )
                continue;
            var place = Place(sec.Index.Find(twice, 10), id, name);
            n++;
            at1 += place == 0 ? 1 : 0;
            at10 += place >= 0 ? 1 : 0;
        }

        Suite.Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"two corruptions      n {n, 5}  recall@1 {100.0 * at1 / n:F1} %  recall@10 {100.0 * at10 / n:F1} %"
            )
        );
        ((double)at10 / n).ShouldBeGreaterThanOrEqualTo(0.90);
    }

    [Fact]
    public void A_company_that_is_not_known_is_seldom_taken_for_another()
    {
        if (Sec.Value is not { } sec)
            return;

        // Every tenth is taken out and asked for: whatever is then called probable is wrong (or a relative with the same name).
        var random = new Random(Seed + 2);
        var away = sec.Names.Where(_ => random.Next(10) == 0).ToList();
        var gone = away.Select(a => a.Id).ToHashSet();
        var index = CompanyIndex.Build(sec.Names.Where(n => !gone.Contains(n.Id)).Select(n => new CompanyEntry(n.Id, n.Name)));
        var wrong = away.Select(a => (a.Name, Best: index.Find(a.Name, 1).FirstOrDefault()))
            .Where(a =>
                a.Best is not null
                && a.Best.Verdict >= MatchVerdict.Probable
                && CompanyName.Of(a.Best.Name).Key != CompanyName.Of(a.Name).Key
            )
            .ToList();

        Suite.Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"unknown companies: {away.Count}, wrongly called probable: {wrong.Count} ({100.0 * wrong.Count / away.Count:F1} %)"
            )
        );
        foreach (var (name, best) in wrong.Take(40))
            Suite.Say($"  {name} ~ {best!.Name} {best.Score}");
        ((double)wrong.Count / away.Count).ShouldBeLessThan(0.05);
    }

    [Fact]
    public void Pairs_of_distinct_registrants_are_almost_never_called_the_same()
    {
        if (Sec.Value is not { } sec)
            return;
        var (pairs, probable, same) = (0, 0, 0);
        foreach (var (id, name) in sec.Names.Where((_, i) => i % 3 == 0))
        {
            foreach (var other in sec.Index.Find(name, 5).Where(c => c.Id != id))
            {
                pairs++;
                probable += other.Verdict == MatchVerdict.Probable ? 1 : 0;
                same += other.Verdict == MatchVerdict.Exact ? 1 : 0;
            }
        }

        Suite.Say($"nearest pairs of distinct registrants: {pairs}, probable {probable}, exact {same}");
        ((double)probable / pairs).ShouldBeLessThan(0.02);
        ((double)same / pairs).ShouldBeLessThan(0.01);
    }

    [Fact]
    public void Restaurants_of_two_guides_find_each_other_by_name_alone()
    {
        if (
            Suite.Find("names/fodors.csv") is not { } fodorsPath
            || Suite.Find("names/zagats.csv") is not { } zagatsPath
            || Suite.Find("names/matches_fodors_zagats.csv") is not { } matchesPath
        )
            return;
        var (fodors, zagats, matches) = (Rows(fodorsPath), Rows(zagatsPath), Rows(matchesPath));
        matches.Count.ShouldBeGreaterThanOrEqualTo(110);
        var index = CompanyIndex.Build(zagats.Select(z => new CompanyEntry(Suite.IdOf(z.Key), z.Value)));
        var (first, ten, wrong) = (0, 0, 0);
        foreach (var (fodor, zagat) in matches)
        {
            var found = index.Find(fodors[fodor], 10);
            first += found.Count > 0 && found[0].Id == Suite.IdOf(int.Parse(zagat, CultureInfo.InvariantCulture)) ? 1 : 0;
            ten += found.Any(c => c.Id == Suite.IdOf(int.Parse(zagat, CultureInfo.InvariantCulture))) ? 1 : 0;
        }

        foreach (var (id, name) in fodors.Where(f => !matches.ContainsKey(f.Key)))
            wrong += index.Find(name, 1).Any(c => c.Verdict >= MatchVerdict.Probable) ? 1 : 0;

        Suite.Say(
            $"Fodor's to Zagat's, names only: {matches.Count} pairs, first {first}, within ten {ten}; {wrong} of {fodors.Count - matches.Count} others wrongly probable (branches of chains among them)"
        );
        ((double)ten / matches.Count).ShouldBeGreaterThanOrEqualTo(0.95);

        static Dictionary<int, string> Rows(string path) =>
            File.ReadLines(path).Skip(1).Select(Suite.Csv).ToDictionary(f => int.Parse(f[0], CultureInfo.InvariantCulture), f => f[1]);
    }

    private static int Place(IReadOnlyList<Candidate> found, Guid id, string name)
    {
        var key = CompanyName.Of(name).Key;
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i].Id == id || CompanyName.Of(found[i].Name).Key == key)
                return i;
        }

        return -1;
    }
}
