using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Platform.Matching;

/// <summary>
/// The door from the command line to this engine: JSON lines or CSV with a header in, one JSON line per case out. A line that cannot be read
/// is answered with <c>{"line": n, "error": "…"}</c> and the rest goes on.
/// </summary>
public static partial class Eval
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// <c>{"name"}</c> (and <c>"domain"</c>) → core, key, legal form, initials, registrable domain.
    /// <c>{"a", "b"}</c> → how alike the two names are, without a register to tell rare words from common ones.
    /// </summary>
    public static void Names(TextReader input, TextWriter output) =>
        EachCase(input, output, fields => fields.Text("a") is { } a && fields.Text("b") is { } b ? Compared(a, b) : Taken(fields));

    /// <summary>
    /// <paramref name="companies"/> <c>{"name", "id"?, "aliases"?, "domain"?}</c> make an index;
    /// each of <paramref name="queries"/> <c>{"name", "domain"?}</c> → its <paramref name="take"/> best candidates.
    /// </summary>
    public static void Find(TextReader companies, TextReader queries, TextWriter output, int take = 5)
    {
        var (index, known) = Indexed(companies, output);
        EachCase(
            queries,
            output,
            fields => new JsonObject
            {
                ["name"] = fields.Text("name"),
                ["candidates"] = Candidates(index.Find(new CompanyQuery(fields.Text("name"), fields.Text("domain")), take), known),
            }
        );
    }

    /// <summary>Each company <c>{"name", "id"?, "aliases"?, "domain"?}</c> → the others of the same input that are probably the same.</summary>
    public static void Dedupe(TextReader companies, TextWriter output)
    {
        var (index, known) = Indexed(companies, output);
        foreach (var (id, (label, entry)) in known.OrderBy(k => k.Key))
        {
            var others = index
                .Find(new CompanyQuery(entry.Name, entry.Domain), 20)
                .Where(c => c.Id != id && c.Verdict >= MatchVerdict.Probable);
            Write(
                output,
                new JsonObject
                {
                    ["id"] = label,
                    ["name"] = entry.Name,
                    ["duplicates"] = Candidates(others, known),
                }
            );
        }
    }

    private static JsonObject Taken(JsonObject fields)
    {
        var name = CompanyName.Of(fields.Text("name"));
        var domain = Domain.Of(fields.Text("domain"));
        return new JsonObject
        {
            ["name"] = name.Original,
            ["core"] = name.Core,
            ["key"] = name.Key,
            ["legalForm"] = name.LegalForm,
            ["initials"] = name.Initials,
            ["domain"] = domain?.Value,
            ["freeMail"] = domain?.IsFreeMail,
        };
    }

    private static JsonObject Compared(string a, string b)
    {
        var (score, reasons) = NameScore.Of(CompanyName.Of(a), CompanyName.Of(b), _ => 1);
        return new JsonObject
        {
            ["a"] = a,
            ["b"] = b,
            ["score"] = score,
            ["verdict"] = Verdict(MatchVerdicts.Of(score)),
            ["reasons"] = Texts(reasons),
        };
    }

    private static (CompanyIndex Index, Dictionary<Guid, (string Label, CompanyEntry Entry)> Known) Indexed(
        TextReader input,
        TextWriter output
    )
    {
        var known = new Dictionary<Guid, (string Label, CompanyEntry Entry)>();
        foreach (var (line, fields, error) in Lines.Read(input))
        {
            if (fields?.Text("name") is not { } name)
            {
                Write(output, new JsonObject { ["line"] = line, ["error"] = error ?? "no name" });
                continue;
            }

            var id = new Guid(line, 0, 0, new byte[8]);
            known[id] = (fields.Text("id") ?? $"{line}", new CompanyEntry(id, name, fields.Texts("aliases"), fields.Text("domain")));
        }

        return (CompanyIndex.Build(known.Values.Select(k => k.Entry)), known);
    }

    private static JsonArray Candidates(IEnumerable<Candidate> found, Dictionary<Guid, (string Label, CompanyEntry Entry)> known) =>
        [
            .. found.Select(c => new JsonObject
            {
                ["id"] = known[c.Id].Label,
                ["name"] = c.Name,
                ["score"] = c.Score,
                ["verdict"] = Verdict(c.Verdict),
                ["reasons"] = Texts(c.Reasons),
            }),
        ];

    private static JsonArray Texts(IEnumerable<MatchReason> reasons) => [.. reasons.Select(r => JsonValue.Create(r.StaffText))];

    private static string Verdict(MatchVerdict verdict) => verdict.ToString().ToLowerInvariant();

    private static void EachCase(TextReader input, TextWriter output, Func<JsonObject, JsonObject> answer)
    {
        foreach (var (line, fields, error) in Lines.Read(input))
            Write(output, fields is null ? new JsonObject { ["line"] = line, ["error"] = error } : answer(fields));
    }

    private static void Write(TextWriter output, JsonObject answer) => output.WriteLine(answer.ToJsonString(Plain));
}
