using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot;

/// <summary>An answer of HubSpot's that is a refusal: status and body as published.</summary>
internal sealed record HubSpotError(
    int Status,
    string Category,
    string Message,
    JsonArray? Errors = null,
    JsonObject? Context = null,
    JsonObject? Links = null
)
{
    public string? SubCategory { get; init; }

    public static HubSpotError NotFound { get; } = new(404, "OBJECT_NOT_FOUND", "resource not found");

    public static HubSpotError Invalid(string message) => new(400, "VALIDATION_ERROR", message);

    /// <summary>One property's value (or name) was not accepted: the message holds the details once more, as JSON text.</summary>
    public static HubSpotError Property(string name, string code, string message)
    {
        var inner = new JsonArray(
            new JsonObject
            {
                ["isValid"] = false,
                ["message"] = message,
                ["error"] = code,
                ["name"] = name,
            }
        );
        var errors = new JsonArray(
            new JsonObject
            {
                ["message"] = message,
                ["code"] = code,
                ["context"] = new JsonObject { ["propertyName"] = new JsonArray(name) },
            }
        );
        return new(400, "VALIDATION_ERROR", $"Property values were not valid: {inner.ToJsonString(Wire.Options)}", errors);
    }

    public static HubSpotError UnknownProperty(string name) =>
        Property(name, "PROPERTY_DOESNT_EXIST", $"Property \"{name}\" does not exist");

    public static HubSpotError Conflict(string message) => new(409, "CONFLICT", message);

    /// <param name="kind">Of the record that was to be written.</param>
    public static HubSpotError Of(Refusal refusal, Kind kind)
    {
        var name = refusal.Field?.HubSpotName ?? "";
        return refusal.Code switch
        {
            RefusalCode.Duplicate => new(
                409,
                "CONFLICT",
                refusal.Field is { Kind: Kind.Contact, Name: "email" }
                    ? $"Contact already exists. Existing ID: {refusal.ExistingId}"
                    : $"{ObjectTypes.Singular(kind)} already exists with {name} '{refusal.Value}'. Existing ID: {refusal.ExistingId}"
            ),
            RefusalCode.NotFound => NotFound,
            RefusalCode.Required => Property(name, "REQUIRED_FIELD", $"Required property {name} is missing."),
            RefusalCode.ReadOnly => Property(name, "READ_ONLY_VALUE", $"\"{name}\" is a read only property; its value cannot be set."),
            RefusalCode.InvalidNumber => Property(name, "INVALID_INTEGER", $"{refusal.Value} was not a valid number."),
            RefusalCode.InvalidBool => Property(
                name,
                "INVALID_OPTION",
                $"{refusal.Value} was not one of the allowed options: [true, false]"
            ),
            RefusalCode.InvalidDate => Property(
                name,
                "INVALID_DATE",
                $"{refusal.Value} was not a valid date (ISO date, or epoch milliseconds at midnight UTC)."
            ),
            RefusalCode.InvalidDateTime => Property(name, "INVALID_LONG", $"{refusal.Value} was not a valid long."),
            RefusalCode.InvalidEmail => Property(name, "INVALID_EMAIL", $"Email address {refusal.Value} is invalid"),
            RefusalCode.InvalidOwner => Property(name, "INVALID_OWNER_ID", $"Owner {refusal.Value} does not exist"),
            RefusalCode.InvalidOption => Property(
                name,
                "INVALID_OPTION",
                $"{refusal.Value} was not one of the allowed options: [{string.Join(", ", refusal.Field!.Options.Select(o => o.Value))}]"
            ),
            _ => Property(name, "INVALID_LENGTH", $"The value of {name} is too long."),
        };
    }

    public IResult Result(HttpContext context) => Wire.Json(Body(Wire.Correlation(context)), Status);

    public JsonObject Body(string correlationId)
    {
        var body = new JsonObject
        {
            ["status"] = "error",
            ["message"] = Message,
            ["correlationId"] = correlationId,
            ["category"] = Category,
        };
        if (SubCategory is not null)
            body["subCategory"] = SubCategory;
        if (Errors is not null)
            body["errors"] = Errors.DeepClone();
        if (Context is not null)
            body["context"] = Context.DeepClone();
        if (Links is not null)
            body["links"] = Links.DeepClone();
        return body;
    }

    /// <summary>The same as an item of a batch's `errors`.</summary>
    public JsonObject Item(string contextName, string contextValue) =>
        new()
        {
            ["status"] = "error",
            ["category"] = Category,
            ["message"] = Message,
            ["context"] = new JsonObject { [contextName] = new JsonArray(contextValue) },
        };
}

/// <summary>JSON in and out.</summary>
internal static class Wire
{
    private const string CorrelationKey = "hubspot.correlation";

    public static JsonSerializerOptions Options { get; } =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A name given twice is an error: which of the two was meant?</summary>
    private static JsonDocumentOptions Strict { get; } = new() { AllowDuplicateProperties = false };

    public static IResult Json(JsonNode body, int status = 200) =>
        Results.Text(body.ToJsonString(Options), "application/json", System.Text.Encoding.UTF8, status);

    /// <summary>The request's own id, also in the `X-HubSpot-Correlation-Id` header.</summary>
    public static string Correlation(HttpContext context) => (string)context.Items[CorrelationKey]!;

    public static void SetCorrelation(HttpContext context)
    {
        var id = new Guid(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)).ToString();
        context.Items[CorrelationKey] = id;
        context.Response.Headers["X-HubSpot-Correlation-Id"] = id;
    }

    /// <summary>The text as a JSON object; null when it is none.</summary>
    public static JsonObject? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The token of `Authorization: Bearer`; null when none was sent.</summary>
    public static string? Bearer(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
    }

    /// <summary>The body as a list, or null when it is not one.</summary>
    public static async Task<JsonArray?> Array(HttpContext context) => await Node(context) as JsonArray;

    /// <summary>The body as an object, or null when it is not one.</summary>
    public static async Task<JsonObject?> Body(HttpContext context) => await Node(context) as JsonObject;

    private static async Task<JsonNode?> Node(HttpContext context)
    {
        try
        {
            return await JsonNode.ParseAsync(context.Request.Body, documentOptions: Strict, cancellationToken: context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static HubSpotError BadBody { get; } =
        new(400, "VALIDATION_ERROR", "Invalid input JSON on line 1, column 1: the body must be a JSON object.");

    /// <summary>Text of a JSON scalar: clients send numbers and booleans for strings.</summary>
    public static string? Text(JsonNode? node) =>
        node switch
        {
            null => null,
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            JsonValue value => value.ToJsonString(),
            _ => node.ToJsonString(),
        };

    /// <summary>A repeated or comma-separated query parameter.</summary>
    public static List<string> Many(HttpContext context, string name) =>
        [
            .. context
                .Request.Query[name]
                .SelectMany(v => (v ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
        ];

    public static List<string> Texts(JsonNode? array) => array is JsonArray items ? [.. items.Select(Text).OfType<string>()] : [];

    public static bool Flag(HttpContext context, string name) =>
        string.Equals(context.Request.Query[name], "true", StringComparison.OrdinalIgnoreCase);
}
