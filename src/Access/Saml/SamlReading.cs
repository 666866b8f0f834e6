using System.Xml;

namespace Entente.Access.Saml;

/// <summary>Who the person is, and what is said of them; from a verified assertion.</summary>
internal static class SamlReading
{
    public static SamlNameId? NameIdOf(XmlElement assertion, SamlTrust trust)
    {
        var subject = SamlXml.AtMostOne(assertion, SamlNames.Assertion, "Subject");
        var plain = subject is null ? null : SamlXml.AtMostOne(subject, SamlNames.Assertion, "NameID");
        var locked = subject is null ? null : SamlXml.AtMostOne(subject, SamlNames.Assertion, "EncryptedID");
        if (plain is not null && locked is not null)
            throw new SamlRefused("The subject has two names.");
        if (trust.Strict && trust.WantNameIdEncrypted && locked is null)
            throw new SamlRefused("The name of the subject must be encrypted for this provider.");
        var element = locked is null ? plain : SamlDecryption.Open(locked, trust);
        if (element is null)
            return trust.WantNameId ? throw new SamlRefused("The assertion names nobody.") : null;
        if (!SamlXml.Is(element, SamlNames.Assertion, "NameID"))
            throw new SamlRefused("What was encrypted is not a name.");
        var name = Name(element);
        if (trust.WantNameId && name.Value.Trim().Length == 0)
            throw new SamlRefused("The assertion names nobody.");
        if (name.SpNameQualifier is { Length: > 0 } service && !(trust.Strict ? service == trust.SpEntity : IsAudience(assertion, service)))
            throw new SamlRefused("The name was made for another service.");
        return name;
    }

    // Without strictness nothing says who we are; then the assertion must at least agree with itself.
    private static bool IsAudience(XmlElement assertion, string service)
    {
        var all = SamlXml
            .Children(assertion, SamlNames.Assertion, "Conditions")
            .SelectMany(c => SamlXml.Children(c, SamlNames.Assertion, "AudienceRestriction"))
            .SelectMany(SamlRules.Audiences)
            .ToList();
        return all.Count == 0 || all.Contains(service, StringComparer.Ordinal);
    }

    public static IReadOnlyDictionary<string, IReadOnlyList<SamlValue>> AttributesOf(XmlElement assertion, SamlTrust trust)
    {
        var found = new Dictionary<string, IReadOnlyList<SamlValue>>(StringComparer.Ordinal);
        foreach (var statement in SamlXml.Children(assertion, SamlNames.Assertion, "AttributeStatement"))
        foreach (var child in SamlXml.Children(statement))
        {
            var attribute =
                SamlXml.Is(child, SamlNames.Assertion, "Attribute") ? child
                : SamlXml.Is(child, SamlNames.Assertion, "EncryptedAttribute") ? Opened(child, trust)
                : throw new SamlRefused("There is something else among the attributes.");
            if (SamlXml.Attribute(attribute, "Name") is not { Length: > 0 } name)
                continue;
            var values = SamlXml.Children(attribute, SamlNames.Assertion, "AttributeValue").SelectMany(Values).ToList();
            if (!found.TryGetValue(name, out var before))
                found[name] = values;
            else if (trust.AllowRepeatedAttributes)
                found[name] = [.. before, .. values];
            else
                throw new SamlRefused("An attribute is given twice.");
        }
        return found;
    }

    private static XmlElement Opened(XmlElement locked, SamlTrust trust)
    {
        var plain = SamlDecryption.Open(locked, trust);
        return SamlXml.Is(plain, SamlNames.Assertion, "Attribute")
            ? plain
            : throw new SamlRefused("What was encrypted is not an attribute.");
    }

    /// <summary>The value's own text, all of it, and the names within it; other elements within a value are not read.</summary>
    private static IEnumerable<SamlValue> Values(XmlElement value)
    {
        var text = string.Concat(value.ChildNodes.OfType<XmlCharacterData>().Select(t => t.Value)).Trim();
        if (text.Length > 0)
            yield return new(text, null);
        foreach (var name in SamlXml.Children(value, SamlNames.Assertion, "NameID"))
            yield return new(null, Name(name));
    }

    private static SamlNameId Name(XmlElement element) =>
        new(
            SamlXml.Leaf(element),
            SamlXml.Attribute(element, "Format"),
            SamlXml.Attribute(element, "NameQualifier"),
            SamlXml.Attribute(element, "SPNameQualifier")
        );
}
