using System.Text.Json;
using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Slack.Model;
using Entente.Collaboration.Slack.Rules;
using Entente.Platform.Data;
using Entente.Platform.Jobs;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Slack.Acts;

/// <summary>
/// <c>/register</c>: the form that the partner would see in the portal, as a modal, sent in by the use case of every other channel. Whoever sends it hears of
/// their own input, and of nothing that the vendor’s data showed.
/// </summary>
internal sealed class RegisterInSlack(EntenteDb db, SlackAnswers answers)
{
    /// <summary>Travels with the modal and comes back with it.</summary>
    /// <param name="Shown">The fields that stand in it: only beside those can something be said.</param>
    internal sealed record Meant(bool Lead, Guid? Partner, IReadOnlyList<string> Also);

    public async Task<SlackOutcome> Open(SlackActing by, CancellationToken ct)
    {
        var (partner, refused) = await For(by, ct);
        if (refused is not null)
            return await answers.Say(by.Visit, "registers for nobody", refused, ct);
        if (by.Services.GetService<IChatClaims>() is not { } room)
            return SlackOutcome.Done("nobody takes claims");
        var meant = new Meant(by.Call.Text.StartsWith("lead", StringComparison.OrdinalIgnoreCase), partner?.Value, []);
        var form = await room.Form(meant.Lead, partner, meant.Also, ct);
        if (!form.Ok)
            return await answers.Say(by.Visit, form.Problem.Code, form.Problem.Message, ct);
        return await answers.Open(by.Visit, "the form is open", Modal(form.Value, meant, null, by.Visit), ct);
    }

    public async Task<SlackOutcome> Send(SlackActing by, CancellationToken ct)
    {
        if (by.Services.GetService<IChatClaims>() is not { } room)
            return SlackOutcome.Done("nobody takes claims");
        var meant = Read(by.Call.Value);
        PartnerId? partner = by.Actor.IsStaff && meant.Partner is { } named ? new PartnerId(named) : null;
        // A modal is mended and sent again under one id, so that it is one registration.
        var sent = await room.Send(meant.Lead, partner, by.Call.Fields, $"slack-{by.Call.View}", ct);
        if (sent.Ok)
            return await answers.Say(
                by.Visit,
                $"registered as {sent.Value.Number}",
                SlackWords.Of(
                    $"*We have it: {SlackText.Escape(sent.Value.Number)}*\n{SlackText.Escape(sent.Value.Company)}\n{SlackText.Escape(sent.Value.Next)}"
                ),
                ct
            );
        if (sent.Problem.Fields is not { Count: > 0 } wrong)
            return await answers.Say(by.Visit, sent.Problem.Code, sent.Problem.Message, ct);
        // Whoever no longer looks at the modal is told in words.
        if (!by.Visit.Modal)
            return await answers.Say(by.Visit, sent.Problem.Code, string.Join(' ', wrong.Values.Distinct(StringComparer.Ordinal)), ct);
        var beside = wrong.Where(w => by.Call.Fields.ContainsKey(w.Key)).ToList();
        if (beside.Count > 0)
            return new("asked for more", null, SlackAnswers.Errors(beside));
        return await Again(by, room, meant, partner, wrong, ct);
    }

    // What is asked for meanwhile stands in no block yet: the form is shown anew with it, and with everything that was written.
    private static async Task<SlackOutcome> Again(
        SlackActing by,
        IChatClaims room,
        Meant meant,
        PartnerId? partner,
        IReadOnlyDictionary<string, string> wrong,
        CancellationToken ct
    )
    {
        meant = meant with { Also = [.. meant.Also.Union(wrong.Keys).Take(20)] };
        var form = await room.Form(meant.Lead, partner, meant.Also, ct);
        if (!form.Ok)
            return new(
                form.Problem.Code,
                null,
                SlackAnswers.Update("Not sent", SlackBlocks.Section(SlackText.Escape(form.Problem.Message)))
            );
        var modal = Modal(form.Value, meant, by.Call.Fields, by.Visit);
        modal["blocks"]!
            .AsArray()
            .Insert(0, SlackBlocks.Section(SlackText.Escape(string.Join('\n', wrong.Values.Distinct(StringComparer.Ordinal)))));
        return new("asked for more", null, new System.Text.Json.Nodes.JsonObject { ["response_action"] = "update", ["view"] = modal });
    }

    // A partner’s own people register for it. Staff register where the channel says for whom.
    private async Task<(PartnerId? Partner, string? Refused)> For(SlackActing by, CancellationToken ct)
    {
        if (!by.Actor.IsStaff)
            return (null, null);
        if (!by.Actor.May(Permissions.SubmitRegistrations))
            return (null, "Your role does not register for partners.");
        var with = await db.Set<SlackChannel>()
            .Where(c => c.ChannelId == by.Call.Channel)
            .Select(c => (PartnerId?)c.With)
            .SingleOrDefaultAsync(ct);
        return with is null
            ? (null, "You register for a partner in the channel that it shares with you. Anywhere else, use the page of registrations.")
            : (with, null);
    }

    private static System.Text.Json.Nodes.JsonObject Modal(
        ChatForm form,
        Meant meant,
        IReadOnlyDictionary<string, string>? written,
        SlackVisit visit
    ) =>
        SlackBlocks.Modal(
            SlackNames.Register,
            form.Title,
            "Send",
            Json.Write(meant),
            [
                SlackBlocks.Context(
                    $"To {SlackText.Escape(visit.Workspace.Name)}. You get a number at once, and a decision with its reason."
                ),
                .. form.Fields.Take(90).Select(f => SlackBlocks.Input(f, written?.GetValueOrDefault(f.Key))),
            ]
        );

    private static Meant Read(string metadata)
    {
        try
        {
            return Json.Read<Meant>(metadata);
        }
        catch (JsonException)
        {
            return new(false, null, []);
        }
    }
}
