using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Platform.Http;
using Entente.Platform.Values;

namespace Entente.Access.Scim;

/// <summary>Refusals in the words of the standard (RFC 7644 §3.12): the code behind the dot is its <c>scimType</c>.</summary>
internal static class ScimFaults
{
    private const string Prefix = "scim.";
    private const string Schema = "urn:ietf:params:scim:api:messages:2.0:Error";

    public static Problem Syntax(string why) => Bad("invalidSyntax", why);

    public static Problem Filter(string why) => Bad("invalidFilter", why);

    public static Problem Path(string why) => Bad("invalidPath", why);

    public static Problem Value(string why) => Bad("invalidValue", why);

    public static Problem NoTarget(string why) => Bad("noTarget", why);

    public static Problem Mutability(string why) => Bad("mutability", why);

    public static Problem Taken(string why) => Problem.Conflict(Prefix + "uniqueness", why);

    public static Problem Unresolved(string why) => Problem.Conflict(Prefix + "unresolved", why);

    public static Problem Gone { get; } = Problem.NotFound(Prefix + "not_found", "There is no such resource in this directory.");

    public static Problem MayNot(string why) => Problem.Forbidden(Prefix + "may_not", why);

    public static Problem Stale { get; } = Problem.Stale(Prefix + "stale", "The resource has changed since: read it again.");

    private static readonly IReadOnlyList<string> Types =
    [
        "invalidFilter",
        "tooMany",
        "uniqueness",
        "mutability",
        "invalidSyntax",
        "invalidPath",
        "noTarget",
        "invalidValue",
        "invalidVers",
        "sensitive",
    ];

    /// <summary>400 where everybody else answers 422: the standard knows no other.</summary>
    public static int StatusOf(Problem problem) => problem.Kind is ProblemKind.Invalid ? 400 : problem.Kind.Status();

    public static JsonObject Body(Problem problem) =>
        Body(StatusOf(problem), problem.Message, Types.FirstOrDefault(t => Prefix + t == problem.Code));

    public static JsonObject Body(int status, string detail, string? type = null)
    {
        var body = new JsonObject
        {
            ["schemas"] = new JsonArray(Schema),
            ["status"] = status.ToString(CultureInfo.InvariantCulture),
            ["detail"] = detail,
        };
        if (type is not null)
            body["scimType"] = type;
        return body;
    }

    private static Problem Bad(string type, string why) => new(ProblemKind.Invalid, Prefix + type, why);
}
