using System.Globalization;
using Entente.Platform.Matching;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

public sealed class ClustersTest
{
    [Fact]
    public void The_order_of_rows_does_not_matter()
    {
        var words = Gen.Elements("acme", "globex", "globx", "acmee", "works", "energy", "holdings", "initech");
        var records =
            from a in words
            from b in words
            from phone in Gen.Elements(null, "212 555 0134", "212 555 0199")
            from address in Gen.Elements(null, "1 Main St", "2 Main Street")
            select new CompanyRecord($"{a} {b}", address, phone);
        Prop.ForAll(
                Gen.Zip(Gen.ListOf(records, 40), Gen.Choose(0, int.MaxValue)).ToArbitrary(),
                given =>
                {
                    var rows = given.Item1.ToArray();
                    var shuffled = Enumerable.Range(0, rows.Length).ToArray();
                    new Random(given.Item2).Shuffle(shuffled);
                    var (plain, other) = (Clusters.Of(rows), Clusters.Of([.. shuffled.Select(i => rows[i])]));
                    var back = new int[rows.Length];
                    for (var i = 0; i < shuffled.Length; i++)
                        back[shuffled[i]] = other[i];
                    return Enumerable
                        .Range(0, rows.Length)
                        .All(i => Enumerable.Range(0, i).All(j => plain[i] == plain[j] == (back[i] == back[j])));
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void What_people_said_wins_over_every_score_whatever_the_order()
    {
        var records =
            from a in Gen.Elements("acme", "globex", "acmee", "initech")
            from b in Gen.Elements("works", "energy", "holdings")
            select new CompanyRecord($"{a} {b}");
        var given =
            from rows in Gen.ListOf(records, 10)
            from left in Gen.Choose(0, 4)
            from right in Gen.Choose(5, 9)
            from other in Gen.Choose(5, 9)
            from seed in Gen.Choose(0, int.MaxValue)
            select (Rows: rows.ToArray(), Same: (left, right), Different: (left, other), Seed: seed);
        Prop.ForAll(
                given.Where(g => g.Same != g.Different).ToArbitrary(),
                g =>
                {
                    (int, int, bool)[] known = [(g.Same.left, g.Same.right, true), (g.Different.left, g.Different.other, false)];
                    var shuffled = Enumerable.Range(0, g.Rows.Length).ToArray();
                    new Random(g.Seed).Shuffle(shuffled);
                    var place = new int[shuffled.Length];
                    for (var i = 0; i < shuffled.Length; i++)
                        place[shuffled[i]] = i;
                    var plain = Clusters.Of(g.Rows, known);
                    var other = Clusters.Of(
                        [.. shuffled.Select(i => g.Rows[i])],
                        [.. known.Reverse().Select(k => (place[k.Item2], place[k.Item1], k.Item3))]
                    );
                    return plain[g.Same.left] == plain[g.Same.right]
                        && plain[g.Different.left] != plain[g.Different.other]
                        && other[place[g.Same.left]] == other[place[g.Same.right]]
                        && other[place[g.Different.left]] != other[place[g.Different.other]];
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void A_group_comes_with_how_likely_it_is_and_why()
    {
        CompanyRecord[] rows =
        [
            new("Acme Works Ltd", Domain: "acme.example"),
            new("Initech"),
            new("ACME Works", Domain: "www.acme.example"),
        ];

        var group = Clusters.Groups(rows, []).ShouldHaveSingleItem();
        group.Members.ShouldBe([0, 2]);
        group.Probability.ShouldBeGreaterThan(0.9);
        group.Because.ShouldContain("same domain (acme.example)");

        Clusters.Groups(rows, [(0, 2, false)]).ShouldBeEmpty();
        var said = Clusters.Groups(rows, [(0, 1, true), (0, 2, false)]).ShouldHaveSingleItem();
        (said.Members, said.Probability, said.Because).ShouldSatisfyAllConditions(
            x => x.Members.ShouldBe([0, 1]),
            x => x.Probability.ShouldBe(1),
            x => x.Because.ShouldBe("A person said so.")
        );
    }

    [Fact]
    public void A_weak_link_does_not_chain_two_groups()
    {
        // Each is much like the next, the first and the last are not.
        var clusters = Clusters.Of([
            .. new[] { "alpha beta gamma", "alpha beta gamna delta", "beta gamna delta epsilon", "delta epsilon zeta" }.Select(
                n => new CompanyRecord(n)
            ),
        ]);
        clusters[0].ShouldNotBe(clusters[3]);
    }

    [Fact]
    public void Two_writings_meet_and_namesakes_elsewhere_do_not()
    {
        var clusters = Clusters.Of([
            new("Acme, Inc.", "1 Main St, Springfield", "217 555 0134"),
            new("ACME Incorporated", "1 Main Street", "(217) 555-0134"),
            new("Globex Corporation", "9 High Road, Leeds"),
            new("Globx Corp", "9 High Rd, Leeds"),
            new("Initech"),
            new(null),
            new(null),
        ]);
        clusters[1].ShouldBe(clusters[0]);
        clusters[3].ShouldBe(clusters[2]);
        clusters.Distinct().Count().ShouldBe(5);
    }

    [Fact]
    public void Restaurants_of_two_guides_are_paired()
    {
        if (
            Suite.Find("names/fodors.csv") is not { } fodors
            || Suite.Find("names/zagats.csv") is not { } zagats
            || Suite.Find("names/matches_fodors_zagats.csv") is not { } matches
        )
            return;
        var rows = Training
            .Restaurants(fodors)
            .Select(r => ("f" + r.Key, r.Value))
            .Concat(Training.Restaurants(zagats).Select(r => ("z" + r.Key, r.Value)))
            .ToList();
        var gold = File.ReadLines(matches).Skip(1).Select(Suite.Csv).Select(m => ("f" + m[0], "z" + m[1])).ToHashSet();
        Judge("Fodor's and Zagat's", rows, gold, precision: 0.93, recall: 0.93);
    }

    [Fact]
    public void People_and_their_distorted_duplicates_are_paired()
    {
        if (Suite.Find("names/febrl-1.csv") is not { } path)
            return;
        var (org, dup) = (Training.Persons(path, "org"), Training.Persons(path, "dup"));
        Judge(
            "FEBRL 1",
            [.. org.Select(r => (r.Key + "o", r.Value)), .. dup.Select(r => (r.Key + "d", r.Value))],
            [.. dup.Keys.Select(k => (k + "o", k + "d"))],
            precision: 0.97,
            recall: 0.93
        );
    }

    private static void Judge(
        string set,
        List<(string Id, CompanyRecord Record)> rows,
        HashSet<(string, string)> gold,
        double precision,
        double recall
    )
    {
        var clusters = Clusters.Of([.. rows.Select(r => r.Record)]);
        var found = rows.Select((r, i) => (r.Id, Cluster: clusters[i]))
            .GroupBy(r => r.Cluster)
            .SelectMany(g => g.SelectMany(a => g.Where(b => string.CompareOrdinal(a.Id, b.Id) < 0).Select(b => (a.Id, b.Id))))
            .ToHashSet();
        gold = [.. gold.Select(g => string.CompareOrdinal(g.Item1, g.Item2) < 0 ? g : (g.Item2, g.Item1))];
        var hit = found.Count(gold.Contains);
        var (p, r) = ((double)hit / found.Count, (double)hit / gold.Count);
        Suite.Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{set}: {rows.Count} rows, {gold.Count} true pairs, {found.Count} found; precision {100 * p:F1} %, recall {100 * r:F1} %, F1 {200 * p * r / (p + r):F1} %"
            )
        );
        p.ShouldBeGreaterThanOrEqualTo(precision);
        r.ShouldBeGreaterThanOrEqualTo(recall);
    }
}
