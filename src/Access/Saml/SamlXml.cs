using System.Globalization;
using System.Xml;

namespace Entente.Access.Saml;

/// <summary>
/// Reads XML from strangers: no DTD and so no entities, no processing instructions, comments dropped while reading (so that no comment can cut a
/// name in two), bounded in size, depth, nodes and attributes, every ID once.
/// </summary>
internal static class SamlXml
{
    public const int MostBytes = 1 << 20;
    public const int MostDepth = 48;
    public const int MostNodes = 20_000;
    public const int MostAttributes = 64;

    /// <exception cref="SamlRefused">Not well-formed, or beyond a limit.</exception>
    public static XmlDocument Read(byte[] octets) => Load(octets, null);

    /// <summary>One element on its own, whose prefixes may be declared where it stood: <paramref name="place"/>.</summary>
    public static XmlElement ReadElement(byte[] octets, XmlElement place)
    {
        var names = new NameTable();
        var scope = new XmlNamespaceManager(names);
        foreach (var (prefix, uri) in InScope(place))
            scope.AddNamespace(prefix, uri);
        var document = Load(octets, new XmlParserContext(names, scope, null, XmlSpace.None));
        var element = document.DocumentElement!;
        foreach (var (prefix, uri) in InScope(place))
            Declare(element, prefix, uri);
        return element;
    }

    /// <summary>A document of its own with a copy of the element, which keeps every prefix it could see.</summary>
    public static XmlElement Alone(XmlElement element)
    {
        var document = Empty();
        var copy = (XmlElement)document.AppendChild(document.ImportNode(element, deep: true))!;
        foreach (var (prefix, uri) in InScope(element))
            Declare(copy, prefix, uri);
        return copy;
    }

    public static IEnumerable<XmlElement> Children(XmlElement parent) => parent.ChildNodes.OfType<XmlElement>();

    public static IEnumerable<XmlElement> Children(XmlElement parent, string uri, string name) =>
        Children(parent).Where(e => Is(e, uri, name));

    public static bool Is(XmlNode? node, string uri, string name) =>
        node is XmlElement && node.LocalName == name && node.NamespaceURI == uri;

    public static XmlElement? AtMostOne(XmlElement parent, string uri, string name)
    {
        var found = Children(parent, uri, name).Take(2).ToList();
        return found.Count > 1 ? throw new SamlRefused($"There is more than one {name} in {Shown(parent)}.") : found.FirstOrDefault();
    }

    public static XmlElement One(XmlElement parent, string uri, string name) =>
        AtMostOne(parent, uri, name) ?? throw new SamlRefused($"There is no {name} in {Shown(parent)}.");

    /// <summary>The text of an element that holds nothing but text.</summary>
    public static string Leaf(XmlElement element) =>
        Children(element).Any() ? throw new SamlRefused($"{Shown(element)} holds elements where only text belongs.") : element.InnerText;

    /// <summary>An attribute without a namespace, or nothing if it is not there.</summary>
    public static string? Attribute(XmlElement element, string name) => element.GetAttributeNode(name, "")?.Value;

    public static byte[] Base64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw new SamlRefused("What should be base64 is not.");
        }
    }

    /// <summary>An instant in UTC, as SAML wants it; with or without fractions.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        text is null ? null
        : text.Length <= 40
        && DateTimeOffset.TryParseExact(
            text.Trim(),
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant
        )
            ? instant
        : throw new SamlRefused("A time is written in a way SAML does not know.");

    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static XmlDocument Load(byte[] octets, XmlParserContext? context)
    {
        if (octets.Length > MostBytes)
            throw new SamlRefused("The message is too long.");
        try
        {
            Measure(octets, context);
            using var reader = Open(octets, context);
            var document = Empty();
            document.Load(reader);
            return document.DocumentElement is null ? throw new SamlRefused("The message is empty.") : document;
        }
        catch (Exception e) when (e is XmlException or ArgumentException or InvalidOperationException)
        {
            // The parser's own words quote the message.
            throw new SamlRefused("The message is not well-formed XML, or has a document type.");
        }
    }

    private static void Measure(byte[] octets, XmlParserContext? context)
    {
        using var reader = Open(octets, context);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var nodes = 1; reader.Read(); nodes++)
        {
            if (nodes > MostNodes || reader.Depth > MostDepth || reader.AttributeCount > MostAttributes)
                throw new SamlRefused("The message is too large or too deep.");
            if (reader.NodeType is XmlNodeType.ProcessingInstruction)
                throw new SamlRefused("The message holds a processing instruction.");
            if (reader.NodeType is XmlNodeType.Element)
                foreach (var name in (ReadOnlySpan<string>)["ID", "Id", "id", "xml:id"])
                    if (reader.GetAttribute(name) is { } id && !ids.Add(id))
                        throw new SamlRefused("Two elements carry the same ID.");
        }
    }

    private static XmlReader Open(byte[] octets, XmlParserContext? context)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            MaxCharactersInDocument = MostBytes,
            MaxCharactersFromEntities = 1024,
            ConformanceLevel = context is null ? ConformanceLevel.Document : ConformanceLevel.Fragment,
        };
        return XmlReader.Create(new MemoryStream(octets, writable: false), settings, context);
    }

    private static XmlDocument Empty() => new() { PreserveWhitespace = true, XmlResolver = null };

    private static void Declare(XmlElement element, string prefix, string uri)
    {
        var name = prefix.Length == 0 ? "xmlns" : "xmlns:" + prefix;
        if (!element.HasAttribute(name))
            element.SetAttribute(name, uri);
    }

    private static Dictionary<string, string> InScope(XmlElement element)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (XmlNode? at = element; at is XmlElement here; at = at.ParentNode)
            foreach (XmlAttribute attribute in here.Attributes)
                if (attribute.Prefix == "xmlns")
                    found.TryAdd(attribute.LocalName, attribute.Value);
                else if (attribute.Name == "xmlns")
                    found.TryAdd("", attribute.Value);
        if (found.GetValueOrDefault("") is "")
            found.Remove("");
        return found;
    }

    private static string Shown(XmlElement element) => element.LocalName.Length < 60 ? element.LocalName : "an element";
}
