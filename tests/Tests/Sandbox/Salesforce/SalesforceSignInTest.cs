using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Entente.Sandbox.Admin;
using Entente.Sandbox.Salesforce.Auth;
using Shouldly;
using Xunit;
using Protocol = Entente.Sandbox.Protocol;

namespace Entente.Tests.Sandbox.Salesforce;

public sealed class SalesforceSignInTest
{
    private const string Client = "&client_id=sandbox-client&client_secret=sandbox-client-secret";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic dTpw")]
    public async Task Without_a_session_every_resource_is_401(string? authorization)
    {
        await using var org = await SalesforceOrg.Start();
        org.Http.DefaultRequestHeaders.Authorization = null;
        if (authorization is not null)
            org.Http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        (await org.Refusal("GET", "/limits")).ShouldBe((401, "INVALID_SESSION_ID", "Session expired or invalid"));
        (await org.Refusal("GET", "/nonsense")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_session_ends_by_revocation_by_age_and_by_a_restart()
    {
        await using var org = await SalesforceOrg.Start();
        var token = org.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        (await org.Call("GET", "/limits")).Status.ShouldBe(200);
        using var revoked = await org.Http.PostAsync("/services/oauth2/revoke", new FormUrlEncodedContent([new("token", token)]));
        revoked.IsSuccessStatusCode.ShouldBeTrue();
        (await org.Call("GET", "/limits")).Status.ShouldBe(401);

        await org.SignIn();
        org.Service<Sessions>().Life = TimeSpan.Zero;
        (await org.Call("GET", "/limits")).Status.ShouldBe(401);

        await org.Restart();
        org.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        (await org.Call("GET", "/limits")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task A_refresh_token_outlives_a_restart_and_with_rotation_is_good_once_even_for_two_at_once()
    {
        await using var org = await SalesforceOrg.Start();
        var refresh = org.Service<RefreshTokens>().Open();
        (await org.Token($"grant_type=refresh_token&refresh_token={refresh}{Client}"))["refresh_token"].ShouldBeNull();
        await org.Restart();
        org.Service<RefreshTokens>().Rotates = true;
        var both = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => org.Token($"grant_type=refresh_token&refresh_token={refresh}{Client}"))
        );
        var good = both.Where(answer => answer["access_token"] is not null).ShouldHaveSingleItem();
        both.Count(answer => answer["error"]?.ToString() == "invalid_grant").ShouldBe(7);
        (await org.Token($"grant_type=refresh_token&refresh_token={good["refresh_token"]}{Client}"))["access_token"].ShouldNotBeNull();
    }

    [Fact]
    public async Task An_assertion_is_good_only_when_signed_by_the_registered_certificate_for_this_app_user_and_time()
    {
        await using var org = await SalesforceOrg.Start();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=entente", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(org.Clock.Now.AddDays(-1), org.Clock.Now.AddDays(1));
        (await Assert(org, key, org.Clock.Now)).ShouldBe("invalid_grant");
        org.Service<JwtBearer>().Register("nonsense").ShouldBeFalse();
        org.Service<JwtBearer>().Register(certificate.ExportCertificatePem()).ShouldBeTrue();

        (await Assert(org, key, org.Clock.Now)).ShouldBeNull();
        (await Assert(org, key, org.Clock.Now.AddMinutes(-10))).ShouldBe("invalid_grant");
        (await Assert(org, key, org.Clock.Now.AddMinutes(10))).ShouldBe("invalid_grant");
        (await Assert(org, key, org.Clock.Now, subject: "other@corvane.example")).ShouldBe("invalid_grant");
        (await Assert(org, key, org.Clock.Now, audience: "https://evil.example")).ShouldBe("invalid_grant");
        (await Assert(org, key, org.Clock.Now, algorithm: "none")).ShouldBe("invalid_grant");
        using var other = RSA.Create(2048);
        (await Assert(org, other, org.Clock.Now)).ShouldBe("invalid_grant");
        foreach (var nonsense in new[] { "", "a.b.c", "..", "e30.e30.e30", "\u00e9.\u00e9.\u00e9" })
            (await org.Token("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=" + Uri.EscapeDataString(nonsense)))[
                "error"
            ]!
                .ToString()
                .ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_code_is_bound_to_its_redirect_and_its_challenge()
    {
        await using var org = await SalesforceOrg.Start();
        var codes = org.Service<AuthorizationCodes>();
        var verifier = new string('v', 43);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        async Task<string?> Redeem(string back, string? with) =>
            (
                await org.Token(
                    $"grant_type=authorization_code&code={codes.Issue("http://localhost/cb", challenge)}&redirect_uri={back}&code_verifier={with}{Client}"
                )
            )["error"]
                ?.ToString();
        (await Redeem("http://localhost/cb", verifier)).ShouldBeNull();
        (await Redeem("http://localhost/other", verifier)).ShouldBe("redirect_uri_mismatch");
        (await Redeem("http://localhost/cb", verifier + "x")).ShouldBe("invalid_request");
        (await Redeem("http://localhost/cb", null)).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Faults_on_demand_answer_as_Salesforce_would_and_then_end()
    {
        await using var org = await SalesforceOrg.Start();
        var faults = org.Service<Faults>();
        foreach (
            var (fault, status, code) in new[]
            {
                (Fault.Unauthorized, 401, "INVALID_SESSION_ID"),
                (Fault.RateLimited, 403, "REQUEST_LIMIT_EXCEEDED"),
                (Fault.ServerError, 503, "SERVER_UNAVAILABLE"),
            }
        )
        {
            faults.Set(Protocol.Salesforce, fault, 1);
            var refusal = await org.Refusal("GET", "/limits");
            (refusal.Status, refusal.Code).ShouldBe((status, code));
            (await org.Call("GET", "/limits")).Status.ShouldBe(200);
        }

        faults.Set(Protocol.Salesforce, Fault.LostAnswer, 1);
        (await org.Refusal("POST", "/sobjects/Account", new { Name = "Done all the same" })).Status.ShouldBe(500);
        (await org.Query("SELECT Id FROM Account")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Versions_below_31_are_gone_and_those_to_come_are_not_found()
    {
        await using var org = await SalesforceOrg.Start();
        (await org.Refusal("GET", "/services/data/v30.0/limits")).Status.ShouldBe(410);
        (await org.Refusal("GET", "/services/data/v99.0/limits")).Status.ShouldBe(404);
        (await org.Refusal("GET", "/services/data/x/limits")).Status.ShouldBe(404);
        (await org.Call("GET", "/services/data/v31.0/limits")).Status.ShouldBe(200);
        org.Http.DefaultRequestHeaders.Authorization = null;
        using var answer = await org.Http.GetAsync("/services/data/");
        answer.Headers.GetValues("Sforce-Limit-Info").ShouldHaveSingleItem().ShouldStartWith("api-usage=");
    }

    private static async Task<string?> Assert(
        SalesforceOrg org,
        RSA key,
        DateTimeOffset issued,
        string subject = "integration@corvane.example",
        string audience = "https://login.salesforce.com",
        string algorithm = "RS256"
    )
    {
        static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
        var claims = new
        {
            iss = "sandbox-client",
            sub = subject,
            aud = audience,
            exp = issued.AddMinutes(3).ToUnixTimeSeconds(),
        };
        var head = $"{Part(new { alg = algorithm })}.{Part(claims)}";
        var signature = Base64Url.EncodeToString(
            key.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        );
        return (await org.Token($"grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion={head}.{signature}"))["error"]
            ?.ToString();
    }
}
