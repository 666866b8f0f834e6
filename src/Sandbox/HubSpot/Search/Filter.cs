using System.Globalization;
using System.Text.Json.Nodes;
using Entente.Sandbox.Store;

namespace Entente.Sandbox.HubSpot.Search;

/// <summary>One condition on one property, ready to be asked of many records.</summary>
internal sealed class Filter
{
    private readonly Func<string?, bool> holds;
    private readonly Func<Record, string?>? value;
    private readonly Func<Record, bool>? associated;

    private Filter(Func<Record, string?>? value, Func<string?, bool> holds, Func<Record, bool>? associated = null) =>
        (this.value, this.holds, this.associated) = (value, holds, associated);

    public bool Holds(Record record) => associated?.Invoke(record) ?? holds(value!(record));

    /// <summary>Reads `{propertyName, operator, value, highValue, values}`.</summary>
    public static (Filter? Filter, HubSpotError? Error) Read(JsonObject json, CrmStore store, Kind kind)
    {
        var (name, op) = (Wire.Text(json["propertyName"]) ?? "", Wire.Text(json["operator"]) ?? "");
        var (one, high, many) = (Wire.Text(json["value"]), Wire.Text(json["highValue"]), Wire.Texts(json["values"]));
        if (name.StartsWith("associations.", StringComparison.Ordinal))
            return Association(name["associations.".Length..], op, op == "IN" ? many : [one ?? ""], store, kind);
        if (store.Schema(kind).HubSpot(name) is not { } field)
            return (null, HubSpotError.Invalid($"There was a problem with the request: property {name} does not exist."));
        if (Condition(field, op, one, high, many) is not { } holds)
            return (
                null,
                HubSpotError.Invalid(
                    $"Invalid filter on {name}: operator {op} with value '{one}', highValue '{high}', {many.Count} values."
                )
            );
        if (field.Source is FieldSource.Created or FieldSource.Modified && Instants(op, one, high) is { } within)
            return (new(r => null, _ => false, r => within(field.Source == FieldSource.Created ? r.CreatedMs : r.ModifiedMs)), null);
        return (new(r => store.Value(r, field), holds), null);
    }

    /// <summary>Times a record itself tells are compared as numbers: incremental reading asks nothing else of a million records.</summary>
    private static Func<long, bool>? Instants(string op, string? one, string? high)
    {
        if (one is null || Canonical.ReadInstant(one) is not { } low)
            return null;
        var from = low.ToUnixTimeMilliseconds();
        var to = high is not null && Canonical.ReadInstant(high) is { } top ? top.ToUnixTimeMilliseconds() : (long?)null;
        return op switch
        {
            "LT" => ms => ms < from,
            "LTE" => ms => ms <= from,
            "GT" => ms => ms > from,
            "GTE" => ms => ms >= from,
            "BETWEEN" when to is { } end => ms => ms >= from && ms <= end,
            _ => null,
        };
    }

    private static (Filter?, HubSpotError?) Association(string type, string op, List<string> ids, CrmStore store, Kind kind)
    {
        if (ObjectTypes.Parse(store, type) is not { } other || !Link.CanJoin(kind, other) || op is not ("EQ" or "IN"))
            return (null, HubSpotError.Invalid($"Invalid filter on associations.{type}: operator {op}."));
        var wanted = ids.Select(id => RecordIds.TryParse(other, id, out var number) ? number : 0).ToHashSet();
        return (new(null, _ => false, r => store.LinksOf(r.Id).Any(l => wanted.Contains(l.OtherEnd(r.Id)))), null);
    }

    private static Func<string?, bool>? Condition(Field field, string op, string? one, string? high, List<string> many) =>
        op switch
        {
            "HAS_PROPERTY" => v => v is not null,
            "NOT_HAS_PROPERTY" => v => v is null,
            "EQ" when one is not null => Equal(field, one),
            "NEQ" when one is not null => Known(Not(Equal(field, one))),
            "LT" or "LTE" or "GT" or "GTE" when one is not null && Comparer(field, one) is { } compare => Known(v => Sign(op, compare(v!))),
            "BETWEEN" when one is not null && high is not null && Comparer(field, one) is { } low && Comparer(field, high) is { } top =>
                Known(v => low(v!) is >= 0 and < Incomparable && top(v!) <= 0),
            "IN" when many.Count > 0 => Among(field, many),
            "NOT_IN" when many.Count > 0 => Known(Not(Among(field, many))),
            "CONTAINS_TOKEN" when one is not null => Tokens.Matcher(one),
            "NOT_CONTAINS_TOKEN" when one is not null => Known(Not(Tokens.Matcher(one))),
            _ => null,
        };

    private const int Incomparable = 2;

    private static Func<string?, bool> Known(Func<string?, bool> holds) => v => v is not null && holds(v);

    private static Func<string?, bool> Not(Func<string?, bool> holds) => v => !holds(v);

    private static bool Sign(string op, int order) =>
        order != Incomparable
        && op switch
        {
            "LT" => order < 0,
            "LTE" => order <= 0,
            "GT" => order > 0,
            _ => order >= 0,
        };

    /// <summary>Choices compare exactly; other text without regard to case; numbers and times by value.</summary>
    private static Func<string?, bool> Equal(Field field, string wanted)
    {
        if (field.Type is FieldType.Choice or FieldType.Bool or FieldType.Owner)
            return v => v == wanted;
        if (IsOrdered(field) && Comparer(field, wanted) is { } compare)
            return v => v is not null && compare(v) == 0;
        return field.Type == FieldType.MultiChoice
            ? v => v is not null && v.Split(';').Contains(wanted)
            : v => string.Equals(v, wanted, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>HubSpot's catch: values given for text must be in lower case, or they match nothing.</summary>
    private static Func<string?, bool> Among(Field field, List<string> wanted)
    {
        if (IsOrdered(field) || field.Type is FieldType.Choice or FieldType.Bool or FieldType.Owner or FieldType.MultiChoice)
            return Any([.. wanted.Select(w => Equal(field, w))]);
        var set = wanted.ToHashSet(StringComparer.Ordinal);
        return v => v is not null && set.Contains(v.ToLowerInvariant());
    }

    private static Func<string?, bool> Any(Func<string?, bool>[] conditions) => v => Array.Exists(conditions, c => c(v));

    private static bool IsOrdered(Field field) =>
        field.Type is FieldType.Number or FieldType.Currency or FieldType.Date or FieldType.DateTime;

    /// <summary>Order of a value against the bound: −1, 0, 1, or 2 when the value is none; null when the bound is none.</summary>
    private static Func<string, int>? Comparer(Field field, string bound)
    {
        if (field.Type is FieldType.Date or FieldType.DateTime)
        {
            return Canonical.ReadInstant(bound) is { } at
                ? v => Canonical.ReadInstant(v) is { } value ? value.CompareTo(at) : Incomparable
                : null;
        }
        if (field.Type is FieldType.Number or FieldType.Currency)
        {
            return decimal.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? v => decimal.Parse(v, CultureInfo.InvariantCulture).CompareTo(number)
                : null;
        }
        return v => Math.Sign(string.Compare(v, bound, StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Words of a text, as CONTAINS_TOKEN and the free-text query see them.</summary>
internal static class Tokens
{
    /// <summary>True for a text that holds every word of the pattern; `*` in a word stands for anything.</summary>
    public static Func<string?, bool> Matcher(string pattern)
    {
        var wanted = Split(pattern, star: true).Where(w => w.Trim('*').Length > 0).ToList();
        return text => text is not null && wanted.Count > 0 && wanted.TrueForAll(w => Split(text, star: false).Exists(t => Matches(t, w)));
    }

    /// <summary>True when each word of the query begins a word of the text.</summary>
    public static Func<string, bool> Query(string query)
    {
        var wanted = Split(query, star: false);
        return text =>
        {
            var words = Split(text, star: false);
            return wanted.TrueForAll(w => words.Exists(t => t.StartsWith(w, StringComparison.OrdinalIgnoreCase)));
        };
    }

    private static bool Matches(string token, string pattern) =>
        System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, token, ignoreCase: true);

    private static List<string> Split(string text, bool star)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inside = i < text.Length && (char.IsLetterOrDigit(text[i]) || (star && text[i] == '*'));
            if (inside && start < 0)
                start = i;
            else if (!inside && start >= 0)
            {
                words.Add(text[start..i]);
                start = -1;
            }
        }
        return words;
    }
}
