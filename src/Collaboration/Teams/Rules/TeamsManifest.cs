using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Collaboration.Chat.Rules;

namespace Entente.Collaboration.Teams.Rules;

/// <summary>The app as an admin uploads it to Teams (learn.microsoft.com, “App manifest schema for Teams”, 1.16). Pure.</summary>
public static class TeamsManifest
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>What people can write to the bot, each with what it does.</summary>
    public static IReadOnlyList<(string Command, string Words)> Commands { get; } =
    [
        (TeamsNames.Register, "Register a deal"),
        (TeamsNames.Deals, "See how your deals stand"),
        (TeamsNames.Link, "Say who you are here"),
        (TeamsNames.Help, "What you can write"),
    ];

    /// <param name="clientId">The bot’s own id.</param>
    /// <param name="home">Where this house stands.</param>
    public static string Of(string vendor, string clientId, Uri home) =>
        new JsonObject
        {
            ["$schema"] = "https://developer.microsoft.com/en-us/json-schemas/teams/v1.16/MicrosoftTeams.schema.json",
            ["manifestVersion"] = "1.16",
            ["version"] = "1.0.0",
            ["id"] = clientId,
            ["packageName"] = "com.entente.partners",
            ["developer"] = new JsonObject
            {
                ["name"] = ChatText.Short(vendor, 32),
                ["websiteUrl"] = home.ToString(),
                ["privacyUrl"] = home.ToString(),
                ["termsOfUseUrl"] = home.ToString(),
            },
            ["name"] = new JsonObject
            {
                ["short"] = $"{ChatText.Short(vendor, 20)} partners",
                ["full"] = $"{ChatText.Short(vendor, 80)} partners",
            },
            ["description"] = new JsonObject
            {
                ["short"] = "Register deals, follow them, answer.",
                ["full"] = $"Register deals with {ChatText.Short(vendor, 100)}, follow them, answer questions, and be told what happens.",
            },
            ["icons"] = new JsonObject { ["color"] = "color.png", ["outline"] = "outline.png" },
            ["accentColor"] = "#FFFFFF",
            ["bots"] = new JsonArray(
                new JsonObject
                {
                    ["botId"] = clientId,
                    ["scopes"] = Scopes(),
                    ["supportsFiles"] = false,
                    ["isNotificationOnly"] = false,
                    ["commandLists"] = new JsonArray(
                        new JsonObject
                        {
                            ["scopes"] = Scopes(),
                            ["commands"] = new JsonArray([
                                .. Commands.Select(c => new JsonObject { ["title"] = c.Command, ["description"] = c.Words }),
                            ]),
                        }
                    ),
                }
            ),
            ["permissions"] = new JsonArray("identity", "messageTeamMembers"),
            ["validDomains"] = new JsonArray(home.Host),
            // Answers in a thread reach the bot without its name.
            ["webApplicationInfo"] = new JsonObject { ["id"] = clientId, ["resource"] = $"api://{home.Host}/{clientId}" },
            ["authorization"] = new JsonObject
            {
                ["permissions"] = new JsonObject
                {
                    ["resourceSpecific"] = new JsonArray(
                        new JsonObject { ["name"] = "ChannelMessage.Read.Group", ["type"] = "Application" }
                    ),
                },
            },
        }.ToJsonString(Indented);

    private static JsonArray Scopes() => new("personal", "team", "groupChat");
}
