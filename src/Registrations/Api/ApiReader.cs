using System.Text.Json;
using Entente.Platform.Values;
using Entente.Registrations.Rules;
using Entente.Registrations.Rules.Forms;
using Microsoft.AspNetCore.Http;

namespace Entente.Registrations.Api;

/// <summary>Reads a body field by field, so that every mistake is named at once, with its field.</summary>
internal static class ApiReader
{
    /// <summary>Of a body; a claim takes a few hundred.</summary>
    public const int MostBytes = 64 * 1024;

    private static readonly string[] Texts =
    [
        "kind",
        "company",
        "domain",
        "country",
        "contactName",
        "contactEmail",
        "contactRole",
        "problem",
        "stage",
        "amount",
        "currency",
        "closeDate",
        "product",
        "incumbent",
        "secondPartner",
        "secondRole",
        "discount",
        "partner",
    ];

    public static Problem NotJson => Problem.Invalid("api.not_json", "body", "Send one JSON object as application/json.");

    public static Problem TooLarge => Problem.Invalid("api.too_large", "body", $"A body has at most {MostBytes >> 10} KB.");

    /// <summary>The body's bytes, or what is wrong with them.</summary>
    public static async Task<Result<byte[]>> Bytes(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
            return NotJson;
        using var kept = new MemoryStream();
        var buffer = new byte[8 * 1024];
        while (await request.Body.ReadAsync(buffer, ct) is var read and > 0)
        {
            if (kept.Length + read > MostBytes)
                return TooLarge;
            kept.Write(buffer, 0, read);
        }
        return kept.ToArray();
    }

    /// <summary>A claim and the partner it names.</summary>
    public static Result<(ClaimInput Claim, string? Partner)> Claim(byte[] body)
    {
        if (Object(body) is not { } json)
            return NotJson;
        using (json)
        {
            var (texts, wrong) = (
                new Dictionary<string, string?>(StringComparer.Ordinal),
                new Dictionary<string, string>(StringComparer.Ordinal)
            );
            var consent = false;
            Dictionary<string, string?>? custom = null;
            foreach (var field in json.RootElement.EnumerateObject())
            {
                if (field.Name == "consent")
                {
                    if (field.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                        wrong["consent"] = "Send true or false.";
                    else
                        consent = field.Value.GetBoolean();
                }
                else if (field.Name == "custom")
                    custom = Custom(field.Value, wrong);
                else if (!Texts.Contains(field.Name))
                    wrong[Named(field.Name)] = "There is no such field.";
                else if (field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
                    texts[field.Name] = Text(field.Value);
                else
                    wrong[field.Name] = "Send text, in quotes.";
            }
            var kind = RegistrationKind.Deal;
            if (ClaimReader.OneLine(texts.GetValueOrDefault("kind")) is { } said && !Kind(said, out kind))
                wrong["kind"] =
                    $"Send one of {string.Join(", ", Enum.GetNames<RegistrationKind>().Select(k => char.ToLowerInvariant(k[0]) + k[1..]))}.";
            if (wrong.Count > 0)
                return Refusals.Unfit(wrong);
            return (
                new ClaimInput(
                    kind,
                    Of("company"),
                    Of("domain"),
                    Of("country"),
                    Of("contactName"),
                    Of("contactEmail"),
                    Of("contactRole"),
                    Of("problem"),
                    Of("stage"),
                    Of("amount"),
                    ClaimReader.OneLine(Of("currency")),
                    Of("closeDate"),
                    Of("product"),
                    consent
                )
                {
                    Incumbent = Of("incumbent"),
                    SecondPartner = Of("secondPartner"),
                    SecondRole = Of("secondRole"),
                    Discount = Of("discount"),
                    Custom = custom,
                },
                ClaimReader.OneLine(Of("partner"))
            );

            string? Of(string name) => texts.GetValueOrDefault(name);
        }
    }

    // The CRM's own fields, by the keys that the form uses; text each.
    private static Dictionary<string, string?>? Custom(JsonElement value, Dictionary<string, string> wrong)
    {
        if (value.ValueKind is JsonValueKind.Null)
            return null;
        if (value.ValueKind is not JsonValueKind.Object)
        {
            wrong["custom"] = "Send an object: a field’s key and its value as text.";
            return null;
        }
        var read = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var field in value.EnumerateObject())
            if (FormFields.Crm(field.Name) is null)
                wrong[$"custom.{Named(field.Name)}"] = "There is no such field. Keys begin with deal-, account- or contact-.";
            else if (field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Null)
                read[field.Name] = Text(field.Value);
            else
                wrong[$"custom.{Named(field.Name)}"] = "Send text, in quotes.";
        return read.Count > 0 ? read : null;
    }

    public static Result<string> Answer(byte[] body)
    {
        if (Object(body) is not { } json)
            return NotJson;
        using (json)
            return json.RootElement.TryGetProperty("answer", out var answer) && answer.ValueKind is JsonValueKind.String
                ? Text(answer) ?? ""
                : Refusals.NoAnswer;
    }

    private static bool Kind(string said, out RegistrationKind kind)
    {
        kind = RegistrationKind.Deal;
        foreach (var one in Enum.GetValues<RegistrationKind>())
            if (string.Equals(one.ToString(), said, StringComparison.OrdinalIgnoreCase))
            {
                kind = one;
                return true;
            }
        return false;
    }

    private static JsonDocument? Object(byte[] body)
    {
        try
        {
            var json = JsonDocument.Parse(body, new() { MaxDepth = 8 });
            if (json.RootElement.ValueKind is JsonValueKind.Object)
                return json;
            json.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Half a character in an escape cannot be made text.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string Named(string name) => name.Length <= 60 ? name : name[..60];
}
