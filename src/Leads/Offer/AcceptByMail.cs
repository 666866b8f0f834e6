using Entente.Access.Safelist;
using Entente.Collaboration.MailActs;
using Entente.Leads.Model;
using Entente.Leads.Rules;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Platform.Values;
using Microsoft.EntityFrameworkCore;

namespace Entente.Leads.Offer;

/// <summary>A lead is taken from the mail that offers it. An offer is answered once, so its own state is its turn. Nothing of the customer stands here.</summary>
internal sealed class AcceptByMail(EntenteDb db, Actor actor, AnswerOffer answer, Fields fields, Workspaces workspaces, TimeProvider clock)
    : IMailAct
{
    public const string Act = "lead.accept";

    public string Code => Act;

    public async Task<MailActView?> Look(Guid subject, long seen, CancellationToken ct)
    {
        if (AnswerOffer.Partner(actor) is null || await Load(subject, ct) is not { } offer)
            return null;
        var workspace = await workspaces.Get(actor.Workspace, ct);
        return new(
            $"Take the lead {offer.Number}?",
            "Who the customer is, you read as soon as you have it.",
            [.. LeadFields.BeforeAccepting(offer).Shown(await fields.For(actor, ct))],
            "Take it",
            $"/w/{workspace.Slug}/portal/leads/{offer.Number}"
        )
        {
            Settled = offer.State switch
            {
                OfferState.Open => offer.DueAt > clock.GetUtcNow() ? null : "The time to answer is over.",
                OfferState.Accepted => $"{offer.Number} is yours.",
                OfferState.Gone => "Another partner was first.",
                _ => "It was answered meanwhile, or it is over.",
            },
            Yours = offer.State is OfferState.Accepted && offer.By == actor.Person,
        };
    }

    public async Task<Result> Run(Guid subject, long seen, CancellationToken ct) =>
        await Load(subject, ct) is { } offer ? await answer.Accept(offer.Number, ct) : Refusals.None;

    // A restricted colleague finds none that they did not answer: the offer is for the company.
    private Task<LeadOffer?> Load(Guid subject, CancellationToken ct)
    {
        var id = new LeadOfferId(subject);
        return db.Set<LeadOffer>().AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct);
    }
}
