using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Slack.Out;
using Entente.Collaboration.Slack.People;
using Entente.Collaboration.Slack.Rules;

namespace Entente.Collaboration.Slack.Acts;

/// <summary>Answers whoever asked, so that nobody else in the channel sees it.</summary>
internal sealed class SlackAnswers(SlackClient slack, SlackLinks links, PublicAddress address)
{
    public static SlackOutcome Failed { get; } = SlackOutcome.Done("Slack did not take the answer");

    public string Url(string path) => address.Of(path);

    /// <summary>In the modal where they still look at it, beside the command or button, in the thread, or to them alone.</summary>
    public async Task<SlackOutcome> Say(SlackVisit visit, string outcome, SlackWords words, CancellationToken ct)
    {
        var call = visit.Call;
        if (visit.Modal)
            return new(outcome, null, Update("Entente", [.. words.Blocks.Select(b => b!.DeepClone().AsObject())]));
        if (call.ResponseUrl.Length > 0 && await slack.Respond(visit.App, call.ResponseUrl, words.Text, words.Blocks, ct))
            return SlackOutcome.Done(outcome);
        // In a conversation with them alone everything is said to them alone; a modal has no channel, there the user’s id stands for it.
        var alone = call.Channel.Length == 0 || call.Channel.StartsWith('D');
        var reply = await slack.Call(
            visit.App,
            alone ? "chat.postMessage" : "chat.postEphemeral",
            ct,
            ("channel", call.Channel.Length == 0 ? call.User : call.Channel),
            ("user", alone ? null : call.User),
            ("text", words.Text),
            ("blocks", words.Blocks.ToJsonString()),
            ("thread_ts", call.ThreadTs.Length > 0 ? call.ThreadTs : null),
            ("link_names", "false"),
            ("parse", "none")
        );
        return reply.Ok ? SlackOutcome.Done(outcome)
            : reply.Fault is SlackFault.Again ? SlackOutcome.Again(reply.Wait)
            : SlackOutcome.Done($"{outcome}; Slack did not take the answer ({reply.Error})");
    }

    /// <summary>A plain sentence of ours, or a refusal’s.</summary>
    public Task<SlackOutcome> Say(SlackVisit visit, string outcome, string sentence, CancellationToken ct) =>
        Say(visit, outcome, SlackWords.Of(SlackText.Escape(sentence)), ct);

    /// <summary>What somebody does of whom we do not know who they are; the same whoever is here.</summary>
    public async Task<SlackOutcome> Unknown(SlackVisit visit, SlackStranger why, CancellationToken ct)
    {
        // Who takes a message back says nothing that needs an answer.
        if (visit.Call is { Kind: SlackKind.Delete } or { User.Length: 0 })
            return SlackOutcome.Done("nobody here");
        var link = await links.Issue(visit.Call.User, ct);
        var lost = visit.Call.Kind is SlackKind.Message or SlackKind.Edit ? " What you wrote was not passed on." : "";
        var words = $"{SlackWho.Words(why)}{lost}";
        return await Say(
            visit,
            "nobody here",
            SlackWords.Of(SlackText.Escape(words), SlackBlocks.Actions(SlackBlocks.LinkButton("Link my account", link))),
            ct
        );
    }

    /// <summary>Opens a modal; a trigger is good for three seconds.</summary>
    public async Task<SlackOutcome> Open(SlackVisit visit, string outcome, JsonObject modal, CancellationToken ct)
    {
        var reply = await slack.Call(visit.App, "views.open", ct, ("trigger_id", visit.Call.TriggerId), ("view", modal.ToJsonString()));
        return reply.Ok
            ? SlackOutcome.Done(outcome)
            : await Say(visit, $"the form did not open ({reply.Error})", "That took too long on the way. Please try it once more.", ct);
    }

    /// <summary>The modal is replaced by what is said.</summary>
    public static JsonObject Update(string title, params IEnumerable<JsonObject> blocks) =>
        new() { ["response_action"] = "update", ["view"] = SlackBlocks.Modal("said", title, null, "", blocks) };

    /// <summary>What is wrong, beside each field.</summary>
    public static JsonObject Errors(IEnumerable<KeyValuePair<string, string>> wrong) =>
        new()
        {
            ["response_action"] = "errors",
            ["errors"] = new JsonObject(
                wrong.Select(w => KeyValuePair.Create<string, JsonNode?>(w.Key, SlackText.Escape(ChatText.Short(w.Value, 1500))))
            ),
        };
}
