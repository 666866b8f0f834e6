using Entente.Access;
using Entente.Pipeline.Model;
using Entente.Pipeline.Rules.Attribution;
using Entente.Platform.Data;
using Entente.Platform.Tenancy;
using Entente.Portal.Today;
using Entente.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entente.Pipeline.Credits;

/// <summary>On Today: shares that partners ask for and await an answer on, corrections that somebody else asked for.</summary>
internal sealed class CreditToday(EntenteDb db, PipelineApi pipeline, Actor actor, Workspaces workspaces) : ITodayItem
{
    private const int MostShown = 5;

    public async Task<TodaySection?> Section(DateTimeOffset now, CancellationToken ct)
    {
        if (!actor.May(Permissions.SettleCredit))
            return null;
        var offers = db.Set<ShareOffer>().Where(o => o.Outcome == OfferEnd.Open && !o.ByVendor);
        var corrections = db.Set<CreditCorrection>().Where(c => c.State == CorrectionState.Waiting && c.AskedBy != actor.Person);
        var asked = await offers
            .OrderBy(o => o.AnswerBy)
            .Take(MostShown)
            .Select(o => new { o.OpportunityId, Due = (DateTimeOffset?)o.AnswerBy })
            .ToListAsync(ct);
        var mistaken = await corrections
            .OrderBy(c => c.AskedAt)
            .Take(MostShown)
            .Select(c => new { c.OpportunityId, Due = (DateTimeOffset?)null })
            .ToListAsync(ct);
        if (asked.Count + mistaken.Count == 0)
            return null;
        var count = await offers.Total(asked.Count, 1, MostShown, ct) + await corrections.Total(mistaken.Count, 1, MostShown, ct);
        var waiting = asked.Concat(mistaken).Take(MostShown).ToList();
        var deals = await pipeline.Cards([.. waiting.Select(w => w.OpportunityId)], ct);
        var slug = (await workspaces.Get(actor.Workspace, ct)).Slug;
        return new(
            "credit",
            "Credit to settle",
            TodayPlace.Card,
            count,
            [
                .. waiting
                    .Where(w => deals.ContainsKey(w.OpportunityId))
                    .Select(w => (Wait: w, Deal: deals[w.OpportunityId]))
                    .Select(w => new TodayRow(
                        List.PipelineWords.Without(w.Deal.Partners.Select(p => p.RegistrationNumber).FirstOrDefault(), w.Deal.Name),
                        $"/w/{slug}/pipeline/{w.Deal.Id}/credit"
                    )
                    {
                        Sub = w.Wait.Due is null ? "A correction waits for your approval" : "A partner asks for a share",
                        Badge =
                            w.Wait.Due is { } due && due < now
                                ? new("Late", Tone.Bad)
                                : new(w.Wait.Due is null ? "Approve" : "Answer", Tone.Warn),
                        Action = "Look",
                    }),
            ]
        )
        {
            What = "Deal",
            Foot = $"A share is answered within {Format.Count(ShareTalk.AnswerDays, "business day")}; a correction needs a second person.",
        };
    }
}
