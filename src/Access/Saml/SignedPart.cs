using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Security.Cryptography.Xml;
using System.Text;
using System.Xml;

namespace Entente.Access.Saml;

/// <summary>
/// What a signature covers, as octets: exactly those that were hashed, read anew. Nothing is looked up by id afterwards, so what is believed and
/// what was signed cannot be two things (the root of every wrapping attack). The shape of the signature is fixed: one reference, to the element
/// that holds it or to the whole document, the enveloped transform and at most one canonicalisation, algorithms from a list.
/// </summary>
internal static class SignedPart
{
    /// <param name="owner">The element whose child <paramref name="signature"/> is: the response, or its assertion.</param>
    /// <returns>The signed element, in a document of its own: <paramref name="owner"/>, or the root when the reference is empty.</returns>
    /// <exception cref="SamlRefused">It does not verify.</exception>
    public static XmlElement Verify(XmlElement signature, XmlElement owner, SamlTrust trust)
    {
        var parts = SamlXml.Children(signature).ToList();
        if (
            parts.Count is < 2 or > 3
            || !Ds(parts[0], "SignedInfo")
            || !Ds(parts[1], "SignatureValue")
            || (parts.Count == 3 && !Ds(parts[2], "KeyInfo"))
        )
            throw new SamlRefused("The signature has a shape that is not taken.");
        var info = Shape(parts[0]);

        var signed = Referenced(info.Reference, owner);
        var octets = Canonical(WithoutSignature(signed, signature), info.Canonical, info.Prefixes);
        var digest = Hash(info.Digest, trust).ComputeHash(octets);
        if (!CryptographicOperations.FixedTimeEquals(digest, SamlXml.Base64(info.DigestValue)))
            throw new SamlRefused("What the signature covers was changed.");

        var statement = Canonical(SamlXml.Alone(parts[0]), info.Method, info.MethodPrefixes);
        var value = SamlXml.Base64(SamlXml.Leaf(parts[1]));
        if (!Certificates(trust, parts.ElementAtOrDefault(2)).Any(c => Holds(c, info.Signing, statement, value, trust)))
            throw new SamlRefused("The signature is not the provider's.");
        return SamlXml.Read(octets).DocumentElement!;
    }

    private sealed record Info(
        string Method,
        string? MethodPrefixes,
        string Signing,
        XmlElement Reference,
        string Canonical,
        string? Prefixes,
        string Digest,
        string DigestValue
    );

    private static Info Shape(XmlElement info)
    {
        var parts = SamlXml.Children(info).ToList();
        if (parts.Count != 3 || !Ds(parts[0], "CanonicalizationMethod") || !Ds(parts[1], "SignatureMethod") || !Ds(parts[2], "Reference"))
            throw new SamlRefused("The signature must have exactly one reference.");
        if (SamlXml.Children(parts[1]).Any())
            throw new SamlRefused("The signature's method has parameters.");
        var reference = SamlXml.Children(parts[2]).ToList();
        if (
            reference.Count != 3
            || !Ds(reference[0], "Transforms")
            || !Ds(reference[1], "DigestMethod")
            || !Ds(reference[2], "DigestValue")
        )
            throw new SamlRefused("The signature's reference has a shape that is not taken.");
        var (canonical, prefixes) = Transforms(reference[0]);
        return new(
            C14N(parts[0]),
            Prefixes(parts[0]),
            SamlXml.Attribute(parts[1], "Algorithm") ?? "",
            parts[2],
            canonical,
            prefixes,
            SamlXml.Attribute(reference[1], "Algorithm") ?? "",
            SamlXml.Leaf(reference[2])
        );
    }

    private static (string Canonical, string? Prefixes) Transforms(XmlElement list)
    {
        var steps = SamlXml.Children(list).ToList();
        if (
            steps.Count is < 1 or > 2
            || steps.Any(s => !Ds(s, "Transform"))
            || SamlXml.Attribute(steps[0], "Algorithm") != SamlNames.Enveloped
        )
            throw new SamlRefused("The signature's transforms are not taken.");
        return steps.Count == 1 ? (SamlNames.InclusiveC14N, null) : (C14N(steps[1]), Prefixes(steps[1]));
    }

    private static string C14N(XmlElement method) =>
        SamlXml.Attribute(method, "Algorithm") is SamlNames.ExclusiveC14N or SamlNames.InclusiveC14N
            ? SamlXml.Attribute(method, "Algorithm")!
            : throw new SamlRefused("The signature's canonicalisation is not taken.");

    private static string? Prefixes(XmlElement method)
    {
        var inside = SamlXml.Children(method).ToList();
        if (inside.Count == 0)
            return null;
        return inside.Count == 1 && SamlXml.Is(inside[0], SamlNames.ExclusiveC14N, "InclusiveNamespaces")
            ? SamlXml.Attribute(inside[0], "PrefixList")
            : throw new SamlRefused("The signature's canonicalisation is not taken.");
    }

    private static XmlElement Referenced(XmlElement reference, XmlElement owner)
    {
        var id = SamlXml.Attribute(owner, "ID");
        if (string.IsNullOrEmpty(id))
            throw new SamlRefused("The signed element has no ID.");
        return SamlXml.Attribute(reference, "URI") switch
        {
            "" => owner.OwnerDocument.DocumentElement!,
            { } uri when uri[0] == '#' && uri.AsSpan(1).SequenceEqual(id) => owner,
            _ => throw new SamlRefused("The signature refers to another element than the one that holds it."),
        };
    }

    /// <summary>A copy of the signed element without this one signature, found by its place and not by its looks.</summary>
    private static XmlElement WithoutSignature(XmlElement signed, XmlElement signature)
    {
        var path = new Stack<int>();
        for (XmlNode at = signature; at != signed; at = at.ParentNode!)
        {
            var place = 0;
            for (var before = at.PreviousSibling; before is not null; before = before.PreviousSibling)
                place++;
            path.Push(place);
        }
        var copy = SamlXml.Alone(signed);
        XmlNode found = copy;
        while (path.Count > 0)
            found = found.ChildNodes[path.Pop()]!;
        found.ParentNode!.RemoveChild(found);
        return copy;
    }

    private static byte[] Canonical(XmlElement root, string method, string? prefixes)
    {
        Transform transform =
            method == SamlNames.ExclusiveC14N
                ? new XmlDsigExcC14NTransform(includeComments: false, prefixes)
                : new XmlDsigC14NTransform(includeComments: false);
        transform.Resolver = null!;
        transform.LoadInput(root.OwnerDocument);
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        using var copy = new MemoryStream();
        output.CopyTo(copy);
        return copy.ToArray();
    }

    private static bool Holds(X509Certificate2 certificate, string method, byte[] statement, byte[] value, SamlTrust trust)
    {
        try
        {
            if (certificate.GetRSAPublicKey() is { } rsa)
                using (rsa)
                    return RsaHash(method, trust) is { } hash && rsa.VerifyData(statement, value, hash, RSASignaturePadding.Pkcs1);
            if (certificate.GetECDsaPublicKey() is { } ec)
                using (ec)
                    return EcHash(method) is { } hash
                        && ec.VerifyData(statement, value, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            return false;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static HashAlgorithmName? RsaHash(string method, SamlTrust trust) =>
        method switch
        {
            SamlNames.RsaSha256 => HashAlgorithmName.SHA256,
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384" => HashAlgorithmName.SHA384,
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512" => HashAlgorithmName.SHA512,
            "http://www.w3.org/2000/09/xmldsig#rsa-sha1" => trust.AllowSha1
                ? HashAlgorithmName.SHA1
                : throw new SamlRefused("The signature uses SHA-1, which is switched off for this provider."),
            _ => null,
        };

    private static HashAlgorithmName? EcHash(string method) =>
        method switch
        {
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" => HashAlgorithmName.SHA256,
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384" => HashAlgorithmName.SHA384,
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };

    private static HashAlgorithm Hash(string method, SamlTrust trust) =>
        method switch
        {
            SamlNames.Sha256 => SHA256.Create(),
            "http://www.w3.org/2001/04/xmldsig-more#sha384" => SHA384.Create(),
            "http://www.w3.org/2001/04/xmlenc#sha512" => SHA512.Create(),
#pragma warning disable CA5350 // Only where an admin allowed it, for a provider that knows nothing newer.
            "http://www.w3.org/2000/09/xmldsig#sha1" when trust.AllowSha1 => SHA1.Create(),
#pragma warning restore CA5350
            "http://www.w3.org/2000/09/xmldsig#sha1" => throw new SamlRefused(
                "The signature uses SHA-1, which is switched off for this provider."
            ),
            _ => throw new SamlRefused("The signature's digest is not taken."),
        };

    private static IEnumerable<X509Certificate2> Certificates(SamlTrust trust, XmlElement? keyInfo)
    {
        if (trust.Certificates.Count > 0 || trust.Fingerprint is not { } print || keyInfo is null)
            return trust.Certificates;
        var came = SamlXml
            .Children(keyInfo, SamlNames.Signature, "X509Data")
            .SelectMany(d => SamlXml.Children(d, SamlNames.Signature, "X509Certificate"))
            .Take(8)
            .Select(c => Certificate(SamlXml.Base64(SamlXml.Leaf(c))))
            .OfType<X509Certificate2>();
        return came.Where(c =>
            CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(Convert.ToHexStringLower(c.GetCertHash(print.Hash))),
                Encoding.ASCII.GetBytes(print.Hex)
            )
        );
    }

    private static X509Certificate2? Certificate(byte[] der)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static bool Ds(XmlElement element, string name) => SamlXml.Is(element, SamlNames.Signature, name);
}
