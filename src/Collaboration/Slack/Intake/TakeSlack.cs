using System.Text.Json.Nodes;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Slack.Acts;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Secrets;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Slack.Intake;

/// <summary>A request as it came, its body unread by anybody else.</summary>
internal sealed record RawSlack(string ContentType, string? Timestamp, string? Signature, byte[] Body);

/// <summary>What Slack is answered.</summary>
internal sealed record SlackReceipt(string Text, JsonObject? Json = null);

/// <summary>
/// Verifies a request, keeps it, and only then answers, well within Slack’s three seconds: the work is a job of the same commit. A request that Slack sends
/// again finds itself kept, and nothing is done twice. A filled-in modal alone is worked off before the answer, which carries what is wrong with it; when
/// that takes too long its person is told later.
/// </summary>
internal sealed class TakeSlack(IServiceScopeFactory scopes, SecretBox box, TimeProvider clock)
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(2);

    /// <summary>When the job of a modal that was not answered in time begins.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(15);

    /// <summary>Null: it is not Slack that asks.</summary>
    public async Task<SlackReceipt?> Run(WorkspaceId workspace, RawSlack raw, CancellationToken ct)
    {
        SlackCall call;
        await using (var scope = Scope(workspace))
        {
            var db = scope.ServiceProvider.GetRequiredService<EntenteDb>();
            var app = await db.Set<SlackApp>().AsNoTracking().SingleOrDefaultAsync(ct);
            // Where no app is, a signature is reckoned all the same: the answer does not tell by its time.
            var secret = app is null ? "none" : box.Open(SlackApp.Purpose, app.SigningSecret);
            if (!SlackSignature.Holds(secret, raw.Timestamp, raw.Signature, raw.Body, clock.GetUtcNow()) || app is null)
                return null;
            call = SlackReader.Read(raw.ContentType, raw.Body);
            if (call.Kind is SlackKind.Challenge)
                return new(call.Challenge);
            if (!await Concerns(db, call, ct))
                return new("");
            if (!await Keep(db, call, raw, ct))
                return new("");
        }
        return call.Kind is SlackKind.Submit ? await AtOnce(workspace, call.Key, ct) : new("");
    }

    // What is said elsewhere is nobody's business here, and is not kept: only threads of mapped channels, and what is said to us alone.
    private static async Task<bool> Concerns(EntenteDb db, SlackCall call, CancellationToken ct) =>
        call.Kind switch
        {
            SlackKind.Other => false,
            SlackKind.Press => call.Name != SlackNames.Open,
            SlackKind.Message or SlackKind.Edit or SlackKind.Delete => !call.ByApp
                && (
                    call.Channel.StartsWith('D')
                    || (call.ThreadTs.Length > 0 && await db.Set<SlackChannel>().AnyAsync(c => c.ChannelId == call.Channel, ct))
                ),
            _ => true,
        };

    // False: it was here before.
    private async Task<bool> Keep(EntenteDb db, SlackCall call, RawSlack raw, CancellationToken ct)
    {
        await using var held = await db.Hold(["slack:" + call.Key], ct);
        if (await db.Set<SlackRequest>().AnyAsync(r => r.Key == call.Key, ct))
            return false;
        var now = clock.GetUtcNow();
        db.Add(
            new SlackRequest
            {
                Key = call.Key,
                At = now,
                ContentType = ChatText.Short(raw.ContentType, 100),
                Body = raw.Body,
            }
        );
        db.Enqueue(new WorkSlack(call.Key), call.Kind is SlackKind.Submit ? now + Later : null);
        await held.Save(ct);
        return true;
    }

    private async Task<SlackReceipt> AtOnce(WorkspaceId workspace, string key, CancellationToken ct)
    {
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(ct);
        budget.CancelAfter(Budget);
        try
        {
            await using var scope = Scope(workspace);
            var outcome = await ActivatorUtilities.CreateInstance<RunWorkSlack>(scope.ServiceProvider).Work(key, modal: true, budget.Token);
            return outcome is { Answer: { } answer } ? new("", answer)
                : outcome is { Wait: not null } ? Slow
                : new("");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Slow;
        }
    }

    private static SlackReceipt Slow =>
        new(
            "",
            SlackAnswers.Update(
                "One moment",
                SlackBlocks.Section(
                    "We have what you sent. This takes a little longer than usual; you get a message here as soon as it is done."
                )
            )
        );

    private AsyncServiceScope Scope(WorkspaceId workspace)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActorSlot>().Fill(Actor.System(workspace, Channel.Slack));
        return scope;
    }
}
