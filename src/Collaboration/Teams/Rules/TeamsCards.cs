using System.Text.Json.Nodes;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat.Rules;

namespace Entente.Collaboration.Teams.Rules;

/// <summary>What stands in Teams: a line for lists and screen readers, and the card.</summary>
public sealed record TeamsWords(string Summary, JsonObject Card)
{
    public static TeamsWords Of(string sentence, params IEnumerable<JsonObject> actions) =>
        new(ChatText.Short(sentence, 300), TeamsCards.Card([TeamsCards.Words(sentence)], actions));
}

/// <summary>
/// Adaptive cards, as much of them as is used here (adaptivecards.io, schema 1.4). Words stand in text runs, in which Teams looks for no links, names or
/// marks: nobody’s words do anything there. Pure.
/// </summary>
public static class TeamsCards
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";
    private const int LongestWords = 4000;
    private const int LongestLabel = 200;
    private const int MostOptions = 500;

    public static JsonObject Card(IEnumerable<JsonObject> body, IEnumerable<JsonObject> actions)
    {
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = new JsonArray([.. body]),
        };
        if (actions.ToArray() is { Length: > 0 } buttons)
            card["actions"] = new JsonArray([.. buttons]);
        return card;
    }

    public static JsonObject Words(string words, bool strong = false, bool quiet = false, bool quoted = false)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = Plain(words, LongestWords) };
        if (strong)
            run["weight"] = "Bolder";
        if (quiet)
            (run["isSubtle"], run["size"]) = (true, "Small");
        if (quoted)
            run["italic"] = true;
        return new() { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(run) };
    }

    public static JsonObject Link(string label, string url) =>
        new()
        {
            ["type"] = "Action.OpenUrl",
            ["title"] = Plain(label, LongestLabel),
            ["url"] = url,
        };

    /// <param name="act">Comes back with the press, beside what is filled in.</param>
    /// <param name="style"><c>positive</c>, <c>destructive</c>; null: plain.</param>
    public static JsonObject Submit(string label, string act, string about, string? style = null)
    {
        var action = new JsonObject
        {
            ["type"] = "Action.Submit",
            ["title"] = Plain(label, LongestLabel),
            ["data"] = new JsonObject
            {
                ["entente"] = new JsonObject { ["act"] = act, ["about"] = about },
            },
        };
        if (style is not null)
            action["style"] = style;
        return action;
    }

    /// <summary>A button that unfolds what has to be said first.</summary>
    public static JsonObject Unfold(string label, IEnumerable<JsonObject> body, JsonObject submit) =>
        new()
        {
            ["type"] = "Action.ShowCard",
            ["title"] = Plain(label, LongestLabel),
            ["card"] = Card(body, [submit]),
        };

    /// <summary>A question of a form.</summary>
    /// <param name="value">What was written before; null: what the form says.</param>
    public static JsonObject Input(ChatField field, string? value = null)
    {
        value ??= field.Value;
        var input = field.Kind switch
        {
            ChatFieldKind.Choice => Choice(field, field.Key, value, several: false),
            ChatFieldKind.Choices => Choice(field, "m." + field.Key, value?.Replace(';', ','), several: true),
            ChatFieldKind.Tick => Tick(field, value),
            ChatFieldKind.Date => Named("Input.Date", field.Key, DateOnly.TryParseExact(value, "yyyy-MM-dd", out _) ? value : null),
            _ => Line(field, value),
        };
        if (field.Kind is not ChatFieldKind.Tick)
            input["label"] = Plain(field.Hint is { Length: > 0 } hint ? $"{field.Label} ({hint})" : field.Label, 500);
        if (field.Required)
        {
            input["isRequired"] = true;
            input["errorMessage"] = "This is needed.";
        }
        return input;
    }

    private static JsonObject Line(ChatField field, string? value)
    {
        var line = Named("Input.Text", field.Key, value is { Length: > 0 } ? ChatText.Short(value, LongestWords) : null);
        if (field.Kind is ChatFieldKind.Text)
            line["isMultiline"] = true;
        return line;
    }

    private static JsonObject Choice(ChatField field, string id, string? value, bool several)
    {
        var select = Named("Input.ChoiceSet", id, value is { Length: > 0 } ? value : null);
        select["isMultiSelect"] = several;
        if (!several)
            select["style"] = field.Options.Count > 20 ? "filtered" : "compact";
        select["choices"] = new JsonArray([
            .. field
                .Options.Take(MostOptions)
                .Select(o => new JsonObject { ["title"] = Plain(o.Label, LongestLabel), ["value"] = o.Value }),
        ]);
        return select;
    }

    private static JsonObject Tick(ChatField field, string? value)
    {
        var tick = Named("Input.Toggle", "t." + field.Key, value == "true" ? "true" : "false");
        tick["title"] = Plain(field.Label, 1500);
        tick["valueOn"] = "true";
        tick["valueOff"] = "false";
        tick["wrap"] = true;
        return tick;
    }

    private static JsonObject Named(string type, string id, string? value)
    {
        var input = new JsonObject { ["type"] = type, ["id"] = id };
        if (value is not null)
            input["value"] = value;
        return input;
    }

    // What no JSON holds (half a character, NUL) is left out; an empty run is refused as a whole.
    private static string Plain(string text, int most)
    {
        var clean = string.Concat(
            ChatText
                .Short(text, most)
                .EnumerateRunes()
                .Where(r => r.Value is not (0 or 0xFFFD) || (r.Value == 0xFFFD && text.Contains('\uFFFD', StringComparison.Ordinal)))
        );
        return clean.Length == 0 ? " " : clean;
    }
}
