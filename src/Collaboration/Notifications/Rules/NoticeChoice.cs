namespace Entente.Collaboration.Notifications.Rules;

/// <summary>Of which records somebody is told.</summary>
public enum Reach
{
    All,

    /// <summary>Of what they look after or brought.</summary>
    Own,

    /// <summary>Of what is theirs or what they take part in.</summary>
    Collaborating,
    Off,
}

/// <summary>How often the mails leave.</summary>
public enum Cadence
{
    Instant,
    Hourly,
    Daily,
    Weekly,
}

/// <summary>Where somebody is told.</summary>
public enum NoticeChannel
{
    /// <summary>By mail, and on their page of notifications.</summary>
    Both,
    Mail,
    Inbox,

    /// <summary>In Slack instead of by mail, and on their page of notifications; by mail where Slack does not reach them.</summary>
    Slack,

    /// <summary>The same in Microsoft Teams.</summary>
    Teams,
}

/// <summary>What somebody chose for one kind of event.</summary>
public sealed record NoticeChoice(Reach Reach, NoticeChannel Channel, Cadence Cadence)
{
    /// <summary>Everything, at once, everywhere: nobody misses anything before they have chosen.</summary>
    public static NoticeChoice Usual { get; } = new(Reach.All, NoticeChannel.Both, Cadence.Instant);

    /// <summary>In a chat, one by one as it comes.</summary>
    public bool InChat => IsChat(Channel);

    public static bool IsChat(NoticeChannel channel) => channel is NoticeChannel.Slack or NoticeChannel.Teams;

    /// <summary>The nearest choice that the event allows: what must be answered is always told, by mail, and never later than it may be.</summary>
    public NoticeChoice Within(NoticeEvent what) =>
        this with
        {
            Reach = what.MayBeOff ? Reach : Reach.All,
            Channel = what.MayBeOff || Channel is not NoticeChannel.Inbox ? Channel : NoticeChannel.Both,
            Cadence = Cadence > what.Longest ? what.Longest : Cadence,
        };

    /// <summary>Whether a record that concerns somebody so is within what they want to hear of.</summary>
    public bool Reaches(Concern concern) =>
        Reach switch
        {
            Reach.All => true,
            Reach.Own => concern is Concern.Own,
            Reach.Collaborating => concern is Concern.Own or Concern.Collaborating,
            _ => false,
        };
}

/// <summary>How a record concerns a person.</summary>
public enum Concern
{
    /// <summary>They look after it, brought it, or nobody else is there to be told.</summary>
    Own,

    /// <summary>They take part in it.</summary>
    Collaborating,

    /// <summary>Their role hears of such records.</summary>
    Role,
}
