using System.Globalization;
using System.Text.Json;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Slack.Out;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Jobs;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Slack.Acts;

/// <summary>
/// Approve and decline by button: the use cases of the page, as whoever presses and with the version that the button was made for. A button that is out of date
/// says so and is brought up to date.
/// </summary>
internal sealed class DecideInSlack(SlackClient slack, SlackAnswers answers)
{
    private const string Reason = "reason";
    private const string Mend = "mend";
    private const string Note = "note";

    /// <summary>Travels with the modal: what is decided on, and the message whose buttons it were.</summary>
    internal sealed record Asked(string About, string Channel, string Ts);

    public async Task<SlackOutcome> Approve(SlackActing by, CancellationToken ct)
    {
        var (room, about, version) = Pressed(by, by.Call.Value);
        if (room is null || await room.Load(about, ct) is not { } now)
            return await answers.Say(by.Visit, "nothing to decide", "There is nothing here for you to decide.", ct);
        var done = await room.Approve(now.Number, version, ct);
        if (!done.Ok)
        {
            await Refresh(by, room, about, by.Call.Channel, by.Call.Ts, null, ct);
            return await Refused(by, now, done.Problem, ct);
        }
        await Refresh(by, room, about, by.Call.Channel, by.Call.Ts, done.Value, ct);
        return SlackOutcome.Done("approved");
    }

    /// <summary>A decline has a reason: the modal asks for it.</summary>
    public async Task<SlackOutcome> AskWhy(SlackActing by, CancellationToken ct)
    {
        var (room, about, version) = Pressed(by, by.Call.Value);
        if (room is null || await room.Load(about, ct) is not { } now)
            return await answers.Say(by.Visit, "nothing to decide", "There is nothing here for you to decide.", ct);
        if (!now.MayDecide || now.Version != version)
        {
            await Refresh(by, room, about, by.Call.Channel, by.Call.Ts, null, ct);
            return await answers.Say(
                by.Visit,
                "stale",
                now.MayDecide
                    ? $"{now.Number} changed since this was written. It is up to date now: look at it, then decide."
                    : $"{now.Number} is {now.State.ToLowerInvariant()}. It is not yours to decide now.",
                ct
            );
        }
        var modal = SlackBlocks.Modal(
            SlackNames.Decline,
            $"Decline {now.Number}",
            "Decline",
            Json.Write(new Asked(by.Call.Value, by.Call.Channel, by.Call.Ts)),
            [
                SlackBlocks.Section($"*{SlackText.Escape(now.Number)} · {SlackText.Escape(ChatText.Short(now.Title, 200))}*"),
                SlackBlocks.Input(
                    new(Reason, "Reason", "The partner reads it in words that name nobody.", true, ChatFieldKind.Choice)
                    {
                        Options = room.Reasons,
                    }
                ),
                SlackBlocks.Input(new(Mend, "The partner may mend it and send it again", null, false, ChatFieldKind.Tick)),
                SlackBlocks.Input(new(Note, "In your words", "To the partner.", false, ChatFieldKind.Text)),
            ]
        );
        return await answers.Open(by.Visit, "asked for the reason", modal, ct);
    }

    public async Task<SlackOutcome> Decline(SlackActing by, CancellationToken ct)
    {
        if (Read(by.Call.Value) is not { } asked)
            return SlackOutcome.Done("nothing of ours");
        var (room, about, version) = Pressed(by, asked.About);
        if (room is null || await room.Load(about, ct) is not { } now)
            return await answers.Say(by.Visit, "nothing to decide", "There is nothing here for you to decide.", ct);
        var fields = by.Call.Fields;
        var done = await room.Decline(
            now.Number,
            version,
            fields.GetValueOrDefault(Reason),
            fields.GetValueOrDefault(Mend) != "true",
            fields.GetValueOrDefault(Note),
            ct
        );
        if (done.Ok)
        {
            await Refresh(by, room, about, asked.Channel, asked.Ts, done.Value, ct);
            return await answers.Say(by.Visit, "declined", done.Value, ct);
        }
        var wrong = (done.Problem.Fields ?? new Dictionary<string, string>())
            .Select(f => KeyValuePair.Create(f.Key == Reason ? Reason : Note, f.Value))
            .DistinctBy(f => f.Key)
            .ToList();
        if (by.Visit.Modal && wrong.Count > 0)
            return new("asked for the reason", null, SlackAnswers.Errors(wrong));
        await Refresh(by, room, about, asked.Channel, asked.Ts, null, ct);
        return await Refused(by, now, done.Problem, ct);
    }

    private Task<SlackOutcome> Refused(SlackActing by, ChatDecision now, Problem problem, CancellationToken ct) =>
        answers.Say(
            by.Visit,
            problem.Code,
            SlackWords.Of(
                SlackText.Escape(problem.Fields is { Count: > 0 } fields ? fields.Values.First() : problem.Message),
                SlackBlocks.Actions(SlackBlocks.LinkButton($"Open {now.Number}", answers.Url(now.Path)))
            ),
            ct
        );

    // What the message shows is how it stands now. A message that cannot be changed any more is nobody’s harm: its buttons are judged by their version.
    private async Task Refresh(
        SlackActing by,
        IChatDecisions room,
        SubjectRef about,
        string channel,
        string ts,
        string? what,
        CancellationToken ct
    )
    {
        if (channel.Length == 0 || ts.Length == 0 || await room.Load(about, ct) is not { } now)
            return;
        var words = SlackNotice.Decided(
            now,
            what is null ? $"{now.State}." : $"{what} Decided by {by.Actor.Name}.",
            about.ToString(),
            answers.Url(now.Path)
        );
        await slack.Call(
            by.App,
            "chat.update",
            ct,
            ("channel", channel),
            ("ts", ts),
            ("text", words.Text),
            ("blocks", words.Blocks.ToJsonString()),
            ("link_names", "false"),
            ("parse", "none")
        );
    }

    // registration:0191…|3
    private static (IChatDecisions? Room, SubjectRef About, int Version) Pressed(SlackActing by, string value)
    {
        var parts = value.Split('|', ':');
        if (
            parts.Length != 3
            || !Guid.TryParseExact(parts[1], "N", out var id)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        )
            return (null, default, 0);
        var room = by.Actor.IsStaff ? by.Services.GetServices<IChatDecisions>().FirstOrDefault(d => d.Kind == parts[0]) : null;
        return (room, new(parts[0], id), version);
    }

    private static Asked? Read(string metadata)
    {
        try
        {
            return Json.Read<Asked>(metadata);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
