using Entente.Access;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Out;
using Entente.Collaboration.Teams.People;
using Entente.Collaboration.Teams.Rules;

namespace Entente.Collaboration.Teams.Acts;

/// <summary>
/// Answers whoever asked, so that nobody else sees it: Teams shows everybody what a bot writes in a channel, so that the answer goes to the conversation with
/// them alone.
/// </summary>
internal sealed class TeamsAnswers(TeamsClient teams, TeamsDirect direct, TeamsLinks links, PublicAddress address)
{
    public string Url(string path) => address.Of(path);

    public async Task<TeamsOutcome> Say(TeamsVisit visit, TeamsMember member, string outcome, TeamsWords words, CancellationToken ct)
    {
        var (conversation, wait) = await direct.With(visit.App, member, ct);
        if (wait is { } later)
            return TeamsOutcome.Again(later);
        if (conversation is null)
            return await Elsewhere(visit, outcome, ct);
        var reply = await teams.Say(visit.App, member.ServiceUrl, conversation, words, 1, ct);
        if (reply.Fault is TeamsFault.Gone)
            member.Part();
        return reply.Fault is TeamsFault.Again ? TeamsOutcome.Again(reply.Wait)
            : reply.Ok ? TeamsOutcome.Done(outcome)
            : TeamsOutcome.Done($"{outcome}; Teams did not take the answer ({(reply.Why.Length > 0 ? reply.Why : reply.Status)})");
    }

    /// <summary>A plain sentence of ours, or a refusal’s.</summary>
    public Task<TeamsOutcome> Say(TeamsActing by, string outcome, string sentence, CancellationToken ct) =>
        Say(by, outcome, TeamsWords.Of(sentence), ct);

    public Task<TeamsOutcome> Say(TeamsActing by, string outcome, TeamsWords words, CancellationToken ct) =>
        Say(by.Visit, by.Member, outcome, words, ct);

    /// <summary>The card that was pressed is replaced.</summary>
    public async Task<TeamsOutcome> Replace(TeamsActing by, string outcome, TeamsWords words, CancellationToken ct)
    {
        if (by.Call.ReplyTo.Length == 0)
            return await Say(by, outcome, words, ct);
        var reply = await teams.Update(by.App, by.Call.ServiceUrl, by.Call.Channel, by.Call.ReplyTo, words, ct);
        // What cannot be changed any more is said anew.
        return reply.Fault is TeamsFault.Again ? TeamsOutcome.Again(reply.Wait)
            : reply.Ok ? TeamsOutcome.Done(outcome)
            : await Say(by, outcome, words, ct);
    }

    /// <summary>What somebody does of whom we do not know who they are; the same whoever is here.</summary>
    public async Task<TeamsOutcome> Unknown(TeamsVisit visit, TeamsMember member, CancellationToken ct)
    {
        // Who takes a message back says nothing that needs an answer.
        if (visit.Call.Kind is TeamsKind.Delete)
            return TeamsOutcome.Done("nobody here");
        var lost = visit.Call.Kind is TeamsKind.Message or TeamsKind.Edit ? " What you wrote was not passed on." : "";
        var words = TeamsWords.Of(
            $"We do not know yet who you are here. Link your account once, and try again.{lost}",
            TeamsCards.Link("Link my account", await links.Issue(member.AadId, ct))
        );
        return await Say(visit, member, "nobody here", words, ct);
    }

    // Without a word on what it was about: others read it.
    private async Task<TeamsOutcome> Elsewhere(TeamsVisit visit, string outcome, CancellationToken ct)
    {
        var call = visit.Call;
        var conversation = call.Root.Length > 0 ? $"{call.Channel};messageid={call.Root}" : call.Channel;
        await teams.Reply(
            visit.App,
            call.ServiceUrl,
            conversation,
            call.Id,
            TeamsWords.Of("I answer you alone. Add me for yourself first (Apps, then Add), and write to me there."),
            ct
        );
        return TeamsOutcome.Done($"{outcome}; they have not added the bot for themselves");
    }
}
