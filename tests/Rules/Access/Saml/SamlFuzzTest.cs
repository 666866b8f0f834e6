using System.Diagnostics;
using System.Text;
using System.Xml;
using Entente.Access.Saml;

namespace Entente.Rules.Access.Saml;

/// <summary>Changed at random, by bytes and by elements: never a crash, never slow, and never anybody else than who was signed.</summary>
public sealed class SamlFuzzTest
{
    [Fact]
    public void Bytes_changed_at_random_never_make_somebody_else()
    {
        using var idp = new OwnIdp();
        var random = new Random(20260313);
        var seeds = Seeds(idp);
        for (var i = 0; i < 3_000; i++)
        {
            var octets = (byte[])seeds[i % seeds.Length].Clone();
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                octets = Change(octets, random);
            Judged(idp, octets);
        }
    }

    [Fact]
    public void Elements_moved_copied_and_dropped_never_make_somebody_else()
    {
        using var idp = new OwnIdp();
        var random = new Random(7);
        var seeds = Seeds(idp);
        for (var i = 0; i < 1_500; i++)
        {
            var document = OwnIdp.Document(Encoding.UTF8.GetString(seeds[i % seeds.Length]));
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                Move(document, random);
            Judged(idp, Encoding.UTF8.GetBytes(document.OuterXml));
        }
    }

    private static byte[][] Seeds(OwnIdp idp) =>
        [
            Encoding.UTF8.GetBytes(idp.Signed(OwnIdp.Response())),
            Encoding.UTF8.GetBytes(idp.Signed(OwnIdp.Response(), "_response")),
            Encoding.UTF8.GetBytes(idp.Encrypted(idp.Signed(OwnIdp.Response()), "Assertion", "EncryptedAssertion")),
            Encoding.UTF8.GetBytes(idp.Signed(idp.Encrypted(OwnIdp.Response(), "NameID", "EncryptedID", "aes128-cbc"), "_response")),
        ];

    private static void Judged(OwnIdp idp, byte[] octets)
    {
        var watch = Stopwatch.StartNew();
        var outcome = SamlResponse.Check(octets, idp.Trust, OwnIdp.Asked, OwnIdp.Now);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        if (outcome is not SamlOutcome.Accepted { Assertion: var said })
            return;
        // Only what no signature covers can have changed: white space, quotes, prefixes around it.
        (said.NameId!.Value, said.Id, said.Issuer, said.SessionIndex).ShouldBe(
            ("ines@kestrelquay.example", "_assertion", OwnIdp.Entity, "_session")
        );
        said.Attributes.Keys.ShouldBe(["team"]);
        said.Attributes["team"].Select(v => v.Text).ShouldBe(["sales"]);
    }

    private static byte[] Change(byte[] octets, Random random)
    {
        var at = random.Next(octets.Length);
        var length = Math.Min(random.Next(1, 40), octets.Length - at);
        switch (random.Next(6))
        {
            case 0:
                octets[at] ^= (byte)(1 << random.Next(8));
                return octets;
            case 1:
                return [.. octets[..at], .. octets[(at + length)..]];
            case 2:
                return [.. octets[..at], .. octets[at..(at + length)], .. octets[at..]];
            case 3:
                var to = random.Next(octets.Length);
                return [.. octets[..to], .. octets[at..(at + length)], .. octets[to..]];
            case 4:
                return [.. octets[..at], .. Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]), .. octets[at..]];
            default:
                return octets[..at];
        }
    }

    private static readonly string[] Words =
    [
        "<!---->",
        "<!DOCTYPE a>",
        "<![CDATA[x]]>",
        "&#x0;",
        "&amp;",
        "<?a b?>",
        "ID=\"_assertion\"",
        "<saml:Assertion>",
        "</saml:Assertion>",
        "xmlns=\"urn:x\"",
        "\0",
        "\uFEFF",
        " ",
    ];

    private static void Move(XmlDocument document, Random random)
    {
        var all = document.SelectNodes("//*")!.OfType<XmlElement>().Where(e => e != document.DocumentElement).ToList();
        if (all.Count < 2)
            return;
        var (one, two) = (all[random.Next(all.Count)], all[random.Next(all.Count)]);
        switch (random.Next(5))
        {
            case 0:
                one.ParentNode!.RemoveChild(one);
                break;
            case 1:
                two.AppendChild(one.CloneNode(deep: true));
                break;
            case 2:
                two.ParentNode!.InsertBefore(one.CloneNode(deep: true), two);
                break;
            case 3:
                if (one.Attributes.Count > 0)
                    one.Attributes[random.Next(one.Attributes.Count)].Value = "_evil";
                break;
            default:
                one.InnerText = "admin@corvane.example";
                break;
        }
    }
}
