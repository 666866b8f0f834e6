using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Access.Jose;

/// <summary>
/// <c>./entente eval jws FILE.json</c>: cases with <c>key</c> (JWK, JWKS or PEM) and <c>token</c>, and optionally <c>alg</c> or <c>algs</c>, <c>now</c>,
/// <c>aud</c>, <c>iss</c>; one object, a list, an object a line, or the groups of Wycheproof's <c>json_web_signature_test.json</c>.
/// </summary>
public static class JwsEval
{
    /// <summary>A JSON line a case: <c>valid</c>, <c>why</c> (and <c>tcId</c> where the case has one).</summary>
    /// <exception cref="InvalidDataException">The file is not JSON.</exception>
    public static void Run(Stream file, DateTimeOffset now, TextWriter output)
    {
        foreach (var test in Cases(file))
            output.WriteLine(Answer(test, now).ToJsonString());
    }

    internal sealed record Case(IReadOnlyList<JoseKey> Keys, JsonElement Said, string? Token, int? Id);

    internal static JsonObject Answer(Case test, DateTimeOffset now)
    {
        var (valid, why) = Judge(test, now);
        var line = new JsonObject { ["valid"] = valid, ["why"] = why };
        if (test.Id is { } id)
            line["tcId"] = id;
        return line;
    }

    private static (bool, string) Judge(Case test, DateTimeOffset now)
    {
        if (test.Token is null)
            return (false, "There is no token.");
        if (test.Keys.Count == 0)
            return (false, "There is no key that may verify.");
        var said = test.Said;
        var allowed =
            JsonOnce.Texts(said, "algs")
            ?? (
                JsonOnce.Text(said, "alg") is { } alg
                    ? [alg]
                    : test.Keys.SelectMany(k => k.Algorithms).Distinct(StringComparer.Ordinal).ToList()
            );
        var outcome = Jws.Check(test.Token, test.Keys, allowed);
        if (outcome is not JwsOutcome.Valid good)
            return (false, ((JwsOutcome.Invalid)outcome).Why);
        var (issuer, audience) = (JsonOnce.Text(said, "iss"), JsonOnce.Text(said, "aud"));
        var at = Instant(said);
        if (issuer is null && audience is null && at is null)
            return (true, $"Signed with {good.Algorithm}.");
        if (JsonOnce.Object(good.Payload) is not { } claims)
            return (false, "The token's payload is not a JSON object, or names something twice.");
        var wrong = Jwt.Wrong(claims, new(issuer, audience, TimeSpan.Zero, NeedsEnd: false), at ?? now);
        return (wrong is null, wrong ?? $"Signed with {good.Algorithm}, and the claims hold.");
    }

    private static DateTimeOffset? Instant(JsonElement said)
    {
        var now = JsonOnce.Member(said, "now");
        if (now.ValueKind is JsonValueKind.Number && now.TryGetDouble(out var seconds) && Math.Abs(seconds) < 1e11)
            return DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        return
            now.ValueKind is JsonValueKind.String
            && DateTimeOffset.TryParse(
                now.GetString(),
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal,
                out var instant
            )
            ? instant
            : null;
    }

    internal static IEnumerable<Case> Cases(Stream file)
    {
        using var reader = new StreamReader(file);
        var text = reader.ReadToEnd();
        foreach (var root in Roots(text))
        {
            if (JsonOnce.Member(root, "testGroups") is { ValueKind: JsonValueKind.Array } groups)
                foreach (var test in groups.EnumerateArray().SelectMany(Group))
                    yield return test;
            else if (root.ValueKind is JsonValueKind.Array)
                foreach (var item in root.EnumerateArray())
                    yield return One(item);
            else
                yield return One(root);
        }
    }

    private static List<JsonElement> Roots(string text)
    {
        try
        {
            return [Parsed(text)];
        }
        catch (JsonException)
        {
            try
            {
                return [.. text.Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)).Select(Parsed)];
            }
            catch (JsonException e)
            {
                throw new InvalidDataException("This is neither JSON nor a JSON object a line.", e);
            }
        }
    }

    private static JsonElement Parsed(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }

    private static Case One(JsonElement item) =>
        new(Keys(JsonOnce.Member(item, "key")), item, JsonOnce.Text(item, "token") ?? JsonOnce.Text(item, "jws"), null);

    // The public key verifies; a group for HMAC has only the secret one.
    private static IEnumerable<Case> Group(JsonElement group)
    {
        var open = JsonOnce.Member(group, "public");
        var keys = Keys(open.ValueKind is JsonValueKind.Object ? open : JsonOnce.Member(group, "private"));
        if (JsonOnce.Member(group, "tests") is { ValueKind: JsonValueKind.Array } tests)
            foreach (var test in tests.EnumerateArray())
                yield return new(
                    keys,
                    default,
                    JsonOnce.Text(test, "jws"),
                    JsonOnce.Member(test, "tcId") is { ValueKind: JsonValueKind.Number } id ? id.GetInt32() : null
                );
    }

    private static IReadOnlyList<JoseKey> Keys(JsonElement key) =>
        key.ValueKind switch
        {
            JsonValueKind.String => Text(key.GetString()!),
            JsonValueKind.Object => JoseKey.FromSet(key),
            JsonValueKind.Array => [.. key.EnumerateArray().Select(JoseKey.FromJwk).OfType<JoseKey>()],
            _ => [],
        };

    private static IReadOnlyList<JoseKey> Text(string key) =>
        key.TrimStart().StartsWith('{')
            ? JsonOnce.Object(System.Text.Encoding.UTF8.GetBytes(key)) is { } json
                ? JoseKey.FromSet(json)
                : []
            : JoseKey.FromPem(key) is { } pem
                ? [pem]
                : [];
}
