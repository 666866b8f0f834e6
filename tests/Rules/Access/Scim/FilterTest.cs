using System.Diagnostics;
using System.Text.Json.Nodes;
using Entente.Access.Scim.Filter;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Rules.Access.Scim;

/// <summary>A filter means what the standard says, and nothing that is sent makes the reader fall or dawdle.</summary>
public sealed class FilterTest
{
    private static readonly JsonObject Ines = (JsonObject)
        JsonNode.Parse(
            """
            {"userName":"ines@kestrelquay.example","active":true,"title":null,"name":{"familyName":"Calder"},
             "emails":[{"value":"ines@kestrelquay.example","type":"work"},{"value":"ines@home.example","type":"home","primary":true}],
             "meta":{"lastModified":"2026-03-12T10:20:00Z"}}
            """
        )!;

    [Theory]
    [InlineData("userName eq \"INES@kestrelquay.example\"", true)]
    [InlineData("USERNAME EQ \"ines@kestrelquay.example\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"ines\"", true)]
    [InlineData("userName ne \"ines@kestrelquay.example\"", false)]
    [InlineData("name.familyName co \"ald\" and active eq true", true)]
    [InlineData("title pr", false)]
    [InlineData("title pr or userName pr", true)]
    [InlineData("not (userName pr)", false)]
    [InlineData("not(title pr)", true)]
    [InlineData("emails[type eq \"work\" and value co \"@kestrelquay\"]", true)]
    [InlineData("emails[type eq \"work\" and value co \"@home\"]", false)]
    [InlineData("emails[type eq \"home\"].value eq \"x\"", null)]
    [InlineData("emails.type eq \"home\"", true)]
    [InlineData("meta.lastModified gt \"2026-03-12T10:00:00Z\"", true)]
    [InlineData("active eq \"True\"", true)]
    // "and" binds closer than "or".
    [InlineData("userName pr or userName pr and title pr", true)]
    [InlineData("(userName pr or userName pr) and title pr", false)]
    [InlineData("active eq true or", null)]
    [InlineData("active", null)]
    [InlineData("active eq", null)]
    [InlineData("userName eq \"open", null)]
    [InlineData("userName eq \"bad \\x escape\"", null)]
    [InlineData("userName like \"x\"", null)]
    [InlineData("emails[type eq \"work\"", null)]
    [InlineData("(active eq true", null)]
    [InlineData("active eq true)", null)]
    [InlineData("", null)]
    [InlineData("1 eq 1", null)]
    [InlineData("userName eq ines", null)]
    public void A_filter_means_what_the_standard_says(string text, bool? means)
    {
        var (filter, fault) = FilterReader.Read(text);
        if (means is null)
            (filter, fault is null).ShouldBe((null, false));
        else
            filter.ShouldNotBeNull(fault).Means(Ines).ShouldBe(means.Value);
    }

    [Fact]
    public void Escapes_in_a_text_mean_what_they_mean_in_json()
    {
        var read = FilterReader.Read("""displayName eq "a\"b\u00e9\\" """).Filter.ShouldBeOfType<ScimFilter.Compare>();
        read.Value.Text.ShouldBe("a\"bé\\");
    }

    [Fact]
    public void What_is_written_out_is_read_back_the_same() =>
        Prop.ForAll(Filters(4).ToArbitrary(), filter => FilterReader.Read(Written(filter)).Filter == filter).QuickCheckThrowOnFailure();

    [Fact]
    public void Not_and_or_obey_de_morgan() =>
        Prop.ForAll(
                Filters(3).Two().Select(t => (t.Item1, t.Item2)).ToArbitrary(),
                pair =>
                    new ScimFilter.Not(new ScimFilter.And(pair.Item1, pair.Item2)).Means(Ines)
                    == new ScimFilter.Or(new ScimFilter.Not(pair.Item1), new ScimFilter.Not(pair.Item2)).Means(Ines)
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_is_sent_is_read_or_refused_and_never_slowly()
    {
        var random = new System.Random(20260312);
        string[] words =
        [
            "userName",
            "emails[",
            "]",
            "(",
            ")",
            " and ",
            " or ",
            "not",
            "not(",
            " eq ",
            " pr",
            "\"",
            "\"x\"",
            "\\",
            "urn:",
            "urn:a:b",
            ".",
            "[",
            "true",
            "null",
            "1e9",
            "é",
            "\u0000",
            "$ref",
            " ",
        ];
        var slowest = TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        for (var n = 0; n < 60_000 && watch.Elapsed < TimeSpan.FromSeconds(4); n++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => words[random.Next(words.Length)]));
            var began = watch.Elapsed;
            var (filter, fault) = FilterReader.Read(text);
            (filter is null).ShouldBe(fault is not null, text);
            var (path, wrong) = FilterReader.ReadPath(text);
            (path is null).ShouldBe(wrong is not null, text);
            if (watch.Elapsed - began is var took && took > slowest)
                slowest = took;
        }
        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Deep_long_and_many_termed_ones_are_refused()
    {
        FilterReader.Read(new string('(', 1500) + "title pr" + new string(')', 400)).Fault.ShouldNotBeNull();
        FilterReader.Read(string.Concat(Enumerable.Repeat("not(", 300)) + "title pr").Fault.ShouldNotBeNull();
        FilterReader.Read(string.Join(" and ", Enumerable.Repeat("title pr", 100))).Fault.ShouldNotBeNull();
        FilterReader.Read("title eq \"" + new string('x', 3000) + "\"").Fault.ShouldNotBeNull();
        FilterReader.Read(string.Join(" and ", Enumerable.Repeat("title pr", 50))).Fault.ShouldBeNull();
    }

    private static Gen<ScimFilter> Filters(int depth)
    {
        var paths = Gen.Elements("userName", "title", "active", "name.familyName", "emails.type").Select(Path);
        var values = Gen.OneOf(
            Gen.Elements("ines", "work", "a \"b\"", "", "Calder").Select(t => new ScimValue(ScimValueKind.Text, t)),
            Gen.Elements("1", "-2.5").Select(t => new ScimValue(ScimValueKind.Number, t)),
            Gen.Elements(ScimValueKind.True, ScimValueKind.False, ScimValueKind.Null).Select(k => new ScimValue(k, ""))
        );
        var compare =
            from p in paths
            from o in Gen.Elements(Enum.GetValues<CompareOp>())
            from v in values
            select (ScimFilter)new ScimFilter.Compare(p, o, v);
        var leaf = Gen.OneOf(compare, paths.Select(p => (ScimFilter)new ScimFilter.Present(p)));
        if (depth == 0)
            return leaf;
        var inner = Filters(depth - 1);
        return Gen.OneOf(
            leaf,
            inner.Two().Select(t => (ScimFilter)new ScimFilter.And(t.Item1, t.Item2)),
            inner.Two().Select(t => (ScimFilter)new ScimFilter.Or(t.Item1, t.Item2)),
            inner.Select(f => (ScimFilter)new ScimFilter.Not(f))
        );
    }

    private static AttributePath Path(string text) => text.Split('.') is [var name, var sub] ? new(null, name, sub) : new(null, text, null);

    private static string Written(ScimFilter filter) =>
        filter switch
        {
            ScimFilter.And both => $"({Written(both.Left)}) and ({Written(both.Right)})",
            ScimFilter.Or either => $"({Written(either.Left)}) or ({Written(either.Right)})",
            ScimFilter.Not not => $"not ({Written(not.Inner)})",
            ScimFilter.Present present => $"{present.Path} pr",
            ScimFilter.Compare compare => $"{compare.Path} {compare.Op} {Written(compare.Value)}",
            _ => throw new InvalidOperationException(),
        };

    private static string Written(ScimValue value) =>
        value.Kind switch
        {
            ScimValueKind.Text => System.Text.Json.JsonSerializer.Serialize(value.Text),
            ScimValueKind.Number => value.Text,
            var word => word.ToString().ToLowerInvariant(),
        };
}
