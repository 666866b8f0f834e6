using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Access.Jose;
using Xunit;

namespace Entente.Rules.Access.Jose;

/// <summary>Tokens that others made: Wycheproof's (see README.md beside) and the examples of the RFCs.</summary>
public sealed class JwsVectorsTest
{
    // Where we and the file disagree, each for a reason.
    private static readonly Dictionary<int, string> Disagreed = new()
    {
        [346] = "the file's key says it is for PS256, its token says PS384",
        [350] = "the same key again",
        [367] = "called a padding error, but is letter for letter the good token 357",
        [370] = "the same token again",
        [372] = "a question mark within base64url is called valid",
        [373] = "the same in the payload",
    };

    [Fact]
    public void Wycheproofs_tokens_are_judged_as_it_says()
    {
        using var file = typeof(JwsVectorsTest).Assembly.GetManifestResourceStream("wycheproof-jws.json")!;
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        using var json = JsonDocument.Parse(copy.ToArray());
        var results = json
            .RootElement.GetProperty("testGroups")
            .EnumerateArray()
            .SelectMany(g => g.GetProperty("tests").EnumerateArray())
            .ToDictionary(t => t.GetProperty("tcId").GetInt32(), t => t.GetProperty("result").GetString() == "valid");

        var output = new StringWriter();
        JwsEval.Run(new MemoryStream(copy.ToArray()), DateTimeOffset.UnixEpoch, output);
        var answers = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine($"{answers.Count} tokens, {Disagreed.Count} of them disagreed with.");

        answers.Count.ShouldBe(401);
        answers
            .Where(a => (bool)a["valid"]! != results[(int)a["tcId"]!])
            .Select(a => (int)a["tcId"]!)
            .Order()
            .ShouldBe(Disagreed.Keys.Order());
    }

    // RFC 7515, appendix A.1 (HS256), A.2 (RS256), A.3 (ES256), A.4 (ES512), A.5 (none).
    private const string Claims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

    [Fact]
    public void The_examples_of_rfc_7515_hold()
    {
        var hs = """{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}""";
        Line(hs, $"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.{Claims}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").ShouldBeTrue();
        var es =
            """{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}""";
        Line(es, $"eyJhbGciOiJFUzI1NiJ9.{Claims}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")
            .ShouldBeTrue();
        Line(es, $"eyJhbGciOiJub25lIn0.{Claims}.").ShouldBeFalse();
        // The same claims are long over by now, and not of this issuer.
        var token = $"eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.{Claims}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        Line(hs, token, ",\"now\":1300819379,\"iss\":\"joe\"").ShouldBeTrue();
        Line(hs, token, ",\"now\":1300819380").ShouldBeFalse();
        Line(hs, token, ",\"now\":\"2011-03-22T18:00:00Z\",\"iss\":\"ann\"").ShouldBeFalse();
        Line(hs, token, ",\"now\":1300819379,\"aud\":\"x\"").ShouldBeFalse();
        Line(hs, token, ",\"alg\":\"RS256\"").ShouldBeFalse();
        Line(hs, token, ",\"algs\":[\"HS512\",\"HS256\"]").ShouldBeTrue();
    }

    private static bool Line(string key, string token, string more = "")
    {
        var output = new StringWriter();
        var one = $$"""{"key":{{key}},"token":"{{token}}"{{more}}}""";
        // A list and a line of its own are read alike.
        foreach (var text in (string[])[one, $"[{one}]", one + "\n" + one])
            JwsEval.Run(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), DateTimeOffset.UnixEpoch, output);
        var answers = output
            .ToString()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => (bool)JsonNode.Parse(l)!["valid"]!)
            .ToList();
        answers.Count.ShouldBe(4);
        return answers.Distinct().Single();
    }
}
