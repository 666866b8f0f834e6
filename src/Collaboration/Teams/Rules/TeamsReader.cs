using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Collaboration.Chat.Rules;

namespace Entente.Collaboration.Teams.Rules;

/// <summary>
/// Reads an activity (github.com/microsoft/Agents, “Activity Protocol”; learn.microsoft.com, “Send and receive messages”). Never throws: what cannot be read
/// is <see cref="TeamsKind.Other"/>. Pure.
/// </summary>
public static partial class TeamsReader
{
    private const int LongestName = 200;

    [GeneratedRegex("<at(\\s[^<>]*)?>(?<name>[^<>]*)</at>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mentions();

    public static TeamsCall Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64 });
            return Activity(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or RegexMatchTimeoutException)
        {
            return new(TeamsKind.Other, "body:" + Convert.ToHexStringLower(SHA256.HashData(body)), "", "", "");
        }
    }

    private static TeamsCall Activity(JsonElement json)
    {
        var (from, place, data) = (At(json, "from"), At(json, "conversation"), At(json, "channelData"));
        var (type, id, stamp, conversation) = (Text(json, "type"), Text(json, "id"), Text(json, "timestamp"), Text(place, "id"));
        var parts = conversation.Split(";messageid=", 2);
        var personal = Text(place, "conversationType") == "personal";
        var tenant = Text(At(data, "tenant"), "id") is { Length: > 0 } named ? named : Text(place, "tenantId");
        // An edit has the id of what it edits.
        var once = type == "message" ? "" : $"{type}\n{stamp}";
        var call = new TeamsCall(
            TeamsKind.Other,
            Key(type, $"{conversation}\n{id}\n{once}"),
            Id(tenant),
            Id(Text(from, "aadObjectId")),
            Id(parts[0])
        )
        {
            User = Id(Text(from, "id")),
            UserName = ChatText.Short(Text(from, "name"), 100),
            Personal = personal,
            Id = Id(id),
            Root = parts.Length == 2 && parts[1] != id ? Id(parts[1]) : "",
            ReplyTo = Id(Text(json, "replyToId")),
            ServiceUrl = Text(json, "serviceUrl"),
            ChannelKind = Text(json, "channelId"),
            Team = Id(Text(At(data, "team"), "id")),
            Place = PlaceOf(data),
            Stamp = stamp,
            ByApp = Text(from, "id").StartsWith("28:", StringComparison.Ordinal) || Text(from, "role") == "bot",
        };
        return type switch
        {
            "message" => Message(call, json),
            "messageUpdate" when Text(data, "eventType") == "editMessage" => Words(call, json) with { Kind = TeamsKind.Edit },
            "messageDelete" => call with { Kind = TeamsKind.Delete },
            "conversationUpdate" => Change(call, json, Text(data, "eventType")),
            "installationUpdate" => call with
            {
                Kind = Text(json, "action").StartsWith("remove", StringComparison.Ordinal) ? TeamsKind.Removed : TeamsKind.Added,
            },
            _ => call,
        };
    }

    private static TeamsCall Message(TeamsCall call, JsonElement json)
    {
        if (At(json, "value") is { ValueKind: JsonValueKind.Object } value)
            return At(value, "entente") is { ValueKind: JsonValueKind.Object } ours
                ? call with
                {
                    Kind = TeamsKind.Submit,
                    Name = Id(Text(ours, "act")),
                    About = Id(Text(ours, "about")),
                    Fields = Filled(value),
                }
                : call;
        var said = Words(call, json);
        var words = said.Text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // In a thread of ours “help us with this” is an answer, not a command; alone with us there are no threads.
        var command = words.Length > 0 && said.ToUs ? words[0].TrimStart('/').ToLowerInvariant() : "";
        return TeamsNames.Commands.Contains(command) && said.Root.Length == 0
            ? said with
            {
                Kind = TeamsKind.Command,
                Name = command,
                Text = words.Length > 1 ? words[1] : "",
            }
            : said with
            {
                Kind = TeamsKind.Message,
            };
    }

    private static TeamsCall Change(TeamsCall call, JsonElement json, string what) =>
        what switch
        {
            "channelDeleted" or "teamDeleted" or "teamArchived" => Place(call, json, TeamsKind.ChannelGone, what),
            "channelRestored" or "teamRestored" or "teamUnarchived" => Place(call, json, TeamsKind.ChannelBack, what),
            _ when Has(json, "membersRemoved", Text(At(json, "recipient"), "id")) => call with { Kind = TeamsKind.Removed, Name = what },
            _ when Has(json, "membersAdded", Text(At(json, "recipient"), "id")) => call with { Kind = TeamsKind.Added },
            _ => call,
        };

    // It happens in the team’s first channel; which one it is about stands beside.
    private static TeamsCall Place(TeamsCall call, JsonElement json, TeamsKind kind, string what) =>
        call with
        {
            Kind = kind,
            Name = what,
            Channel = what.StartsWith("team", StringComparison.Ordinal) ? "" : Id(Text(At(At(json, "channelData"), "channel"), "id")),
        };

    private static bool Has(JsonElement json, string list, string id) =>
        id.Length > 0
        && At(json, list) is { ValueKind: JsonValueKind.Array } members
        && members.EnumerateArray().Any(m => Text(m, "id") == id);

    // Whom a message names stands in it as <at>; that it names us is no part of what is said.
    private static TeamsCall Words(TeamsCall call, JsonElement json)
    {
        var text = Text(json, "text");
        var (us, named) = (Text(At(json, "recipient"), "id"), false);
        if (At(json, "entities") is { ValueKind: JsonValueKind.Array } entities)
            foreach (var one in entities.EnumerateArray())
                if (Text(one, "type") == "mention" && us.Length > 0 && Text(At(one, "mentioned"), "id") == us)
                {
                    named = true;
                    if (Text(one, "text") is { Length: > 0 } mark)
                        text = text.Replace(mark, " ", StringComparison.Ordinal);
                }
        text = WebUtility.HtmlDecode(Mentions().Replace(text, m => "@" + m.Groups["name"].Value));
        return call with { Text = text.Replace('\u00a0', ' ').Trim(), ToUs = named || call.Personal };
    }

    // Names of inputs carry what they are: m.products holds several, t.consent is ticked or not there.
    private static Dictionary<string, string> Filled(JsonElement value)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var input in value.EnumerateObject())
        {
            if (input.Value.ValueKind is not JsonValueKind.String)
                continue;
            var said = Clean(input.Value.GetString()!);
            if (input.Name.StartsWith("m.", StringComparison.Ordinal))
                fields[input.Name[2..]] = said.Replace(',', ';');
            else if (!input.Name.StartsWith("t.", StringComparison.Ordinal))
                fields[input.Name] = said;
            else if (said == "true")
                fields[input.Name[2..]] = said;
        }
        return fields;
    }

    private static string PlaceOf(JsonElement data)
    {
        var (team, channel) = (Text(At(data, "team"), "name"), Text(At(data, "channel"), "name"));
        return ChatText.Short(string.Join(" · ", new[] { team, channel }.Where(n => n.Length > 0)), 100);
    }

    private static string Key(string type, string what) =>
        $"{(type.Length is > 0 and <= 30 ? type : "activity")}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)))[..40]}";

    private static JsonElement At(JsonElement json, string name) =>
        json.ValueKind is JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : default;

    private static string Text(JsonElement json, string name) =>
        At(json, name) is { ValueKind: JsonValueKind.String } text ? Clean(text.GetString()!) : "";

    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    // Names and numbers of Microsoft’s are short and plain; whatever else stands there is cut.
    private static string Id(string text) => ChatText.Short(text, LongestName);
}
