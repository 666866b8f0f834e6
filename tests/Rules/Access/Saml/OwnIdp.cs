using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;
using Entente.Access.Saml;

namespace Entente.Rules.Access.Saml;

/// <summary>
/// An identity provider for tests. It signs with the framework's <c>SignedXml</c> and encrypts by hand: other code than what checks.
/// </summary>
internal sealed class OwnIdp : IDisposable
{
    public const string Entity = "https://idp.kestrelquay.example/saml";
    public const string Sp = "https://prm.corvane.example/w/corvane/saml/metadata";
    public const string Acs = "https://prm.corvane.example/w/corvane/saml/acs";
    public const string Request = "_request-1";
    public static readonly DateTimeOffset Now = new(2026, 3, 13, 9, 0, 0, TimeSpan.Zero);

    // Keys take long to make: one pair for all tests, and another where a test wants a stranger.
    private static readonly Lazy<(RSA, RSA)> Shared = new(() => (RSA.Create(2048), RSA.Create(2048)));

    public RSA Key { get; }
    public RSA SpKey { get; }
    public X509Certificate2 Certificate { get; }

    public OwnIdp(bool stranger = false)
    {
        (Key, SpKey) = stranger ? (RSA.Create(2048), RSA.Create(2048)) : Shared.Value;
        Certificate = new CertificateRequest("CN=idp", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            Now.AddYears(-1),
            Now.AddYears(1)
        );
    }

    public SamlTrust Trust =>
        new()
        {
            IdpEntity = Entity,
            Certificates = [Certificate],
            SpEntity = Sp,
            Acs = Acs,
            Keys = [SpKey],
        };

    public static Expecting Asked => new Expecting.AnswerTo(Request);

    public SamlOutcome Judge(string xml) => SamlResponse.Check(Encoding.UTF8.GetBytes(xml), Trust, Asked, Now);

    public void Dispose() => Certificate.Dispose();

    /// <summary>A response as providers send it, unsigned; words of it are replaced before anything is signed.</summary>
    public static string Response(string name = "ines@kestrelquay.example", params (string From, string To)[] changes)
    {
        var xml = $"""
            <samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_response" Version="2.0" IssueInstant="2026-03-13T09:00:00Z" Destination="{Acs}" InResponseTo="{Request}"><saml:Issuer>{Entity}</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="_assertion" Version="2.0" IssueInstant="2026-03-13T09:00:00Z"><saml:Issuer>{Entity}</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">{name}</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="2026-03-13T09:05:00Z" Recipient="{Acs}" InResponseTo="{Request}"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="2026-03-13T08:59:00Z" NotOnOrAfter="2026-03-13T09:05:00Z"><saml:AudienceRestriction><saml:Audience>{Sp}</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="2026-03-13T09:00:00Z" SessionIndex="_session"><saml:AuthnContext><saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="team"><saml:AttributeValue>sales</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>
            """;
        foreach (var (from, to) in changes)
            xml = xml.Contains(from, StringComparison.Ordinal)
                ? xml.Replace(from, to, StringComparison.Ordinal)
                : throw new ArgumentException($"'{from}' is not in the response.", nameof(changes));
        return xml;
    }

    /// <summary>Signs the element with this ID, the signature right after its issuer.</summary>
    public string Signed(
        string xml,
        string id = "_assertion",
        string? c14n = null,
        string? method = null,
        string? digest = null,
        string? uri = null
    )
    {
        var document = Document(xml);
        var target = Find(document, id);
        var signed = new ById(document) { SigningKey = Key };
        signed.SignedInfo!.CanonicalizationMethod = c14n ?? SignedXml.XmlDsigExcC14NTransformUrl;
        signed.SignedInfo.SignatureMethod = method ?? SignedXml.XmlDsigRSASHA256Url;
        var reference = new Reference(uri ?? "#" + id) { DigestMethod = digest ?? SignedXml.XmlDsigSHA256Url };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(c14n is null ? new XmlDsigExcC14NTransform() : new XmlDsigC14NTransform());
        signed.AddReference(reference);
        signed.KeyInfo.AddClause(new KeyInfoX509Data(Certificate));
        signed.ComputeSignature();
        target.InsertAfter(document.ImportNode(signed.GetXml(), deep: true), target.FirstChild);
        return document.OuterXml;
    }

    /// <summary>Puts the first element of this name, encrypted, in its place.</summary>
    public string Encrypted(string xml, string name, string wrapper, string cipher = "aes256-gcm", string transport = "rsa-oaep-mgf1p")
    {
        var document = Document(xml);
        var element = (XmlElement)document.GetElementsByTagName(name, SamlNames.Assertion)[0]!;
        var plain = Encoding.UTF8.GetBytes(element.OuterXml);
        var key = RandomNumberGenerator.GetBytes(cipher.StartsWith("aes128", StringComparison.Ordinal) ? 16 : 32);
        var (space, locked) = cipher.EndsWith("gcm", StringComparison.Ordinal)
            ? (SamlNames.Encryption11, Gcm(key, plain))
            : (SamlNames.Encryption, Cbc(key, plain));
        var padding =
            transport == "rsa-1_5" ? RSAEncryptionPadding.Pkcs1
            : transport == "rsa-oaep" ? RSAEncryptionPadding.OaepSHA256
            : RSAEncryptionPadding.OaepSHA1;
        var parameters =
            transport == "rsa-oaep"
                ? $"""<ds:DigestMethod xmlns:ds="{SamlNames.Signature}" Algorithm="{SamlNames.Sha256}"/><e11:MGF xmlns:e11="{SamlNames.Encryption11}" Algorithm="{SamlNames.Encryption11}mgf1sha256"/>"""
                : "";
        var transportSpace = transport == "rsa-oaep" ? SamlNames.Encryption11 : SamlNames.Encryption;
        var fragment = document.CreateDocumentFragment();
        fragment.InnerXml = $"""
            <saml:{wrapper} xmlns:saml="{SamlNames.Assertion}"><e:EncryptedData xmlns:e="{SamlNames.Encryption}"><e:EncryptionMethod Algorithm="{space}{cipher}"/><ds:KeyInfo xmlns:ds="{SamlNames.Signature}"><e:EncryptedKey><e:EncryptionMethod Algorithm="{transportSpace}{transport}">{parameters}</e:EncryptionMethod><e:CipherData><e:CipherValue>{Convert.ToBase64String(
                SpKey.Encrypt(key, padding)
            )}</e:CipherValue></e:CipherData></e:EncryptedKey></ds:KeyInfo><e:CipherData><e:CipherValue>{Convert.ToBase64String(
                locked
            )}</e:CipherValue></e:CipherData></e:EncryptedData></saml:{wrapper}>
            """;
        element.ParentNode!.ReplaceChild(fragment.FirstChild!, element);
        return document.OuterXml;
    }

    public static XmlDocument Document(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        document.LoadXml(xml);
        return document;
    }

    public static XmlElement Find(XmlDocument document, string id) => (XmlElement)document.SelectSingleNode($"//*[@ID='{id}']")!;

    private static byte[] Gcm(byte[] key, byte[] plain)
    {
        using var aes = new AesGcm(key, 16);
        var (nonce, cipher, tag) = (RandomNumberGenerator.GetBytes(12), new byte[plain.Length], new byte[16]);
        aes.Encrypt(nonce, plain, cipher, tag);
        return [.. nonce, .. cipher, .. tag];
    }

    private static byte[] Cbc(byte[] key, byte[] plain)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return [.. aes.IV, .. aes.EncryptCbc(plain, aes.IV, PaddingMode.ISO10126)];
    }

    private sealed class ById(XmlDocument document) : SignedXml(document)
    {
        public override XmlElement? GetIdElement(XmlDocument? document, string idValue) =>
            document is null ? null : Find(document, idValue);
    }
}
