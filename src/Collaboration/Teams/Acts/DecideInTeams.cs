using System.Globalization;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Teams.Acts;

/// <summary>
/// Approve, decline and ask by card: the use cases of the page, as whoever presses and with the version that the card was made for. A card that is out of date
/// says so and is brought up to date.
/// </summary>
internal sealed class DecideInTeams(TeamsAnswers answers)
{
    public async Task<TeamsOutcome> Run(TeamsActing by, CancellationToken ct)
    {
        var (room, about, version) = Pressed(by);
        if (room is null || await room.Load(about, ct) is not { } now)
            return await answers.Say(by, "nothing to decide", "There is nothing here for you to decide.", ct);
        var fields = by.Call.Fields;
        var done = by.Call.Name switch
        {
            TeamsNames.Approve => await room.Approve(now.Number, version, ct),
            TeamsNames.Decline => await room.Decline(
                now.Number,
                version,
                fields.GetValueOrDefault(TeamsNotice.Reason),
                fields.GetValueOrDefault(TeamsNotice.Mend) != "true",
                fields.GetValueOrDefault(TeamsNotice.Note),
                ct
            ),
            _ => await room.Ask(
                now.Number,
                version,
                fields.GetValueOrDefault(TeamsNotice.Topic),
                fields.GetValueOrDefault(TeamsNotice.Words),
                ct
            ),
        };
        var refreshed = await Refresh(by, room, about, done.Ok ? done.Value : null, ct);
        if (refreshed.Wait is not null && done.Ok)
            return TeamsOutcome.Done(by.Call.Name);
        return done.Ok ? refreshed : await Refused(by, now, done.Problem, ct);
    }

    private Task<TeamsOutcome> Refused(TeamsActing by, ChatDecision now, Problem problem, CancellationToken ct) =>
        answers.Say(
            by,
            problem.Code,
            TeamsWords.Of(
                problem.Fields is { Count: > 0 } fields ? fields.Values.First() : problem.Message,
                TeamsCards.Link($"Open {now.Number}", answers.Url(now.Path))
            ),
            ct
        );

    // What the card shows is how it stands now.
    private async Task<TeamsOutcome> Refresh(TeamsActing by, IChatDecisions room, SubjectRef about, string? what, CancellationToken ct)
    {
        if (await room.Load(about, ct) is not { } now)
            return TeamsOutcome.Done(by.Call.Name);
        var words = TeamsNotice.Decided(
            new(now, room.Reasons, room.Topics),
            what is null ? $"{now.State}." : $"{what} Decided by {by.Actor.Name}.",
            about.ToString(),
            answers.Url(now.Path)
        );
        return await answers.Replace(by, what is null ? "brought up to date" : by.Call.Name, words, ct);
    }

    // registration:0191…|3
    private static (IChatDecisions? Room, SubjectRef About, int Version) Pressed(TeamsActing by)
    {
        var parts = by.Call.About.Split('|', ':');
        if (
            parts.Length != 3
            || !Guid.TryParseExact(parts[1], "N", out var id)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        )
            return (null, default, 0);
        var room = by.Actor.IsStaff ? by.Services.GetServices<IChatDecisions>().FirstOrDefault(d => d.Kind == parts[0]) : null;
        return (room, new(parts[0], id), version);
    }
}
