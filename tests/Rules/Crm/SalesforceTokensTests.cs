using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Crm.Http;
using Entente.Crm.Port;
using Entente.Crm.Salesforce;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class SalesforceTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly SalesforceOptions Options = new(
        new("https://acme.my.salesforce.com"),
        "66.0",
        SalesforceGrant.ClientCredentials,
        "key",
        "secret"
    );

    [Fact]
    public async Task Of_many_calls_that_met_a_refused_token_one_asks_for_a_new_one()
    {
        var number = 0;
        using var crm = new FakeCrm(_ => Token($"t{Interlocked.Increment(ref number)}"));
        using var tokens = new SalesforceTokens(crm.Client, Options, null, TimeProvider.System);
        var first = (await tokens.Access(null, default)).Value;
        var later = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tokens.Access(first, default).AsTask()));
        later.ShouldAllBe(a => a.Value.Token == "t2");
        crm.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_rotated_refresh_token_is_kept_before_the_access_is_used()
    {
        using var crm = new FakeCrm(_ => Token("t1", refresh: "r2"), _ => Token("t2", refresh: "r3"));
        var vault = new FakeVault("r1");
        using var tokens = new SalesforceTokens(
            crm.Client,
            Options with
            {
                Grant = SalesforceGrant.RefreshToken,
            },
            vault,
            TimeProvider.System
        );
        var access = (await tokens.Access(null, default)).Value;
        vault.Kept.ShouldBe("r2");
        await tokens.Access(access, default);
        vault.Kept.ShouldBe("r3");
        crm.Calls[1].Body.ShouldContain("refresh_token=r2");
    }

    [Fact]
    public async Task An_old_access_is_renewed_before_its_refresh_token_idles_away()
    {
        using var crm = new FakeCrm(_ => Token("t2"));
        var begun = new TokenGrant(new CrmAccess(new("https://acme.my.salesforce.com"), "t1"), null, Now.AddDays(7));
        var signedIn = Options with { Grant = SalesforceGrant.RefreshToken, Begun = begun };
        using var fresh = new SalesforceTokens(crm.Client, signedIn, new FakeVault("r1"), new Still(Now));
        (await fresh.Access(null, default)).Value.Token.ShouldBe("t1");
        using var old = new SalesforceTokens(crm.Client, signedIn, new FakeVault("r1"), new Still(Now.AddDays(8)));
        (await old.Access(null, default)).Value.Token.ShouldBe("t2");
    }

    [Fact]
    public async Task A_refused_grant_is_no_token_and_is_asked_again_next_time()
    {
        using var crm = new FakeCrm(
            _ => FakeCrm.Json(HttpStatusCode.BadRequest, """{"error":"invalid_grant","error_description":"expired"}"""),
            _ => Token("t1")
        );
        using var tokens = new SalesforceTokens(crm.Client, Options, null, TimeProvider.System);
        (await tokens.Access(null, default)).Error!.Class.ShouldBe(CrmErrorClass.Auth);
        (await tokens.Access(null, default)).Value.Token.ShouldBe("t1");
    }

    [Fact]
    public void The_assertion_says_who_for_whom_and_until_when_and_verifies()
    {
        using var key = RSA.Create(2048);
        var options = Options with
        {
            Username = "integration@acme.example",
            PrivateKey = key.ExportPkcs8PrivateKeyPem(),
            Audience = "https://login.salesforce.com",
        };
        var parts = SalesforceTokens.Assertion(options, Now).Split('.');
        parts.Length.ShouldBe(3);
        key.VerifyData(
                Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"),
                Bytes(parts[2]),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
            .ShouldBeTrue();
        using var claims = JsonDocument.Parse(Bytes(parts[1]));
        claims.RootElement.GetProperty("iss").GetString().ShouldBe("key");
        claims.RootElement.GetProperty("sub").GetString().ShouldBe("integration@acme.example");
        claims.RootElement.GetProperty("aud").GetString().ShouldBe("https://login.salesforce.com");
        claims.RootElement.GetProperty("exp").GetInt64().ShouldBe(Now.AddMinutes(2).ToUnixTimeSeconds());
    }

    private static byte[] Bytes(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);

    private static HttpResponseMessage Token(string token, string? refresh = null) =>
        FakeCrm.Json(
            HttpStatusCode.OK,
            JsonSerializer.Serialize(
                new
                {
                    access_token = token,
                    instance_url = "https://acme.my.salesforce.com",
                    id = "https://x/id/00D/005",
                    refresh_token = refresh,
                }
            )
        );
}
