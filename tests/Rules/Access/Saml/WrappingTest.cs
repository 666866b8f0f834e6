using System.Text;
using System.Xml;
using Entente.Access.Saml;

namespace Entente.Rules.Access.Saml;

/// <summary>
/// Attacks on what is read rather than on what is signed: the eight signature wrappings of "On Breaking SAML" (2012), comments, text, entities, bombs.
/// Each keeps a signature that verifies somewhere; none may sign anybody in as somebody else.
/// </summary>
public sealed class WrappingTest : IDisposable
{
    private const string Evil = "admin@corvane.example";
    private readonly OwnIdp idp = new();

    public void Dispose() => idp.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_wrapped_signature_signs_nobody_in(int attack)
    {
        var (xml, kept) = Wrapped(attack);
        // The attack is a real one: the good element and its signature are still in there.
        kept.ShouldContain("ines@kestrelquay.example");
        xml.ShouldContain(Evil);
        foreach (var trust in (SamlTrust[])[idp.Trust, idp.Trust with { Strict = false }])
            SamlResponse.Check(Encoding.UTF8.GetBytes(xml), trust, OwnIdp.Asked, OwnIdp.Now).ShouldBeOfType<SamlOutcome.Refused>();
    }

    /// <summary>The attacks also with an ID of the attacker's own, so that it is not the doubled ID alone that saves us.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Nor_with_an_assertion_of_another_id(int attack)
    {
        var (xml, _) = Wrapped(attack, "_evil");
        SamlResponse.Check(Encoding.UTF8.GetBytes(xml), idp.Trust, OwnIdp.Asked, OwnIdp.Now).ShouldBeOfType<SamlOutcome.Refused>();
    }

    private (string Xml, string Kept) Wrapped(int attack, string? evilId = null)
    {
        var onResponse = attack <= 2;
        var document = OwnIdp.Document(idp.Signed(OwnIdp.Response(), onResponse ? "_response" : "_assertion"));
        var root = document.DocumentElement!;
        var good = onResponse ? root : OwnIdp.Find(document, "_assertion");
        var original = (XmlElement)good.CloneNode(deep: true);
        var signature = (XmlElement)original.GetElementsByTagName("Signature", SamlNames.Signature)[0]!;
        original.RemoveChild(signature);

        var evil = onResponse ? root : good;
        foreach (XmlElement name in evil.GetElementsByTagName("NameID", SamlNames.Assertion))
            name.InnerText = Evil;
        evil.SetAttribute("ID", evilId ?? (onResponse ? "_evil" : "_assertion"));
        var evilSignature = (XmlElement)evil.GetElementsByTagName("Signature", SamlNames.Signature)[0]!;
        evil.RemoveChild(evilSignature);

        switch (attack)
        {
            case 1: // the good response inside the signature of the evil one
                signature.AppendChild(original);
                evil.InsertAfter(signature, evil.FirstChild);
                break;
            case 2: // the good response, and the signature beside it
                evil.InsertAfter(signature, evil.FirstChild);
                evil.InsertBefore(original, signature);
                break;
            case 3: // the evil assertion beside the good one
                original.InsertAfter(signature, original.FirstChild);
                root.AppendChild(original);
                break;
            case 4: // the good assertion inside the evil one
                original.InsertAfter(signature, original.FirstChild);
                evil.AppendChild(original);
                break;
            case 5: // the signature moved into the evil one, the good one at the end
                evil.InsertAfter(signature, evil.FirstChild);
                root.AppendChild(original);
                break;
            case 6: // the good one inside the signature inside the evil one
                signature.AppendChild(original);
                evil.InsertAfter(signature, evil.FirstChild);
                break;
            case 7: // the good one in an extension
                original.InsertAfter(signature, original.FirstChild);
                root.InsertAfter(document.CreateElement("samlp", "Extensions", SamlNames.Protocol), root.FirstChild)!.AppendChild(original);
                break;
            default: // the good one in an object within the signature
                signature.AppendChild(document.CreateElement("ds", "Object", SamlNames.Signature))!.AppendChild(original);
                evil.InsertAfter(signature, evil.FirstChild);
                break;
        }
        return (document.OuterXml, original.OuterXml);
    }

    [Fact]
    public void A_comment_cuts_no_name_in_two()
    {
        // Signed for a mailbox whose name only begins like the victim's domain; canonical XML forgets comments, so the signature stays good.
        var xml = idp.Signed(OwnIdp.Response("ines@kestrelquay.example.attacker.example"));
        var cut = xml.Replace("ines@kestrelquay.example.attacker", "ines@kestrelquay.example<!-- -->.attacker", StringComparison.Ordinal);
        cut.ShouldNotBe(xml);
        idp.Judge(cut).ShouldBeOfType<SamlOutcome.Accepted>().Assertion.NameId!.Value.ShouldBe("ines@kestrelquay.example.attacker.example");
    }

    [Theory]
    [InlineData("ines@kestrelquay.example", "ines@kestrelquay.example<x xmlns=\"urn:x\"/>")]
    [InlineData("sales", "owner")]
    [InlineData("<saml:Subject>", "<saml:Subject><saml:NameID>admin@corvane.example</saml:NameID>")]
    [InlineData("<saml:Assertion ", "text<saml:Assertion ")]
    [InlineData("<samlp:Status>", "<?xml-stylesheet href='x'?><samlp:Status>")]
    public void What_is_slipped_in_after_signing_is_refused(string from, string to)
    {
        var xml = idp.Signed(idp.Signed(OwnIdp.Response()), "_response");
        idp.Judge(xml.Replace(from, to, StringComparison.Ordinal)).ShouldBeOfType<SamlOutcome.Refused>();
    }

    [Fact]
    public void Entities_and_document_types_are_not_read()
    {
        var signed = idp.Signed(OwnIdp.Response());
        foreach (
            var type in (string[])
                [
                    "<!DOCTYPE a [<!ENTITY x \"y\">]>",
                    "<!DOCTYPE a SYSTEM \"file:///etc/passwd\">",
                    "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>",
                ]
        )
            SamlResponseTest.Why(idp.Judge(type + signed)).ShouldContain("document type");
    }

    [Fact]
    public void Depth_breadth_and_length_are_bounded()
    {
        string Wrapped(string inside) =>
            OwnIdp.Response("x", ("<samlp:Status>", $"<samlp:Extensions>{inside}</samlp:Extensions><samlp:Status>"));
        var deep = string.Concat(Enumerable.Repeat("<a>", 5_000)) + string.Concat(Enumerable.Repeat("</a>", 5_000));
        var broad = string.Concat(Enumerable.Repeat("<a/>", 30_000));
        var wide = "<a " + string.Join(' ', Enumerable.Range(0, 500).Select(i => $"a{i}=''")) + "/>";
        foreach (var bomb in (string[])[deep, broad, wide])
            SamlResponseTest.Why(idp.Judge(Wrapped(bomb))).ShouldContain("too");
        SamlResponseTest.Why(idp.Judge(Wrapped(new string('a', 2 << 20)))).ShouldContain("too long");
    }
}
