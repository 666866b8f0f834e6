using System.Net;
using Entente.Host;
using Entente.Tests.Support;
using Entente.Ui.Http;
using Microsoft.AspNetCore.Http;
using IPNetwork = System.Net.IPNetwork;

namespace Entente.Tests.Start;

/// <summary>Behind a reverse proxy limits count the visitor, and only a trusted proxy's word is taken.</summary>
public sealed class ProxyTest(WebHouse web) : IClassFixture<WebHouse>
{
    private static readonly IPNetwork[] Loopback = [IPNetwork.Parse("127.0.0.0/8")];

    [Fact]
    public async Task Without_a_trusted_proxy_the_header_is_not_read()
    {
        await using var alone = new OneWebHouse(web.House.AppConnection, web.Clock, publicPostsPerMinute: 2);
        using var guest = new WebVisitor(new(await alone.Start()));

        (await Posts(guest, "203.0.113.1", "203.0.113.2", "203.0.113.3")).ShouldBe([422, 422, 429]);
    }

    [Fact]
    public async Task Behind_a_trusted_proxy_every_visitor_has_its_own_limit_and_cannot_talk_itself_out_of_it()
    {
        await using var alone = new OneWebHouse(web.House.AppConnection, web.Clock, publicPostsPerMinute: 2, Loopback);
        using var guest = new WebVisitor(new(await alone.Start()));

        (await Posts(guest, "203.0.113.1", "203.0.113.1", "203.0.113.2")).ShouldBe([422, 422, 422]);
        // What stands left of the proxy's own entry was written by the visitor.
        (await Posts(guest, "198.51.100.9, 203.0.113.1")).ShouldBe([429]);
    }

    [Fact]
    public async Task A_visitor_who_came_by_tls_gets_a_cookie_for_tls()
    {
        await using var alone = new OneWebHouse(web.House.AppConnection, web.Clock, trustedProxies: Loopback);
        using var guest = new WebVisitor(new(await alone.Start()));

        var page = await guest.Get("/w/corvane/sign-in", ("X-Forwarded-For", "203.0.113.1"), ("X-Forwarded-Proto", "https"));

        page.Status.ShouldBe(200, page.Text);
        page.Headers["Set-Cookie"].ShouldContain("secure");
        page.Headers["Strict-Transport-Security"].ShouldBe("max-age=31536000");
        (await guest.Get("/w/corvane/sign-in")).Headers.Keys.ShouldNotContain(
            "Strict-Transport-Security",
            "who came without TLS could not come again"
        );
    }

    [Theory]
    [InlineData("https", "/", "__Host-entente_test")]
    [InlineData("https", "/w/corvane/", "__Secure-entente_test")]
    [InlineData("http", "/", "entente_test")]
    [InlineData("http", "/w/corvane/", "entente_test")]
    public void By_tls_a_cookie_has_a_name_that_no_other_host_can_set(string scheme, string path, string name)
    {
        var cookie = new OwnCookie("entente_test");
        var http = new DefaultHttpContext { Request = { Scheme = scheme } };
        cookie.Set(http, "mine", TimeSpan.FromMinutes(1), path);
        var set = http.Response.Headers.SetCookie.ToString();
        set.ShouldStartWith($"{name}=mine;");
        set.ShouldContain($"path={path};");
        set.Contains("secure", StringComparison.Ordinal).ShouldBe(scheme == "https");
        set.ShouldContain("httponly");

        http.Request.Headers.Cookie = "entente_test=planted; __Host-entente_test=planted; __Secure-entente_test=planted; " + $"{name}=mine";
        cookie.Read(http, path: path).ShouldBe("mine");
        http.Request.Headers.Cookie = scheme == "https" ? "entente_test=planted" : "__Host-entente_test=planted";
        cookie.Read(http, path: path).ShouldBeNull();
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1/32")]
    [InlineData("10.0.0.0/8", "10.0.0.0/8")]
    [InlineData("::1", "::1/128")]
    public void An_address_is_the_network_of_itself(string typed, string network) =>
        RunOptions.Parse(["--trusted-proxy", typed]).Options!.TrustedProxies!.ShouldHaveSingleItem().ToString().ShouldBe(network);

    [Fact]
    public void Several_proxies_may_be_trusted_and_nonsense_is_refused()
    {
        RunOptions.Parse(["--trusted-proxy", "10.0.0.1", "--trusted-proxy", "10.0.0.2"]).Options!.TrustedProxies!.Count.ShouldBe(2);
        RunOptions.Parse(["--trusted-proxy", "anybody"]).Options.ShouldBeNull();
        RunOptions.Parse([]).Options!.TrustedProxies.ShouldBeNull();
    }

    private static async Task<List<int>> Posts(WebVisitor guest, params string[] from)
    {
        var statuses = new List<int>();
        var page = await guest.Open("/w/corvane/sign-in");
        var token = WebPage.ValuesOf(page.FormFor([("Input.Email", "")])).ToDictionary(v => v.Key, v => v.Value);
        foreach (var address in from)
        {
            var body = new FormUrlEncodedContent(new Dictionary<string, string>(token) { ["Input.Email"] = "no address" });
            statuses.Add((await guest.Send(HttpMethod.Post, "/w/corvane/sign-in", body, ("X-Forwarded-For", address))).Status);
        }
        return statuses;
    }
}
