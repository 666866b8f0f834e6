using System.Text.RegularExpressions;
using Entente.Collaboration.Model;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.People;
using Entente.Collaboration.Slack.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Slack.Acts;

/// <summary>
/// What is answered in a thread of ours becomes a message of that conversation, once, as said by its person and at the time that Slack gives it, in whatever
/// order it comes. Messages here are never changed: an edit follows as a message of its own, and what is taken back in Slack stays.
/// </summary>
internal sealed partial class SaidInSlack(EntenteDb db, SlackPeople people, SlackAnswers answers)
{
    /// <summary>An answer may come before we have heard that what it answers stands; an edit before what it edits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    [GeneratedRegex("<@(?<user>[A-Z0-9]{1,40})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    public async Task<SlackOutcome> Run(SlackActing by, CancellationToken ct)
    {
        var call = by.Call;
        if (call.ThreadTs.Length == 0)
            return call.Kind is SlackKind.Message && call.Channel.StartsWith('D')
                ? await answers.Say(
                    by.Visit,
                    "no thread",
                    "Answer in the thread of what you were told, so that it is clear what it belongs to. /register sends a deal, /deal shows how yours stand.",
                    ct
                )
                : SlackOutcome.Done("no thread");
        if (
            await db.Set<SlackThread>()
                .AsNoTracking()
                .SingleOrDefaultAsync(t => t.ChannelId == call.Channel && t.RootTs == call.ThreadTs, ct)
            is not { } thread
        )
            return call.ThreadOf == by.App.BotUser && by.Visit.Age < Patience
                ? SlackOutcome.Again(Pause)
                : SlackOutcome.Done("a thread of others");
        if (thread.Audience is ReadBy.Shared && !by.Actor.IsStaff && by.Actor.Partner != thread.With)
            return await answers.Say(
                by.Visit,
                "another partner’s",
                "This thread is not one of your company’s. What you wrote was not passed on.",
                ct
            );
        // Staff who mistake the room would share with the wrong company: a thread of a channel counts as long as the channel is that partner's.
        if (!await Stands(thread, ct))
            return await answers.Say(
                by.Visit,
                "the channel is not theirs any more",
                "This channel is not linked to this partner any more. What you wrote was not passed on.",
                ct
            );
        if (call.Kind is SlackKind.Delete)
            return await answers.Say(
                by.Visit,
                "taken back",
                "In our conversation it stays: others may have read it. Write a line if it was wrong.",
                ct
            );
        var edited = call.Kind is SlackKind.Edit;
        if (edited && !await Kept(by, SlackSaid.Submission(call.Channel, call.Ts), ct))
        {
            if (by.Visit.Age < Patience)
                return SlackOutcome.Again(Pause);
            // What it was before never came: the edit is what was said.
            edited = false;
        }
        return await Post(by, thread, edited, ct);
    }

    private async Task<SlackOutcome> Post(SlackActing by, SlackThread thread, bool edited, CancellationToken ct)
    {
        var call = by.Call;
        var names = await people.Names([.. Named().Matches(call.Text).Select(m => m.Groups["user"].Value).Distinct().Take(20)], ct);
        var text = SlackText.Plain(call.Text, u => names.GetValueOrDefault(u));
        if (text.Trim().Length == 0)
            return await answers.Say(
                by.Visit,
                "no words",
                "Only words are passed on from Slack. Put files into the conversation itself.",
                ct
            );
        var posted = await by
            .Services.GetRequiredService<PostMessage>()
            .Run(
                new(
                    thread.Subject,
                    by.Actor.IsStaff ? thread.Audience : ReadBy.Shared,
                    edited ? $"Changed in Slack to: {text}" : text,
                    SlackSaid.Submission(call.Channel, call.Ts, edited ? call.EditedTs : "")
                )
                {
                    With = thread.With,
                    SaidAt = edited ? null : call.SaidAt,
                },
                ct
            );
        return posted.Ok
            ? SlackOutcome.Done(edited ? "an edit is in the conversation" : "in the conversation")
            : await answers.Say(by.Visit, posted.Problem.Code, $"This was not passed on. {posted.Problem.Message}", ct);
    }

    private async Task<bool> Stands(SlackThread thread, CancellationToken ct) =>
        thread.ChannelId.StartsWith('D')
        || await db.Set<SlackChannel>().AnyAsync(c => c.ChannelId == thread.ChannelId && c.With == thread.With, ct);

    private async Task<bool> Kept(SlackActing by, string submission, CancellationToken ct)
    {
        var own = $"{by.Actor.Person!.Value.Value:N}:{submission}";
        return await db.Set<SharedMessage>().AnyAsync(m => m.Submission == own, ct)
            || await db.Set<InternalMessage>().AnyAsync(m => m.Submission == own, ct);
    }
}
