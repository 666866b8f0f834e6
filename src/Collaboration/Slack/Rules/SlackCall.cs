using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entente.Collaboration.Chat.Rules;
using Microsoft.AspNetCore.WebUtilities;

namespace Entente.Collaboration.Slack.Rules;

/// <summary>What Slack asks.</summary>
public enum SlackKind
{
    /// <summary>To be shown that this address is ours (<c>url_verification</c>).</summary>
    Challenge,
    Message,

    /// <summary>Somebody changed what they had said.</summary>
    Edit,
    Delete,

    /// <summary>The app was removed, its tokens were taken back.</summary>
    Out,

    /// <summary>A channel was archived or deleted, or we were taken out of it.</summary>
    ChannelGone,
    ChannelBack,
    Command,

    /// <summary>A button.</summary>
    Press,

    /// <summary>A filled-in modal.</summary>
    Submit,

    /// <summary>Nothing of ours.</summary>
    Other,
}

/// <summary>One request of Slack, as far as it concerns us. Absent members are empty.</summary>
/// <param name="Key">The same request again has the same one.</param>
/// <param name="Channel">Where: <c>C…</c>, <c>G…</c>, <c>D…</c>.</param>
public sealed record SlackCall(SlackKind Kind, string Key, string Team, string User, string Channel)
{
    /// <summary>Of a message, or of the one that a button is part of: <c>1531420618.000100</c>. In a channel no two are alike.</summary>
    public string Ts { get; init; } = "";

    /// <summary>Of the message that the thread begins with.</summary>
    public string ThreadTs { get; init; } = "";

    /// <summary>Who began the thread.</summary>
    public string ThreadOf { get; init; } = "";

    /// <summary>Of an edit: when it was.</summary>
    public string EditedTs { get; init; } = "";
    public string Text { get; init; } = "";

    /// <summary>By an app, ours among them.</summary>
    public bool ByApp { get; init; }

    /// <summary>Of a command <c>/register</c>; of a button and a modal, our own name of it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Of a button: what it carries. Of a modal: what it was opened with.</summary>
    public string Value { get; init; } = "";
    public string TriggerId { get; init; } = "";
    public string ResponseUrl { get; init; } = "";

    /// <summary>Of a modal: its own id, the same while it is mended and sent again.</summary>
    public string View { get; init; } = "";

    /// <summary>What was filled in, by the name of the block; several choices as <c>a;b</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>To be sent back as it is.</summary>
    public string Challenge { get; init; } = "";

    /// <summary>When something was said; null where the ts is none.</summary>
    public DateTimeOffset? SaidAt =>
        decimal.TryParse(Ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 100_000_000_000m
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : null;
}

/// <summary>Reads a verified body. Never throws: what cannot be read is <see cref="SlackKind.Other"/>. Pure.</summary>
public static class SlackReader
{
    private const int LongestName = 80;

    public static SlackCall Read(string? contentType, byte[] body)
    {
        try
        {
            return (contentType ?? "").StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
                ? Form(body)
                : Event(Parse(Encoding.UTF8.GetString(body)), body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or InvalidDataException or FormatException)
        {
            return Nothing(body);
        }
    }

    private static SlackCall Nothing(byte[] body) => new(SlackKind.Other, Digest(body), "", "", "");

    private static string Digest(byte[] body) => "body:" + Convert.ToHexStringLower(SHA256.HashData(body));

    private static SlackCall Form(byte[] body)
    {
        using var reader = new FormReader(Encoding.UTF8.GetString(body)) { ValueCountLimit = 200, ValueLengthLimit = body.Length + 1 };
        var form = reader.ReadForm();
        string At(string name) => form.TryGetValue(name, out var value) ? value.ToString() : "";
        if (At("payload") is { Length: > 0 } payload)
            return Interaction(Parse(payload), body);
        var trigger = At("trigger_id");
        return At("command") is { Length: > 0 } command
            ? new(
                SlackKind.Command,
                trigger.Length > 0 ? "command:" + Id(trigger) : Digest(body),
                Id(At("team_id")),
                Id(At("user_id")),
                Id(At("channel_id"))
            )
            {
                Name = Id(command),
                Text = At("text").Trim(),
                TriggerId = trigger,
                ResponseUrl = At("response_url"),
            }
            : Nothing(body);
    }

    private static SlackCall Event(JsonElement json, byte[] body)
    {
        if (Text(json, "type") == "url_verification")
            return new(SlackKind.Challenge, Digest(body), "", "", "") { Challenge = Text(json, "challenge") };
        if (Text(json, "type") != "event_callback")
            return Nothing(body);
        var what = At(json, "event");
        var key = Text(json, "event_id") is { Length: > 0 } id ? "event:" + Id(id) : Digest(body);
        var call = new SlackCall(SlackKind.Other, key, Id(Text(json, "team_id")), Id(Text(what, "user")), Id(Text(what, "channel")))
        {
            Ts = Id(Text(what, "ts")),
            ThreadTs = Id(Text(what, "thread_ts")),
            ThreadOf = Id(Text(what, "parent_user_id")),
            Text = Text(what, "text"),
            ByApp = IsApps(what),
        };
        return (Text(what, "type"), Text(what, "subtype")) switch
        {
            ("message", "" or "thread_broadcast" or "file_share" or "me_message") => call with { Kind = SlackKind.Message },
            ("message", "message_changed") => Changed(call, At(what, "message"), At(what, "previous_message")),
            ("message", "message_deleted") => call with
            {
                Kind = SlackKind.Delete,
                Ts = Id(Text(what, "deleted_ts")),
                User = Id(Text(At(what, "previous_message"), "user")),
                ThreadTs = Id(Text(At(what, "previous_message"), "thread_ts")),
                ByApp = IsApps(At(what, "previous_message")),
            },
            ("app_uninstalled", _) => call with { Kind = SlackKind.Out, Name = "app_uninstalled" },
            // Only the app’s own: a person’s token is none of ours.
            ("tokens_revoked", _)
                when At(At(what, "tokens"), "bot") is { ValueKind: JsonValueKind.Array } bots && bots.GetArrayLength() > 0 => call with
            {
                Kind = SlackKind.Out,
                Name = "tokens_revoked",
            },
            ("channel_archive" or "channel_deleted" or "channel_left" or "group_archive" or "group_deleted" or "group_left", _) => call with
            {
                Kind = SlackKind.ChannelGone,
                Name = Id(Text(what, "type")),
            },
            ("channel_unarchive" or "group_unarchive", _) => call with { Kind = SlackKind.ChannelBack },
            _ => call,
        };
    }

    private static SlackCall Changed(SlackCall call, JsonElement now, JsonElement before) =>
        Text(now, "subtype") == "tombstone" || Text(now, "text") == Text(before, "text")
            ? call
            : call with
            {
                Kind = SlackKind.Edit,
                Ts = Id(Text(now, "ts")),
                User = Id(Text(now, "user")),
                ThreadTs = Id(Text(now, "thread_ts")),
                ThreadOf = Id(Text(now, "parent_user_id")),
                EditedTs = Id(Text(At(now, "edited"), "ts")),
                Text = Text(now, "text"),
                ByApp = IsApps(now),
            };

    private static SlackCall Interaction(JsonElement json, byte[] body)
    {
        var (user, view, action) = (At(json, "user"), At(json, "view"), First(At(json, "actions")));
        var trigger = Text(json, "trigger_id");
        var team = Text(user, "team_id") is { Length: > 0 } own ? own : Text(At(json, "team"), "id");
        var channel = Text(At(json, "channel"), "id") is { Length: > 0 } here ? here : Text(At(json, "container"), "channel_id");
        var call = new SlackCall(
            SlackKind.Other,
            trigger.Length > 0 ? "action:" + Id(trigger) : Digest(body),
            Id(team),
            Id(Text(user, "id")),
            Id(channel)
        )
        {
            TriggerId = trigger,
            ResponseUrl = Text(json, "response_url"),
        };
        return Text(json, "type") switch
        {
            "block_actions" => call with
            {
                Kind = SlackKind.Press,
                Name = Id(Text(action, "action_id")),
                Value = Text(action, "value"),
                Ts = Id(Text(At(json, "message"), "ts") is { Length: > 0 } ts ? ts : Text(At(json, "container"), "message_ts")),
                ThreadTs = Id(Text(At(json, "message"), "thread_ts")),
            },
            "view_submission" => call with
            {
                Kind = SlackKind.Submit,
                Name = Id(Text(view, "callback_id")),
                Value = Text(view, "private_metadata"),
                View = Id(Text(view, "root_view_id") is { Length: > 0 } root ? root : Text(view, "id")),
                Fields = Filled(At(At(view, "state"), "values")),
            },
            _ => call,
        };
    }

    private static Dictionary<string, string> Filled(JsonElement values)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (values.ValueKind is not JsonValueKind.Object)
            return fields;
        foreach (var block in values.EnumerateObject())
            if (block.Value.ValueKind is JsonValueKind.Object)
                foreach (var input in block.Value.EnumerateObject())
                    fields[block.Name] = Value(input.Value);
        return fields;
    }

    private static string Value(JsonElement input) =>
        At(input, "selected_option") is { ValueKind: JsonValueKind.Object } one ? Text(one, "value")
        : At(input, "selected_options") is { ValueKind: JsonValueKind.Array } several
            ? string.Join(';', several.EnumerateArray().Select(o => Text(o, "value")))
        : Text(input, "selected_date") is { Length: > 0 } date ? date
        : Text(input, "value");

    private static bool IsApps(JsonElement message) =>
        Text(message, "bot_id").Length > 0 || Text(message, "app_id").Length > 0 || Text(message, "subtype") == "bot_message";

    private static JsonElement First(JsonElement list) =>
        list.ValueKind is JsonValueKind.Array && list.GetArrayLength() > 0 ? list[0] : default;

    private static JsonElement At(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    private static string Text(JsonElement json, string name) =>
        At(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()!.Replace("\0", "", StringComparison.Ordinal) : "";

    // Names and numbers of Slack’s are short and plain; whatever else stands there is cut.
    private static string Id(string text) => ChatText.Short(text, LongestName);

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
        return document.RootElement.Clone();
    }
}
