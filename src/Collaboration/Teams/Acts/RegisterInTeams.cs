using System.Text.Json.Nodes;
using Entente.Access;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Teams.Model;
using Entente.Collaboration.Teams.Rules;
using Entente.Platform.Data;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Teams.Acts;

/// <summary>
/// <c>register</c>: the form that the partner would see in the portal, as a card to whoever asked alone, sent in by the use case of every other channel.
/// Whoever sends it hears of their own input, and of nothing that the vendor’s data showed.
/// </summary>
internal sealed class RegisterInTeams(EntenteDb db, TeamsAnswers answers)
{
    /// <summary>Travels with the card and comes back with it: what is registered, for whom, and which fields were asked for meanwhile.</summary>
    internal sealed record Meant(bool Lead, Guid? Partner, IReadOnlyList<string> Also)
    {
        public string Write() => $"{(Lead ? "lead" : "deal")}|{Partner:N}|{string.Join(',', Also)}";

        public static Meant Read(string about)
        {
            var parts = about.Split('|');
            return parts.Length == 3
                ? new(
                    parts[0] == "lead",
                    Guid.TryParseExact(parts[1], "N", out var partner) ? partner : null,
                    [.. parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries).Take(20)]
                )
                : new(false, null, []);
        }
    }

    public async Task<TeamsOutcome> Open(TeamsActing by, CancellationToken ct)
    {
        var (partner, refused) = await For(by, ct);
        if (refused is not null)
            return await answers.Say(by, "registers for nobody", refused, ct);
        if (by.Services.GetService<IChatClaims>() is not { } room)
            return TeamsOutcome.Done("nobody takes claims");
        var meant = new Meant(by.Call.Text.StartsWith("lead", StringComparison.OrdinalIgnoreCase), partner?.Value, []);
        var form = await room.Form(meant.Lead, partner, meant.Also, ct);
        return form.Ok
            ? await answers.Say(by, "the form is open", Card(form.Value, meant, null, [], by.Visit), ct)
            : await answers.Say(by, form.Problem.Code, form.Problem.Message, ct);
    }

    public async Task<TeamsOutcome> Send(TeamsActing by, CancellationToken ct)
    {
        if (by.Services.GetService<IChatClaims>() is not { } room)
            return TeamsOutcome.Done("nobody takes claims");
        var meant = Meant.Read(by.Call.About);
        PartnerId? partner = by.Actor.IsStaff && meant.Partner is { } named ? new PartnerId(named) : null;
        // A card is mended and sent again as the same one, so that it is one registration.
        var card = by.Call.ReplyTo.Length > 0 ? by.Call.ReplyTo : by.Call.Id;
        var sent = await room.Send(meant.Lead, partner, by.Call.Fields, TeamsSaid.Submission(by.Call.Channel, card), ct);
        if (sent.Ok)
            return await answers.Replace(by, $"registered as {sent.Value.Number}", Received(sent.Value), ct);
        if (sent.Problem.Fields is not { Count: > 0 } wrong)
            return await answers.Say(by, sent.Problem.Code, sent.Problem.Message, ct);
        meant = meant with { Also = [.. meant.Also.Union(wrong.Keys).Take(20)] };
        var form = await room.Form(meant.Lead, partner, meant.Also, ct);
        return form.Ok
            ? await answers.Replace(by, "asked for more", Card(form.Value, meant, by.Call.Fields, wrong.Values, by.Visit), ct)
            : await answers.Say(by, form.Problem.Code, form.Problem.Message, ct);
    }

    // A partner’s own people register for it. Staff register where the channel says for whom.
    private async Task<(PartnerId? Partner, string? Refused)> For(TeamsActing by, CancellationToken ct)
    {
        if (!by.Actor.IsStaff)
            return (null, null);
        if (!by.Actor.May(Permissions.SubmitRegistrations))
            return (null, "Your role does not register for partners.");
        var with = await db.Set<TeamsChannel>()
            .Where(c => c.ChannelId == by.Call.Channel)
            .Select(c => (PartnerId?)c.With)
            .SingleOrDefaultAsync(ct);
        return with is null
            ? (null, "You register for a partner in the channel that it shares with you. Anywhere else, use the page of registrations.")
            : (with, null);
    }

    private static TeamsWords Received(ChatReceipt receipt) =>
        new(
            $"We have it: {receipt.Number}",
            TeamsCards.Card(
                [
                    TeamsCards.Words($"We have it: {receipt.Number}", strong: true),
                    TeamsCards.Words(receipt.Company),
                    TeamsCards.Words(receipt.Next),
                ],
                []
            )
        );

    private static TeamsWords Card(
        ChatForm form,
        Meant meant,
        IReadOnlyDictionary<string, string>? written,
        IEnumerable<string> wrong,
        TeamsVisit visit
    )
    {
        var faults = wrong.Distinct(StringComparer.Ordinal).Select(w => TeamsCards.Words(w, strong: true));
        IEnumerable<JsonObject> body =
        [
            TeamsCards.Words(form.Title, strong: true),
            TeamsCards.Words($"To {visit.Workspace.Name}. You get a number at once, and a decision with its reason.", quiet: true),
            .. faults,
            .. form.Fields.Take(90).Select(f => TeamsCards.Input(f, written is null ? null : written.GetValueOrDefault(f.Key, ""))),
        ];
        return new(form.Title, TeamsCards.Card(body, [TeamsCards.Submit("Send", TeamsNames.Register, meant.Write(), "positive")]));
    }
}
