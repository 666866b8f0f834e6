using System.Globalization;
using System.Text.Json;

namespace Entente.Access.Scim.Filter;

/// <summary>
/// Reads filters and paths of SCIM (RFC 7644 §3.4.2.2, §3.5.2): words and operators in any case, <c>not</c> before <c>and</c> before <c>or</c>.
/// Long, deep or many-termed ones are refused before they cost anything.
/// </summary>
internal ref struct FilterReader
{
    public const int Longest = 2000;
    public const int Deepest = 20;
    public const int MostTerms = 60;

    private readonly ReadOnlySpan<char> text;
    private int at;
    private int depth;
    private int terms;
    private string? fault;

    private FilterReader(ReadOnlySpan<char> text) => this.text = text;

    /// <summary>The filter, or a sentence about what is wrong with it.</summary>
    public static (ScimFilter? Filter, string? Fault) Read(string text)
    {
        if (text.Length > Longest)
            return (null, $"The filter is longer than {Longest} characters.");
        var reader = new FilterReader(text);
        var filter = reader.Or();
        reader.Blank();
        if (filter is not null && reader.at < text.Length)
            reader.Fail("more follows where the filter should end");
        return reader.fault is { } fault ? (null, fault) : (filter, null);
    }

    /// <summary>What a PATCH points to, or a sentence about what is wrong with it.</summary>
    public static (PatchPath? Path, string? Fault) ReadPath(string text)
    {
        if (text.Length > Longest)
            return (null, $"The path is longer than {Longest} characters.");
        var reader = new FilterReader(text);
        var path = reader.WholePath();
        return reader.fault is { } fault ? (null, fault) : (path, null);
    }

    private PatchPath? WholePath()
    {
        Blank();
        if (Path() is not { } path)
            return null;
        ScimFilter? inside = null;
        string? sub = null;
        if (Take('['))
        {
            inside = Or();
            Blank();
            if (inside is null || !Take(']'))
                return Stop<PatchPath>("] is missing");
            if (Take('.') && (sub = Name()) is null)
                return Stop<PatchPath>("a name is missing after the dot");
        }
        Blank();
        return at < text.Length ? Stop<PatchPath>("more follows where the path should end") : new(path, inside, sub);
    }

    private ScimFilter? Or()
    {
        if (++depth > Deepest)
            return Stop<ScimFilter>("it is nested too deeply");
        var left = And();
        while (left is not null && Word("or"))
            left = And() is { } right ? new ScimFilter.Or(left, right) : null;
        depth--;
        return left;
    }

    private ScimFilter? And()
    {
        var left = Term();
        while (left is not null && Word("and"))
            left = Term() is { } right ? new ScimFilter.And(left, right) : null;
        return left;
    }

    private ScimFilter? Term()
    {
        if (++terms > MostTerms)
            return Stop<ScimFilter>("it has too many terms");
        Blank();
        if (Take('('))
            return Grouped();
        var before = at;
        if (Word("not"))
        {
            Blank();
            if (Take('('))
                return Grouped() is { } inner ? new ScimFilter.Not(inner) : null;
            at = before;
        }
        if (Path() is not { } path)
            return null;
        if (Take('['))
        {
            var inside = Or();
            Blank();
            return inside is null ? null
                : Take(']') ? new ScimFilter.Among(path, inside)
                : Stop<ScimFilter>("] is missing");
        }
        return Comparison(path);
    }

    private ScimFilter? Grouped()
    {
        var inner = Or();
        Blank();
        return inner is null ? null
            : Take(')') ? inner
            : Stop<ScimFilter>(") is missing");
    }

    private ScimFilter? Comparison(AttributePath path)
    {
        Blank();
        var op = Letters();
        if (op.Equals("pr", StringComparison.OrdinalIgnoreCase))
            return new ScimFilter.Present(path);
        if (Op(op) is not { } known)
            return Stop<ScimFilter>($"after {path} one of eq, ne, co, sw, ew, gt, ge, lt, le, pr is missing");
        Blank();
        return Value() is { } value ? new ScimFilter.Compare(path, known, value) : null;
    }

    private static CompareOp? Op(ReadOnlySpan<char> word)
    {
        foreach (var op in Enum.GetValues<CompareOp>())
            if (word.Equals(op.ToString(), StringComparison.OrdinalIgnoreCase))
                return op;
        return null;
    }

    private ScimValue? Value()
    {
        if (at < text.Length && text[at] == '"')
            return Quoted();
        var from = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '+' or '.'))
            at++;
        var word = text[from..at];
        if (word.Equals("true", StringComparison.OrdinalIgnoreCase))
            return new(ScimValueKind.True, "");
        if (word.Equals("false", StringComparison.OrdinalIgnoreCase))
            return new(ScimValueKind.False, "");
        if (word.Equals("null", StringComparison.OrdinalIgnoreCase))
            return new(ScimValueKind.Null, "");
        return decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? new(ScimValueKind.Number, word.ToString())
            : Stop<ScimValue>("a value is missing: a text in double quotes, a number, true, false or null");
    }

    // A JSON text: what stands between the quotes is left to the JSON reader, so that escapes mean what they mean there.
    private ScimValue? Quoted()
    {
        var from = at++;
        while (at < text.Length && text[at] != '"')
            at += text[at] == '\\' ? 2 : 1;
        if (at >= text.Length)
            return Stop<ScimValue>("the closing quote is missing");
        at++;
        try
        {
            return new(ScimValueKind.Text, JsonSerializer.Deserialize<string>(text[from..at])!);
        }
        catch (JsonException)
        {
            return Stop<ScimValue>("the quoted text is no JSON text");
        }
    }

    private AttributePath? Path()
    {
        string? schema = null;
        if (text[at..].StartsWith("urn:", StringComparison.OrdinalIgnoreCase))
        {
            var from = at;
            while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is ':' or '.' or '-' or '_'))
                at++;
            var colon = text[from..at].LastIndexOf(':');
            schema = text[from..(from + colon)].ToString();
            at = from + colon + 1;
        }
        if (Name() is not { } name)
            return Stop<AttributePath>("the name of an attribute is missing");
        if (!Take('.'))
            return new(schema, name, null);
        return Name() is { } sub ? new(schema, name, sub) : Stop<AttributePath>("a name is missing after the dot");
    }

    private string? Name()
    {
        var from = at;
        if (at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == '$'))
            at++;
        else
            return null;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_'))
            at++;
        return text[from..at].ToString();
    }

    private ReadOnlySpan<char> Letters()
    {
        var from = at;
        while (at < text.Length && char.IsAsciiLetter(text[at]))
            at++;
        return text[from..at];
    }

    /// <summary>The word, standing for itself; otherwise nothing is taken.</summary>
    private bool Word(string word)
    {
        var before = at;
        Blank();
        if (Letters().Equals(word, StringComparison.OrdinalIgnoreCase) && (at >= text.Length || text[at] is ' ' or '(' or '\t'))
            return true;
        at = before;
        return false;
    }

    private void Blank()
    {
        while (at < text.Length && (text[at] is ' ' or '\t'))
            at++;
    }

    private bool Take(char c)
    {
        if (at >= text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }

    private void Fail(string what) => fault ??= $"At character {at + 1}: {what}.";

    private T? Stop<T>(string what)
        where T : class
    {
        Fail(what);
        return null;
    }
}
