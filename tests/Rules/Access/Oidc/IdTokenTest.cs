using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Access.Jose;
using Entente.Access.Oidc;

namespace Entente.Rules.Access.Oidc;

/// <summary>When an ID token says who somebody is, and which addresses are never called.</summary>
public sealed class IdTokenTest : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_000);
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public void Dispose() => key.Dispose();

    private const string Good =
        """{"iss":"https://i.example","sub":"u1","aud":"c","nonce":"n","iat":990,"exp":1100,"email":"a@b.example","email_verified":true}""";

    [Fact]
    public void A_token_for_us_says_who() =>
        Check(Good).ShouldBeOfType<IdTokenOutcome.Valid>().Claims.ShouldBe(new IdTokenClaims("u1", "a@b.example", true, null));

    [Theory]
    [InlineData("https://i.example\"", "https://j.example\"", "issuer")]
    [InlineData("\"aud\":\"c\"", "\"aud\":\"d\"", "audience")]
    [InlineData("\"aud\":\"c\"", "\"aud\":[\"c\",\"d\"]", "azp")]
    [InlineData("\"aud\":\"c\"", "\"aud\":\"c\",\"azp\":\"d\"", "azp")]
    [InlineData("\"aud\":\"c\"", "\"aud\":\"c\",\"azp\":7", "azp")]
    [InlineData("\"nonce\":\"n\",", "", "nonce")]
    [InlineData("\"nonce\":\"n\"", "\"nonce\":\"m\"", "nonce")]
    [InlineData("\"exp\":1100", "\"exp\":800", "expired")]
    [InlineData("\"exp\":1100,", "", "no end")]
    [InlineData("\"iat\":990,", "", "issued")]
    [InlineData("\"iat\":990", "\"iat\":2000", "future")]
    [InlineData("\"sub\":\"u1\"", "\"sub\":\"\"", "nobody")]
    [InlineData("\"sub\":\"u1\"", "\"sub\":\"u1\",\"sub\":\"u2\"", "twice")]
    [InlineData("\"sub\":\"u1\"", "\"sub\":\"u1\",\"at_hash\":\"AAAA\"", "at_hash")]
    public void A_token_for_anything_else_says_nothing(string from, string to, string because)
    {
        Good.ShouldContain(from);
        Check(Good.Replace(from, to, StringComparison.Ordinal)).ShouldBeOfType<IdTokenOutcome.Invalid>().Why.ShouldContain(because);
    }

    [Fact]
    public void Its_hash_of_the_access_token_must_agree() =>
        // The example of OpenID Connect core, appendix A.4.
        (
            IdToken.HalfHash("RS256", "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"),
            Check(Good.Replace("\"sub\"", $"\"at_hash\":\"{IdToken.HalfHash("ES256", "at")}\",\"sub\"", StringComparison.Ordinal))
                is IdTokenOutcome.Valid
        ).ShouldBe(("77QmUPtjPfzWtF2AnpK9RQ", true));

    [Fact]
    public void A_shared_secret_signs_no_id_token()
    {
        using var json = JsonDocument.Parse("""{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""");
        var content = Url("""{"alg":"HS256"}""") + "." + Url(Good);
        var token = content + "." + Base64Url.Write(HMACSHA256.HashData(new byte[32], Encoding.ASCII.GetBytes(content)));
        IdToken
            .Check(token, [JoseKey.FromJwk(json.RootElement)!], new("https://i.example", "c", "n", null, TimeSpan.Zero), Now)
            .ShouldBeOfType<IdTokenOutcome.Invalid>();
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("2001:db8::1", false)]
    public void Only_the_public_internet_is_called(string address, bool open) =>
        GuardedHttp.IsPublic(IPAddress.Parse(address)).ShouldBe(open);

    [Theory]
    [InlineData("https://idp.example/x?y=1", false, true)]
    [InlineData("http://idp.example", false, false)]
    [InlineData("http://localhost:3000", false, false)]
    [InlineData("http://localhost:3000", true, true)]
    [InlineData("http://idp.example", true, false)]
    [InlineData("https://user@idp.example", true, false)]
    [InlineData("https://idp.example/#x", true, false)]
    [InlineData("file:///etc/passwd", true, false)]
    [InlineData("//idp.example", true, false)]
    [InlineData("", true, false)]
    public void Only_such_addresses_are_taken(string address, bool local, bool taken)
    {
        using var http = new GuardedHttp(() => local);
        http.Takes(address).ShouldBe(taken);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_refused_when_it_is_dialled()
    {
        using var http = new GuardedHttp(() => false);
        await Should.ThrowAsync<HttpRequestException>(() => http.Client.GetAsync(new Uri("https://localhost:1/")));
        await Should.ThrowAsync<HttpRequestException>(() => http.Client.GetAsync(new Uri("https://127.0.0.1:1/")));
    }

    private IdTokenOutcome Check(string claims)
    {
        var content = Url("""{"alg":"ES256"}""") + "." + Url(claims);
        var token = content + "." + Base64Url.Write(key.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256));
        return IdToken.Check(
            token,
            [JoseKey.FromPem(key.ExportSubjectPublicKeyInfoPem())!],
            new("https://i.example", "c", "n", "at", TimeSpan.FromMinutes(2)),
            Now
        );
    }

    private static string Url(string text) => Base64Url.Write(Encoding.UTF8.GetBytes(text));
}
