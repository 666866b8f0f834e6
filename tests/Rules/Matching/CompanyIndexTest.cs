using System.Text.Json;
using Entente.Platform.Matching;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

public sealed class CompanyIndexTest
{
    private static readonly Guid Nvidia = Suite.IdOf(1);
    private static readonly Guid Morgan = Suite.IdOf(2);
    private static readonly Guid Siemens = Suite.IdOf(3);

    [Fact]
    public void The_same_registrable_domain_comes_first_whatever_the_name()
    {
        var index = Some();

        var first = index.Find(new CompanyQuery("Green team", "jane@mail.nvidia.com"))[0];
        first.Id.ShouldBe(Nvidia);
        first.Verdict.ShouldBe(MatchVerdict.Exact);
        first.Reasons[0].ShouldBe(new MatchReason.SameDomain("nvidia.com"));
        index.Find(new CompanyQuery(null, "https://nvidia.com/x"))[0].Id.ShouldBe(Nvidia);
    }

    [Fact]
    public void Free_mail_domains_never_match()
    {
        var index = CompanyIndex.Build([new CompanyEntry(Nvidia, "Joe's Garage", Domain: "gmail.com")]);

        index.Find(new CompanyQuery("Other", "someone@gmail.com")).ShouldBeEmpty();
        index.Find(new CompanyQuery("Other", "gmail.com")).ShouldBeEmpty();
    }

    [Fact]
    public void An_alias_finds_the_company_and_says_so()
    {
        var first = Some().Find("Chase Manhatten")[0];

        first.Name.ShouldBe("JPMorgan Chase & Co");
        first.Reasons.ShouldContain(new MatchReason.KnownAs("Chase Manhattan"));
        first.Reasons.ShouldContain(new MatchReason.LettersDiffer("manhatten", "manhattan", 1));
    }

    [Theory]
    [InlineData("Nvidia Inc", "same core name: nvidia")]
    [InlineData("nvidea", "one letter differs: nvidea / nvidia")]
    [InlineData("JP Morgan Chase", "same core name: jpmorgan chase")]
    [InlineData("JPM organ Chase Bank", "words in common: chase")]
    [InlineData("Siemens Energie AG", "other legal form: ag / gmbh")]
    public void Every_candidate_says_why_in_words(string typed, string why) =>
        Some().Find(typed)[0].Reasons.Select(r => r.StaffText).ShouldContain(why);

    [Fact]
    public void Numbers_must_agree()
    {
        var index = CompanyIndex.Build([
            new(Nvidia, "3M Co"),
            new(Morgan, "Origin Investment Corp II"),
            new(Siemens, "Area 51 Catering"),
            new(Suite.IdOf(9), "West Coast Value Municipal Income Trust 7"),
        ]);

        index.Find("4M Co").ShouldAllBe(c => c.Verdict == MatchVerdict.None);
        index.Find("Origin Investment Corp III")[0].Verdict.ShouldBe(MatchVerdict.None);
        index.Find("Area 52 Catering")[0].Verdict.ShouldBe(MatchVerdict.None);
        index.Find("Area 52 Catering")[0].Reasons.ShouldContain(new MatchReason.NumbersDiffer("52", "51"));
        index.Find("Area Catering")[0].Verdict.ShouldBe(MatchVerdict.Possible);
        index.Find("West Coast Value Municipal Income Trust 8")[0].Verdict.ShouldBe(MatchVerdict.None);
        index.Find("West Coast Value Municipal Income Trust")[0].Verdict.ShouldBe(MatchVerdict.Possible);
        index.Find("3 M")[0].Verdict.ShouldBe(MatchVerdict.Exact);
    }

    [Fact]
    public void A_legal_form_that_disagrees_costs_little()
    {
        var index = Some();
        index.Find("Nvidia GmbH")[0].Verdict.ShouldBe(MatchVerdict.Exact);
        index.Find("Nvidia GmbH")[0].Score.ShouldBeLessThan(index.Find("Nvidia Inc")[0].Score);
    }

    [Fact]
    public void A_company_is_found_as_soon_as_it_is_put_and_no_more_once_removed()
    {
        var index = Some();
        index.Put(new CompanyEntry(Suite.IdOf(4), "Contoso Ltd", Domain: "contoso.com"));
        index.Find("Contoso")[0].Id.ShouldBe(Suite.IdOf(4));

        index.Put(new CompanyEntry(Suite.IdOf(4), "Fabrikam Ltd", Domain: "fabrikam.com"));
        index.Find("Contoso").ShouldNotContain(c => c.Id == Suite.IdOf(4) && c.Verdict > MatchVerdict.None);
        index.Find(new CompanyQuery(null, "contoso.com")).ShouldBeEmpty();
        index.Find("Fabrikam")[0].Id.ShouldBe(Suite.IdOf(4));
        index.Count.ShouldBe(4);

        index.Remove(Suite.IdOf(4)).ShouldBeTrue();
        index.Remove(Suite.IdOf(4)).ShouldBeFalse();
        index.Find("Fabrikam").ShouldNotContain(c => c.Id == Suite.IdOf(4));
        index.Count.ShouldBe(3);
    }

    [Fact]
    public void After_any_changes_it_holds_what_a_dictionary_would()
    {
        var changes =
            from id in Gen.Choose(1, 120)
            from name in Gen.Elements("acme", "globex", "initech", "umbrella", "hooli", "stark", "wayne", "tyrell")
            from other in Gen.Elements("works", "energy", "foods", "systems", "bank", "trust")
            from remove in Gen.Choose(0, 3)
            select (Id: Suite.IdOf(id), Name: $"{name} {other} {id}", Remove: remove == 0);

        Prop.ForAll(
                Gen.ListOf(changes, 400).ToArbitrary(),
                list =>
                {
                    var (index, model) = (new CompanyIndex(), new Dictionary<Guid, string>());
                    foreach (var (id, name, remove) in list)
                    {
                        if (remove && index.Remove(id) != model.Remove(id))
                            return false;
                        if (remove)
                            continue;
                        index.Put(new CompanyEntry(id, name));
                        model[id] = name;
                    }

                    return index.Count == model.Count
                        && Enumerable.Range(1, 120).All(i => index.Contains(Suite.IdOf(i)) == model.ContainsKey(Suite.IdOf(i)))
                        && model.All(m =>
                            index.Find(m.Value, 20).Any(c => c.Id == m.Key && c.Name == m.Value && c.Verdict == MatchVerdict.Exact)
                        );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Fact]
    public async Task Readers_never_wait_and_never_miss_a_company_while_it_is_rewritten()
    {
        var index = CompanyIndex.Build(Enumerable.Range(10, 500).Select(i => new CompanyEntry(Suite.IdOf(i), $"Company {i} works")));
        index.Put(new CompanyEntry(Nvidia, "Nvidia Corp"));
        using var done = new CancellationTokenSource();
        var searches = 0;
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(Read, TaskCreationOptions.LongRunning)).ToList();

        // At least 300 rewrites, and until the readers had their chance to meet one.
        var rounds = 0;
        for (; rounds < 300 || (Volatile.Read(ref searches) < 500 && !readers.Exists(r => r.IsCompleted)); rounds++)
        {
            index.Put(new CompanyEntry(Nvidia, $"Nvidia Corp {(rounds % 2 == 0 ? "GmbH" : "Ltd")}"));
            index.Put(new CompanyEntry(Suite.IdOf(1000 + rounds), $"Newcomer {rounds}"));
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
        index.Count.ShouldBe(501 + rounds);

        void Read()
        {
            while (!done.IsCancellationRequested)
            {
                index.Find("nvidia", 5).Count(c => c.Id == Nvidia).ShouldBe(1);
                Interlocked.Increment(ref searches);
            }
        }
    }

    [Fact]
    public void A_saved_index_answers_as_before()
    {
        var index = Some();
        index.Put(
            Enumerable
                .Range(10, 200)
                .Select(i => new CompanyEntry(Suite.IdOf(i), $"Société {i} Générale", ["Other " + i], $"s{i}.fr"))
                .ToList()
        );
        index.Remove(Suite.IdOf(11));
        using var stream = new MemoryStream();
        index.Save(stream);
        stream.Position = 0;

        var loaded = CompanyIndex.Load(stream);

        loaded.Count.ShouldBe(index.Count);
        foreach (var query in new[] { "nvidea", "Societe 12 General", "Other 11", "JP Morgan" })
            Written(loaded, query).ShouldBe(Written(index, query));
    }

    [Fact]
    public void A_file_damaged_anywhere_is_refused()
    {
        using var stream = new MemoryStream();
        Some().Save(stream);
        var good = stream.ToArray();
        for (var i = 0; i < good.Length; i += 7)
        {
            var bad = good.ToArray();
            bad[i] ^= 0x40;
            Should.Throw<InvalidDataException>(() => CompanyIndex.Load(new MemoryStream(bad)), $"byte {i}");
            Should.Throw<InvalidDataException>(() => CompanyIndex.Load(new MemoryStream(good[..i])), $"cut at {i}");
        }

        Should.Throw<InvalidDataException>(() => CompanyIndex.Load(new MemoryStream()));
    }

    [Fact]
    public void Saving_replaces_the_file_whole()
    {
        var path = Path.Combine(Path.GetTempPath(), $"entente-index-{Environment.ProcessId}.bin");
        try
        {
            new CompanyIndex().Save(path);
            Some().Save(path);
            CompanyIndex.Load(path).Count.ShouldBe(3);
            File.Exists(path + ".new").ShouldBeFalse();
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Any_string_is_a_name_that_can_be_kept_and_found()
    {
        List<string> naughty =
        [
            "\ud800",
            "\ufffe\uffff\ufdd0 x",
            "a\0b",
            new string('x', 100_000),
            string.Concat(Enumerable.Repeat("a b ", 50_000)),
            new string('\u0301', 50_000),
        ];
        if (Suite.Find("text/blns.json") is { } path)
        {
            var strings = JsonSerializer.Deserialize<string[]>(File.ReadAllText(path))!;
            Suite.Say($"naughty strings: {strings.Length}");
            strings.Length.ShouldBeGreaterThanOrEqualTo(500);
            naughty.AddRange(strings);
        }

        var index = CompanyIndex.Build(naughty.Select((s, i) => new CompanyEntry(Suite.IdOf(i), s, [s], s)));
        var keys = naughty.Select(n => CompanyName.Of(n).Key).ToLookup(k => k);
        for (var i = 0; i < naughty.Count; i++)
        {
            var (id, text, name) = (Suite.IdOf(i), naughty[i], CompanyName.Of(naughty[i]));
            _ = Domain.Of(text);
            _ = name.Initials;
            var found = index.Find(new CompanyQuery(text, text), 100);
            if (name.Key.Length > 0 && keys[name.Key].Count() < 50)
                found.ShouldContain(c => c.Id == id && c.Verdict == MatchVerdict.Exact, text.Length > 100 ? "long" : text);
            foreach (var reason in found.SelectMany(c => c.Reasons))
                reason.StaffText.ShouldNotBeEmpty();
        }

        using var stream = new MemoryStream();
        index.Save(stream);
        stream.Position = 0;
        CompanyIndex.Load(stream).Count.ShouldBe(naughty.Count);
    }

    [Fact]
    public void An_empty_index_and_an_empty_question_find_nothing()
    {
        new CompanyIndex().Find("Nvidia").ShouldBeEmpty();
        Some().Find("").ShouldBeEmpty();
        Some().Find((string?)null).ShouldBeEmpty();
        Some().Find("Nvidia", 0).ShouldBeEmpty();
        CompanyIndex.Build([]).Count.ShouldBe(0);
    }

    private static CompanyIndex Some() =>
        CompanyIndex.Build([
            new CompanyEntry(Nvidia, "NVIDIA CORP", Domain: "www.nvidia.com"),
            new CompanyEntry(Morgan, "JPMorgan Chase & Co", ["Chase Manhattan", "JPM"], "jpmorganchase.com"),
            new CompanyEntry(Siemens, "Siemens Energy GmbH", Domain: "siemens-energy.com"),
        ]);

    private static string Written(CompanyIndex index, string query) =>
        string.Join(
            '\n',
            index.Find(query, 10).Select(c => $"{c.Id} {c.Name} {c.Score} {string.Join("; ", c.Reasons.Select(r => r.StaffText))}")
        );
}
