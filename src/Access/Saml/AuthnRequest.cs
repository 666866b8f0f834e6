using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace Entente.Access.Saml;

/// <summary>
/// Asks a provider who somebody is. By redirect the query is signed (SAML bindings 2.0 §3.4.4.1), by POST the XML itself (§3.5).
/// </summary>
internal sealed record AuthnRequest(string Id, string SpEntity, string Acs, string Destination, DateTimeOffset At, bool ForceAuthn = false)
{
    /// <summary>The address to send the browser to.</summary>
    public Uri Redirect(string relayState, RSA? key)
    {
        var query = $"SAMLRequest={Uri.EscapeDataString(Deflated())}&RelayState={Uri.EscapeDataString(relayState)}";
        if (key is not null)
        {
            query += "&SigAlg=" + Uri.EscapeDataString(SamlNames.RsaSha256);
            var signature = key.SignData(Encoding.ASCII.GetBytes(query), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            query += "&Signature=" + Uri.EscapeDataString(Convert.ToBase64String(signature));
        }
        return new(Destination + (Destination.Contains('?', StringComparison.Ordinal) ? "&" : "?") + query);
    }

    /// <summary>The value of the form field <c>SAMLRequest</c>.</summary>
    public string Post(RSA? key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key is null ? Xml() : Signed(key)));

    internal string Xml()
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("samlp", "AuthnRequest", SamlNames.Protocol);
            xml.WriteAttributeString("ID", Id);
            xml.WriteAttributeString("Version", "2.0");
            xml.WriteAttributeString("IssueInstant", At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            xml.WriteAttributeString("Destination", Destination);
            xml.WriteAttributeString("ProtocolBinding", SamlNames.PostBinding);
            xml.WriteAttributeString("AssertionConsumerServiceURL", Acs);
            if (ForceAuthn)
                xml.WriteAttributeString("ForceAuthn", "true");
            xml.WriteElementString("saml", "Issuer", SamlNames.Assertion, SpEntity);
            xml.WriteStartElement("samlp", "NameIDPolicy", SamlNames.Protocol);
            xml.WriteAttributeString("Format", SamlNames.AnyFormat);
            xml.WriteAttributeString("AllowCreate", "true");
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return text.ToString();
    }

    private string Signed(RSA key)
    {
        var document = SamlXml.Read(Encoding.UTF8.GetBytes(Xml()));
        var root = document.DocumentElement!;
        var signature = XmlSigning.Sign(root, Id, key);
        // The schema wants it right after the issuer.
        root.InsertAfter(document.ImportNode(signature, deep: true), root.FirstChild);
        return document.OuterXml;
    }

    private string Deflated()
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(Encoding.UTF8.GetBytes(Xml()));
        return Convert.ToBase64String(output.ToArray());
    }
}

/// <summary>Our own signatures: exclusive canonicalisation, RSA with SHA-256.</summary>
internal static class XmlSigning
{
    public static XmlElement Sign(XmlElement root, string id, RSA key)
    {
        var signed = new SignedXml(root.OwnerDocument) { SigningKey = key };
        signed.SignedInfo!.CanonicalizationMethod = SamlNames.ExclusiveC14N;
        signed.SignedInfo.SignatureMethod = SamlNames.RsaSha256;
        var reference = new Reference("#" + id) { DigestMethod = SamlNames.Sha256 };
        reference.AddTransform(new XmlDsigEnvelopedSignatureTransform());
        reference.AddTransform(new XmlDsigExcC14NTransform());
        signed.AddReference(reference);
        signed.ComputeSignature();
        return signed.GetXml();
    }
}
