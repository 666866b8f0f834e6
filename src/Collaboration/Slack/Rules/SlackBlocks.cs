using System.Text.Json.Nodes;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat.Rules;

namespace Entente.Collaboration.Slack.Rules;

/// <summary>
/// Slack’s Block Kit, as much of it as is used here (docs.slack.dev, “Block Kit”). <c>mrkdwn</c> given to these is written by us; others’ words in it passed
/// <see cref="SlackText.Escape"/> before. Pure.
/// </summary>
public static class SlackBlocks
{
    private const int LongestTitle = 24;
    private const int LongestOption = 75;
    private const int MostOptions = 100;
    private const int LongestInput = 3000;

    /// <summary>Nothing in it is looked at for names and channels.</summary>
    public static JsonObject Section(string mrkdwn) =>
        new() { ["type"] = "section", ["text"] = Mrkdwn(ChatText.Short(mrkdwn, SlackText.LongestSection)) };

    public static JsonObject Context(string mrkdwn) =>
        new() { ["type"] = "context", ["elements"] = new JsonArray(Mrkdwn(ChatText.Short(mrkdwn, SlackText.LongestSection))) };

    public static JsonObject Actions(params IEnumerable<JsonObject> buttons) =>
        new() { ["type"] = "actions", ["elements"] = new JsonArray([.. buttons]) };

    /// <param name="value">Comes back with the press.</param>
    /// <param name="style"><c>primary</c>, <c>danger</c>; null: plain.</param>
    public static JsonObject Button(string name, string label, string value, string? style = null, JsonObject? confirm = null)
    {
        var button = new JsonObject
        {
            ["type"] = "button",
            ["action_id"] = name,
            ["text"] = Plain(label, LongestOption),
            ["value"] = value,
        };
        if (style is not null)
            button["style"] = style;
        if (confirm is not null)
            button["confirm"] = confirm;
        return button;
    }

    public static JsonObject LinkButton(string label, string url) =>
        new()
        {
            ["type"] = "button",
            ["action_id"] = SlackNames.Open,
            ["text"] = Plain(label, LongestOption),
            ["url"] = url,
        };

    public static JsonObject Confirm(string title, string words, string yes, string no) =>
        new()
        {
            ["title"] = Plain(title, 100),
            ["text"] = Plain(words, 300),
            ["confirm"] = Plain(yes, 30),
            ["deny"] = Plain(no, 30),
        };

    /// <param name="metadata">Comes back with the modal: at most 3,000 characters.</param>
    /// <param name="submit">Null: nothing to send.</param>
    public static JsonObject Modal(string name, string title, string? submit, string metadata, IEnumerable<JsonObject> blocks)
    {
        var modal = new JsonObject
        {
            ["type"] = "modal",
            ["callback_id"] = name,
            ["title"] = Plain(title, LongestTitle),
            ["close"] = Plain(submit is null ? "Close" : "Cancel", LongestTitle),
            ["private_metadata"] = metadata,
            ["blocks"] = new JsonArray([.. blocks]),
        };
        if (submit is not null)
            modal["submit"] = Plain(submit, LongestTitle);
        return modal;
    }

    /// <summary>A question of a form; its block has the name of its field, so that a refusal stands beside it.</summary>
    /// <param name="value">What was written before; null: what the form says.</param>
    public static JsonObject Input(ChatField field, string? value = null)
    {
        var block = new JsonObject
        {
            ["type"] = "input",
            ["block_id"] = field.Key,
            ["optional"] = !field.Required,
            ["label"] = Plain(field.Kind is ChatFieldKind.Tick ? "Consent" : field.Label, 2000),
            ["element"] = Element(field, value ?? field.Value),
        };
        if (field.Hint is { Length: > 0 } hint)
            block["hint"] = Plain(hint, 2000);
        return block;
    }

    private static JsonObject Element(ChatField field, string? value) =>
        field.Kind switch
        {
            ChatFieldKind.Choice => Choice(field, value),
            ChatFieldKind.Choices => Several(field, value),
            ChatFieldKind.Tick => Tick(field, value),
            ChatFieldKind.Date => Named("datepicker", ("initial_date", DateOnly.TryParseExact(value, "yyyy-MM-dd", out _) ? value : null)),
            _ => Line(field, value),
        };

    private static JsonObject Line(ChatField field, string? value)
    {
        var line = Named("plain_text_input", ("initial_value", value is { Length: > 0 } ? ChatText.Short(value, LongestInput) : null));
        if (field.Kind is ChatFieldKind.Text)
            line["multiline"] = true;
        return line;
    }

    private static JsonObject Choice(ChatField field, string? value)
    {
        var select = Named("static_select");
        Offer(select, field);
        if (field.Options.FirstOrDefault(o => o.Value == value) is { Value: not null } chosen)
            select["initial_option"] = Option(chosen);
        return select;
    }

    private static JsonObject Several(ChatField field, string? value)
    {
        var select = Named("multi_static_select");
        Offer(select, field);
        var chosen = (value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        var options = field.Options.Where(o => chosen.Contains(o.Value)).Select(Option).ToArray();
        if (options.Length > 0)
            select["initial_options"] = new JsonArray([.. options]);
        return select;
    }

    private static JsonObject Tick(ChatField field, string? value)
    {
        var boxes = Named("checkboxes");
        // The words of a consent are longer than a label may be: they stand below it in full.
        boxes["options"] = new JsonArray(TickOption(field));
        if (value == "true")
            boxes["initial_options"] = new JsonArray(TickOption(field));
        return boxes;
    }

    private static JsonObject TickOption(ChatField field) => new() { ["text"] = Plain(field.Label, 1500), ["value"] = "true" };

    // A list holds a hundred; a longer one stands in groups, named by what they reach from and to.
    private static void Offer(JsonObject select, ChatField field)
    {
        if (field.Options.Count <= MostOptions)
            select["options"] = new JsonArray([.. field.Options.Select(Option)]);
        else
            select["option_groups"] = new JsonArray([
                .. field
                    .Options.Chunk(MostOptions)
                    .Take(MostOptions)
                    .Select(g => new JsonObject
                    {
                        ["label"] = Plain($"{ChatText.Short(g[0].Label, 30)} – {ChatText.Short(g[^1].Label, 30)}", LongestOption),
                        ["options"] = new JsonArray([.. g.Select(Option)]),
                    }),
            ]);
    }

    private static JsonObject Option((string Value, string Label) option) =>
        new() { ["text"] = Plain(option.Label, LongestOption), ["value"] = option.Value };

    private static JsonObject Named(string type, params IEnumerable<(string Name, string? Value)> more)
    {
        var element = new JsonObject { ["type"] = type, ["action_id"] = "value" };
        foreach (var (name, value) in more)
            if (value is not null)
                element[name] = value;
        return element;
    }

    private static JsonObject Mrkdwn(string text) =>
        new()
        {
            ["type"] = "mrkdwn",
            ["text"] = text.Length == 0 ? " " : text,
            ["verbatim"] = true,
        };

    // An empty text is refused as a whole.
    private static JsonObject Plain(string text, int most)
    {
        var escaped = SlackText.Escape(ChatText.Short(text, most));
        // Escaping makes it longer, and half an escape is none.
        for (var cut = most - 1; escaped.Length > most && cut > 0; cut -= 4)
            escaped = SlackText.Escape(ChatText.Short(text, cut));
        return new()
        {
            ["type"] = "plain_text",
            ["text"] = escaped.Length == 0 ? " " : escaped,
            ["emoji"] = false,
        };
    }
}

/// <summary>How our own buttons, modals and commands are called.</summary>
public static class SlackNames
{
    public const string Open = "open";
    public const string Approve = "approve";
    public const string Decline = "decline";
    public const string Register = "register";
    public const string RegisterCommand = "/register";
    public const string DealCommand = "/deal";
    public const string OwnCommand = "/entente";
}
