using Entente.Collaboration.Model;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Rules;
using Entente.Collaboration.Threads;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Teams.Acts;

/// <summary>
/// What is answered in a thread of ours, or on a card, becomes a message of that conversation, once, as said by its person and at the time that Teams gives
/// it, in whatever order it comes. Messages here are never changed: an edit follows as a message of its own, and what is taken back in Teams stays.
/// </summary>
internal sealed class SaidInTeams(EntenteDb db, TeamsAnswers answers)
{
    /// <summary>An answer may come before we have heard that what it answers stands; an edit before what it edits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public async Task<TeamsOutcome> Run(TeamsActing by, CancellationToken ct)
    {
        var call = by.Call;
        if (call.Root.Length == 0)
            return call.Kind is TeamsKind.Message
                ? await answers.Say(
                    by,
                    "no thread",
                    "Press Answer on the card of what you were told, so that it is clear what it belongs to. register sends a deal, deals shows how yours stand, help says more.",
                    ct
                )
                : TeamsOutcome.Done("no thread");
        var (thread, refused) = await Thread(by, call.Root, ct);
        if (thread is null)
            return refused ?? TeamsOutcome.Done("a thread of others");
        if (call.Kind is TeamsKind.Delete)
            return await answers.Say(
                by,
                "taken back",
                "In our conversation it stays: others may have read it. Write a line if it was wrong.",
                ct
            );
        var edited = call.Kind is TeamsKind.Edit;
        if (edited && !await Kept(by, TeamsSaid.Submission(call.Channel, call.Id), ct))
        {
            if (by.Visit.Age < Patience)
                return TeamsOutcome.Again(Pause);
            // What it was before never came: the edit is what was said.
            edited = false;
        }
        var submission = TeamsSaid.Submission(call.Channel, call.Id, edited ? call.Stamp : "");
        return await Post(
            by,
            thread,
            edited ? $"Changed in Teams to: {call.Text}" : call.Text,
            submission,
            edited ? null : call.SaidAt,
            ct
        );
    }

    /// <summary>Alone with somebody there are no threads: the card says what is answered.</summary>
    public async Task<TeamsOutcome> FromCard(TeamsActing by, CancellationToken ct)
    {
        var (thread, refused) = await Thread(by, by.Call.ReplyTo, ct);
        if (thread is null)
            return refused ?? await answers.Say(by, "no thread", "This card can be answered no more. Open the record instead.", ct);
        var text = by.Call.Fields.GetValueOrDefault(TeamsNotice.Words, "");
        var posted = await Post(by, thread, text, TeamsSaid.Submission(by.Call.Channel, by.Call.Id), by.Call.SaidAt, ct);
        return posted.What == InConversation ? await answers.Say(by, InConversation, "It is in the conversation.", ct) : posted;
    }

    private const string InConversation = "in the conversation";

    private async Task<(TeamsThread? Thread, TeamsOutcome? Refused)> Thread(TeamsActing by, string root, CancellationToken ct)
    {
        var thread = await db.Set<TeamsThread>()
            .AsNoTracking()
            .SingleOrDefaultAsync(t => t.ChannelId == by.Call.Channel && t.RootId == root, ct);
        if (thread is null)
            return (null, by.Visit.Age < Patience ? TeamsOutcome.Again(Pause) : null);
        if (thread.Audience is ReadBy.Shared && !by.Actor.IsStaff && by.Actor.Partner != thread.With)
            return (
                null,
                await answers.Say(
                    by,
                    "another partner’s",
                    "This thread is not one of your company’s. What you wrote was not passed on.",
                    ct
                )
            );
        // Staff who mistake the room would share with the wrong company: a thread of a channel counts as long as the channel is that partner's.
        if (!by.Call.Personal && !await db.Set<TeamsChannel>().AnyAsync(c => c.ChannelId == thread.ChannelId && c.With == thread.With, ct))
            return (
                null,
                await answers.Say(
                    by,
                    "the channel is not theirs any more",
                    "This channel is not linked to this partner any more. What you wrote was not passed on.",
                    ct
                )
            );
        return (thread, null);
    }

    private async Task<TeamsOutcome> Post(
        TeamsActing by,
        TeamsThread thread,
        string text,
        string submission,
        DateTimeOffset? saidAt,
        CancellationToken ct
    )
    {
        if (text.Trim().Length == 0)
            return await answers.Say(by, "no words", "Only words are passed on from Teams. Put files into the conversation itself.", ct);
        var posted = await by
            .Services.GetRequiredService<PostMessage>()
            .Run(
                new(thread.Subject, by.Actor.IsStaff ? thread.Audience : ReadBy.Shared, text, submission)
                {
                    With = thread.With,
                    SaidAt = saidAt,
                },
                ct
            );
        return posted.Ok
            ? TeamsOutcome.Done(InConversation)
            : await answers.Say(by, posted.Problem.Code, $"This was not passed on. {posted.Problem.Message}", ct);
    }

    private async Task<bool> Kept(TeamsActing by, string submission, CancellationToken ct)
    {
        var own = $"{by.Actor.Person!.Value.Value:N}:{submission}";
        return await db.Set<SharedMessage>().AnyAsync(m => m.Submission == own, ct)
            || await db.Set<InternalMessage>().AnyAsync(m => m.Submission == own, ct);
    }
}
