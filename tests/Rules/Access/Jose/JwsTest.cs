using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Access.Jose;

namespace Entente.Rules.Access.Jose;

/// <summary>What a token may not talk us into.</summary>
public sealed class JwsTest : IDisposable
{
    private static readonly string[] Any = ["RS256", "PS256", "ES256", "ES384", "ES512", "HS256"];
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose()
    {
        rsa.Dispose();
        ec.Dispose();
    }

    [Fact]
    public void A_token_of_a_known_key_is_valid()
    {
        Check(Rs("""{"alg":"RS256","kid":"k1"}"""), RsKey("k1")).ShouldBeOfType<JwsOutcome.Valid>().Algorithm.ShouldBe("RS256");
        Check(Es("""{"alg":"ES256"}"""), EsKey()).ShouldBeOfType<JwsOutcome.Valid>();
    }

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"None"}""")]
    [InlineData("""{"alg":"RS512"}""")]
    [InlineData("""{"kid":"k1"}""")]
    [InlineData("""{"alg":"RS256","alg":"none"}""")]
    [InlineData("""{"alg":["RS256"]}""")]
    [InlineData("""{"alg":"RS256","crit":["exp"],"exp":1}""")]
    [InlineData("""{"alg":"RS256","b64":false,"crit":["b64"]}""")]
    [InlineData("""{"alg":"RS256","b64":true}""")]
    [InlineData("""{"alg":"RS256","kid":7}""")]
    [InlineData("""["RS256"]""")]
    [InlineData("""{"alg":"RS256"} {}""")]
    [InlineData("not json")]
    public void A_header_we_do_not_take_is_refused(string header) => Check(Rs(header), RsKey(null)).ShouldBeOfType<JwsOutcome.Invalid>();

    [Fact]
    public void A_public_key_is_no_secret()
    {
        // The classical confusion: HMAC with the public key's own octets, in each of its spellings.
        foreach (
            var secret in (byte[][])
                [Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), rsa.ExportSubjectPublicKeyInfo(), rsa.ExportRSAPublicKey()]
        )
        {
            var content = Content("""{"alg":"HS256"}""", "{}");
            var token = content + "." + Base64Url.Write(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(content)));
            foreach (var key in (JoseKey[])[RsKey(null), JoseKey.FromPem(rsa.ExportSubjectPublicKeyInfoPem())!])
                Check(token, key).ShouldBeOfType<JwsOutcome.Invalid>();
        }
    }

    [Fact]
    public void What_a_token_brings_along_is_not_looked_at()
    {
        using var other = RSA.Create(2048);
        var own = other.ExportParameters(false);
        var jwk = $$"""{"kty":"RSA","n":"{{Base64Url.Write(own.Modulus)}}","e":"AQAB"}""";
        foreach (
            var header in (string[])
                [
                    $$"""{"alg":"RS256","jwk":{{jwk}}}""",
                    """{"alg":"RS256","jku":"https://evil.example/jwks"}""",
                    """{"alg":"RS256","x5u":"https://evil.example/"}""",
                ]
        )
            Check(Rs(header, other), RsKey(null)).ShouldBeOfType<JwsOutcome.Invalid>();
    }

    [Fact]
    public void The_key_is_chosen_by_name_and_an_unknown_name_is_said()
    {
        Check(Rs("""{"alg":"RS256","kid":"k2"}"""), RsKey("k1")).ShouldBeOfType<JwsOutcome.Invalid>().UnknownKey.ShouldBeTrue();
        Check(Rs("""{"alg":"RS256"}"""), EsKey(), RsKey("k1")).ShouldBeOfType<JwsOutcome.Valid>();
        Check(Rs("""{"alg":"RS256","kid":"k1"}"""), EsKey("k1")).ShouldBeOfType<JwsOutcome.Invalid>().UnknownKey.ShouldBeFalse();
    }

    [Fact]
    public void One_token_has_one_spelling()
    {
        var token = Rs("""{"alg":"RS256"}""");
        // 256 octets end with 2 idle bits in the last of 342 characters: its neighbours mean the same to a careless reader.
        var last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var other = token[..^1] + last[(last.IndexOf(token[^1], StringComparison.Ordinal) + 1) % 64];
        foreach (
            var wrong in (string[])
                [
                    token + "=",
                    token + "==",
                    " " + token,
                    token + "\n",
                    token.Replace('.', ','),
                    token + ".",
                    "." + token,
                    other,
                    token.Replace("-", "+", StringComparison.Ordinal).Replace("_", "/", StringComparison.Ordinal),
                    "",
                    "..",
                    "a.b.c",
                ]
        )
            if (wrong != token)
                Check(wrong, RsKey(null)).ShouldBeOfType<JwsOutcome.Invalid>(wrong);
        Check(new string('a', 70_000), RsKey(null)).ShouldBeOfType<JwsOutcome.Invalid>().Why.ShouldContain("long");
    }

    [Fact]
    public void A_curves_signature_has_its_length_and_no_zeros()
    {
        var content = Content("""{"alg":"ES256"}""", "{}");
        var good = ec.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256);
        foreach (
            var wrong in (byte[][])
                [new byte[64], [], [.. good, 0], good[..63], [.. new byte[32], .. good[32..]], [.. good[..32], .. new byte[32]]]
        )
            Check(content + "." + Base64Url.Write(wrong), EsKey()).ShouldBeOfType<JwsOutcome.Invalid>();
        var der = ec.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        Check(content + "." + Base64Url.Write(der), EsKey()).ShouldBeOfType<JwsOutcome.Invalid>();
    }

    [Fact]
    public void Weak_and_foreign_keys_are_left_out_of_a_set()
    {
        using var weak = RSA.Create(1024);
        var n = Base64Url.Write(weak.ExportParameters(false).Modulus);
        var set = $$$"""
            {"keys":[{"kty":"RSA","n":"{{{n}}}","e":"AQAB"},{"kty":"EC","crv":"P-256","x":"AA","y":"AA"},{"kty":"OKP"},{"kty":"oct","k":"AA"},
            {"kty":"RSA","use":"enc","n":"{{{Base64Url.Write(rsa.ExportParameters(false).Modulus)}}}","e":"AQAB"},{},7]}
            """;
        JoseKey.FromSet(Json(set)).SelectMany(k => k.Algorithms).ShouldBeEmpty();
        // A point that is not on the curve.
        var point = ec.ExportParameters(false).Q;
        point.Y![0] ^= 1;
        JoseKey
            .FromJwk(Json($$"""{"kty":"EC","crv":"P-256","x":"{{Base64Url.Write(point.X)}}","y":"{{Base64Url.Write(point.Y)}}"}"""))
            .ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"iss":"i","aud":"a","exp":100}""", 40, null)]
    [InlineData("""{"iss":"i","aud":["b","a"],"exp":100}""", 40, null)]
    [InlineData("""{"iss":"i","aud":"a","exp":100}""", 160, "expired")]
    [InlineData("""{"iss":"i","aud":"a","exp":100}""", 159, null)]
    [InlineData("""{"iss":"i","aud":"a","exp":1000,"nbf":300}""", 40, "not valid yet")]
    [InlineData("""{"iss":"i","aud":"a","exp":1000,"iat":300}""", 40, "future")]
    [InlineData("""{"iss":"j","aud":"a","exp":100}""", 40, "issuer")]
    [InlineData("""{"iss":"i","aud":"b","exp":100}""", 40, "audience")]
    [InlineData("""{"iss":"i","aud":["a",7],"exp":100}""", 40, "audience")]
    [InlineData("""{"iss":"i","aud":"a"}""", 40, "no end")]
    [InlineData("""{"iss":"i","aud":"a","exp":"100"}""", 40, "no number")]
    [InlineData("""{"iss":"i","aud":"a","exp":1e999}""", 40, "no number")]
    public void Claims_hold_or_it_is_said_why(string claims, int at, string? because)
    {
        var wrong = Jwt.Wrong(Json(claims), new("i", "a", TimeSpan.FromMinutes(1), NeedsEnd: true), DateTimeOffset.FromUnixTimeSeconds(at));
        if (because is null)
            wrong.ShouldBeNull();
        else
            wrong.ShouldNotBeNull().ShouldContain(because);
    }

    [Fact]
    public void Tokens_changed_at_random_are_never_valid()
    {
        var random = new Random(20260313);
        JoseKey[] keys = [RsKey("k1"), EsKey("k2")];
        string[] seeds = [Rs("""{"alg":"RS256","kid":"k1"}"""), Es("""{"alg":"ES256","kid":"k2"}"""), Rs("""{"alg":"RS256"}""")];
        for (var i = 0; i < 20_000; i++)
        {
            var seed = seeds[i % seeds.Length];
            var text = seed.ToCharArray().ToList();
            for (var changes = random.Next(1, 4); changes > 0 && text.Count > 0; changes--)
            {
                var at = random.Next(text.Count);
                if (random.Next(4) == 0)
                    text.RemoveAt(at);
                else if (random.Next(3) == 0)
                    text.Insert(at, Letters[random.Next(Letters.Length)]);
                else
                    text[at] = Letters[random.Next(Letters.Length)];
            }
            var changed = new string([.. text]);
            if (changed != seed)
                Jws.Check(changed, keys, Any).ShouldBeOfType<JwsOutcome.Invalid>(changed);
        }
    }

    private const string Letters = "ABCxyz019-_=.+/ \n\0é";

    private static JwsOutcome Check(string token, params JoseKey[] keys) => Jws.Check(token, keys, Any);

    private string Rs(string header, RSA? with = null)
    {
        var content = Content(header, """{"sub":"ines"}""");
        return content
            + "."
            + Base64Url.Write(
                (with ?? rsa).SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            );
    }

    private string Es(string header)
    {
        var content = Content(header, """{"sub":"ines"}""");
        return content + "." + Base64Url.Write(ec.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256));
    }

    private static string Content(string header, string payload) =>
        Base64Url.Write(Encoding.UTF8.GetBytes(header)) + "." + Base64Url.Write(Encoding.UTF8.GetBytes(payload));

    private JoseKey RsKey(string? kid)
    {
        var own = rsa.ExportParameters(false);
        return JoseKey.FromJwk(
            Json($$"""{"kty":"RSA"{{Kid(kid)}},"n":"{{Base64Url.Write(own.Modulus)}}","e":"{{Base64Url.Write(own.Exponent)}}"}""")
        )!;
    }

    private JoseKey EsKey(string? kid = null)
    {
        var own = ec.ExportParameters(false).Q;
        return JoseKey.FromJwk(
            Json($$"""{"kty":"EC","crv":"P-256"{{Kid(kid)}},"x":"{{Base64Url.Write(own.X)}}","y":"{{Base64Url.Write(own.Y)}}"}""")
        )!;
    }

    private static string Kid(string? kid) => kid is null ? "" : $",\"kid\":\"{kid}\"";

    private static JsonElement Json(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
