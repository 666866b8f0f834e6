using System.Text.Json.Nodes;
using Entente.Collaboration.Acting;
using Entente.Collaboration.Chat.Rules;
using Entente.Collaboration.Teams.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Collaboration.Teams.Acts;

/// <summary><c>deals</c>: how one’s own deals stand, as the portal would say it.</summary>
internal sealed class DealsInTeams(TeamsAnswers answers)
{
    private const int Most = 10;

    public async Task<TeamsOutcome> Run(TeamsActing by, CancellationToken ct)
    {
        var number = by.Call.Text.Length is > 0 and <= 40 ? by.Call.Text : null;
        if (by.Actor.IsStaff)
            return await answers.Say(
                by,
                "staff",
                TeamsWords.Of(
                    "This shows partners their own deals.",
                    TeamsCards.Link("Open registrations", answers.Url($"/w/{by.Visit.Workspace.Slug}/registrations"))
                ),
                ct
            );
        if (by.Services.GetService<IChatClaims>() is not { } room)
            return TeamsOutcome.Done("nobody takes claims");
        var own = await room.Own(number, ct);
        if (own.Count == 0)
            return await answers.Say(
                by,
                "no deals",
                number is null
                    ? "You have no registrations yet. Write register to send the first one."
                    : "You have no registration with this number.",
                ct
            );
        var body = new List<JsonObject> { TeamsCards.Words("How your deals stand", strong: true) };
        foreach (var deal in own.Take(Most))
        {
            body.Add(TeamsCards.Words($"{deal.Number} · {ChatText.Short(deal.Title, 200)} · {deal.State}"));
            body.Add(TeamsCards.Words(ChatText.Short(deal.Next, 300), quiet: true));
        }
        if (own.Count > Most)
            body.Add(TeamsCards.Words($"The first {Most}. deals {own[0].Number} shows one of them.", quiet: true));
        var links = own.Take(5).Select(d => TeamsCards.Link(d.Number, answers.Url(d.Path)));
        return await answers.Say(by, "deals shown", new TeamsWords("How your deals stand", TeamsCards.Card(body, links)), ct);
    }
}
