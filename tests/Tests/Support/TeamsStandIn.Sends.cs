using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Entente.Collaboration.Teams.Intake;

namespace Entente.Tests.Support;

/// <summary>Somebody in Teams.</summary>
internal sealed record TeamsUser(string AadId, string Id, string Name);

/// <summary>How a token is made, where it is not made as Teams makes it.</summary>
internal sealed record TeamsTokenMade
{
    public string Algorithm { get; init; } = "RS256";
    public bool Signed { get; init; } = true;
    public RSA? Key { get; init; }
    public Action<JsonObject> Claims { get; init; } = _ => { };
}

// The activities that Teams sends, with the tokens that it sends them with.
internal sealed partial class TeamsStandIn
{
    private const string Bot = "28:" + AppId;
    private const string TeamId = "19:team@thread.tacv2";

    public TeamsUser User(string name) => new(NewGuid(), $"29:{Next():0000000}", name);

    public static string NewGuid() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    public string Channel() => $"19:channel{Next():0000000}@thread.tacv2";

    /// <summary>The conversation with them alone.</summary>
    public static string Direct(TeamsUser user) => Direct(user.Id);

    private static string Direct(string user) => "a:" + user[3..];

    /// <summary>Written to the bot alone.</summary>
    public JsonObject Alone(TeamsUser user, string text) => With(Basis("message", user, Direct(user), "personal"), ("text", text));

    /// <summary>Written in a channel; to the bot where it names it.</summary>
    /// <param name="root">The message whose thread it is in; null: it begins one.</param>
    public JsonObject In(string channel, TeamsUser user, string text, string? root = null, bool named = false, string? id = null)
    {
        id ??= NextId();
        var activity = Basis("message", user, $"{channel};messageid={root ?? id}", "channel", id);
        activity["channelData"]!["channel"] = new JsonObject { ["id"] = channel, ["name"] = "Deals" };
        activity["channelData"]!["team"] = new JsonObject { ["id"] = TeamId, ["name"] = "Shared" };
        activity["text"] = named ? $"<at>Entente</at> {text}" : text;
        if (named)
            activity["entities"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "mention",
                    ["text"] = "<at>Entente</at>",
                    ["mentioned"] = new JsonObject { ["id"] = Bot, ["name"] = "Entente" },
                }
            );
        return activity;
    }

    /// <summary>The same message, changed or taken back.</summary>
    public JsonObject Changed(JsonObject message, string type, string? text)
    {
        var activity = message.DeepClone().AsObject();
        activity["type"] = type;
        activity["timestamp"] = Time();
        activity["channelData"]!["eventType"] = type == "messageUpdate" ? "editMessage" : "softDeleteMessage";
        if (text is null)
            activity.Remove("text");
        else
            activity["text"] = text;
        return activity;
    }

    /// <summary>A button of a card, with what was filled in.</summary>
    public JsonObject Press(TeamsUser user, TeamsSays card, string act, params IEnumerable<(string Field, string Value)> fields)
    {
        var value = card.Button(act).ShouldNotBeNull(card.Card.ToJsonString()).DeepClone().AsObject();
        var inputs = card.Inputs.Select(i => i["id"]!.GetValue<string>()).ToHashSet();
        foreach (var (field, said) in fields)
            value[inputs.Single(i => i == field || i == "t." + field || i == "m." + field)] = said;
        var activity = Basis("message", user, Direct(user), "personal");
        activity["replyToId"] = card.Id;
        activity["value"] = value;
        return activity;
    }

    /// <summary>Something happened to a team or one of its channels.</summary>
    public JsonObject Event(string what, string channel)
    {
        var activity = Basis("conversationUpdate", User("Somebody"), TeamId, "channel");
        activity["channelData"]!["eventType"] = what;
        activity["channelData"]!["team"] = new JsonObject { ["id"] = TeamId };
        activity["channelData"]!["channel"] = new JsonObject { ["id"] = channel };
        return activity;
    }

    public JsonObject BotRemoved()
    {
        var activity = Event("teamMemberRemoved", TeamId);
        activity["membersRemoved"] = new JsonArray(new JsonObject { ["id"] = Bot });
        return activity;
    }

    /// <summary>As Teams sends it.</summary>
    public RawTeams Sent(JsonObject activity, TeamsTokenMade? made = null) =>
        new(Token(made ?? new()), Encoding.UTF8.GetBytes(activity.ToJsonString()));

    public string Token(TeamsTokenMade made)
    {
        var claims = new JsonObject
        {
            ["serviceurl"] = ServiceUrl,
            ["nbf"] = clock.Now.ToUnixTimeSeconds(),
            ["exp"] = clock.Now.AddHours(1).ToUnixTimeSeconds(),
            ["iss"] = "https://api.botframework.com",
            ["aud"] = AppId,
        };
        made.Claims(claims);
        var header = new JsonObject
        {
            ["alg"] = made.Algorithm,
            ["kid"] = signing.Kid,
            ["typ"] = "JWT",
        };
        var content = $"{Url(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Url(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        var octets = Encoding.ASCII.GetBytes(content);
        var key = made.Key ?? signing.Key;
        var signature =
            !made.Signed ? []
            // The oldest trick: the public key, which everybody has, as if it were a secret.
            : made.Algorithm == "HS256" ? HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), octets)
            : key.SignData(octets, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{Url(signature)}";
    }

    private JsonObject Basis(string type, TeamsUser user, string conversation, string kind, string? id = null) =>
        new()
        {
            ["type"] = type,
            ["id"] = id ?? NextId(),
            ["timestamp"] = Time(),
            ["serviceUrl"] = ServiceUrl,
            ["channelId"] = "msteams",
            ["from"] = new JsonObject
            {
                ["id"] = user.Id,
                ["name"] = user.Name,
                ["aadObjectId"] = user.AadId,
            },
            ["conversation"] = new JsonObject
            {
                ["id"] = conversation,
                ["conversationType"] = kind,
                ["tenantId"] = Tenant,
            },
            ["recipient"] = new JsonObject { ["id"] = Bot, ["name"] = "Entente" },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
        };

    private string Time() => clock.Now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject With(JsonObject activity, params (string Name, string Value)[] more)
    {
        foreach (var (name, value) in more)
            activity[name] = value;
        return activity;
    }
}
