using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Collaboration.Slack.Intake;
using Entente.Collaboration.Slack.Rules;

namespace Entente.Tests.Support;

// The requests that Slack sends, signed as it signs them.
internal sealed partial class SlackStandIn
{
    public RawSlack Event(JsonObject what, string? id = null) =>
        Signed(
            "application/json",
            new JsonObject
            {
                ["type"] = "event_callback",
                ["team_id"] = Team,
                ["event_id"] = id ?? $"Ev{Next()}",
                ["event"] = what,
            }.ToJsonString()
        );

    public static JsonObject Message(string channel, string user, string text, string ts, string? thread) =>
        new()
        {
            ["type"] = "message",
            ["channel"] = channel,
            ["user"] = user,
            ["text"] = text,
            ["ts"] = ts,
            ["thread_ts"] = thread,
            ["parent_user_id"] = thread is null ? null : Bot,
        };

    public RawSlack Command(string command, string text, string user, string channel, string? trigger = null) =>
        Form(
            ("team_id", Team),
            ("channel_id", channel),
            ("user_id", user),
            ("command", command),
            ("text", text),
            ("trigger_id", trigger ?? Trigger()),
            ("response_url", ResponseUrl(channel, user))
        );

    public RawSlack Press(string user, string channel, string ts, string action, string value, string? trigger = null) =>
        Form(
            (
                "payload",
                new JsonObject
                {
                    ["type"] = "block_actions",
                    ["team"] = new JsonObject { ["id"] = Team },
                    ["user"] = new JsonObject { ["id"] = user, ["team_id"] = Team },
                    ["trigger_id"] = trigger ?? Trigger(),
                    ["response_url"] = ResponseUrl(channel, user),
                    ["channel"] = new JsonObject { ["id"] = channel },
                    ["message"] = new JsonObject { ["ts"] = ts },
                    ["actions"] = new JsonArray(new JsonObject { ["action_id"] = action, ["value"] = value }),
                }.ToJsonString()
            )
        );

    /// <summary>A modal as it was opened, filled in.</summary>
    public RawSlack Submit(string user, JsonObject view, string viewId, params IEnumerable<(string Field, string Value)> fields)
    {
        var filled = new JsonObject();
        var written = fields.ToDictionary(f => f.Field, f => f.Value);
        foreach (var block in view["blocks"]!.AsArray().Where(b => b!["type"]!.GetValue<string>() == "input"))
        {
            var (name, type) = (block!["block_id"]!.GetValue<string>(), block["element"]!["type"]!.GetValue<string>());
            var value = written.GetValueOrDefault(name);
            filled[name] = new JsonObject
            {
                ["value"] = type switch
                {
                    "static_select" => new JsonObject
                    {
                        ["type"] = type,
                        ["selected_option"] = value is null ? null : new JsonObject { ["value"] = value },
                    },
                    "checkboxes" => new JsonObject
                    {
                        ["type"] = type,
                        ["selected_options"] = value is null ? new JsonArray() : new JsonArray(new JsonObject { ["value"] = value }),
                    },
                    "datepicker" => new JsonObject { ["type"] = type, ["selected_date"] = value },
                    _ => new JsonObject { ["type"] = type, ["value"] = value },
                },
            };
        }
        return Form(
            (
                "payload",
                new JsonObject
                {
                    ["type"] = "view_submission",
                    ["team"] = new JsonObject { ["id"] = Team },
                    ["user"] = new JsonObject { ["id"] = user, ["team_id"] = Team },
                    ["trigger_id"] = Trigger(),
                    ["view"] = new JsonObject
                    {
                        ["id"] = viewId,
                        ["root_view_id"] = viewId,
                        ["callback_id"] = view["callback_id"]!.GetValue<string>(),
                        ["private_metadata"] = view["private_metadata"]!.GetValue<string>(),
                        ["state"] = new JsonObject { ["values"] = filled },
                    },
                }.ToJsonString()
            )
        );
    }

    public RawSlack Signed(string type, string body, string secret = SigningSecret, TimeSpan old = default)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var at = (clock.Now - old).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return new(type, at, SlackSignature.Of(secret, at, bytes), bytes);
    }

    private RawSlack Form(params (string Name, string Value)[] fields) =>
        Signed("application/x-www-form-urlencoded", string.Join('&', fields.Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value)}")));
}
