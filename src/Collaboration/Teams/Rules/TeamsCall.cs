using System.Globalization;

namespace Entente.Collaboration.Teams.Rules;

/// <summary>What Teams tells us of.</summary>
public enum TeamsKind
{
    Message,

    /// <summary>Somebody changed what they had said.</summary>
    Edit,
    Delete,

    /// <summary>A message to us that begins with one of our commands.</summary>
    Command,

    /// <summary>A button or a form of a card.</summary>
    Submit,

    /// <summary>Somebody put the bot into a conversation.</summary>
    Added,

    /// <summary>The bot was taken out of a team, or by somebody for themselves.</summary>
    Removed,
    ChannelGone,
    ChannelBack,

    /// <summary>Nothing of ours.</summary>
    Other,
}

/// <summary>One activity, as far as it concerns us. Absent members are empty.</summary>
/// <param name="Key">The same activity again has the same one.</param>
/// <param name="Tenant">The organisation it happened in.</param>
/// <param name="AadId">Of whoever did it.</param>
/// <param name="Channel">Of a team: <c>19:…</c>; otherwise the conversation. Without a thread.</param>
public sealed record TeamsCall(TeamsKind Kind, string Key, string Tenant, string AadId, string Channel)
{
    /// <summary>As this bot calls them: <c>29:…</c>.</summary>
    public string User { get; init; } = "";
    public string UserName { get; init; } = "";

    /// <summary>With them alone.</summary>
    public bool Personal { get; init; }

    /// <summary>Its own id; of a message a time, unique in its conversation.</summary>
    public string Id { get; init; } = "";

    /// <summary>The message that the thread begins with; empty: it is in none, or begins one.</summary>
    public string Root { get; init; } = "";

    /// <summary>Of a button: the message whose card it is on.</summary>
    public string ReplyTo { get; init; } = "";
    public string ServiceUrl { get; init; } = "";
    public string ChannelKind { get; init; } = "";
    public string Team { get; init; } = "";

    /// <summary>Of the team and the channel, as people call them.</summary>
    public string Place { get; init; } = "";

    /// <summary>In plain words; of a command what stands behind it.</summary>
    public string Text { get; init; } = "";

    /// <summary>Said to us by name, or alone with us.</summary>
    public bool ToUs { get; init; }

    /// <summary>By a bot, ours among them.</summary>
    public bool ByApp { get; init; }

    /// <summary>Of a command and a button, our own name of it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Of a button: what it is about, as its card carries it.</summary>
    public string About { get; init; } = "";

    /// <summary>What was filled in, by field; several choices as <c>a;b</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public string Stamp { get; init; } = "";

    /// <summary>When it was said; null where no time stands.</summary>
    public DateTimeOffset? SaidAt =>
        DateTimeOffset.TryParse(Stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}

/// <summary>How our own buttons, forms and commands are called.</summary>
public static class TeamsNames
{
    public const string Approve = "approve";
    public const string Decline = "decline";
    public const string Ask = "ask";
    public const string Say = "say";
    public const string Register = "register";
    public const string Deals = "deals";
    public const string Link = "link";
    public const string Map = "map";
    public const string Unmap = "unmap";
    public const string Help = "help";

    public static IReadOnlyList<string> Commands { get; } = [Register, Deals, Link, Map, Unmap, Help];
}
