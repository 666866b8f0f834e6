using System.Text.Json.Nodes;
using Entente.Platform.Matching;
using Shouldly;
using Xunit;

namespace Entente.Rules.Matching;

public sealed class EvalTest
{
    private const string Companies = """
        id,name,domain
        1,"Acme, Inc.",acme.com
        2,Acme Incorporated,
        3,Globex Corporation,globex.com
        """;

    [Fact]
    public void Names_are_taken_apart_or_compared()
    {
        var answers = Run(
            (i, o) => Eval.Names(i, o),
            """
            {"name": "The Acme Company", "domain": "https://www.acme.co.uk/"}
            {"a": "Nvidia", "b": "NVIDIA Corp."}
            {"name":
            """
        );

        answers.Count.ShouldBe(3);
        ((string?)answers[0]["core"]).ShouldBe("acme");
        ((string?)answers[0]["domain"]).ShouldBe("acme.co.uk");
        ((string?)answers[1]["verdict"]).ShouldBe("exact");
        ((int?)answers[2]["line"]).ShouldBe(3);
    }

    [Fact]
    public void Queries_find_their_candidates_in_a_csv()
    {
        var answers = Run((i, o) => Eval.Find(new StringReader(Companies), i, o, 1), """{"name": "Globx"}""");
        ((string?)answers[0]["candidates"]![0]!["id"]).ShouldBe("3");
    }

    [Fact]
    public void Duplicates_are_found_among_the_companies_themselves()
    {
        var answers = Run(Eval.Dedupe, Companies);
        answers.Select(a => a["duplicates"]!.AsArray().Count).ShouldBe([1, 1, 0]);
        ((string?)answers[0]["duplicates"]![0]!["id"]).ShouldBe("2");
    }

    private static List<JsonObject> Run(Action<TextReader, TextWriter> act, string input)
    {
        using var output = new StringWriter();
        act(new StringReader(input), output);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!.AsObject())];
    }
}
