using System.Text.Json.Nodes;
using Entente.Access.Model;
using Entente.Access.Scim.Filter;
using Entente.Platform.Values;

namespace Entente.Access.Scim;

/// <summary>What a directory says of a user, as far as it is kept.</summary>
/// <param name="Email">In lower case: the address by which they sign in.</param>
internal sealed record UserInput(
    string UserName,
    string Email,
    string? ExternalId,
    string? DisplayName,
    string? GivenName,
    string? FamilyName,
    string? Formatted,
    string? Title,
    bool Active
)
{
    private const int Longest = 200;

    /// <summary>What people call them here.</summary>
    public string Name =>
        Cut(
            DisplayName
                ?? Formatted
                ?? (string.Join(' ', new[] { GivenName, FamilyName }.Where(n => n is not null)) is { Length: > 0 } both ? both : UserName)
        );

    /// <summary>Reads a tidy resource (see <see cref="Patch.ResourceShape.Tidy"/>).</summary>
    public static Result<UserInput> Read(JsonObject body)
    {
        string? wrong = null;
        var name = body["name"] as JsonObject;
        var userName = Text(body["userName"], "userName", ref wrong);
        var input = new UserInput(
            userName ?? "",
            "",
            Text(body["externalId"], "externalId", ref wrong),
            Text(body["displayName"], "displayName", ref wrong),
            Text(name?["givenName"], "name.givenName", ref wrong),
            Text(name?["familyName"], "name.familyName", ref wrong),
            Text(name?["formatted"], "name.formatted", ref wrong),
            Text(body["title"], "title", ref wrong),
            true
        );
        if (wrong is not null)
            return ScimFaults.Value(wrong);
        if (userName is null)
            return ScimFaults.Value("userName is missing.");
        if (Flag(body["active"]) is not { } active)
            return ScimFaults.Value("active is true or false.");
        return EmailAddress.Read(Mail(body["emails"] as JsonArray) ?? userName) is { } email
            ? input with
            {
                Email = email,
                Active = active,
            }
            : ScimFaults.Value("A mail address is missing: as the work address among emails, or as userName.");
    }

    /// <summary>True and false, also as words in any case, as Entra ID sends them. Not said: active.</summary>
    private static bool? Flag(JsonNode? node) =>
        node is null ? true
        : node is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag
        : node is JsonValue text && text.TryGetValue<string>(out var word) && bool.TryParse(word, out var said) ? said
        : null;

    // One address is kept: that of work, else the first one, else any.
    private static string? Mail(JsonArray? emails)
    {
        var all = (emails ?? []).OfType<JsonObject>().Where(e => Word(e["value"]) is not null).ToList();
        var best =
            all.Find(e => "work".Equals(Word(e["type"]), StringComparison.OrdinalIgnoreCase))
            ?? all.Find(e => Flag(e["primary"] ?? false) is true)
            ?? all.FirstOrDefault();
        return Word(best?["value"]);
    }

    private static string? Word(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static string? Text(JsonNode? node, string name, ref string? wrong)
    {
        if (node is null)
            return null;
        if (Word(node) is not { } text)
        {
            wrong ??= $"{name} is a text.";
            return null;
        }
        text = text.Trim();
        if (text.Length > Longest || text.Any(char.IsControl))
            wrong ??= $"{name} is one line of at most {Longest} characters.";
        return text.Length == 0 ? null : text;
    }

    private static string Cut(string name) => name.Length > 100 ? name[..100] : name;
}
