using System.Text.Json;
using System.Text.Json.Nodes;

namespace Entente.Collaboration.Slack.Rules;

/// <summary>The app as an admin makes it in Slack from a manifest (docs.slack.dev, “App manifest reference”). Pure.</summary>
public static class SlackManifest
{
    /// <summary>What the app may do, each with its reason.</summary>
    public static IReadOnlyList<(string Scope, string Why)> Scopes { get; } =
    [
        ("commands", "/register, /deal and /entente"),
        ("chat:write", "tell people, answer in threads"),
        ("users:read", "who somebody is"),
        ("users:read.email", "by which address they are known here"),
        ("im:write", "write to somebody alone"),
        ("im:history", "answers to what they were told"),
        ("channels:read", "whether a mapped channel is still there"),
        ("groups:read", "the same, for private channels"),
        ("channels:history", "answers in the threads of mapped channels"),
        ("groups:history", "the same, for private channels"),
    ];

    public static IReadOnlyList<string> Events { get; } =
    [
        "message.im",
        "message.channels",
        "message.groups",
        "app_uninstalled",
        "tokens_revoked",
        "channel_archive",
        "channel_unarchive",
        "channel_deleted",
        "channel_left",
        "group_archive",
        "group_unarchive",
        "group_deleted",
        "group_left",
    ];

    /// <param name="hooks">Where Slack calls, without what it calls for.</param>
    /// <param name="redirect">Where Slack sends the admin back.</param>
    public static string Of(string vendor, string hooks, string redirect)
    {
        var name = vendor.Length > 25 ? vendor[..25].Trim() : vendor;
        var manifest = new JsonObject
        {
            ["display_information"] = new JsonObject
            {
                ["name"] = $"{name} partners",
                ["description"] = "Register deals, follow them, answer.",
            },
            ["features"] = new JsonObject
            {
                ["bot_user"] = new JsonObject { ["display_name"] = $"{name} partners", ["always_online"] = true },
                ["app_home"] = new JsonObject
                {
                    ["home_tab_enabled"] = false,
                    ["messages_tab_enabled"] = true,
                    ["messages_tab_read_only_enabled"] = false,
                },
                ["slash_commands"] = new JsonArray(
                    Command(SlackNames.RegisterCommand, "Register a deal or a lead", "[lead]", hooks),
                    Command(SlackNames.DealCommand, "How your deals stand", "[number]", hooks),
                    Command(SlackNames.OwnCommand, "Link your account, map a channel", "[me | link PARTNER | unlink]", hooks)
                ),
            },
            ["oauth_config"] = new JsonObject
            {
                ["redirect_urls"] = new JsonArray(redirect),
                ["scopes"] = new JsonObject { ["bot"] = new JsonArray([.. Scopes.Select(s => (JsonNode)s.Scope)]) },
            },
            ["settings"] = new JsonObject
            {
                ["event_subscriptions"] = new JsonObject
                {
                    ["request_url"] = hooks + "/events",
                    ["bot_events"] = new JsonArray([.. Events.Select(e => (JsonNode)e)]),
                },
                ["interactivity"] = new JsonObject { ["is_enabled"] = true, ["request_url"] = hooks + "/actions" },
                ["org_deploy_enabled"] = false,
                ["socket_mode_enabled"] = false,
                ["token_rotation_enabled"] = false,
            },
        };
        return manifest.ToJsonString(Indented);
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static JsonObject Command(string command, string words, string hint, string hooks) =>
        new()
        {
            ["command"] = command,
            ["url"] = hooks + "/commands",
            ["description"] = words,
            ["usage_hint"] = hint,
            ["should_escape"] = false,
        };
}
