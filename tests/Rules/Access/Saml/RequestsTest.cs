using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Web;
using Entente.Access.Saml;

namespace Entente.Rules.Access.Saml;

/// <summary>What we send and publish, read by other code than ours.</summary>
public sealed class RequestsTest : IDisposable
{
    private readonly OwnIdp idp = new();

    public void Dispose() => idp.Dispose();

    private static AuthnRequest Request => new("_r1", OwnIdp.Sp, OwnIdp.Acs, "https://idp.kestrelquay.example/sso?tenant=1", OwnIdp.Now);

    [Fact]
    public void By_redirect_the_query_is_signed()
    {
        var address = Request.Redirect("state-1", idp.SpKey).AbsoluteUri;
        address.ShouldStartWith("https://idp.kestrelquay.example/sso?tenant=1&SAMLRequest=");
        var query = HttpUtility.ParseQueryString(new Uri(address).Query);
        query["RelayState"].ShouldBe("state-1");
        var content = address[
            (address.IndexOf("SAMLRequest=", StringComparison.Ordinal))..address.IndexOf("&Signature=", StringComparison.Ordinal)
        ];
        idp.SpKey.VerifyData(
                Encoding.ASCII.GetBytes(content),
                Convert.FromBase64String(query["Signature"]!),
                HashAlgorithmName.SHA256,
                RSASignaturePadding.Pkcs1
            )
            .ShouldBeTrue();
        using var inflated = new StreamReader(
            new DeflateStream(new MemoryStream(Convert.FromBase64String(query["SAMLRequest"]!)), CompressionMode.Decompress)
        );
        var xml = OwnIdp.Document(inflated.ReadToEnd()).DocumentElement!;
        (xml.LocalName, xml.GetAttribute("ID"), xml.GetAttribute("AssertionConsumerServiceURL")).ShouldBe(
            ("AuthnRequest", "_r1", OwnIdp.Acs)
        );
    }

    [Fact]
    public void By_post_the_xml_is_signed()
    {
        var document = OwnIdp.Document(Encoding.UTF8.GetString(Convert.FromBase64String(Request.Post(idp.SpKey))));
        var signature = document.GetElementsByTagName("Signature", SamlNames.Signature)[0]!;
        signature.PreviousSibling!.LocalName.ShouldBe("Issuer");
        var check = new SignedXml(document);
        check.LoadXml((System.Xml.XmlElement)signature);
        check.CheckSignature(idp.SpKey).ShouldBeTrue();
    }

    [Fact]
    public void Our_metadata_says_where_and_with_which_key()
    {
        var root = OwnIdp.Document(SamlMetadata.Ours(OwnIdp.Sp, OwnIdp.Acs, idp.Certificate)).DocumentElement!;
        root.GetAttribute("entityID").ShouldBe(OwnIdp.Sp);
        root.GetElementsByTagName("KeyDescriptor", SamlNames.Metadata).Count.ShouldBe(2);
        ((System.Xml.XmlElement)root.GetElementsByTagName("AssertionConsumerService", SamlNames.Metadata)[0]!)
            .GetAttribute("Location")
            .ShouldBe(OwnIdp.Acs);
    }

    [Fact]
    public void A_providers_metadata_is_read_and_what_is_missing_is_said()
    {
        var certificate = Convert.ToBase64String(idp.Certificate.RawData);
        string Paper(string role) =>
            $"""<EntityDescriptor xmlns="{SamlNames.Metadata}" entityID="{OwnIdp.Entity}"><IDPSSODescriptor protocolSupportEnumeration="{SamlNames.Protocol}">{role}</IDPSSODescriptor></EntityDescriptor>""";
        var key =
            $"""<KeyDescriptor use="signing"><KeyInfo xmlns="{SamlNames.Signature}"><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor>""";
        var post = $"""<SingleSignOnService Binding="{SamlNames.PostBinding}" Location="https://idp.example/post"/>""";
        var redirect = $"""<SingleSignOnService Binding="{SamlNames.RedirectBinding}" Location="https://idp.example/redirect"/>""";

        var (found, _) = SamlMetadata.Theirs(Encoding.UTF8.GetBytes(Paper(key + post + redirect)));
        (found!.Entity, found.SignIn, found.Certificates.Single().Thumbprint).ShouldBe(
            (OwnIdp.Entity, "https://idp.example/redirect", idp.Certificate.Thumbprint)
        );
        SamlMetadata.Theirs(Encoding.UTF8.GetBytes(Paper(key))).Wrong!.ShouldContain("sign-in address");
        SamlMetadata.Theirs(Encoding.UTF8.GetBytes(Paper(post))).Wrong!.ShouldContain("certificate");
        SamlMetadata
            .Theirs(Encoding.UTF8.GetBytes(Paper(key + "<SingleSignOnService Binding='x' Location='javascript:alert(1)'/>")))
            .Wrong.ShouldNotBeNull();
        SamlMetadata.Theirs("<a/>"u8.ToArray()).Wrong.ShouldNotBeNull();
        SamlMetadata.Theirs("nothing"u8.ToArray()).Wrong.ShouldNotBeNull();
    }
}
