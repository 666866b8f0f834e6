using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;

namespace Entente.Access.Saml;

/// <summary>What a provider's metadata says that we use.</summary>
internal sealed record IdpMetadata(string Entity, string SignIn, string Binding, IReadOnlyList<X509Certificate2> Certificates);

/// <summary>The two papers that set a SAML connection up: ours for the provider's admin, and theirs, read (SAML metadata 2.0).</summary>
internal static class SamlMetadata
{
    /// <param name="certificate">With which our requests are signed, and to which assertions may be encrypted.</param>
    public static string Ours(string entity, string acs, X509Certificate2? certificate)
    {
        var text = new StringBuilder();
        using var xml = XmlWriter.Create(text, new() { OmitXmlDeclaration = true, Indent = true });
        xml.WriteStartElement("md", "EntityDescriptor", SamlNames.Metadata);
        xml.WriteAttributeString("entityID", entity);
        xml.WriteStartElement("SPSSODescriptor", SamlNames.Metadata);
        xml.WriteAttributeString("AuthnRequestsSigned", certificate is null ? "false" : "true");
        xml.WriteAttributeString("WantAssertionsSigned", "true");
        xml.WriteAttributeString("protocolSupportEnumeration", SamlNames.Protocol);
        foreach (var use in certificate is null ? [] : (ReadOnlySpan<string>)["signing", "encryption"])
            Key(xml, use, certificate!);
        xml.WriteElementString("NameIDFormat", SamlNames.Metadata, SamlNames.MailFormat);
        xml.WriteStartElement("AssertionConsumerService", SamlNames.Metadata);
        xml.WriteAttributeString("Binding", SamlNames.PostBinding);
        xml.WriteAttributeString("Location", acs);
        xml.WriteAttributeString("index", "0");
        xml.WriteAttributeString("isDefault", "true");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.Flush();
        return text.ToString();
    }

    /// <summary>A provider's paper: one entity with a role of provider, a sign-in address by redirect or POST, certificates for signing.</summary>
    /// <returns>What it says, or one sentence why it cannot be used.</returns>
    public static (IdpMetadata? Found, string? Wrong) Theirs(byte[] octets)
    {
        try
        {
            return (Read(SamlXml.Read(octets).DocumentElement!), null);
        }
        catch (SamlRefused refused)
        {
            return (null, refused.Message);
        }
    }

    private static IdpMetadata Read(XmlElement root)
    {
        if (!SamlXml.Is(root, SamlNames.Metadata, "EntityDescriptor"))
            throw new SamlRefused("This is not the metadata of one provider.");
        var entity = SamlXml.Attribute(root, "entityID");
        if (string.IsNullOrWhiteSpace(entity) || entity.Length > 1024)
            throw new SamlRefused("The metadata does not name the provider.");
        var role = SamlXml.One(root, SamlNames.Metadata, "IDPSSODescriptor");
        var services = SamlXml
            .Children(role, SamlNames.Metadata, "SingleSignOnService")
            .Select(s => (Binding: SamlXml.Attribute(s, "Binding"), Location: SamlXml.Attribute(s, "Location") ?? ""))
            .Where(s => s.Binding is SamlNames.RedirectBinding or SamlNames.PostBinding && IsWeb(s.Location))
            .OrderByDescending(s => s.Binding == SamlNames.RedirectBinding)
            .ToList();
        if (services.Count == 0)
            throw new SamlRefused("The metadata has no sign-in address for redirect or POST.");
        var certificates = SamlXml
            .Children(role, SamlNames.Metadata, "KeyDescriptor")
            .Where(k => SamlXml.Attribute(k, "use") is null or "" or "signing")
            .SelectMany(k => SamlXml.Children(k, SamlNames.Signature, "KeyInfo"))
            .SelectMany(i => SamlXml.Children(i, SamlNames.Signature, "X509Data"))
            .SelectMany(d => SamlXml.Children(d, SamlNames.Signature, "X509Certificate"))
            .Take(8)
            .Select(c => ToolkitSettings.Certificate(SamlXml.Leaf(c)))
            .OfType<X509Certificate2>()
            .ToList();
        return certificates.Count == 0
            ? throw new SamlRefused("The metadata has no certificate for signing.")
            : new(entity, services[0].Location, services[0].Binding!, certificates);
    }

    private static bool IsWeb(string address) =>
        address.Length < 1024
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp);

    private static void Key(XmlWriter xml, string use, X509Certificate2 certificate)
    {
        xml.WriteStartElement("KeyDescriptor", SamlNames.Metadata);
        xml.WriteAttributeString("use", use);
        xml.WriteStartElement("ds", "KeyInfo", SamlNames.Signature);
        xml.WriteStartElement("X509Data", SamlNames.Signature);
        xml.WriteElementString("X509Certificate", SamlNames.Signature, Convert.ToBase64String(certificate.RawData));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
