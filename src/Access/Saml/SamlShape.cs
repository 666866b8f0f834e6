using System.Xml;

namespace Entente.Access.Saml;

/// <summary>Whether a response is built as SAML says: what may stand where, and how often.</summary>
internal static class SamlShape
{
    /// <summary>The one assertion, plain or encrypted: a child of the response, and the only one anywhere in it.</summary>
    public static XmlElement OnlyAssertion(XmlElement response)
    {
        var all = All(response)
            .Where(e => e.NamespaceURI == SamlNames.Assertion && e.LocalName is "Assertion" or "EncryptedAssertion")
            .Take(2)
            .ToList();
        return all.Count == 1 && all[0].ParentNode == response ? all[0] : throw new SamlRefused("There must be exactly one assertion.");
    }

    /// <summary>A signature anywhere but in the response or its assertion makes the whole message suspect.</summary>
    public static void SignaturesBelong(XmlElement response, XmlElement assertion)
    {
        foreach (var signature in All(response).Where(e => SamlXml.Is(e, SamlNames.Signature, "Signature")))
            if (signature.ParentNode != response && signature.ParentNode != assertion)
                throw new SamlRefused("There is a signature where none belongs.");
    }

    public static void StatusOf(XmlElement response)
    {
        var code = SamlXml.One(SamlXml.One(response, SamlNames.Protocol, "Status"), SamlNames.Protocol, "StatusCode");
        var value = SamlXml.Attribute(code, "Value");
        if (value == SamlNames.Success)
            return;
        throw new SamlRefused(
            value is { Length: < 100 } && value.StartsWith("urn:oasis:names:tc:SAML:2.0:status:", StringComparison.Ordinal)
                ? $"The provider refused: {new string([.. value[(value.LastIndexOf(':') + 1)..].Where(char.IsAsciiLetterOrDigit)])}."
                : "The provider refused."
        );
    }

    /// <summary>The order and number of the elements that matter.</summary>
    public static void Whole(XmlElement response, XmlElement assertion)
    {
        InOrder(response, ["Issuer", "Signature", "Extensions", "Status", "Assertion|EncryptedAssertion"]);
        InOrder(assertion, ["Issuer", "Signature", "Subject", "Conditions", "Advice", "*"]);
        foreach (var element in (XmlElement[])[response, assertion])
        {
            if (SamlXml.Attribute(element, "Version") != "2.0")
                throw new SamlRefused("The assertion is not of SAML 2.0.");
            if (string.IsNullOrEmpty(SamlXml.Attribute(element, "ID")))
                throw new SamlRefused("The assertion has no ID.");
            if (SamlXml.Instant(SamlXml.Attribute(element, "IssueInstant")) is null)
                throw new SamlRefused("It is not said when the response was issued.");
        }
    }

    private static void InOrder(XmlElement parent, string[] names)
    {
        var at = 0;
        foreach (var child in SamlXml.Children(parent))
        {
            while (at < names.Length && names[at] != "*" && !names[at].Split('|').Contains(child.LocalName))
                at++;
            if (at == names.Length)
                throw new SamlRefused($"The elements of the {parent.LocalName} stand in a wrong order.");
            if (names[at] == "*")
            {
                if (names.Contains(child.LocalName))
                    throw new SamlRefused($"The elements of the {parent.LocalName} stand in a wrong order.");
                continue;
            }
            at++;
        }
        if (parent.ChildNodes.OfType<XmlText>().Any(t => t.Value?.AsSpan().Trim().Length > 0))
            throw new SamlRefused($"There is text in the {parent.LocalName} where none belongs.");
    }

    private static IEnumerable<XmlElement> All(XmlElement root)
    {
        var open = new Stack<XmlElement>([root]);
        while (open.TryPop(out var element))
        {
            yield return element;
            foreach (var child in SamlXml.Children(element))
                open.Push(child);
        }
    }
}
