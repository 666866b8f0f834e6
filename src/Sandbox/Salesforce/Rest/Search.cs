using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Entente.Sandbox.Salesforce.Schema;
using Entente.Sandbox.Salesforce.Soql;

namespace Entente.Sandbox.Salesforce.Rest;

/// <summary>
/// SOSL (<c>FIND {acme} IN NAME FIELDS RETURNING Account(Id, Name WHERE … LIMIT 5)</c>) and its form in parameters. Words match words without case, <c>*</c>
/// and <c>?</c> stand for letters, words in quotes for a phrase; several words must all be found, OR asks for any. Unlike Salesforce's, the index is never late.
/// </summary>
internal sealed partial class Search(Catalog catalog, TimeProvider clock)
{
    private const int MaxRows = 2000;

    private sealed record Part(string Object, string Fields, string Rest, int Limit);

    public Answer Sosl(ApiRequest request)
    {
        var text = request.Parameter("q") ?? "";
        var match = Statement().Match(text);
        if (!match.Success)
            throw new ApiException(400, "MALFORMED_SEARCH", $"FIND {{…}} [IN … FIELDS] [RETURNING …] [LIMIT n] expected: {text}");
        var parts = match.Groups["returning"].Success ? Returning(match.Groups["returning"].Value) : Everything();
        var limit = match.Groups["limit"].Success ? int.Parse(match.Groups["limit"].Value, CultureInfo.InvariantCulture) : MaxRows;
        return Run(Unescaped(match.Groups["term"].Value), match.Groups["in"].Value, parts, limit, request.Address);
    }

    public Answer Parameterized(ApiRequest request)
    {
        var body = request.Method == "POST" ? request.Fields : FromQuery(request);
        var q = body.Text("q") is { Length: > 0 } given ? given : throw new ApiException(400, "MALFORMED_SEARCH", "q is required");
        var usual = body["fields"] is JsonArray names ? string.Join(',', names) : "Id";
        var usualLimit = Number(body.Text("defaultLimit"));
        var parts = body["sobjects"] is JsonArray { Count: > 0 } objects
            ? objects
                .Select(entry => new Part(
                    entry.Text("name") ?? throw new ApiException(400, "MALFORMED_SEARCH", "Every sobject needs a name"),
                    entry.Child("fields") is JsonArray fields ? string.Join(',', fields) : usual,
                    entry.Text("where") is { } where ? $"WHERE {where}" : "",
                    Number(entry.Text("limit")) ?? usualLimit ?? MaxRows
                ))
                .ToList()
            : Everything();
        return Run(q, body.Text("in") ?? "ALL", parts, Number(body.Text("overallLimit")) ?? MaxRows, request.Address);
    }

    private static JsonObject FromQuery(ApiRequest request)
    {
        static JsonArray Names(string? text) =>
            new([
                .. (text ?? "")
                    .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(name => (JsonNode)name),
            ]);
        var body = new JsonObject
        {
            ["q"] = request.Parameter("q"),
            ["in"] = request.Parameter("in") ?? "ALL",
            ["overallLimit"] = request.Parameter("overallLimit"),
            ["defaultLimit"] = request.Parameter("defaultLimit"),
        };
        if (request.Parameter("fields") is { } fields)
            body["fields"] = Names(fields);
        var objects = Names(request.Parameter("sobject") ?? request.Parameter("sobjects"));
        body["sobjects"] = new JsonArray([
            .. objects.Select(name =>
            {
                var entry = new JsonObject { ["name"] = name!.ToString() };
                if (request.Parameter($"{name}.fields") is { } own)
                    entry["fields"] = Names(own);
                if (request.Parameter($"{name}.where") is { } where)
                    entry["where"] = where;
                if (request.Parameter($"{name}.limit") is { } limit)
                    entry["limit"] = limit;
                return (JsonNode)entry;
            }),
        ]);
        return body;
    }

    private Answer Run(string term, string scope, IReadOnlyList<Part> parts, int limit, string address)
    {
        if (term.Count(char.IsLetterOrDigit) < 2)
            throw new ApiException(400, "MALFORMED_SEARCH", "search term must be longer than one character: " + term);
        var test = Test(term);
        var found = new JsonArray();
        foreach (var part in parts)
        {
            var result = QueryRunner.Run(catalog, $"SELECT {part.Fields} FROM {part.Object} {part.Rest}", clock.GetUtcNow());
            var shape = catalog.Shape(part.Object)!;
            var fields = shape.Fields.Where(field => Searched(field, scope)).ToList();
            var rows = result
                .Rows.Where(row => test(string.Join('\n', fields.Select(field => field.Read(row) as string).OfType<string>())))
                .Take(Math.Min(part.Limit, limit - found.Count));
            foreach (var row in rows)
                found.Add(result.Write(row, address));
        }

        return new Answer(200, new JsonObject { ["searchRecords"] = found });
    }

    private static bool Searched(ObjectField field, string scope) =>
        scope.ToUpperInvariant() switch
        {
            "NAME" => field.Name is "Name" or "FirstName" or "LastName" or "Subject" or "Title",
            "EMAIL" => field.Kind == FieldKind.Email,
            "PHONE" => field.Kind == FieldKind.Phone,
            _ => field.IsText && field.Kind is not (FieldKind.Picklist or FieldKind.MultiPicklist),
        };

    /// <summary>A search term as a test of a record's text.</summary>
    private static Func<string, bool> Test(string term)
    {
        var any = term.Split(" OR ", StringSplitOptions.RemoveEmptyEntries)
            .Select(all =>
                Term().Matches(all.Replace(" AND ", " ", StringComparison.Ordinal)).Select(match => Pattern(match.Value)).ToList()
            )
            .ToList();
        return text => any.Exists(all => all.Count > 0 && all.TrueForAll(pattern => pattern.IsMatch(text)));
    }

    private static Regex Pattern(string word)
    {
        var pattern = Regex
            .Escape(word.Trim('"'))
            .Replace("\\*", "\\w*", StringComparison.Ordinal)
            .Replace("\\?", "\\w", StringComparison.Ordinal);
        return new Regex($@"(?<!\w){pattern}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    private static string Unescaped(string term)
    {
        var into = new StringBuilder();
        for (var i = 0; i < term.Length; i++)
            into.Append(term[i] == '\\' && i + 1 < term.Length ? term[++i] : term[i]);
        return into.ToString();
    }

    /// <summary>The objects to look in: <c>Account(Id, Name WHERE … ORDER BY … LIMIT 3), Contact</c>.</summary>
    private static List<Part> Returning(string text)
    {
        var parts = new List<Part>();
        var rest = text.AsSpan();
        foreach (Match match in ReturnedObject().Matches(text))
        {
            var inner = match.Groups["inner"].Value;
            var split = Clause().Match(inner);
            var fields = (split.Success ? inner[..split.Index] : inner).Trim();
            var filter = split.Success ? inner[split.Index..] : "";
            // The limit counts what was found, not what was looked through.
            var limit = Limit().Match(filter);
            parts.Add(
                new(
                    match.Groups["object"].Value,
                    fields.Length > 0 ? fields : "Id",
                    limit.Success ? filter[..limit.Index] : filter,
                    limit.Success ? int.Parse(limit.Groups["n"].Value, CultureInfo.InvariantCulture) : MaxRows
                )
            );
            rest = text.AsSpan(match.Index + match.Length);
        }

        return parts.Count > 0 && rest.Trim().Length == 0
            ? parts
            : throw new ApiException(400, "MALFORMED_SEARCH", $"unexpected token in RETURNING: {text}");
    }

    private static List<Part> Everything() =>
        [.. new[] { "Account", "Contact", "Opportunity", "Lead" }.Select(name => new Part(name, "Id", "", MaxRows))];

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(
        @"^\s*FIND\s*\{(?<term>(\\.|[^}\\])*)\}(\s*IN\s+(?<in>ALL|NAME|EMAIL|PHONE|SIDEBAR)\s+FIELDS)?(\s+RETURNING\s+(?<returning>.*?))?(\s+LIMIT\s+(?<limit>\d{1,4}))?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Statement();

    [GeneratedRegex(@"\G[\s,]*(?<object>[A-Za-z]\w*)\s*(\((?<inner>([^()]|\([^()]*\))*)\))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReturnedObject();

    [GeneratedRegex(@"\b(WHERE|ORDER\s+BY|LIMIT|OFFSET)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Clause();

    [GeneratedRegex(@"\bLIMIT\s+(?<n>\d{1,4})\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Limit();

    [GeneratedRegex("\"[^\"]+\"|\\S+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Term();
}
