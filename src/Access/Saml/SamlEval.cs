using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Access.Saml;

/// <summary><c>./entente eval saml</c>: what the engine says of responses in files.</summary>
public static class SamlEval
{
    /// <summary>A JSON line a file: <c>file</c>, <c>accepted</c>, <c>why</c>, <c>nameId</c>, <c>attributes</c>.</summary>
    /// <exception cref="InvalidDataException">The settings cannot be read.</exception>
    public static void Run(Stream settings, IEnumerable<string> files, DateTimeOffset now, TextWriter output)
    {
        var trust = ToolkitSettings.Read(settings);
        foreach (var file in files)
            output.WriteLine(Line(file, trust, now).ToJsonString(Plain));
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonObject Line(string file, SamlTrust trust, DateTimeOffset now)
    {
        byte[] content;
        try
        {
            content = new FileInfo(file).Length > 4 * SamlXml.MostBytes ? new byte[SamlXml.MostBytes + 1] : File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refused(file, "The file cannot be read.");
        }
        return SamlResponse.Check(Octets(content), trust, new Expecting.Unknown(), now) switch
        {
            SamlOutcome.Accepted ok => new()
            {
                ["file"] = file,
                ["accepted"] = true,
                ["why"] = trust.Strict
                    ? "Signed by the provider, and every condition holds."
                    : "Signed by the provider; conditions not asked for (strict is off).",
                ["nameId"] = ok.Assertion.NameId?.Value,
                ["attributes"] = Attributes(ok.Assertion),
            },
            SamlOutcome.Refused no => Refused(file, no.Why),
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>Base64, or the XML itself.</summary>
    internal static byte[] Octets(byte[] content)
    {
        var text = Encoding
            .Latin1.GetString(content.AsSpan(0, Math.Min(content.Length, 64)))
            .TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\t', '\r', '\n');
        return text.StartsWith('<') ? content : SamlResponse.Posted(Encoding.Latin1.GetString(content)) ?? content;
    }

    private static JsonObject Refused(string file, string why) =>
        new()
        {
            ["file"] = file,
            ["accepted"] = false,
            ["why"] = why,
            ["nameId"] = null,
            ["attributes"] = new JsonObject(),
        };

    private static JsonObject Attributes(SamlAssertion assertion)
    {
        var all = new JsonObject();
        foreach (var (name, values) in assertion.Attributes)
            all[name] = new JsonArray([.. values.Select(Value)]);
        return all;
    }

    private static JsonNode? Value(SamlValue value) =>
        value.Name is not { } name
            ? JsonValue.Create(value.Text)
            : new JsonObject
            {
                ["NameID"] = new JsonObject
                {
                    ["Format"] = name.Format,
                    ["NameQualifier"] = name.NameQualifier,
                    ["value"] = name.Value,
                },
            };
}
