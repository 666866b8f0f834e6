using Entente.Collaboration.Notifications.Rules;
using Microsoft.AspNetCore.Http;

namespace Entente.Collaboration.Notifications;

/// <summary>The fields of the table of events: <c>reach.message</c>, <c>channel.message</c>, <c>cadence.message</c>.</summary>
internal static class NoticeForm
{
    public static IReadOnlyDictionary<string, NoticeChoice> Read(IFormCollection form) =>
        NoticeEvents
            .All.Select(e => (e.Key, Choice: Choice(form, e)))
            .Where(c => c.Choice is not null)
            .ToDictionary(c => c.Key, c => c.Choice!);

    public static string Name(string field, NoticeEvent what) => $"{field}.{what.Key}";

    public static string Text(NoticeChannel channel) =>
        channel switch
        {
            NoticeChannel.Mail => "Mail only",
            NoticeChannel.Inbox => "Here only",
            NoticeChannel.Slack => "Slack and here",
            NoticeChannel.Teams => "Teams and here",
            _ => "Mail and here",
        };

    public static string Text(Cadence cadence) =>
        cadence switch
        {
            Cadence.Instant => "At once",
            Cadence.Hourly => "Once an hour",
            Cadence.Daily => "Once a day",
            _ => "Once a week",
        };

    public static string Text(Reach reach) =>
        reach switch
        {
            Reach.All => "All",
            Reach.Own => "Mine",
            Reach.Collaborating => "Mine, and where I take part",
            _ => "Off",
        };

    // What the page does not offer was not chosen: a field that is missing leaves the usual one.
    private static NoticeChoice? Choice(IFormCollection form, NoticeEvent what)
    {
        var (reach, channel, cadence) = (
            Value<Reach>(form, "reach", what),
            Value<NoticeChannel>(form, "channel", what),
            Value<Cadence>(form, "cadence", what)
        );
        return reach is null && channel is null && cadence is null
            ? null
            : new(reach ?? NoticeChoice.Usual.Reach, channel ?? NoticeChoice.Usual.Channel, cadence ?? NoticeChoice.Usual.Cadence);
    }

    private static T? Value<T>(IFormCollection form, string field, NoticeEvent what)
        where T : struct, Enum =>
        Enum.TryParse<T>(form[Name(field, what)], ignoreCase: false, out var value) && Enum.IsDefined(value) ? value : null;
}
