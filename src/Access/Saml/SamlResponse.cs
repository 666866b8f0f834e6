using System.Xml;

namespace Entente.Access.Saml;

/// <summary>
/// Judges a response of an identity provider (SAML 2.0 core, and its web browser profile). Pure. The order: read within limits, settle that there is
/// one response with one assertion and signatures only where they belong, verify, and from there on look only at what the signature covered.
/// Source of the rules: SAML core 2.0 §2–5, profiles §4.1.4; XML Signature best practices (W3C).
/// </summary>
internal static class SamlResponse
{
    /// <param name="octets">The XML, already out of its base64.</param>
    public static SamlOutcome Check(byte[] octets, SamlTrust trust, Expecting expecting, DateTimeOffset now)
    {
        try
        {
            return new SamlOutcome.Accepted(Read(octets, trust, expecting, now));
        }
        catch (SamlRefused refused)
        {
            return new SamlOutcome.Refused(refused.Message);
        }
    }

    /// <summary>A posted value: base64 of the response.</summary>
    public static byte[]? Posted(string? text)
    {
        if (text is null || text.Length > SamlXml.MostBytes * 4 / 3)
            return null;
        var octets = new byte[text.Length];
        return Convert.TryFromBase64String(text, octets, out var length) ? octets[..length] : null;
    }

    private static SamlAssertion Read(byte[] octets, SamlTrust trust, Expecting expecting, DateTimeOffset now)
    {
        var root = SamlXml.Read(octets).DocumentElement!;
        if (!SamlXml.Is(root, SamlNames.Protocol, "Response"))
            throw new SamlRefused("The message is not a SAML response.");
        if (SamlXml.Attribute(root, "Version") != "2.0")
            throw new SamlRefused("The response is not of SAML 2.0.");
        if (string.IsNullOrEmpty(SamlXml.Attribute(root, "ID")))
            throw new SamlRefused("The response has no ID.");
        SamlShape.StatusOf(root);

        var encrypted = SamlShape.OnlyAssertion(root).LocalName == "EncryptedAssertion";
        var responseSignature = SamlXml.AtMostOne(root, SamlNames.Signature, "Signature");
        var signedResponse = responseSignature is null ? null : SignedPart.Verify(responseSignature, root, trust);

        var (opened, openedRoot) = encrypted ? Opened(root, trust) : (SamlShape.OnlyAssertion(root), root);
        SamlShape.SignaturesBelong(openedRoot, opened);
        var signature = SamlXml.AtMostOne(opened, SamlNames.Signature, "Signature");
        var signedByAssertion = signature is null ? null : SignedPart.Verify(signature, opened, trust);

        // From here on, nothing is read that was not hashed.
        var assertion =
            signedByAssertion is not null ? Within(signedByAssertion, trust)
            : signedResponse is not null ? Within(signedResponse, trust)
            : throw new SamlRefused("Neither the response nor its assertion is signed.");
        var message = signedResponse ?? root;
        SamlShape.StatusOf(message);
        if (trust.Strict)
        {
            if (trust.WantAssertionsSigned && signedByAssertion is null)
                throw new SamlRefused("The assertion itself must be signed for this provider.");
            if (trust.WantMessagesSigned && signedResponse is null)
                throw new SamlRefused("The response itself must be signed for this provider.");
            if (trust.WantAssertionsEncrypted && !encrypted)
                throw new SamlRefused("The assertion must be encrypted for this provider.");
            SamlShape.Whole(message, assertion);
        }
        return SamlRules.Judge(message, assertion, trust, expecting, now);
    }

    private static XmlElement Within(XmlElement signed, SamlTrust trust)
    {
        if (SamlXml.Is(signed, SamlNames.Assertion, "Assertion"))
            return signed;
        var only = SamlShape.OnlyAssertion(signed);
        return only.LocalName == "Assertion" ? only : Opened(signed, trust).Assertion;
    }

    /// <summary>The assertion, decrypted, standing in a copy of the response where its encrypted form stood.</summary>
    private static (XmlElement Assertion, XmlElement Root) Opened(XmlElement root, SamlTrust trust)
    {
        var copy = SamlXml.Alone(root);
        var sealedOne = SamlShape.OnlyAssertion(copy);
        var plain = SamlDecryption.Open(sealedOne, trust);
        if (!SamlXml.Is(plain, SamlNames.Assertion, "Assertion"))
            throw new SamlRefused("What was encrypted is not an assertion.");
        var assertion = (XmlElement)copy.OwnerDocument.ImportNode(plain, deep: true);
        copy.ReplaceChild(assertion, sealedOne);
        return SamlShape.OnlyAssertion(copy) == assertion
            ? (assertion, copy)
            : throw new SamlRefused("There must be exactly one assertion.");
    }
}
