using System.Text;
using Entente.Access.Saml;

namespace Entente.Rules.Access.Saml;

/// <summary>What a response of our own provider must be to sign somebody in.</summary>
public sealed class SamlResponseTest : IDisposable
{
    private readonly OwnIdp idp = new();

    public void Dispose() => idp.Dispose();

    [Theory]
    [InlineData("_assertion")]
    [InlineData("_response")]
    public void A_signed_response_says_who_it_is(string signed)
    {
        var said = idp.Judge(idp.Signed(OwnIdp.Response(), signed)).ShouldBeOfType<SamlOutcome.Accepted>().Assertion;
        said.NameId!.Value.ShouldBe("ines@kestrelquay.example");
        said.Attributes["team"].Single().Text.ShouldBe("sales");
        (said.Id, said.Issuer, said.SessionIndex, said.Until).ShouldBe(("_assertion", OwnIdp.Entity, "_session", OwnIdp.Now.AddMinutes(5)));
    }

    [Fact]
    public void Both_may_be_signed_and_each_must_hold()
    {
        var both = idp.Signed(idp.Signed(OwnIdp.Response()), "_response");
        idp.Judge(both).ShouldBeOfType<SamlOutcome.Accepted>();
        // The outer signature is good, the inner one was of other words.
        var inner = idp.Signed(OwnIdp.Response()).Replace(">sales<", ">owner<", StringComparison.Ordinal);
        idp.Judge(idp.Signed(inner, "_response")).ShouldBeOfType<SamlOutcome.Refused>();
    }

    [Fact]
    public void The_older_canonicalisation_and_longer_hashes_are_taken_too()
    {
        idp.Judge(idp.Signed(OwnIdp.Response(), c14n: SamlNames.InclusiveC14N)).ShouldBeOfType<SamlOutcome.Accepted>();
        idp.Judge(
                idp.Signed(
                    OwnIdp.Response(),
                    method: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
                    digest: "http://www.w3.org/2001/04/xmlenc#sha512"
                )
            )
            .ShouldBeOfType<SamlOutcome.Accepted>();
    }

    [Fact]
    public void Sha1_is_taken_only_where_an_admin_allowed_it()
    {
        var old = idp.Signed(
            OwnIdp.Response(),
            method: "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            digest: "http://www.w3.org/2000/09/xmldsig#sha1"
        );
        Why(idp.Judge(old)).ShouldContain("SHA-1");
        SamlResponse
            .Check(Encoding.UTF8.GetBytes(old), idp.Trust with { AllowSha1 = true }, OwnIdp.Asked, OwnIdp.Now)
            .ShouldBeOfType<SamlOutcome.Accepted>();
    }

    [Fact]
    public void An_empty_reference_means_the_whole_response() =>
        idp.Judge(idp.Signed(OwnIdp.Response(), "_response", uri: "")).ShouldBeOfType<SamlOutcome.Accepted>();

    public static TheoryData<string, string, string> Wrongs =>
        new()
        {
            { $"<saml:Audience>{OwnIdp.Sp}", "<saml:Audience>https://else.example", "audience" },
            { $"Destination=\"{OwnIdp.Acs}\"", "Destination=\"https://else.example/acs\"", "destination" },
            { $"Destination=\"{OwnIdp.Acs}\"", "Destination=\"\"", "destination" },
            { $"Recipient=\"{OwnIdp.Acs}\"", "Recipient=\"https://else.example/acs\"", "recipient" },
            { $"Recipient=\"{OwnIdp.Acs}\"", "", "recipient" },
            {
                "Recipient=\"" + OwnIdp.Acs + "\" InResponseTo=\"_request-1\"",
                "Recipient=\"" + OwnIdp.Acs + "\" InResponseTo=\"_request-2\"",
                "request"
            },
            { "Recipient=\"" + OwnIdp.Acs + "\" InResponseTo=\"_request-1\"", "Recipient=\"" + OwnIdp.Acs + "\"", "request" },
            { $"<saml:Issuer>{OwnIdp.Entity}", "<saml:Issuer>https://else.example", "issuer" },
            { "NotBefore=\"2026-03-13T08:59:00Z\"", "NotBefore=\"2026-03-13T09:03:00Z\"", "not valid yet" },
            { "NotOnOrAfter=\"2026-03-13T09:05:00Z\">", "NotOnOrAfter=\"2026-03-13T08:58:00Z\">", "expired" },
            { "NotOnOrAfter=\"2026-03-13T09:05:00Z\" Recipient", "NotOnOrAfter=\"2026-03-13T08:58:00Z\" Recipient", "confirmation" },
            { "NotOnOrAfter=\"2026-03-13T09:05:00Z\" Recipient", "Recipient", "confirmation" },
            { "cm:bearer", "cm:sender-vouches", "confirmation" },
            { "SessionIndex=\"_session\"", "SessionNotOnOrAfter=\"2026-03-13T08:50:00Z\"", "session" },
            { "status:Success", "status:Responder", "Responder" },
            {
                "Version=\"2.0\" IssueInstant=\"2026-03-13T09:00:00Z\" Destination",
                "Version=\"1.1\" IssueInstant=\"2026-03-13T09:00:00Z\" Destination",
                "2.0"
            },
            { ">ines@kestrelquay.example<", "><", "nobody" },
            {
                "Format=\"urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress\"",
                "SPNameQualifier=\"https://else.example\"",
                "another service"
            },
            { "</saml:Attribute>", "</saml:Attribute><saml:Attribute Name=\"team\"/>", "twice" },
            { "<saml:AudienceRestriction><saml:Audience>" + OwnIdp.Sp + "</saml:Audience></saml:AudienceRestriction>", "", "for whom" },
        };

    [Theory]
    [MemberData(nameof(Wrongs))]
    public void A_signed_response_that_is_not_for_us_now_is_refused(string from, string to, string because)
    {
        var xml = idp.Signed(idp.Signed(OwnIdp.Response("ines@kestrelquay.example", (from, to))), "_response");
        Why(idp.Judge(xml)).ShouldContain(because, Case.Insensitive);
    }

    [Fact]
    public void Nobody_asked_means_that_no_request_may_be_named()
    {
        var unasked = OwnIdp.Response("ines@kestrelquay.example", ($" InResponseTo=\"{OwnIdp.Request}\"", ""));
        SamlResponse
            .Check(Encoding.UTF8.GetBytes(idp.Signed(unasked)), idp.Trust, new Expecting.Unasked(), OwnIdp.Now)
            .ShouldBeOfType<SamlOutcome.Accepted>();
        Why(SamlResponse.Check(Encoding.UTF8.GetBytes(idp.Signed(OwnIdp.Response())), idp.Trust, new Expecting.Unasked(), OwnIdp.Now))
            .ShouldContain("request");
        idp.Judge(idp.Signed(unasked)).ShouldBeOfType<SamlOutcome.Refused>();
    }

    [Fact]
    public void Unsigned_and_foreign_signatures_are_refused()
    {
        Why(idp.Judge(OwnIdp.Response())).ShouldContain("signed");
        using var other = new OwnIdp(stranger: true);
        Why(idp.Judge(other.Signed(OwnIdp.Response()))).ShouldContain("not the provider's");
    }

    [Fact]
    public void What_a_provider_must_sign_or_encrypt_is_asked_for()
    {
        var xml = Encoding.UTF8.GetBytes(idp.Signed(OwnIdp.Response()));
        Why(SamlResponse.Check(xml, idp.Trust with { WantMessagesSigned = true }, OwnIdp.Asked, OwnIdp.Now))
            .ShouldContain("response itself");
        Why(SamlResponse.Check(xml, idp.Trust with { WantAssertionsEncrypted = true }, OwnIdp.Asked, OwnIdp.Now))
            .ShouldContain("encrypted");
        Why(SamlResponse.Check(xml, idp.Trust with { WantNameIdEncrypted = true }, OwnIdp.Asked, OwnIdp.Now)).ShouldContain("encrypted");
        var outer = Encoding.UTF8.GetBytes(idp.Signed(OwnIdp.Response(), "_response"));
        Why(SamlResponse.Check(outer, idp.Trust with { WantAssertionsSigned = true }, OwnIdp.Asked, OwnIdp.Now))
            .ShouldContain("assertion itself");
        Why(SamlResponse.Check(xml, idp.Trust with { AuthnContexts = ["urn:other"] }, OwnIdp.Asked, OwnIdp.Now)).ShouldContain("way");
    }

    [Theory]
    [InlineData("aes128-cbc", "rsa-oaep-mgf1p")]
    [InlineData("aes256-cbc", "rsa-oaep-mgf1p")]
    [InlineData("aes128-gcm", "rsa-oaep")]
    [InlineData("aes256-gcm", "rsa-oaep-mgf1p")]
    public void An_encrypted_assertion_is_opened_and_its_signature_checked(string cipher, string transport)
    {
        var inside = idp.Encrypted(idp.Signed(OwnIdp.Response()), "Assertion", "EncryptedAssertion", cipher, transport);
        idp.Judge(inside).ShouldBeOfType<SamlOutcome.Accepted>().Assertion.NameId!.Value.ShouldBe("ines@kestrelquay.example");
        var around = idp.Signed(idp.Encrypted(OwnIdp.Response(), "Assertion", "EncryptedAssertion", cipher, transport), "_response");
        idp.Judge(around).ShouldBeOfType<SamlOutcome.Accepted>();
        // Encrypted by anybody, signed by nobody.
        Why(idp.Judge(idp.Encrypted(OwnIdp.Response(), "Assertion", "EncryptedAssertion", cipher, transport))).ShouldContain("signed");
    }

    [Fact]
    public void An_encrypted_name_and_attribute_are_opened()
    {
        var xml = idp.Encrypted(idp.Encrypted(OwnIdp.Response(), "NameID", "EncryptedID"), "Attribute", "EncryptedAttribute");
        var said = idp.Judge(idp.Signed(xml)).ShouldBeOfType<SamlOutcome.Accepted>().Assertion;
        said.NameId!.Value.ShouldBe("ines@kestrelquay.example");
        said.Attributes["team"].Single().Text.ShouldBe("sales");
    }

    [Fact]
    public void A_key_wrapped_the_old_way_is_refused_and_so_is_what_does_not_open()
    {
        Why(idp.Judge(idp.Encrypted(idp.Signed(OwnIdp.Response()), "Assertion", "EncryptedAssertion", transport: "rsa-1_5")))
            .ShouldContain("not taken");
        using var other = new OwnIdp(stranger: true);
        var elsewhere = other.Encrypted(idp.Signed(OwnIdp.Response()), "Assertion", "EncryptedAssertion");
        Why(idp.Judge(elsewhere)).ShouldContain("could not be opened");
    }

    internal static string Why(SamlOutcome outcome) => outcome.ShouldBeOfType<SamlOutcome.Refused>().Why;
}
