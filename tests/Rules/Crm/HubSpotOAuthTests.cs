using System.Net;
using Entente.Crm.Http;
using Entente.Crm.HubSpot;
using Entente.Crm.Port;
using Shouldly;
using Xunit;

namespace Entente.Rules.Crm;

public sealed class HubSpotOAuthTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
    private static readonly HubSpotOptions Options = new(new("https://api.hubapi.com"), "2026-09", "", "secret") { ClientId = "client" };

    [Fact]
    public void The_admin_is_sent_to_HubSpots_app_with_state_challenge_and_scopes()
    {
        using var crm = new FakeCrm();
        var url = new HubSpotOAuth(crm.Client, Options, new Still(Now)).AuthorizeUrl("https://prm.example/w/c/cb", "st", "verifier");
        url.ShouldStartWith(
            "https://app.hubspot.com/oauth/authorize?client_id=client&redirect_uri=https%3A%2F%2Fprm.example%2Fw%2Fc%2Fcb&"
        );
        url.ShouldContain("scope=oauth%20crm.objects.companies.read");
        url.ShouldContain("state=st");
        url.ShouldContain("code_challenge_method=S256");
        url.ShouldNotContain("verifier", customMessage: "only its hash leaves the house");
        url.ShouldNotContain("secret");
    }

    [Fact]
    public void The_challenge_is_that_of_the_document() =>
        // RFC 7636, appendix B.
        OAuthCall.Challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").ShouldBe("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");

    [Fact]
    public async Task A_token_is_renewed_five_minutes_ahead_and_its_successor_kept()
    {
        using var crm = new FakeCrm(_ => Token("t1", "r2"), _ => Token("t2", "r3"));
        var (clock, vault) = (new Still(Now), new FakeVault("r1"));
        using var tokens = new HubSpotTokens(crm.Client, Options, vault, clock);
        (await tokens.Access(null, default)).Value.Token.ShouldBe("t1");
        clock.Now = Now.AddMinutes(24);
        (await tokens.Access(null, default)).Value.Token.ShouldBe("t1");
        crm.Calls.Count.ShouldBe(1);
        clock.Now = Now.AddMinutes(25);
        (await tokens.Access(null, default)).Value.Token.ShouldBe("t2");
        vault.Kept.ShouldBe("r3");
        crm.Calls[1].Path.ShouldBe("/oauth/2026-09/token");
        crm.Calls[1].Body.ShouldContain("refresh_token=r2");
    }

    [Fact]
    public async Task Processes_that_meet_the_same_refused_token_ask_once()
    {
        var number = 0;
        using var crm = new FakeCrm(_ => Token($"t{Interlocked.Increment(ref number)}", $"r{number}"));
        var vault = new FakeVault("r0");
        var begun = new TokenGrant(new CrmAccess(Options.Origin, "old"), null, Now.AddMinutes(25));
        var processes = Enumerable
            .Range(0, 5)
            .Select(_ => new HubSpotTokens(crm.Client, Options with { Begun = begun }, vault, new Still(Now)))
            .ToList();
        var got = await Task.WhenAll(processes.Select(p => p.Access(begun.Access, default).AsTask()));
        got.ShouldAllBe(a => a.Value.Token == "t1");
        crm.Calls.Count.ShouldBe(1);
        processes.ForEach(p => p.Dispose());
    }

    [Theory]
    [InlineData("v3", "/oauth/v3/token")]
    [InlineData("2026-03", "/oauth/2026-03/token")]
    public async Task The_path_follows_the_version(string version, string path)
    {
        using var crm = new FakeCrm(_ => Token("t1", "r1"));
        var oauth = new HubSpotOAuth(crm.Client, Options with { Version = version }, new Still(Now));
        var granted = await oauth.Redeem("code", "https://prm.example/cb", "the-verifier", default);
        granted.Value.RefreshToken.ShouldBe("r1");
        crm.Calls[0].Path.ShouldBe(path);
        crm.Calls[0].Body.ShouldContain("code_verifier=the-verifier");
        crm.Calls[0].Body.ShouldContain("client_secret=secret");
    }

    [Theory]
    [InlineData(400, """{"status":"BAD_REFRESH_TOKEN","error":"invalid_grant"}""", CrmErrorClass.Auth, "BAD_REFRESH_TOKEN")]
    [InlineData(400, """{"status":"BAD_CLIENT_SECRET","error":"invalid_client"}""", CrmErrorClass.Auth, "BAD_CLIENT_SECRET")]
    [InlineData(502, "<html>", CrmErrorClass.Transient, "HTTP_502")]
    [InlineData(429, """{"status":"error"}""", CrmErrorClass.Transient, "HTTP_429")]
    [InlineData(477, "", CrmErrorClass.Transient, "HTTP_477")]
    public async Task A_refusal_says_whether_it_passes(int status, string body, CrmErrorClass kind, string code)
    {
        using var crm = new FakeCrm(_ => FakeCrm.Json((HttpStatusCode)status, body));
        var error = (await new HubSpotOAuth(crm.Client, Options, new Still(Now)).Refresh("r", default)).Error!;
        (error.Class, error.Code).ShouldBe((kind, code));
    }

    [Fact]
    public async Task A_pasted_token_stays_refused()
    {
        using var crm = new FakeCrm();
        using var tokens = new HubSpotTokens(
            crm.Client,
            Options with
            {
                Token = "pat",
                ClientId = null,
            },
            new FakeVault("r"),
            new Still(Now)
        );
        var access = (await tokens.Access(null, default)).Value;
        access.Token.ShouldBe("pat");
        (await tokens.Access(access, default)).Error!.Class.ShouldBe(CrmErrorClass.Auth);
    }

    private static HttpResponseMessage Token(string token, string refresh) =>
        FakeCrm.Json(HttpStatusCode.OK, $$"""{"access_token":"{{token}}","refresh_token":"{{refresh}}","expires_in":1800}""");
}
