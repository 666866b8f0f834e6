using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Entente.Access;
using Entente.Tests.Support;

namespace Entente.Tests.Access;

/// <summary>The whole way through a certified provider that others wrote (oidc-provider on Node), as a browser without scripts.</summary>
[Trait("part", "peers")]
public sealed class OidcPeerTest(WebHouse web) : IClassFixture<WebHouse>
{
    private const string Maren = "maren.voss@corvane.example";

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task Staff_sign_in_through_oidc_provider(string algorithm)
    {
        if (!Directory.Exists(Path.Combine(Peers, "node_modules", "oidc-provider")))
            Assert.Fail("oidc-provider is not installed: ./test peers does it.");
        // The provider goes by the machine's clock, and its tokens are good for minutes only.
        web.Clock.Advance(TimeProvider.System.GetUtcNow() - web.Clock.Now);
        using var admin = await web.Staff(StaffRole.Owner, "owner@halden.example", "Olive Halden");
        await web.AddStaff(StaffRole.Owner, Maren, "Maren Voss");
        using var node = Begin(algorithm);
        try
        {
            node.BeginErrorReadLine();
            var issuer = (string)JsonNode.Parse((await node.StandardOutput.ReadLineAsync())!)!["issuer"]!;
            var added = await admin.Submit(
                "/w/corvane/settings/sign-in",
                ("Oidc.Name", algorithm),
                ("Oidc.Domains", "corvane.example"),
                ("Oidc.Issuer", issuer),
                ("Oidc.ClientId", "entente"),
                ("Oidc.ClientSecret", "peer-secret")
            );
            added.Status.ShouldBe(303, added.Words);

            using var visitor = web.Guest();
            var back = await ThroughProvider(await SsoVisit.Going(visitor, Maren));
            back.GetLeftPart(UriPartial.Path).ShouldBe($"{web.Url}/w/corvane/oidc/callback");
            (await visitor.Get(back.PathAndQuery)).Location.ShouldBe("/w/corvane/today");
            (await visitor.Open("/w/corvane/today")).Heading.ShouldBe("Today");

            var page = await admin.Open("/w/corvane/settings/sign-in");
            await admin.Submit(
                page,
                ("_handler", "change"),
                ("Remove", page.Document.QuerySelector("button[name=Remove]")!.GetAttribute("value")!)
            );
        }
        finally
        {
            node.StandardInput.Close();
            await node.WaitForExitAsync();
        }
    }

    // Its own pages ask for a name and for consent; any name and password will do.
    private static async Task<Uri> ThroughProvider(Uri address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
        var answer = await http.GetAsync(address);
        for (var steps = 0; steps < 20; steps++)
        {
            if (answer.Headers.Location is { } location)
            {
                var next = new Uri(address, location);
                if (next.Authority != address.Authority)
                    return next;
                answer = await http.GetAsync(next);
                continue;
            }
            var text = await answer.Content.ReadAsStringAsync();
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
            var form = new HtmlParser().ParseDocument(text).QuerySelector("form[method=post]").ShouldNotBeNull(text);
            var fields = form.QuerySelectorAll("input")
                .OfType<IHtmlInputElement>()
                .Where(i => i.Name is { Length: > 0 } && i.Type != "submit")
                .ToDictionary(
                    i => i.Name!,
                    i =>
                        i.Name is "login" ? "maren"
                        : i.Name is "password" ? "x"
                        : i.Value
                );
            answer = await http.PostAsync(new Uri(address, form.GetAttribute("action")!), new FormUrlEncodedContent(fields));
        }
        throw new InvalidOperationException("The provider never came to an end.");
    }

    private static string Peers
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder!.FullName, "Entente.slnx")))
                folder = folder.Parent;
            return Path.Combine(folder.FullName, "tests", "Peers");
        }
    }

    private Process Begin(string algorithm)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Peers,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var word in (string[])["oidc.mjs", "--redirect", $"{web.Url}/w/corvane/oidc/callback", "--email", Maren, "--alg", algorithm]
        )
            start.ArgumentList.Add(word);
        return Process.Start(start)!;
    }
}
