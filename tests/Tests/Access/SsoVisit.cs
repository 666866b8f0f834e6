using System.IO.Compression;
using System.Text;
using System.Web;
using Entente.Access.Saml;
using Entente.Platform.Secrets;
using Entente.Rules.Access.Saml;
using Entente.Tests.Support;

namespace Entente.Tests.Access;

/// <summary>A provider of ours in front of the running app: what an admin pastes, what a browser carries there and back.</summary>
internal sealed class SsoVisit(WebHouse web) : IDisposable
{
    private int answered;

    public OwnIdp Idp { get; } = new();

    public string Paper =>
        $"""
            <EntityDescriptor xmlns="{SamlNames.Metadata}" entityID="{OwnIdp.Entity}"><IDPSSODescriptor protocolSupportEnumeration="{SamlNames.Protocol}"><KeyDescriptor use="signing"><KeyInfo xmlns="{SamlNames.Signature}"><X509Data><X509Certificate>{Convert.ToBase64String(
                Idp.Certificate.RawData
            )}</X509Certificate></X509Data></KeyInfo></KeyDescriptor><SingleSignOnService Binding="{SamlNames.RedirectBinding}" Location="https://idp.kestrelquay.example/sso"/></IDPSSODescriptor></EntityDescriptor>
            """;

    public Task<WebPage> SetUp(WebVisitor admin, string domains) =>
        admin.Submit(
            "/w/corvane/settings/sign-in",
            ("Saml.Name", "Kestrelquay login"),
            ("Saml.Domains", domains),
            ("Saml.Metadata", Paper)
        );

    /// <summary>Writes an address on the sign-in page and follows the way to the provider.</summary>
    /// <returns>The address there, with the request in it.</returns>
    public static async Task<Uri> Going(WebVisitor visitor, string email, string next = "")
    {
        var asked = await visitor.Submit("/w/corvane/sign-in" + next, ("Input.Email", email));
        asked.Status.ShouldBe(303, asked.Text);
        asked.Location!.ShouldContain("sso=");
        var page = await visitor.Open(asked.Location!);
        var gone = await visitor.Get(page.Document.QuerySelector("main a.btn-primary")!.GetAttribute("href")!);
        gone.Status.ShouldBe(303, gone.Text);
        return new(gone.Location!);
    }

    /// <summary>What the provider answers: the form that it makes the browser post.</summary>
    public (string Response, string State) Answer(Uri request, string email, params (string From, string To)[] changes)
    {
        var query = HttpUtility.ParseQueryString(request.Query);
        using var inflated = new StreamReader(
            new DeflateStream(new MemoryStream(Convert.FromBase64String(query["SAMLRequest"]!)), CompressionMode.Decompress)
        );
        var asked = OwnIdp.Document(inflated.ReadToEnd()).DocumentElement!;
        string At(int minutes) =>
            web
                .Clock.Now.AddMinutes(minutes)
                .UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        var xml = OwnIdp.Response(
            email,
            [
                (OwnIdp.Acs, asked.GetAttribute("AssertionConsumerServiceURL")),
                (OwnIdp.Sp, asked.GetElementsByTagName("Issuer", SamlNames.Assertion)[0]!.InnerText),
                (OwnIdp.Request, asked.GetAttribute("ID")),
                ("2026-03-13T09:00:00Z", At(0)),
                ("2026-03-13T08:59:00Z", At(-1)),
                ("2026-03-13T09:05:00Z", At(5)),
                .. changes,
            ]
        );
        var id = $"_a{answered++}-{Tokens.New()}";
        if (changes.All(c => c.To != "ID=\"_kept\""))
            xml = xml.Replace("ID=\"_assertion\"", $"ID=\"{id}\"", StringComparison.Ordinal);
        else
            id = "_kept";
        return (Convert.ToBase64String(Encoding.UTF8.GetBytes(Idp.Signed(xml, id))), query["RelayState"]!);
    }

    /// <summary>The provider's page posts from another site: no cookie of ours comes along.</summary>
    public async Task<WebPage> Posted((string Response, string State) answer)
    {
        using var elsewhere = web.Guest();
        return await elsewhere.Post("/w/corvane/saml/acs", ("SAMLResponse", answer.Response), ("RelayState", answer.State));
    }

    public async Task<WebPage> SignIn(WebVisitor visitor, string email, string next = "")
    {
        var posted = await Posted(Answer(await Going(visitor, email, next), email));
        posted.Status.ShouldBe(303, posted.Text);
        return await visitor.Get(posted.Location!);
    }

    public void Dispose() => Idp.Dispose();
}
